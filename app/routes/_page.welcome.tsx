// Where nothing is configured yet: what will be here, and who makes it so.
import { redirect } from "@remix-run/node";
import { useWords } from "../i18n/use-words.ts";
import { reader } from "../session/guard.ts";

export const loader = reader("see", ({ context: { db, store } }) => {
  if (store.administrations(db).length > 0) throw redirect("/");
  return null;
});

export default function Welcome() {
  const { t } = useWords();
  return (
    <div className="card mx-auto mt-10 max-w-xl p-8 text-center">
      <h1>{t("overview.noAdministration")}</h1>
      <p className="mt-2 text-muted">{t("overview.noAdministrationNext")}</p>
    </div>
  );
}
