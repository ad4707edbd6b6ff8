// The invoice's own PDF, beside its entry. Where a browser shows none in a page, a link leads to it.
import { useEffect, useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/icon.tsx";
import type { DetailData } from "./detail-data.ts";

export function InvoicePdf({ base, pdf, row }: Pick<DetailData, "base" | "pdf" | "row">) {
  const { t } = useWords();
  const address = pdf && `${base}/invoices/${pdf}`;
  return (
    <section className="card invoice-pdf" aria-labelledby="pdf">
      <div className="flex items-center justify-between gap-3 px-4 py-2">
        <h2 id="pdf">{t("invoices.pdf")}</h2>
        {address && (
          <a className="link inline-flex items-center gap-1" href={address} target="_blank" rel="noreferrer">
            <Icon name="link" className="size-3.5" />
            {t("invoices.openPdf")}
          </a>
        )}
      </div>
      {address ? (
        <Shown address={address} title={t("invoices.pdfOf", { number: row.number })} />
      ) : (
        <p className="p-6 text-center">
          {row.pdfError ? t("invoices.noPdfWhy", { why: row.pdfError }) : t("invoices.noPdf")}
        </p>
      )}
    </section>
  );
}

function Shown({ address, title }: { address: string; title: string }) {
  const { t } = useWords();
  const [can, setCan] = useState<boolean | null>(null);
  // why: a browser without a viewer of its own would save the file instead of showing it.
  useEffect(() => setCan(navigator.pdfViewerEnabled !== false), []);
  if (can === false) return <p className="hint border-t border-line p-6">{t("invoices.pdfNotHere")}</p>;
  return can ? <iframe src={`${address}#navpanes=0&view=FitH`} title={title} /> : <div className="pdf-waiting" />;
}
