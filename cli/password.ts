// A password: from TIEOUT_PASSWORD, or asked on the terminal without showing it. Never from an option, which others see.
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { TieoutError } from "../core/errors.ts";

/** @throws TieoutError password_missing where there is neither. */
export async function password(question: string): Promise<string> {
  const given = process.env.TIEOUT_PASSWORD;
  if (given) return given;
  if (!process.stdin.isTTY) throw new TieoutError("password_missing");
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    const typed = await terminal.question("");
    if (!typed) throw new TieoutError("password_missing");
    return typed;
  } finally {
    terminal.close();
    process.stderr.write("\n");
  }
}
