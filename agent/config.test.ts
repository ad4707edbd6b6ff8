import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { TieoutError } from "../core/errors.ts";
import { agentConfig } from "./config.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-config-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "agent.json");

const example = JSON.parse(readFileSync(new URL("agent.example.json", import.meta.url), "utf8"));
const { connectionString, ...busWithoutKey } = example.bus;

function written(config: unknown, mode = 0o600) {
  writeFileSync(file, typeof config === "string" ? config : JSON.stringify(config), { mode });
  chmodSync(file, mode);
  return file;
}

function refusal(config: unknown, mode = 0o600): TieoutError {
  try {
    agentConfig(written(config, mode), {});
  } catch (thrown) {
    if (thrown instanceof TieoutError) return thrown;
    throw thrown;
  }
  throw new Error("it was taken");
}

describe("the agent's configuration", () => {
  it("is taken as the example has it, its places from where it stands", () => {
    expect(agentConfig(written(example), {})).toMatchObject({
      agent: "NAME",
      data: join(folder, "data"),
      log: { folder: join(folder, "logs"), megabytes: 10, files: 7 },
      globe: { lookUpSeconds: 60, serverName: "SERVER\\INSTANCE", domain: "DOMAIN", user: "USER" },
    });
  });

  it.each([
    ["a field that is missing", { ...example, agent: undefined }, /agent/],
    ["a field that is wrong", { ...example, globe: { url: "localhost" } }, /globe\.url/],
    ["a user with the domain before it", { ...example, globe: { ...example.globe, user: "D\\U" } }, /globe\.user/],
    ["a field that it does not know", { ...example, administrators: [] }, /administrators/],
    ["no administration at all", { ...example, administrations: [] }, /administrations/],
  ])("with %s is refused by the field's name", (_, config, field) => {
    const error = refusal(config);
    expect(error.code).toBe("agent_config_unreadable");
    expect(error.message).toMatch(field);
  });

  it("that is no JSON is refused with the place, and without what stands there", () => {
    const error = refusal('{"bus": {"connectionString": "SharedAccessKey=verysecret" "x"');
    expect(error.message).toMatch(/not JSON at position 58/);
    expect(error.message).not.toContain("verysecret");
  });

  it.each([0o644, 0o640, 0o604])("with a key in it is refused where others may read it (%o)", (mode) => {
    expect(refusal(example, mode).code).toBe("agent_config_shared");
  });

  it("takes secrets from the environment, and then anybody may read the file", () => {
    const { password: _, ...globe } = example.globe;
    expect(refusal({ ...example, bus: busWithoutKey }, 0o644).code).toBe("agent_config_shared");
    const found = agentConfig(written({ ...example, bus: busWithoutKey, globe }, 0o644), {
      TIEOUT_AGENT_BUS: connectionString,
      TIEOUT_AGENT_GLOBE_PASSWORD: "secret",
      TIEOUT_AGENT_PROXY: "http://name:password@proxy:3128",
    });
    expect(found.bus).toMatchObject({ connectionString, proxy: "http://name:password@proxy:3128" });
    expect(found.globe.password).toBe("secret");
  });
});
