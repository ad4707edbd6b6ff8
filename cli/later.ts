// Commands that are promised and not yet built: each ends with 2 and says so.
import { Command } from "commander";
import { TieoutError } from "../core/errors.ts";

const later = {
  invoices: "list, release and approve invoices on their way to Globe",
  readiness: "the go-live check",
  verify: "check a readiness dossier again, offline",
  backup: "a consistent copy while everything runs",
  restore: "a copy put back",
};

export const laterCommands = (): Command[] =>
  Object.entries(later).map(([name, description]) =>
    new Command(name)
      .description(`${description} (not yet built)`)
      .allowUnknownOption()
      .allowExcessArguments()
      .action(() => {
        throw new TieoutError("not_yet_built", { values: { command: name } });
      }),
  );
