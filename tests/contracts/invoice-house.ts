// All rooms as processes of their own over one data set, each killed and started again at will on the ports it had, with
// the store beside them. For tests of what becomes of invoices.
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { z } from "zod";
import { type Administration, defaultSchedule } from "../../core/administration.ts";
import { queuesOf } from "../../core/messages.ts";
import type { Role } from "../../core/states.ts";
import { addAccount } from "../../prisma/accounts.ts";
import { saveAdministration, type settingsSchema } from "../../prisma/administrations.ts";
import { type Database, openDatabase } from "../../prisma/database.ts";
import { requestInvoicePull } from "../../prisma/invoice-requests.ts";
import { type InvoiceRun, invoiceRuns } from "../../prisma/invoice-runs.ts";
import { migrate } from "../../prisma/migrate.ts";
import { globeConfig } from "../globe-account.ts";
import { consentFor } from "../milestones-access.ts";
import { type StandinControl, standinControl } from "../standin.ts";
import { eventually, type Room, room } from "./rooms.ts";

export type RoomName = "bus" | "globe" | "milestones" | "agent" | "worker";

export interface InvoiceHouse {
  folder: string;
  db: Database;
  administration: Administration;
  start(name: RoomName): Promise<void>;
  kill(name: RoomName): Promise<void>;
  /** Of the running program. */
  pid(name: RoomName): number;
  /** Asks for a pull of invoices and waits for its end. */
  pulled(seconds?: number): Promise<InvoiceRun>;
  standin(name: "globe" | "milestones"): { url: string; control: StandinControl };
  close(): Promise<void>;
}

/** As Milestones' stand-in takes it. */
const telling = { isOn: true, bookedState: "Booked", entryField: "ExternalEntryNumber" };

const people: Role[] = ["preparer", "approver"];
export const housePassword = "tieout-demo";

interface HouseOptions {
  settings?: Partial<z.input<typeof settingsSchema>>;
  /** Of an invoice's PDF, at least. */
  pdfBytes?: number;
  /** What else Milestones' stand-in is started with. */
  milestonesArgs?: string[];
}

