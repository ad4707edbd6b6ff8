// Ways to kill what is in the middle of something, each of which starts again what it killed and says whether that was so.
import { setTimeout as pause } from "node:timers/promises";
import { rooms, standin, start } from "./installation.ts";
import { eventually } from "./rooms.ts";
import { draw, oneOf } from "./stirring.ts";

export interface Work {
  /** Approves what differs, so that it is written. */
  approve(): void;
  /** Asks for pulls. */
  ask(): void;
}

type Kill = (work: Work) => Promise<boolean>;

/** Seconds for what should begin soon. */
const patience = 20;

const victims = ["agent", "worker", "bus", "globe", "milestones"] as const;
type Victim = (typeof victims)[number];

const again: Record<Victim, () => Promise<void>> = {
  agent: () => start.agent(),
  worker: () => start.worker(),
  bus: () => start.bus(),
  globe: () => start.standin("globe"),
  milestones: () => start.standin("milestones"),
};

/** Goes to work, again and again where what is approved or pulled waits, until there is what was waited for; false: never. */
async function worked({ approve, ask }: Work, there: Promise<boolean>): Promise<boolean> {
  for (let second = 0; second < patience; second += 1) {
    approve();
    if (second % 5 === 0) ask();
    const is = await Promise.race([there, pause(1_000)]);
    if (is !== undefined) return is;
  }
  return false;
}

/** Kills at once, all of them at the same time; `between` is done while they are away. */
async function killed(names: readonly Victim[], between: () => Promise<unknown> = async () => undefined) {
  await Promise.all(names.map((name) => rooms[name]?.kill()));
  await between();
  await Promise.all(names.map((name) => again[name]()));
}

/** Goes to work, and kills when a request stands before a stand-in: a page of records, or a write. */
async function atPause(
  where: "globe" | "milestones",
  at: { method: "GET" | "POST"; afterPages: number },
  names: readonly Victim[],
  work: Work,
): Promise<boolean> {
  const { id } = await standin(where, "POST", "pauses", at);
  const reached = standin(where, "GET", `pauses/${id}`).then(
    () => true,
    () => false,
  );
  const stood = await worked(work, reached);
  const goOn = async () => {
    if (!names.includes(where)) await standin(where, "DELETE", "pauses");
  };
  await killed(names, goOn);
  return stood;
}

/** Goes to work, and the stand-in dies at a request, with it done or not. */
async function dying(
  name: "globe" | "milestones",
  at: { method: "GET" | "POST"; afterPages: number; done: boolean },
  work: Work,
): Promise<boolean> {
  await standin(name, "POST", "faults", { kind: "die", ...at });
  const isDown = () =>
    standin(name, "GET", "").then(
      () => false,
      () => true,
    );
  const died = await worked(
    work,
    eventually(isDown, (down) => down, patience).catch(() => false),
  );
  if (!died) await rooms[name]?.kill();
  await again[name]();
  return died;
}

const write = () => ({ method: "POST" as const, afterPages: draw(4) });
const page = () => ({ method: "GET" as const, afterPages: draw(6) });
const begin = ({ ask, approve }: Work) => {
  ask();
  approve();
};

/** In the middle of what is under way. */
export const aimed: Record<string, Kill> = {
  "the worker, whose write is done when it is gone": (work) => atPause("milestones", write(), ["worker"], work),
  "Milestones, with the write done and nobody told": (work) => dying("milestones", { ...write(), done: true }, work),
  "the agent, in the middle of a read": (work) => atPause("globe", page(), ["agent"], work),
  "the bus, in the middle of a read": (work) => atPause("globe", page(), ["bus"], work),
  "Globe, in the middle of a read": (work) => dying("globe", { ...page(), done: false }, work),
  "Milestones, with the write not done": (work) => dying("milestones", { ...write(), done: false }, work),
  "the worker, in the middle of a pull": (work) => atPause("globe", page(), ["worker"], work),
  "Milestones and the worker, with a write under way": (work) =>
    atPause("milestones", write(), ["milestones", "worker"], work),
};

/** Whatever is under way. */
export const blind: Record<string, Kill> = {
  async "anything, at any moment"(work) {
    begin(work);
    await pause(draw(3_000));
    await killed([oneOf(victims)]);
    return true;
  },
  async "several at once, at any moment"(work) {
    begin(work);
    await pause(draw(3_000));
    await killed(victims.filter(() => draw(2) === 0));
    return true;
  },
};
