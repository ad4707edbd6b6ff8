// A company's name taken apart: the words that identify, and beside them its legal form, its role and its numbers.
import { commonWords, legalForms, particles, roles, sameWords, spelledForms } from "./dutch.ts";
import { editDistance } from "./edit-distance.ts";
import { fold, type Word, wordsOf } from "./words.ts";

export interface CompanyName {
  /** As written. */
  shown: string;
  /** Folded, without punctuation: for names cut short. */
  plain: string;
  /** The words in the order written, in one; and the same with the particles. */
  solid: string;
  solidWithParticles: string;
  /** What identifies: no particles, legal forms, roles or numbers; each once, in order. */
  words: Word[];
  /** Families of legal forms, sorted. */
  forms: string[];
  /** Holding, beheer and the like, sorted. */
  roles: string[];
  numbers: string[];
  /** Of two letters or more: a word beside them may be one misspelled. */
  particles: string[];
  /** First letters of all words, particles included: "van den Berg Techniek" is vdbt. */
  initials: string;
}

const roman: Readonly<Record<string, string>> = { ii: "2", iii: "3", iv: "4", vi: "6", vii: "7", viii: "8", ix: "9" };

export function companyName(shown: string): CompanyName {
  let folded = fold(shown);
  for (const [form, short] of spelledForms) folded = folded.replace(form, short);
  const name: CompanyName = {
    shown,
    plain: folded
      .replaceAll("&", "en")
      .replace(/[^\p{L}\p{N}\s]/gu, "")
      .replace(/\s+/g, " ")
      .trim(),
    solid: "",
    solidWithParticles: "",
    words: [],
    forms: [],
    roles: [],
    numbers: [],
    particles: [],
    initials: "",
  };
  const written = wordsOf(folded);
  const add = (list: string[], value: string) => {
    if (!list.includes(value)) list.push(value);
  };
  for (const word of written) {
    const text = sameWords[word.text] ?? word.text;
    const form = ofKind(legalForms, longForms, text);
    const role = ofKind(roles, longRoles, text);
    if (form) add(name.forms, form);
    else if (role) add(name.roles, role);
    else if (/^\d+$/.test(text)) add(name.numbers, text.replace(/^0+(?=\d)/, ""));
    else if (roman[text]) add(name.numbers, roman[text]);
    else if (text !== "" && !particles.has(text) && !name.words.some((known) => known.text === text))
      name.words.push({ ...word, text, cut: word.cut && text === word.text });
    if (!form && !role) name.solidWithParticles += word.text;
    if (particles.has(text)) {
      if (text.length >= 2) add(name.particles, text);
    } else if (!form && !role) name.solid += word.text;
    if (!form && !/^\d/.test(text)) name.initials += word.text.charAt(0);
  }
  // why: a name of nothing but a role or a form ("Beheer B.V.") is still told apart by it.
  if (name.words.length === 0)
    for (const { text } of written) if (!/^\d+$/.test(text)) name.words.push({ text, cut: false, joined: false });
  for (const list of [name.forms, name.roles, name.numbers]) list.sort();
  return name;
}

/** The form or role that a word stands for; a long one may be misspelled. */
function ofKind(kinds: Readonly<Record<string, string>>, long: typeof longForms, word: string): string | undefined {
  const exact = kinds[word];
  if (exact || word.length < 5 || isCommon(word)) return exact;
  return long.find(([known]) => Math.abs(known.length - word.length) <= 1 && editDistance(word, known, 1) <= 1)?.[1];
}

const longOf = (kinds: Readonly<Record<string, string>>) =>
  Object.entries(kinds).filter(([known]) => known.length >= 6);
const longForms = longOf(legalForms);
const longRoles = longOf(roles);

export const isCommon = (word: string): boolean => commonWords.has(word);

/** The parts of a name as written that hold these folded words; a word not found is given folded. */
export function asWritten(shown: string, words: readonly string[]): string {
  const parts = shown.split(/[\s,()/]+/).map((part) => ({ part, texts: wordsOf(fold(part)).map((word) => word.text) }));
  return words
    .map(
      (word) =>
        parts.find(({ texts }) => texts.some((text) => text === word || sameWords[text] === word))?.part ?? word,
    )
    .join(" ");
}
