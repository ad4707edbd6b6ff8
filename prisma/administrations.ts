// The administrations: one Globe company and its Milestones company each.
import { z } from "zod";
import {
  type Administration,
  type AdministrationSettings,
  defaultSchedule,
  type Telling,
  usualInvoices,
} from "../core/administration.ts";
import { pdfLink } from "../core/booking-messages.ts";
import { entityNames } from "../core/entities/index.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";

/** Stands in what is written, so it is a name and nothing else. */
const milestonesField = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/);

export const tellingSchema = z.object({
  isOn: z.boolean().default(usualInvoices.telling.isOn),
  bookedState: z.string().trim().min(1).max(50).nullable().default(usualInvoices.telling.bookedState),
  entryField: milestonesField.nullable().default(usualInvoices.telling.entryField),
  reasonField: milestonesField.nullable().default(usualInvoices.telling.reasonField),
  language: z.enum(["nl", "en"]).default(usualInvoices.telling.language),
}) satisfies z.ZodType<Telling>;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const settingsSchema = z.object({
  globe: z.object({ databaseName: z.string().min(1) }),
  milestones: z.object({
    baseUrl: z.url(),
    update: z.enum(["PATCH", "PUT"]).optional(),
    version: z.enum(["V2", "V3"]).optional(),
    names: z
      .record(
        z.string().min(1),
        z.object({
          set: z.string().min(1).optional(),
          fields: z.record(z.string().min(1), z.string().min(1)).optional(),
        }),
      )
      .optional(),
    moved: z.string().min(1).optional(),
  }),
  agent: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  schedule: z.object({
    from: timeOfDay,
    until: timeOfDay,
    includeEnd: z.boolean(),
    everyMinutes: z.number().int().min(1).max(1440),
    perEntity: z.partialRecord(z.enum([...entityNames, "invoice"]), z.number().int().min(1).max(1440)),
    wholeAt: timeOfDay.nullable().default(defaultSchedule.wholeAt),
    overlapMinutes: z.number().int().min(0).max(1440).default(defaultSchedule.overlapMinutes),
  }),
  salesJournal: z.string().nullable(),
  debtorAccount: z.string().nullable(),
  booksClosedUntil: z.iso.date().nullable(),
  invoices: z
    .object({
      salesLineSign: z.enum(["+", "-"]).default(usualInvoices.salesLineSign),
      ourReference: z.enum(["number", "none"]).default(usualInvoices.ourReference),
      processedStates: z.array(z.string()).default(usualInvoices.processedStates),
      invoiceTypes: z.array(z.string()).default(usualInvoices.invoiceTypes),
      creditTypes: z.array(z.string()).default(usualInvoices.creditTypes),
      pdfPath: z.string().min(1).nullable().default(usualInvoices.pdfPath),
      link: pdfLink.prefault({}),
      isTest: z.boolean().default(usualInvoices.isTest),
      // why: settings saved before Milestones was told say nothing of it.
      telling: tellingSchema.prefault({}),
    })
    // why: settings saved before invoices were booked say nothing of them.
    .prefault({}),
}) satisfies z.ZodType<AdministrationSettings>;

interface Row {
  id: number;
  code: string;
  name: string;
  settings: string;
}

const read = (row: Row): Administration => ({ ...row, settings: settingsSchema.parse(JSON.parse(row.settings)) });

/** All of them, by code. */
export function administrations(db: Database): Administration[] {
  return db.prepare<[], Row>(`SELECT id, code, name, settings FROM administration ORDER BY code`).all().map(read);
}

export function administrationOf(db: Database, code: string): Administration | null {
  const row = db.prepare<[string], Row>(`SELECT id, code, name, settings FROM administration WHERE code = ?`).get(code);
  return row ? read(row) : null;
}

/** Adds the administration, or saves its name and settings where its code is known. Throws a ZodError on bad settings. */
export function saveAdministration(
  db: Database,
  given: { code: string; name: string; settings: z.input<typeof settingsSchema> },
  who: Person | null = null,
): Administration {
  const settings = JSON.stringify(settingsSchema.parse(given.settings));
  const { code, name } = given;
  return inOneTransaction(db, () => {
    const row = db
      .prepare<[string, string, string, string], Row>(
        `INSERT INTO administration (code, name, settings, createdAt) VALUES (?, ?, ?, ?)
         ON CONFLICT (code) DO UPDATE SET name = excluded.name, settings = excluded.settings
         RETURNING id, code, name, settings`,
      )
      .get(code, name, settings, instant());
    if (!row) throw new Error("an upsert gives its row back");
    appendEvent(db, { kind: "administration_saved", who, administrationId: row.id, subject: code, detail: { name } });
    return read(row);
  });
}
