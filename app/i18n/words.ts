// All words by language. Dutch is the default; both have the same keys (held by the type, and by words.test.ts).
import { connection as enConnection } from "./en/connection.ts";
import { grid as enGrid } from "./en/grid.ts";
import { invoices as enInvoices } from "./en/invoices.ts";
import { letters as enLetters } from "./en/letters.ts";
import { overwrite as enOverwrite } from "./en/overwrite.ts";
import { pages as enPages } from "./en/pages.ts";
import { policy as enPolicy } from "./en/policy.ts";
import { proof as enProof } from "./en/proof.ts";
import { readiness as enReadiness } from "./en/readiness.ts";
import { returned as enReturned } from "./en/returned.ts";
import { rules as enRules } from "./en/rules.ts";
import { shell as enShell } from "./en/shell.ts";
import { suggestions as enSuggestions } from "./en/suggestions.ts";
import { telling as enTelling } from "./en/telling.ts";
import { views as enViews } from "./en/views.ts";
import { work as enWork } from "./en/work.ts";
import { fieldWords } from "./fields.ts";
import { connection as nlConnection } from "./nl/connection.ts";
import { grid as nlGrid } from "./nl/grid.ts";
import { invoices as nlInvoices } from "./nl/invoices.ts";
import { letters as nlLetters } from "./nl/letters.ts";
import { overwrite as nlOverwrite } from "./nl/overwrite.ts";
import { pages as nlPages } from "./nl/pages.ts";
import { policy as nlPolicy } from "./nl/policy.ts";
import { proof as nlProof } from "./nl/proof.ts";
import { readiness as nlReadiness } from "./nl/readiness.ts";
import { returned as nlReturned } from "./nl/returned.ts";
import { rules as nlRules } from "./nl/rules.ts";
import { shell as nlShell } from "./nl/shell.ts";
import { suggestions as nlSuggestions } from "./nl/suggestions.ts";
import { telling as nlTelling } from "./nl/telling.ts";
import { views as nlViews } from "./nl/views.ts";
import { work as nlWork } from "./nl/work.ts";

export type Language = "nl" | "en";

export const words = {
  nl: {
    ...nlShell,
    ...nlPages,
    ...nlGrid,
    ...nlOverwrite,
    ...nlInvoices,
    ...nlLetters,
    ...nlConnection,
    ...nlPolicy,
    ...nlProof,
    ...nlReadiness,
    ...nlTelling,
    ...nlSuggestions,
    ...nlReturned,
    ...nlRules,
    ...nlWork,
    ...nlViews,
    field: fieldWords.nl,
  },
  en: {
    ...enShell,
    ...enPages,
    ...enGrid,
    ...enOverwrite,
    ...enInvoices,
    ...enLetters,
    ...enConnection,
    ...enPolicy,
    ...enProof,
    ...enReadiness,
    ...enTelling,
    ...enSuggestions,
    ...enReturned,
    ...enRules,
    ...enWork,
    ...enViews,
    field: fieldWords.en,
  },
};
