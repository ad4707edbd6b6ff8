// Where filled workbooks are brought back, and those that came back before.
import { Link } from "@remix-run/react";
import { useWords } from "../i18n/use-words.ts";
import type { Returned } from "./page-data.ts";
import { SendPlace } from "./send-workbook.tsx";

interface ListPageProps {
  page: { title: string; base: string; all: Returned[]; refused: string | null };
}

export function ReturnedListPage({ page: { title, base, all, refused } }: ListPageProps) {
  const { t, n, moment } = useWords();
  return (
    <>
      <div className="page-head">
        <div className="min-w-0 grow basis-96">
          <h1>{title}</h1>
          <p>{all.length === 0 ? t("returned.none") : t("returned.sentence", { count: all.length })}</p>
          <p className="hint mt-1 max-w-3xl">{t("returned.about")}</p>
        </div>
      </div>
      <SendPlace {...{ base, refused }} />
      {all.length > 0 && (
        <section className="card">
          <h2 className="p-4">{t("returned.list")}</h2>
          <div className="scroll-x">
            <table className="table" id="returned">
              <thead>
                <tr>
                  <th scope="col">{t("returned.file")}</th>
                  <th scope="col">{t("returned.by")}</th>
                  <th scope="col">{t("returned.at")}</th>
                  <th scope="col">{t("returned.state")}</th>
                  <th scope="col" className="num">
                    {t("returned.proposedColumn")}
                  </th>
                  <th scope="col" className="num">
                    {t("returned.refusedColumn")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {all.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">
                      <Link className="link break-all" to={`${base}/returned/${one.id}`}>
                        {one.fileName}
                      </Link>
                    </th>
                    <td>{one.by}</td>
                    <td>{moment(one.at)}</td>
                    <td>{one.problem ? one.problem.what : t(`returned.states.${one.state}`)}</td>
                    <td className="num">
                      {one.proposed === 0 ? (
                        0
                      ) : (
                        <Link className="link" to={`${base}/decisions?job=${one.id}`}>
                          {n(one.proposed)}
                        </Link>
                      )}
                    </td>
                    <td className="num">{n(one.refused)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </>
  );
}