/** Starts everything. Entities are not pulled by themselves: only invoices are, when they are asked for. */
export async function invoiceHouse(
  dataset: string,
  { settings = {}, pdfBytes = 0, milestonesArgs = [] }: HouseOptions = {},
): Promise<InvoiceHouse> {
  const folder = mkdtempSync(join(tmpdir(), "tieout-invoices-"));
  const place = (...names: string[]) => join(folder, ...names);
  const { company, ...connector } = JSON.parse(readFileSync(join(dataset, "connector.json"), "utf8"));
  const key = { worker: randomBytes(32).toString("base64"), agent: randomBytes(32).toString("base64") };
  const connection = (name: keyof typeof key) =>
    `Endpoint=sb://localhost/;SharedAccessKeyName=${name};SharedAccessKey=${key[name]}`;
  writeFileSync(place("bus.json"), JSON.stringify(busConfig(key)));
  mkdirSync(place("agent"));
  migrate(folder);
  const db = openDatabase(folder);
  for (const role of people) await addAccount(db, { username: role, displayName: role, password: housePassword, role });
  const rooms: Partial<Record<RoomName, Room>> = {};
  const ports: Record<string, number> = {};
  const at = (name: string) => String(ports[name] ?? 0);
  const endpoint = () => `sb://localhost:${ports.busTls}`;
  const certificate = place("bus", "bus-cert.pem");

  const starts: Record<RoomName, () => Promise<Room>> = {
    async bus() {
      const config = ["--config", place("bus.json"), "--data", place("bus"), "--port", at("bus")];
      const started = await room("standins/bus/main.ts", [...config, "--tls-port", at("busTls")], {
        log: place("bus.log"),
      });
      ports.bus = Number(started.ready.port);
      ports.busTls = Number(started.ready.tlsPort);
      return started;
    },
    globe: () => standinRoom("globe", ["--ledger", place("ledger.jsonl")]),
    milestones() {
      const kept = ["--kept", place("milestones.jsonl")];
      return standinRoom("milestones", ["--pdf-bytes", String(pdfBytes), ...kept, ...milestonesArgs]);
    },
    agent() {
      const config = {
        agent: "demo",
        bus: { connectionString: connection("agent"), endpoint: endpoint(), certificate },
        globe: { ...globeConfig(url("globe")), timeoutSeconds: 4, lookUpSeconds: 20 },
        administrations: [{ code: company, databaseName: company }],
        data: place("agent"),
      };
      writeFileSync(place("agent.json"), JSON.stringify(config), { mode: 0o600 });
      return room("agent/main.ts", ["run", "--config", place("agent.json")], { log: place("agent.log") });
    },
    worker() {
      const env = {
        TZ: "Europe/Amsterdam",
        TIEOUT_DATA: folder,
        TIEOUT_BUS: connection("worker"),
        TIEOUT_BUS_ENDPOINT: endpoint(),
        TIEOUT_BUS_CA: certificate,
      };
      return room("worker/main.ts", [], { log: place("worker.log"), env });
    },
  };
  async function standinRoom(name: "globe" | "milestones", more: string[]): Promise<Room> {
    const args = ["--dataset", dataset, "--port", at(name), ...more];
    const started = await room(`standins/${name}/main.ts`, args, { log: place(`${name}.log`) });
    ports[name] = Number(new URL(String(started.ready.url)).port);
    return started;
  }
  const url = (name: "globe" | "milestones") => `http://127.0.0.1:${ports[name]}`;
  const start = async (name: RoomName) => {
    rooms[name] = await starts[name]();
  };

  await Promise.all([start("bus"), start("globe"), start("milestones")]);
  const administration = saveAdministration(db, {
    code: company,
    name: company,
    settings: {
      globe: { databaseName: company },
      milestones: { baseUrl: url("milestones") },
      agent: "demo",
      // why: an empty window: nothing is pulled by the clock.
      schedule: { ...defaultSchedule, until: defaultSchedule.from },
      salesJournal: connector.salesJournal ?? null,
      debtorAccount: connector.debtorAccount ?? null,
      booksClosedUntil: connector.booksClosedUntil ?? null,
      invoices: { ...connector, telling },
      ...settings,
    },
  });
  await consentFor(db, url("milestones"));
  await Promise.all([start("agent"), start("worker")]);

  return {
    folder,
    db,
    administration,
    start,
    async kill(name) {
      await rooms[name]?.kill();
      delete rooms[name];
    },
    pid: (name) => rooms[name]?.pid ?? 0,
    async pulled(seconds = 120) {
      const before = invoiceRuns(db, administration.id, 1)[0]?.id ?? 0;
      requestInvoicePull(db, null, administration.id);
      const run = await eventually(
        () => invoiceRuns(db, administration.id, 1)[0],
        (found) => found !== undefined && found.id > before && found.state !== "running",
        seconds,
      );
      if (!run) throw new Error("there is a run");
      return run;
    },
    standin: (name) => ({ url: url(name), control: standinControl(url(name)) }),
    async close() {
      await Promise.all(Object.values(rooms).map((one) => one.stop()));
      db.close();
      if (!process.env.KEEP) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function busConfig(key: { worker: string; agent: string }) {
  const rule = (KeyName: keyof typeof key, Rights: string[]) => ({
    KeyName,
    PrimaryKey: key[KeyName],
    SecondaryKey: key[KeyName],
    Rights,
  });
  const queue = (Name: string, right: string) => ({
    Name,
    Properties: {
      LockDuration: "PT30S",
      MaxDeliveryCount: 10,
      DefaultMessageTimeToLive: "PT1H",
      DeadLetteringOnMessageExpiration: false,
      RequiresDuplicateDetection: false,
      DuplicateDetectionHistoryTimeWindow: "PT10M",
      RequiresSession: true,
    },
    AuthorizationRules: [rule("agent", [right])],
  });
  const queues = queuesOf("demo");
  const namespace = {
    Name: "tieout",
    AuthorizationRules: [rule("worker", ["Send", "Listen"])],
    Queues: [queue(queues.in, "Listen"), queue(queues.out, "Send")],
  };
  return { UserConfig: { Namespaces: [namespace], Logging: { Type: "File" } } };
}
