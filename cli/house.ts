// Everything on this machine as child processes: kept running, restarted on the same ports, stopped in order.
import { rename, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { DataFolder } from "./data-folder.ts";
import type { Ports } from "./ports.ts";
import { type Room, type RoomName, startRoom, stopRoom } from "./rooms.ts";

/** How a room is started: asked anew at each start, since its neighbours' ports are known only then. */
export interface Plan {
  name: RoomName;
  args?: (ports: Ports) => string[];
  env?: (ports: Ports) => Record<string, string>;
  /** The ports, by name in ports.json, in what the room says when it is ready. */
  ports?: (ready: Record<string, unknown>) => Ports;
  /** Ms before it is started again when it ends; a second where left out. */
  rest?: number;
  /** What must be done between this room being ready and the next one starting. */
  settle?: (ports: Ports) => void | Promise<void>;
}

const longestPause = 30_000;

export class House {
  readonly #folder: DataFolder;
  readonly #rooms = new Map<RoomName, Room>();
  #ports: Ports;
  #closing: Promise<void> | undefined;

  /** `ports`: those that rooms should take again. */
  constructor(folder: DataFolder, ports: Ports) {
    this.#folder = folder;
    this.#ports = ports;
  }

  get isClosed(): boolean {
    return this.#closing !== undefined;
  }

  /** Starts the rooms one after the other; stops what was started when one does not start. */
  async open(plans: readonly Plan[]): Promise<void> {
    try {
      for (const plan of plans) {
        const room = await this.#start(plan);
        if (this.isClosed) return;
        void this.#keep(plan, room);
      }
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Stops the rooms, the last started first. */
  close(): Promise<void> {
    this.#closing ??= this.#stopAll();
    return this.#closing;
  }

  async #stopAll(): Promise<void> {
    for (const room of [...this.#rooms.values()].reverse()) await stopRoom(room);
  }

  async #start(plan: Plan): Promise<Room> {
    const room = await startRoom(plan.name, this.#folder.logs, {
      args: plan.args?.(this.#ports) ?? [],
      env: plan.env?.(this.#ports) ?? {},
    });
    if (this.isClosed) {
      await stopRoom(room);
      return room;
    }
    this.#rooms.set(plan.name, room);
    this.#ports = { ...this.#ports, ...plan.ports?.(room.ready) };
    await this.#write();
    await plan.settle?.(this.#ports);
    return room;
  }

  /** Starts a room again whenever it ends by itself, waiting longer each time that it ends soon after. */
  async #keep(plan: Plan, first: Room): Promise<void> {
    let room = first;
    const rest = plan.rest ?? 1_000;
    let wait = rest / 2;
    for (;;) {
      const began = Date.now();
      const code = await room.ended;
      if (this.isClosed) return;
      wait = Date.now() - began > 60_000 ? rest : Math.min(wait * 2, longestPause);
      process.stderr.write(`${plan.name} ended (${code ?? "signal"}); starting it again in ${wait / 1000} s\n`);
      for (;;) {
        await pause(wait, undefined, { ref: true });
        if (this.isClosed) return;
        try {
          room = await this.#start(plan);
          break;
        } catch (error) {
          process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
          wait = Math.min(wait * 2, longestPause);
        }
      }
    }
  }

  /** Other programs read ports.json while this one writes it: the whole file appears at once. */
  async #write(): Promise<void> {
    const draft = `${this.#folder.ports}.new`;
    await writeFile(draft, `${JSON.stringify(this.#ports, null, 2)}\n`);
    await rename(draft, this.#folder.ports);
  }
}
