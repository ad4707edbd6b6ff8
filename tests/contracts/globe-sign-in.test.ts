// Signing in at Globe's service with NTLM, against the stand-in that knows one account: what is let in, what is not, how
// often it is asked, and that nothing is written twice or left in doubt by it.
import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { generate } from "selfsigned";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { globeBooking } from "../../connectors/globe/booking.ts";
import { globeReader } from "../../connectors/globe/index.ts";
import { type SignIn, signedInFetch } from "../../connectors/globe/sign-in.ts";
import { globeStandin } from "../../standins/globe/server.ts";
import { account } from "../../standins/globe/sign-in.ts";
import { connected, globeHeaders } from "../globe-account.ts";
import { entryOf, ledgerOf } from "../ledger.ts";
import { type StandinControl, standinControl } from "../standin.ts";
import { everyRecord, failure } from "./reading.ts";

const northwind = new URL("../../demo/northwind", import.meta.url).pathname;
const currencies = { entity: "Currency", fields: ["CurrencyCode"] };
const patience = { attempts: 3, firstPause: 5, timeout: 1_000 };
const never = new AbortController().signal;

let url: string;
let stop: () => Promise<void>;
let control: StandinControl;
/** Counts whatever comes in, without doing anything to it. */
let asked: { done(): Promise<number> };

beforeEach(async () => {
  ({ url, stop } = await globeStandin({ dataset: [northwind], pageSize: 3 }));
  control = standinControl(url);
  asked = await control.fault({ kind: "count" });
});
afterEach(() => stop());

const as = (who: Partial<SignIn> = {}, at = url) =>
  connected(at, { patience, fetch: signedInFetch({ ...account, ...who }) });
const read = (connection = as()) => everyRecord(globeReader(connection), currencies);

describe("whoever does not sign in", () => {
  it("is refused, with a page that says how to", async () => {
    const response = await fetch(`${url}/services/Exact.Entity.REST.EG/Currency`, { headers: globeHeaders() });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe("Negotiate, NTLM");
    expect(response.headers.get("content-type")).toContain("html");
    expect((await failure(read(connected(url, { patience, fetch })))).code).toBe("source_sign_in");
  });

  it.each([
    ["with another password", { password: "Noordzee-2026" }],
    ["as somebody else", { user: "svc-other" }],
    ["of another domain", { domain: "ZUIDERZEE" }],
  ])("%s is refused, and is tried once and not again for a while, however many ask", async (_, who) => {
    const connection = as(who);
    const errors = await Promise.all([1, 2, 3].map(() => failure(read(connection))));
    expect(errors.map(({ code }) => code)).toEqual(Array(3).fill("source_sign_in"));
    expect(await asked.done()).toBe(2);
    expect((await failure(read(connection))).message).toContain("is not asked again for 2 min");
    expect(await asked.done()).toBe(2);
  });

  it("whose name or domain is written in other letters is let in", async () => {
    expect(await read(as({ user: "SVC-Tieout", domain: "noordzee" }))).toHaveLength(8);
  });
});

describe("a connection", () => {
  it("is signed in once for all that is read over it", async () => {
    const connection = as();
    await read(connection);
    const first = await asked.done();
    await read(connection);
    expect(await asked.done()).toBe(2 * first - 1);
  });

  it("whose sign-in was forgotten is signed in again, and the page is not lost", async () => {
    const connection = as();
    const sound = await read(connection);
    const { done } = await control.fault({ kind: "forget_sign_in", afterPages: 1, times: 1 });
    expect(await read(connection)).toEqual(sound);
    expect(await done()).toBe(1);
  });

  it("that is signed in for one request only is signed in for each", async () => {
    const { done } = await control.fault({ kind: "forget_sign_in" });
    expect(await read()).toHaveLength(8);
    expect(await done()).toBe(1);
  });

  it("that is closed while it lies idle is opened and signed in again", async () => {
    const connection = as();
    const sound = await read(connection);
    await stop();
    ({ url, stop } = await globeStandin({ dataset: [northwind], port: Number(new URL(url).port) }));
    expect(await read(connection)).toEqual(sound);
  });

  it("that something in between closes after each answer is named as the reason", async () => {
    await control.fault({ kind: "no_keep_alive" });
    const error = await failure(read());
    expect(error.code).toBe("source_sign_in");
    expect(error.message).toContain("one connection");
  });

  it("is one each for what is asked at the same time", async () => {
    const connection = as();
    const reads = await Promise.all([1, 2, 3, 4].map(() => read(connection)));
    expect(new Set(reads.map((records) => JSON.stringify(records))).size).toBe(1);
  });

  it("through TLS is trusted by the certificate that is given, and by no other", async () => {
    const pem = await generate([{ name: "commonName", value: "localhost" }], { algorithm: "sha256" });
    const port = Number(new URL(url).port);
    const tls = createTlsServer({ key: pem.private, cert: pem.cert }, (socket) => {
      const inner = connect(port, "127.0.0.1");
      socket.pipe(inner).pipe(socket);
      for (const one of [socket, inner]) one.on("error", () => undefined);
    }).listen(0, "127.0.0.1");
    await new Promise((listening) => tls.once("listening", listening));
    const at = `https://localhost:${(tls.address() as { port: number }).port}`;
    expect(await read(as({ certificate: pem.cert }, at))).toHaveLength(8);
    expect((await failure(read(as({}, at)))).code).toBe("source_unreachable");
    tls.close();
  });
});

describe("what is written", () => {
  const line = (connection = as()) =>
    globeBooking(connection).line(entryOf("2026-0500"), 0, { transactionKey: randomUUID(), documentId: null }, never);
  const staged = async () => (await ledgerOf(url)).staged.length;

  it("goes out once the connection is signed in, and once", async () => {
    expect(await line()).toMatchObject({ outcome: "done" });
    expect(await staged()).toBe(1);
  });

  it("is signed in anew, so that a connection that was forgotten or closed leaves no doubt", async () => {
    const connection = as();
    await read(connection);
    await control.fault({ kind: "forget_sign_in" });
    expect(await line(connection)).toMatchObject({ outcome: "done" });
    expect(await staged()).toBe(1);
  });

  it("by somebody who is not let in is not sent, and this is known", async () => {
    await control.fault({ kind: "refuse_sign_in" });
    expect(await line()).toMatchObject({ outcome: "not_sent", reason: expect.stringContaining("sign-in") });
    expect(await staged()).toBe(0);
  });

  it("over connections that are taken apart is not sent, and this is known", async () => {
    await control.fault({ kind: "no_keep_alive" });
    expect(await line()).toMatchObject({ outcome: "not_sent" });
    expect(await staged()).toBe(0);
  });
});
