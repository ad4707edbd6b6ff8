// Language and theme, one press each. Saved with the account, or for this browser where nobody is signed in.
import { useFetcher, useLocation, useRouteLoaderData } from "@remix-run/react";
import { useWords } from "../i18n/use-words.ts";
import type { loader } from "../root.tsx";
import { Token } from "./token.tsx";

const themes = ["system", "light", "dark"] as const;
const languages = [
  { code: "nl", name: "Nederlands" },
  { code: "en", name: "English" },
] as const;

export function TasteBar({ column = false }: { column?: boolean }) {
  const fetcher = useFetcher();
  const { t, language } = useWords();
  const theme = useRouteLoaderData<typeof loader>("root")?.theme;
  const { pathname, search } = useLocation();
  const direction = column ? "grid gap-2" : "flex flex-wrap gap-x-6 gap-y-2";
  return (
    <fetcher.Form method="post" action="/preferences" className={direction}>
      <Token />
      <input type="hidden" name="to" value={pathname + search} />
      <fieldset className="flex items-center gap-1">
        <legend className="sr-only">{t("me.language")}</legend>
        {languages.map(({ code, name }) => (
          <button
            key={code}
            name="language"
            value={code}
            lang={code}
            type="submit"
            className="btn btn-small btn-quiet"
            aria-pressed={language === code}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <fieldset className="flex items-center gap-1">
        <legend className="sr-only">{t("me.theme")}</legend>
        {themes.map((name) => (
          <button
            key={name}
            name="theme"
            value={name}
            type="submit"
            className="btn btn-small btn-quiet"
            aria-pressed={theme === name}
          >
            {t(`me.${name}`)}
          </button>
        ))}
      </fieldset>
    </fetcher.Form>
  );
}
