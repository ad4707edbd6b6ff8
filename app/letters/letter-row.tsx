// One dead letter: what it is about, how often it was offered, and what support asks for, folded away.
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import type { ShownLetter } from "../../prisma/dead-letters.ts";
import { useWords } from "../i18n/use-words.ts";
import { kindOfData } from "./kind-of-data.ts";

export function LetterRow({ letter, base, children }: { letter: ShownLetter; base: string; children: ReactNode }) {
  const { t, n, stamp, ago, moment } = useWords();
  const { direction, enqueuedAt, deliveryCount, bytes, state, awaited, askedBy, askedAt } = letter;
  return (
    <tr>
      <th scope="row">
        <About letter={letter} base={base} />
        <details className="font-normal">
          <summary className="hint cursor-pointer">{t("letters.technical")}</summary>
          <div className="hint grid gap-0.5 py-1 break-words whitespace-normal">
            <code>{[letter.reason, letter.description].filter(Boolean).join(": ")}</code>
            {(
              [
                ["letters.session", letter.session],
                ["letters.message", letter.messageId],
                ["letters.request", letter.requestId],
              ] as const
            ).map(
              ([label, text]) =>
                text && (
                  <span key={label}>
                    {t(label)}: <code>{text}</code>
                  </span>
                ),
            )}
          </div>
        </details>
      </th>
      <td className="whitespace-nowrap">{t(`letters.${direction}`)}</td>
      <td className="whitespace-nowrap" title={ago(enqueuedAt)}>
        {stamp(enqueuedAt)}
      </td>
      <td className="num">{deliveryCount > 0 ? t("letters.times", { count: deliveryCount }) : "–"}</td>
      <td className="num whitespace-nowrap">{t("letters.kilobytes", { size: n(Math.ceil(bytes / 1_000)) })}</td>
      <td className="num">
        {state === "waiting" ? (
          children
        ) : (
          <>
            <span className="chip is-running">{t(`letterState.${state}`)}</span>
            {askedBy && askedAt && (
              <div className="hint">{t("letters.askedBy", { who: askedBy, when: moment(askedAt) })}</div>
            )}
          </>
        )}
        {state === "waiting" && !awaited && <div className="hint mt-1 whitespace-normal">{t("letters.unawaited")}</div>}
      </td>
    </tr>
  );
}

/** The invoice or the kind of data, and the administration, as far as the message says. */
export function About({ letter, base }: { letter: ShownLetter; base: string }) {
  const { t } = useWords();
  const { invoice, subject, administration } = letter;
  const data = kindOfData(subject);
  return (
    <>
      {invoice ? (
        <Link className="link" to={`${base}/invoices/${invoice.id}`}>
          {t("letters.invoice", { number: invoice.number })}
        </Link>
      ) : (
        (data && t(`entity.${data}`)) || subject || "–"
      )}{" "}
      {administration && <span className="hint font-normal">{administration}</span>}
    </>
  );
}
