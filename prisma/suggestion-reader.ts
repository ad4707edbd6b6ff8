// The front to suggestions: asked of a thread, kept until a verdict or a rejection moves. Whoever asks is told at once how
// far it is, with what was found before.
import { askedThread } from "./asked-thread.ts";
import { openDatabase } from "./database.ts";
import type { FoundSuggestions, SuggestionQuestion } from "./suggestion-thread.ts";
import { suggestionVersion } from "./suggestions.ts";

export interface SuggestionStanding {
  /** What was found last, of whatever version; null where nothing was found yet. */
  last: FoundSuggestions | null;
  /** Of the facts as they are now. */
  isFresh: boolean;
  /** How far the search is, from 0 to 1. */
  far: number;
}

export interface SuggestionReader {
  /** Waits a moment for what is quickly found. Throws where the search failed. */
  standing(question: SuggestionQuestion): Promise<SuggestionStanding>;
  close(): Promise<void>;
}

/** Milliseconds. */
const aMoment = 400;

interface Kept {
  last: FoundSuggestions | null;
  asked: { asOf: string; far: number; answer: Promise<void>; failed: unknown } | null;
}

export function suggestionReader(dataDir: string): SuggestionReader {
  const db = openDatabase(dataDir, { readonly: true });
  const thread = askedThread<SuggestionQuestion>(new URL("./suggestion-thread.js", import.meta.url).href, { dataDir });
  const kept = new Map<string, Kept>();

  function search(question: SuggestionQuestion, known: Kept, asOf: string) {
    const asked: NonNullable<Kept["asked"]> = { asOf, far: 0, answer: Promise.resolve(), failed: null };
    asked.answer = thread
      .ask(question, (far) => {
        asked.far = far;
      })
      .then(
        (answer) => {
          known.last = answer as FoundSuggestions;
        },
        (thrown) => {
          asked.failed = thrown;
        },
      );
    known.asked = asked;
    return asked;
  }

  return {
    async standing({ administrationId, entity }) {
      const question = { administrationId, entity };
      const name = `${administrationId} ${entity}`;
      const known: Kept = kept.get(name) ?? { last: null, asked: null };
      kept.set(name, known);
      const asOf = suggestionVersion(db, question);
      if (known.last?.asOf === asOf) return { last: known.last, isFresh: true, far: 1 };
      const asked = known.asked?.asOf === asOf ? known.asked : search(question, known, asOf);
      await Promise.race([asked.answer, new Promise((resolve) => setTimeout(resolve, aMoment))]);
      if (asked.failed) {
        known.asked = null;
        throw asked.failed;
      }
      const isFresh = known.last?.asOf === suggestionVersion(db, question);
      return { last: known.last, isFresh, far: isFresh ? 1 : asked.far };
    },
    async close() {
      await thread.close();
      db.close();
    },
  };
}
