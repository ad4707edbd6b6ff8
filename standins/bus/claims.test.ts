import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Claims, Verifier } from "./claims.ts";
import { busNamespace } from "./config.ts";

const rule = (KeyName: string, Rights: string[]) => ({
  ...{ KeyName, PrimaryKey: `${KeyName}-1`, SecondaryKey: `${KeyName}-2`, Rights },
});
const verifier = new Verifier(
  busNamespace({
    UserConfig: {
      Namespaces: [
        {
          Name: "n",
          AuthorizationRules: [rule("root", ["Manage"])],
          Queues: [{ Name: "Agent-In", AuthorizationRules: [rule("agent", ["Listen"])] }, { Name: "Agent-In/other" }],
        },
      ],
    },
  }),
);
const now = Date.now();

function token(key: string, name: string, resource: string, seconds = 60): string {
  const sr = encodeURIComponent(resource);
  const se = Math.floor(now / 1000) + seconds;
  const sig = encodeURIComponent(createHmac("sha256", key).update(`${sr}\n${se}`).digest("base64"));
  return `SharedAccessSignature sr=${sr}&sig=${sig}&se=${se}&skn=${name}`;
}
const queue = "sb://host:5671/agent-in";

describe("a token", () => {
  it("proves the rights of its rule, with either key, whatever the host is called", () => {
    for (const key of ["agent-1", "agent-2"]) {
      const claim = verifier.verify(token(key, "agent", "amqps://elsewhere/AGENT-IN"), queue, now);
      expect([...claim.rights]).toEqual(["Listen"]);
    }
    const root = verifier.verify(token("root-1", "root", "sb://host/"), queue, now);
    expect([...root.rights].sort()).toEqual(["Listen", "Manage", "Send"]);
  });

  it("proves nothing with a wrong key, name, resource, time or form", () => {
    const bad = [
      token("wrong", "agent", queue),
      token("agent-1", "root", queue),
      token("agent-1", "agent", "sb://host/another"),
      token("agent-1", "agent", queue, -1),
      `${token("agent-1", "agent", queue)}0`.replace("sig=", "sig=A"),
      token("agent-1", "agent", queue).replace("SharedAccessSignature", "Bearer"),
      "SharedAccessSignature sr=%E0%A4%A&sig=x&se=1&skn=agent",
      "",
    ];
    for (const text of bad) expect(() => verifier.verify(text, queue, now)).toThrow(/Invalid|Expired/);
  });

  it("of one queue opens its own nodes and no other queue, however that is called", () => {
    const claims = new Claims();
    claims.put(queue, verifier.verify(token("agent-1", "agent", queue), queue, now));
    const held = (path: string) => claims.until(path, "Listen", now) > 0;
    expect(["agent-in", "agent-in/$management", "agent-in/$deadletterqueue"].map(held)).toEqual([true, true, true]);
    expect(["agent-in/other", "agent-in2", "agent"].map(held)).toEqual([false, false, false]);
    expect(claims.until("agent-in", "Send", now)).toBe(0);
    expect(claims.until("agent-in", "Listen", now + 120_000)).toBe(0);
  });
});
