import { describe, expect, it } from "vitest";
import { busNamespace } from "./config.ts";

const withQueue = (Properties: object, more: object = {}) => ({
  UserConfig: { Namespaces: [{ Name: "n", Queues: [{ Name: "q", Properties, ...more }] }], Logging: { Type: "File" } },
});
const propertiesOf = (properties: object) => busNamespace(withQueue(properties)).Queues[0]?.Properties;

describe("the bus configuration", () => {
  it("is read in the shape of the emulator's file, durations as milliseconds", () => {
    expect(
      propertiesOf({
        LockDuration: "PT1M30S",
        DefaultMessageTimeToLive: "P1DT2H",
        DuplicateDetectionHistoryTimeWindow: "PT20S",
        RequiresDuplicateDetection: true,
        ForwardTo: "",
      }),
    ).toMatchObject({
      LockDuration: 90_000,
      DefaultMessageTimeToLive: 93_600_000,
      DuplicateDetectionHistoryTimeWindow: 20_000,
      RequiresDuplicateDetection: true,
      RequiresSession: false,
      MaxDeliveryCount: 10,
    });
  });

  it("is refused where Azure would refuse it, with the place and the reason", () => {
    const refused: [object, RegExp][] = [
      [withQueue({ LockDuration: "PT6M" }), /Queues\.0\.Properties\.LockDuration: a lock lasts at most 5 minutes/],
      [withQueue({ LockDuration: "a minute" }), /LockDuration: 'a minute' is no ISO 8601 duration/],
      [withQueue({ DuplicateDetectionHistoryTimeWindow: "P8D" }), /20 seconds to 7 days/],
      [withQueue({ MaxDeliveryCount: 0 }), /MaxDeliveryCount/],
      [withQueue({}, { Name: "q/$x" }), /Name/],
      [withQueue({}, { AuthorizationRules: [{ KeyName: "k", PrimaryKey: "p", Rights: ["Read"] }] }), /Rights/],
      [{ UserConfig: { Namespaces: [{ Name: "n", Topics: [{ Name: "t" }] }] } }, /topics are not served/],
      [{ UserConfig: { Namespaces: [{ Name: "n", Queues: [{ Name: "a" }, { Name: "A" }] }] } }, /a queue named twice/],
      [{ UserConfig: { Namespaces: [] } }, /one namespace/],
      [{}, /UserConfig/],
    ];
    for (const [config, why] of refused) expect(() => busNamespace(config)).toThrow(why);
  });
});
