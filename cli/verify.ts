// `tieout verify`: checks a dossier of the go-live check again, on any machine, with nothing but the file.
import { Command } from "commander";
import { type DossierProof, dossierProof } from "../connectors/files/dossier-proof.ts";

interface Options {
  seal?: string;
  json?: true;
}

export const verifyCommand = (): Command =>
  new Command("verify")
    .description("check a dossier again, offline; ends with 0 only where nothing was altered")
    .argument("<file>", "the workbook that `tieout readiness --excel` wrote")
    .option("--seal <hash>", "the seal that was noted when it was made")
    .option("--json", "one JSON object")
    .action(async (file: string, options: Options) => {
      const proof = await dossierProof(file);
      const sealed = options.seal === undefined || options.seal.trim().toLowerCase() === proof.seal;
      const whole = proof.whole && sealed;
      const told = options.json
        ? `${JSON.stringify(asJson(proof, whole, sealed), null, 2)}\n`
        : inWords(file, proof, sealed);
      process.stdout.write(told);
      process.exitCode = whole ? 0 : 1;
    });

const asJson = ({ altered, ...proof }: DossierProof, whole: boolean, sealed: boolean) => ({
  ...proof,
  ...{ whole, sealed },
  first: altered[0] ?? null,
  altered: altered.length,
});

function inWords(file: string, { altered, sheets, rows, chain, seal }: DossierProof, sealed: boolean): string {
  const [first] = altered;
  const lines = [
    first === undefined
      ? `${file}: every cell is as it was written (${sheets} sheets, ${rows} rows).`
      : `${file} was altered: sheet ${first.sheet}, cell ${first.cell} (expected ${first.expected}, found ${first.found}).`,
    ...(altered.length > 1 ? [`${altered.length} cells in all are not as they were written.`] : []),
    chain.brokenAt === null
      ? `Events: ${chain.events}, in one chain${chain.head === "" ? "" : `; the last is ${chain.head}`}.`
      : `The chain of events breaks at event ${chain.brokenAt}.`,
    `Seal: ${seal}`,
    ...(sealed ? [] : ["This is not the seal that was noted: another dossier, or one that was made anew."]),
  ];
  return `${lines.join("\n")}\n`;
}
