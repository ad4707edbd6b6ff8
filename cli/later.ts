// Commands that are promised and not yet built: each ends with 2 and says so.
import { Command } from "commander";
import { TieoutError } from "../core/errors.ts";

export const later = (name: string, description: string): Command =>
  new Command(name)
    .description(`${description} (not yet built)`)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      throw new TieoutError("not_yet_built", { values: { command: name } });
    });
