// The words of the proof of completeness: its verdict, and what each thing that does not agree is called and asks for.
import type { Language } from "../errors.ts";
import type { PeriodProof } from "./completeness.ts";
import type { ProofFault } from "./proof-rows.ts";

export interface FaultWords {
  name: string;
  next: string;
}

const faultTexts: Readonly<Record<ProofFault, Record<Language, FaultWords>>> = {
  missing: {
    en: { name: "Not in Globe", next: "Book it, or see on its page what holds it up." },
    nl: { name: "Niet in Globe", next: "Boek die, of zie op de pagina van de factuur wat hem tegenhoudt." },
  },
  booked_since: {
    en: { name: "Booked after Globe was read", next: "Pull the invoices once more; then its entry is read too." },
    nl: {
      name: "Geboekt nadat Globe gelezen is",
      next: "Haal de facturen nog eens op; dan wordt ook haar boeking gelezen.",
    },
  },
  double: {
    en: { name: "Booked twice", next: "Take the further entry back in Globe with a credit entry." },
    nl: { name: "Dubbel geboekt", next: "Neem de tweede boeking in Globe terug met een creditboeking." },
  },
  stranger: {
    en: { name: "No invoice stands behind it", next: "See in Globe who booked it, and why in this journal." },
    nl: { name: "Er hoort geen factuur bij", next: "Kijk in Globe wie dit boekte, en waarom in dit dagboek." },
  },
  differs: {
    en: { name: "Debtor, total or VAT differs", next: "Compare invoice and entry; correct it in Globe." },
    nl: { name: "Debiteur, totaal of btw wijkt af", next: "Vergelijk factuur en boeking; corrigeer het in Globe." },
  },
  number_twice: {
    en: { name: "Number used twice in Milestones", next: "Give one of the two another number in Milestones." },
    nl: { name: "Nummer dubbel in Milestones", next: "Geef een van beide in Milestones een ander nummer." },
  },
  no_pdf_in_milestones: {
    en: { name: "No PDF in Milestones", next: "Make the invoice's PDF in Milestones, and pull again." },
    nl: { name: "Geen PDF in Milestones", next: "Maak de PDF van de factuur in Milestones, en haal opnieuw op." },
  },
  no_pdf_in_globe: {
    en: { name: "No PDF in Globe", next: "Attach the PDF to the entry in Globe." },
    nl: { name: "Geen PDF in Globe", next: "Hang de PDF in Globe aan de boeking." },
  },
  pdf_not_read_back: {
    en: { name: "PDF in Globe not read back", next: "Open the entry's document in Globe and compare it yourself." },
    nl: {
      name: "PDF in Globe niet teruggelezen",
      next: "Open het document van de boeking in Globe en vergelijk het zelf.",
    },
  },
  pdf_differs: {
    en: { name: "Globe holds another PDF", next: "Replace the document at the entry in Globe." },
    nl: { name: "In Globe staat een andere PDF", next: "Vervang het document bij de boeking in Globe." },
  },
};

export const faultInWords = (fault: ProofFault, language: Language): FaultWords => faultTexts[fault][language];

type Judged = Pick<PeriodProof, "complete" | "invoices" | "entries" | "rows" | "vat">;

/** One sentence: whether the period is proved, and if not, how far from it. */
export function verdictInWords({ complete, invoices, rows, vat }: Judged, language: Language): string {
  const [one, loose] = [invoices === 1, rows.filter(({ faults }) => faults.length > 0).length];
  if (complete)
    return language === "en"
      ? `Complete: ${one ? "the one invoice is" : `all ${invoices} invoices are`} booked exactly once, with the same PDF and equal VAT.`
      : `Volledig: ${one ? "de ene factuur is" : `alle ${invoices} facturen zijn`} precies één keer geboekt, met dezelfde PDF en gelijke btw.`;
  const unequal = vat.filter(({ equal }) => !equal).length;
  const [codes, of] = [unequal === 1, rows.length];
  return language === "en"
    ? `Not complete: ${loose} of ${of} ${of === 1 ? "row" : "rows"} ${loose === 1 ? "does" : "do"} not tie out${unequal > 0 ? `, and ${unequal} VAT ${codes ? "total differs" : "totals differ"}` : ""}.`
    : `Niet volledig: ${loose} van de ${of} ${of === 1 ? "regel" : "regels"} ${loose === 1 ? "sluit" : "sluiten"} niet aan${unequal > 0 ? `, en ${unequal} btw-${codes ? "totaal verschilt" : "totalen verschillen"}` : ""}.`;
}
