// How long differences are open, by kind of data: the older and the more, the fuller its cell. Each number leads to its rows.
import { Link } from "@remix-run/react";
import { Trans } from "react-i18next";
import { type AgeBucket, ageBuckets } from "../../core/age.ts";
import type { EntityName } from "../../core/entities/index.ts";
import { useWords } from "../i18n/use-words.ts";
import { inShownOrder } from "../view/standing.ts";

export interface Ages {
  entities: readonly { entity: EntityName; ages: Record<AgeBucket, number>; recurring: number }[];
  /** How many closed themselves in the last seven days. */
  closed: number;
}

/** In days: the card's title says so. */
const heads: Record<AgeBucket, string> = { "0-7": "0–7", "8-30": "8–30", "31-90": "31–90", "91-": "> 90" };

export function AgeCard({ base, entities, closed }: Ages & { base: string }) {
  const { t, n } = useWords();
  const shown = inShownOrder(entities);
  const most = Math.max(1, ...shown.flatMap(({ ages }) => Object.values(ages)));
  const old = shown.reduce((sum, { ages }) => sum + ages["91-"], 0);
  const oldest = shown.find(({ ages }) => ages["91-"] > 0)?.entity;
  const recurring = shown.reduce((sum, one) => sum + one.recurring, 0);
  return (
    <section className="card scroll-x p-4" aria-labelledby="ages">
      <h2 id="ages" className="mb-2">
        {t("age.card")}
      </h2>
      <p className="hint mb-2">
        {shown.length === 0 ? (
          t("age.cardNone")
        ) : old === 0 ? (
          t("age.noneOld")
        ) : (
          <Trans
            i18nKey="age.old"
            count={old}
            components={{ old: <Link to={`${base}/${oldest}?age=91-`} className="font-semibold text-different" /> }}
          />
        )}
        {recurring > 0 && `, ${t("age.cameBack", { count: recurring })}`}
        {closed > 0 && `, ${t("age.closedWeek", { count: closed })}`}
      </p>
      {shown.length > 0 && (
        <table className="ages">
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">{t("overview.data")}</span>
              </th>
              {ageBuckets.map((bucket) => (
                <th key={bucket} scope="col">
                  <span aria-hidden="true">{heads[bucket]}</span>
                  <span className="sr-only">{t(`age.bucket.${bucket}`)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ entity, ages }) => (
              <tr key={entity}>
                <th scope="row" className="text-left">
                  {t(`entity.${entity}`)}
                </th>
                {ageBuckets.map((bucket) => (
                  <td key={bucket}>
                    {ages[bucket] === 0 ? (
                      <span className="age-none text-muted">0</span>
                    ) : (
                      <Link
                        className="age-cell"
                        data-full={Math.ceil((ages[bucket] / most) * 4)}
                        to={`${base}/${entity}?age=${bucket}`}
                        aria-label={t("age.cell", {
                          entity: t(`entity.${entity}`),
                          bucket: t(`age.bucket.${bucket}`),
                          n: n(ages[bucket]),
                        })}
                      >
                        {n(ages[bucket])}
                      </Link>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
