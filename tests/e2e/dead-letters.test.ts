// Dead letters as people meet them: a count in the menu, each explained, sent again or set aside, and who did it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ServiceBusClient } from "@azure/service-bus";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { queuesOf, sessionOf } from "../../core/messages.ts";
import { openDatabase } from "../../prisma/database.ts";
import { complaints, tooWide } from "./axe.ts";
import { browser, eventually, type House, house } from "./house.ts";
import { person, shot } from "./people.ts";

const queues = queuesOf("demo");
let running: House;
let chrome: Browser;
let bus: ServiceBusClient;

/** The house's bus, as its worker opens it. */
function opened({ data }: House): ServiceBusClient {
  const read = (...path: string[]) => readFileSync(join(data, ...path), "utf8");
  const [namespace] = JSON.parse(read("bus", "config.json")).UserConfig.Namespaces;
  const { KeyName, PrimaryKey } = namespace.AuthorizationRules[0];
  return new ServiceBusClient(`Endpoint=sb://localhost/;SharedAccessKeyName=${KeyName};SharedAccessKey=${PrimaryKey}`, {
    customEndpointAddress: `sb://localhost:${JSON.parse(read("ports.json")).busTls}`,
    webSocketOptions: {
      webSocket: WebSocket,
      webSocketConstructorOptions: { ca: read("bus", "bus-cert.pem") },
    },
  });
}

/** A message of a kind that nobody can read. */
const broken = (kind: string, sessionId: string, said: object) => ({
  body: Buffer.alloc(2_500),
  sessionId,
  applicationProperties: { kind, version: 1, message: JSON.stringify({ kind, version: 1, ...said }) },
});

beforeAll(async () => {
  [running, chrome] = await Promise.all([house(), browser()]);
  bus = opened(running);
});
afterAll(async () => {
  await chrome?.close();
  await bus?.close();
  await running?.close();
});

/** Waits until the demo has pulled its invoices. */
const invoices = () =>
  eventually(
    async () => {
      const db = openDatabase(running.data, { readonly: true });
      const rows = db.prepare<[], { sourceId: string; number: string }>(`SELECT sourceId, number FROM invoice`).all();
      db.close();
      return rows;
    },
    (rows) => rows.length > 0,
  );

const open = async (username: string, options: Parameters<typeof person>[3] = {}): Promise<Page> => {
  const page = await person(chrome, running.url, username, { bypassCSP: true, ...options });
  await page.goto(`${running.url}/a/500/letters`);
  return page;
};

test("without any, the page says so and what would appear", async () => {
  const page = await open("bas");
  await page.getByText("Geen onbestelbare berichten").waitFor();
  await expect(page.locator(".side-nav b[title*='kwam']").count()).resolves.toBe(0);
  await shot(page, "dead-letters-empty");
  expect(await complaints(page)).toEqual([]);
  await page.context().close();
});

test("what cannot be delivered is explained, sent again or set aside, and who did it is known", async () => {
  const to = { agent: bus.createSender(queues.in), worker: bus.createSender(queues.out) };
  const session = sessionOf.administration("500");
  const known = (await invoices())[0];
  for (const invoice of [known?.sourceId ?? "", "7002"])
    await to.agent.sendMessages(broken("book", session, { requestId: `r-${invoice}`, administration: "500", invoice }));
  await to.agent.sendMessages(broken("read", session, { requestId: "r-1", administration: "500", entity: "Account" }));
  await to.worker.sendMessages(broken("booked", sessionOf.presence, { requestId: "r-2", administration: "500" }));
  const gone = sessionOf.reply("an-earlier-worker");
  await to.worker.sendMessages(broken("page", gone, { requestId: "r-3" }));
  const holder = await bus.acceptSession(queues.out, gone);
  for (const message of await holder.receiveMessages(1, { maxWaitTimeInMs: 10_000 }))
    await holder.deadLetterMessage(message, { deadLetterReason: "unreadable", deadLetterErrorDescription: "page: ?" });
  await holder.close();

  const page = await open("bas");
  await page.getByRole("heading", { name: "2 opdrachten om te boeken" }).waitFor({ timeout: 90_000 });
  await page.getByRole("heading", { name: "1 vraag aan Globe" }).waitFor();
  await page.getByRole("heading", { name: "1 uitkomst van een boeking" }).waitFor();
  await page.getByText("de worker die op dit antwoord wachtte, is er niet meer").first().waitFor();
  await page.locator(".side-nav a", { hasText: "Onbestelbaar" }).locator("b", { hasText: "5" }).waitFor();
  await page.getByRole("link", { name: `Factuur ${known?.number}` }).waitFor();
  await shot(page, "dead-letters");
  expect(await complaints(page)).toEqual([]);
  expect(await tooWide(page)).toBe(0);

  // Setting aside is asked twice.
  const questions = page.locator("section", { has: page.getByRole("heading", { name: "1 vraag aan Globe" }) });
  await questions.getByRole("button", { name: "Wegleggen" }).click();
  await shot(page, "dead-letters-sure");
  await questions.getByRole("button", { name: "Voorgoed wegleggen" }).click();
  await questions.waitFor({ state: "detached" });

  // The agent still cannot read them: they come back, as new ones.
  await page.getByRole("button", { name: "Alle 2 opnieuw verzenden" }).click();
  await page.getByRole("link", { name: "Geschiedenis" }).click();
  await expect.poll(() => page.locator("td", { hasText: "Opnieuw verzonden" }).count(), { timeout: 30_000 }).toBe(2);
  await page.locator("tr", { hasText: "Weggelegd" }).getByText(/bas/).waitFor();
  await shot(page, "dead-letters-history");
  expect(await complaints(page)).toEqual([]);
  await page.context().close();
});

test("who may not decide sees all of it and no button", async () => {
  const page = await open("vera", { locale: "en-GB", colorScheme: "dark", viewport: { width: 1024, height: 900 } });
  await page.getByText("may not decide on these").waitFor();
  await expect(page.getByRole("button", { name: /Send again|Set aside/ }).count()).resolves.toBe(0);
  await shot(page, "dead-letters-viewer");
  expect(await complaints(page)).toEqual([]);
  expect(await tooWide(page)).toBe(0);
  await page.context().close();
});
