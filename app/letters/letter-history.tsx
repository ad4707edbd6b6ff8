// Dead letters that were dealt with: how each ended, and who asked for it.
import type { ShownLetter } from "../../prisma/dead-letters.ts";
import { useWords } from "../i18n/use-words.ts";
import { About } from "./letter-row.tsx";

const chips = { sent_again: "is-approved", set_aside: "", gone: "is-not_comparable" };

export function LetterHistory({ letters, base }: { letters: readonly ShownLetter[]; base: string }) {
  const { t, stamp, moment } = useWords();
  const columns = ["ended", "about", "way", "since", "by"] as const;
  return (
    <div className="card scroll-x">
      <table className="table">
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {t(`letters.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {letters.map((letter) => (
            <tr key={letter.id}>
              <td>
                <span className={`chip ${chips[letter.state as keyof typeof chips]}`}>
                  {t(`letterState.${letter.state}`)}
                </span>
                {letter.endedAt && <span className="hint"> {moment(letter.endedAt)}</span>}
              </td>
              <th scope="row">
                <About letter={letter} base={base} />
              </th>
              <td className="whitespace-nowrap">{t(`letters.${letter.direction}`)}</td>
              <td className="whitespace-nowrap">{stamp(letter.enqueuedAt)}</td>
              <td>
                {letter.askedBy && letter.askedAt
                  ? t("letters.askedBy", { who: letter.askedBy, when: moment(letter.askedAt) })
                  : "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
