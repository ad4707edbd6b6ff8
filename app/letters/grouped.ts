// Dead letters that mean the same stand together and are explained once; first those that an invoice hangs on.
import { type Meaning, meaningOf } from "../../core/dead-letters.ts";
import type { ShownLetter } from "../../prisma/dead-letters.ts";

export interface Group extends Meaning {
  name: string;
  letters: ShownLetter[];
}

export function grouped(letters: readonly ShownLetter[]): Group[] {
  const groups = new Map<string, Group>();
  for (const letter of letters) {
    const meaning = meaningOf(letter);
    const name = Object.values(meaning).join(" ");
    const group = groups.get(name) ?? { name, ...meaning, letters: [] };
    groups.set(name, group);
    group.letters.push(letter);
  }
  const urgent = ({ advice }: Group) => Number(advice === "aside");
  return [...groups.values()].sort((left, right) => urgent(left) - urgent(right));
}
