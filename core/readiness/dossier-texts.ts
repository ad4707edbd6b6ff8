// The dossier's own words: sheets, columns and the lines of its first page.
import type { EntityName } from "../entities/entity.ts";
import type { Language } from "../errors.ts";

const sheetNames = ["rules", "evidence", "counts", "decisions", "signOffs", "snapshots", "events"] as const;

interface Words extends Record<(typeof sheetNames)[number], { name: string; columns: readonly string[] }> {
  cover: { name: string; title: string };
  lines: Record<
    | "administration"
    | "verdict"
    | "blocks"
    | "standsInTheWay"
    | "situation"
    | "scope"
    | "leftOut"
    | "checkedAt"
    | "madeBy"
    | "version"
    | "snapshot"
    | "fingerprint"
    | "selfApproval",
    string
  >;
  values: Record<
    | "ready"
    | "blocked"
    | "yes"
    | "no"
    | "files"
    | "installation"
    | "both_filled"
    | "globe_empty"
    | "milestones_empty"
    | "both_empty"
    | "allowed"
    | "notAllowed",
    string
  >;
  entityNames: Record<EntityName, string>;
}

export const dossierWords: Readonly<Record<Language, Words>> = {
  en: {
    cover: { name: "Verdict", title: "Go-live check" },
    lines: {
      administration: "Administration",
      verdict: "Verdict",
      blocks: "Rules that block",
      standsInTheWay: "Stands in the way",
      situation: "Start situation",
      scope: "Checked",
      leftOut: "Not asked of files",
      checkedAt: "Checked at (UTC)",
      madeBy: "Made by",
      version: "Made with",
      snapshot: "Snapshot (SHA-256)",
      selfApproval: "Approving own proposals",
      fingerprint: "Findings (SHA-256)",
    },
    values: {
      ready: "Nothing blocks: may go live",
      blocked: "May not go live yet",
      yes: "Yes",
      no: "No",
      files: "From files",
      installation: "From the installation",
      both_filled: "Both systems are filled",
      globe_empty: "Globe is empty",
      milestones_empty: "Milestones is empty",
      both_empty: "Both systems are empty",
      allowed: "Allowed as an exception: each stands among the decisions",
      notAllowed: "Not allowed: always another",
    },
    entityNames: {
      costCenter: "Cost centres",
      currency: "Currencies",
      vatCode: "VAT codes",
      employee: "Employees",
      customer: "Customers",
      item: "Items",
      project: "Projects",
    },
    rules: {
      name: "Rules",
      columns: [
        "Outcome",
        "Blocks",
        "Question",
        "Found",
        "Rows",
        "Invoices",
        "Amount",
        "Other currencies",
        "Severity",
        "Owner",
        "Remedy",
        "Source",
        "Rule",
        "Named owner",
      ],
    },
    evidence: {
      name: "Evidence",
      columns: ["Rule", "Outcome", "Kind", "Key", "Name", "Why", "Invoices", "Amount", "Other currencies"],
    },
    counts: {
      name: "Counts",
      columns: ["Entity", "Equal", "Different", "Only in Globe", "Only in Milestones", "Duplicate code", "% equal"],
    },
    decisions: {
      name: "Decisions",
      columns: [
        "Number",
        "Entity",
        "Key",
        "Name",
        "Decision",
        "State",
        "Reason",
        "Comment",
        "Proposed by",
        "Proposed at (UTC)",
        "Decided by",
        "Decided at (UTC)",
        "By its proposer (exception)",
      ],
    },
    signOffs: { name: "Sign-offs", columns: ["Step", "By", "At (UTC)", "Comment", "Findings (SHA-256)"] },
    snapshots: { name: "Snapshots", columns: ["Side", "What", "Records", "SHA-256"] },
    events: {
      name: "Events",
      columns: [
        "Number",
        "At (UTC)",
        "What",
        "Account",
        "By",
        "Administration",
        "Entity",
        "About",
        "Decision",
        "Detail",
        "Hash before",
        "Hash",
      ],
    },
  },
  nl: {
    cover: { name: "Oordeel", title: "Go-live-controle" },
    lines: {
      administration: "Administratie",
      verdict: "Oordeel",
      blocks: "Regels die blokkeren",
      standsInTheWay: "Staat in de weg",
      situation: "Beginsituatie",
      scope: "Gecontroleerd",
      leftOut: "Niet gevraagd bij bestanden",
      checkedAt: "Gecontroleerd op (UTC)",
      madeBy: "Gemaakt door",
      version: "Gemaakt met",
      snapshot: "Momentopname (SHA-256)",
      selfApproval: "Eigen voorstellen goedkeuren",
      fingerprint: "Bevindingen (SHA-256)",
    },
    values: {
      ready: "Niets blokkeert: mag live",
      blocked: "Mag nog niet live",
      yes: "Ja",
      no: "Nee",
      files: "Uit bestanden",
      installation: "Uit de installatie",
      both_filled: "Beide systemen zijn gevuld",
      globe_empty: "Globe is leeg",
      milestones_empty: "Milestones is leeg",
      both_empty: "Beide systemen zijn leeg",
      allowed: "Toegestaan als uitzondering: elke staat bij de beslissingen",
      notAllowed: "Niet toegestaan: altijd een ander",
    },
    entityNames: {
      costCenter: "Kostenplaatsen",
      currency: "Valuta",
      vatCode: "Btw-codes",
      employee: "Medewerkers",
      customer: "Klanten",
      item: "Artikelen",
      project: "Projecten",
    },
    rules: {
      name: "Regels",
      columns: [
        "Uitkomst",
        "Blokkeert",
        "Vraag",
        "Gevonden",
        "Rijen",
        "Facturen",
        "Bedrag",
        "Andere valuta",
        "Ernst",
        "Eigenaar",
        "Oplossing",
        "Bron",
        "Regel",
        "Benoemde eigenaar",
      ],
    },
    evidence: {
      name: "Bewijs",
      columns: ["Regel", "Uitkomst", "Soort", "Sleutel", "Naam", "Waarom", "Facturen", "Bedrag", "Andere valuta"],
    },
    counts: {
      name: "Aantallen",
      columns: [
        "Onderdeel",
        "Gelijk",
        "Verschilt",
        "Alleen in Globe",
        "Alleen in Milestones",
        "Dubbele code",
        "% gelijk",
      ],
    },
    decisions: {
      name: "Beslissingen",
      columns: [
        "Nummer",
        "Onderdeel",
        "Sleutel",
        "Naam",
        "Beslissing",
        "Stand",
        "Reden",
        "Opmerking",
        "Voorgesteld door",
        "Voorgesteld op (UTC)",
        "Beslist door",
        "Beslist op (UTC)",
        "Door de voorsteller zelf (uitzondering)",
      ],
    },
    signOffs: { name: "Aftekening", columns: ["Stap", "Door", "Op (UTC)", "Opmerking", "Bevindingen (SHA-256)"] },
    snapshots: { name: "Momentopnamen", columns: ["Kant", "Wat", "Records", "SHA-256"] },
    events: {
      name: "Gebeurtenissen",
      columns: [
        "Nummer",
        "Op (UTC)",
        "Wat",
        "Account",
        "Door",
        "Administratie",
        "Onderdeel",
        "Over",
        "Beslissing",
        "Detail",
        "Hash ervoor",
        "Hash",
      ],
    },
  },
};
