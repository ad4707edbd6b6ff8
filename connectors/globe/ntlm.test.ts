import { describe, expect, it } from "vitest";
import { accountKey, authenticateMessage, challengeOf, flag, negotiateMessage, responses } from "./ntlm.ts";

// The worked example of MS-NLMP, section 4.2.
const account = { domain: "Domain", user: "User", password: "Password" };
const serverChallenge = Buffer.from("0123456789abcdef", "hex");
const nonce = Buffer.alloc(8, 0xaa);
const pairs = [
  { id: 2, value: Buffer.from("Domain", "utf16le") },
  { id: 1, value: Buffer.from("Server", "utf16le") },
];
const hex = (bytes: Buffer) => bytes.toString("hex");

describe("NTLMv2's worked example", () => {
  it("gives the account's key", () => {
    expect(hex(accountKey(account))).toBe("0c868a403bfd7a93a3001ef22ef02e3f");
  });

  it("gives both answers and the session's key", () => {
    const own = responses(accountKey(account), { challenge: serverChallenge, pairs, nonce, time: Buffer.alloc(8) });
    expect(hex(own.nt.subarray(0, 16))).toBe("68cd0ab851e51c96aabc927bebef6a1c");
    expect(hex(own.nt.subarray(16))).toBe(
      `0101000000000000${"00".repeat(8)}${"aa".repeat(8)}00000000` +
        "02000c0044006f006d00610069006e0001000c00530065007200760065007200" +
        "0000000000000000",
    );
    expect(hex(own.lm)).toBe("86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa");
    expect(hex(own.sessionKey)).toBe("8de40ccadbc14a82f15cb0ad0de95ca3");
  });
});

describe("NTLM's messages", () => {
  const flags = flag.unicode | flag.extendedSecurity | flag.targetInfo | flag.ntlm;
  const number = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value >>> 0);
    return bytes;
  };
  const text = (message: Buffer, at: number) => {
    const from = message.readUInt32LE(at + 4);
    return message.subarray(from, from + message.readUInt16LE(at)).toString("utf16le");
  };
  function challenge(of: { flags?: number; info?: Buffer; length?: number } = {}): Buffer {
    const info = of.info ?? Buffer.concat([Buffer.from("02000c00", "hex"), pairs[0]?.value ?? nonce, Buffer.alloc(4)]);
    const place = Buffer.alloc(8);
    place.writeUInt16LE(of.length ?? info.length, 0);
    place.writeUInt32LE(56, 4);
    return Buffer.concat([
      ...[Buffer.from("NTLMSSP\0"), number(2), Buffer.alloc(8), number(of.flags ?? flags)],
      ...[serverChallenge, Buffer.alloc(8), place, Buffer.alloc(8), info],
    ]);
  }
  const answered = (to: Buffer, as = account) =>
    authenticateMessage(as, { negotiate: negotiateMessage(), challenge: to, workstation: "COMPUTER" });

  it("ask for Unicode and never for the code page of a machine", () => {
    const asked = negotiateMessage();
    expect(asked.readUInt32LE(8)).toBe(1);
    expect(asked.readUInt32LE(12) & 0x3).toBe(flag.unicode);
  });

  it("name domain, user and machine, letters of any alphabet among them", () => {
    const message = answered(challenge(), { ...account, user: "Zoë Żak", domain: "BÜRO" });
    expect([text(message, 28), text(message, 36), text(message, 44)]).toEqual(["BÜRO", "Zoë Żak", "COMPUTER"]);
    expect(hex(accountKey({ ...account, user: "straße" }))).toBe(hex(accountKey({ ...account, user: "STRAßE" })));
  });

  it("hold whatever a server says of itself, however long", () => {
    const long = Buffer.alloc(3_000, "x");
    const info = Buffer.concat([Buffer.from([4, 0, 0xb8, 0x0b]), long, Buffer.alloc(4)]);
    const message = answered(challenge({ info }));
    const nt = message.subarray(message.readUInt32LE(24), message.readUInt32LE(24) + message.readUInt16LE(20));
    expect(nt.includes(long)).toBe(true);
  });

  it("answer a challenge without target info too", () => {
    expect(challengeOf(challenge({ flags: flag.unicode | flag.extendedSecurity })).pairs).toEqual([]);
    expect(answered(challenge({ flags: flag.unicode | flag.extendedSecurity })).length).toBeGreaterThan(88);
  });

  it("to a challenge that bears a date, take it over, vouch for all three messages and give no second answer", () => {
    const date = Buffer.from("0102030405060708", "hex");
    const info = Buffer.concat([Buffer.from([7, 0, 8, 0]), date, Buffer.alloc(4)]);
    const message = answered(challenge({ info }));
    const nt = message.readUInt32LE(24);
    expect(message.subarray(nt + 24, nt + 32)).toEqual(date);
    expect(message.subarray(nt, nt + message.readUInt16LE(20)).includes(Buffer.from("0600040002000000", "hex"))).toBe(
      true,
    );
    expect(message.subarray(72, 88)).not.toEqual(Buffer.alloc(16));
    expect(message.subarray(message.readUInt32LE(16), message.readUInt32LE(16) + 24)).toEqual(Buffer.alloc(24));
  });

  it("are never twice the same", () => {
    expect(answered(challenge())).not.toEqual(answered(challenge()));
  });

  it.each([
    ["of another kind", negotiateMessage()],
    ["cut short", challenge().subarray(0, 30)],
    ["that points past its end", challenge({ length: 500 })],
    ["that breaks off", challenge({ info: Buffer.from("02000c0044", "hex") })],
    ["older than NTLMv2", challenge({ flags: flag.unicode | flag.ntlm })],
    ["in a machine's code page", challenge({ flags: 0x2 | flag.extendedSecurity })],
  ])("refuse a challenge %s", (_, message) => {
    expect(() => answered(message)).toThrow(/^(it|what it)/);
  });
});
