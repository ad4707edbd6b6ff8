// Which part of the list is shown, and the way to the others.
import { Link } from "@remix-run/react";
import { useWords } from "../i18n/use-words.ts";
import { type InvoiceAddress, invoicesAt } from "./address.ts";

interface PagesProps {
  base: string;
  address: InvoiceAddress;
  page: number;
  pages: number;
  total: number;
}

export function Pages({ base, address, page, pages, total }: PagesProps) {
  const { t, n } = useWords();
  if (pages < 2) return null;
  const to = (number: number) => invoicesAt(base, { ...address, page: number });
  return (
    <nav className="pages" aria-label={t("invoices.pages")}>
      <span className="hint">{t("invoices.pageOf", { page: n(page), pages: n(pages), total: n(total) })}</span>
      <span className="flex gap-1">
        {page > 1 ? (
          <Link className="btn btn-small" to={to(page - 1)} rel="prev">
            {t("invoices.previous")}
          </Link>
        ) : null}
        {page < pages ? (
          <Link className="btn btn-small" to={to(page + 1)} rel="next">
            {t("invoices.next")}
          </Link>
        ) : null}
      </span>
    </nav>
  );
}
