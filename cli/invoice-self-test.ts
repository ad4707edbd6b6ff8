// `tieout invoices self-test`: asks for one and waits for its end, or tells the last. Ends with 0 only where what is set fits.
import { setTimeout as pause } from "node:timers/promises";
import { TieoutError } from "../core/errors.ts";
import { signIn } from "../prisma/accounts.ts";
import type { Database } from "../prisma/database.ts";
import { requestSelfTest, type SelfTestRefusal, selfTestStanding } from "../prisma/self-tests.ts";
import { chosenAdministrations } from "./chosen.ts";
import { password } from "./password.ts";

export interface SelfTestOptions {
  data: string;
  administration: string;
  as?: string;
}

const inWords: Record<SelfTestRefusal, string> = {
  role: "only an administrator asks for a self-test",
  not_test: "the administration is not marked as a company for tests; an administrator does that under Settings",
  going: "one is going already",
};

export async function selfTest(db: Database, options: SelfTestOptions): Promise<void> {
  const [administration] = chosenAdministrations(db, options.administration);
  if (!administration) return;
  const { id, settings } = administration;
  if (options.as !== undefined) {
    const who = await signIn(db, options.as, await password(`Password for ${options.as}: `));
    if (!who) throw new TieoutError("sign_in_refused", { values: { username: options.as } });
    const refused = requestSelfTest(db, who, administration);
    if (refused) throw new TieoutError("option_wrong", { values: { reason: inWords[refused] } });
    while (selfTestStanding(db, id).going) await pause(500);
  }
  const { last } = selfTestStanding(db, id);
  const end = last?.end;
  if (!end || "error" in end) {
    process.stdout.write(`${end ? `It could not be done: ${end.error}` : "No self-test was done yet"}.\n`);
    process.exitCode = 1;
    return;
  }
  const { salesLineSign, link } = settings.invoices;
  for (const { sign, route, outcome, entry, document, reason } of end.trials)
    process.stdout.write(
      `sign ${sign}, link.route ${route}: ${[outcome, entry && `entry ${entry}`, document && "PDF found again", reason].filter(Boolean).join(", ")}\n`,
    );
  const fits = end.sign === salesLineSign && end.route === link.route;
  process.stdout.write(
    fits
      ? "What is set fits.\n"
      : `Fits: salesLineSign ${end.sign ?? "unknown"}, link.route ${end.route ?? "unknown"}.\n`,
  );
  process.exitCode = fits ? 0 : 1;
}
