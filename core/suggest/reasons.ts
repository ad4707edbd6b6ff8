// Why two records may be one, in words, in both languages; page, workbook and command line print the same.
import type { Language } from "../errors.ts";

const text = (en: string, nl: string): Record<Language, string> => ({ en, nl });

export const reasonTexts = {
  code_leading_zeros: text(
    "code differs by leading zeros: {globe} and {milestones}",
    "code verschilt alleen in voorloopnullen: {globe} en {milestones}",
  ),
  code_case: text(
    "code differs by capitals: {globe} and {milestones}",
    "code verschilt in hoofdletters: {globe} en {milestones}",
  ),
  code_punctuation: text(
    "code differs by blanks or punctuation: {globe} and {milestones}",
    "code verschilt in spaties of leestekens: {globe} en {milestones}",
  ),
  code_prefix: text(
    "code differs by a prefix: {globe} and {milestones}",
    "code verschilt in een voorvoegsel: {globe} en {milestones}",
  ),
  code_near: text(
    "code differs by one stroke: {globe} and {milestones}",
    "code verschilt één aanslag: {globe} en {milestones}",
  ),
  vat_equal: text("VAT number equal", "btw-nummer gelijk"),
  vat_shared: text(
    "VAT number equal, but {held} records bear it (a fiscal unity?): no proof",
    "btw-nummer gelijk, maar {held} records hebben het (fiscale eenheid?): geen bewijs",
  ),
  vat_suffix_differs: text(
    "VAT number differs only behind the B ({globe}, {milestones}): less likely",
    "btw-nummer verschilt alleen achter de B ({globe}, {milestones}): minder waarschijnlijk",
  ),
  vat_near: text(
    "VAT number differs by one stroke: {globe} and {milestones}",
    "btw-nummer verschilt één aanslag: {globe} en {milestones}",
  ),
  vat_differs: text(
    "other VAT number ({globe}, {milestones}): less likely",
    "ander btw-nummer ({globe}, {milestones}): minder waarschijnlijk",
  ),
  email_equal: text("e-mail address equal", "e-mailadres gelijk"),
  email_shared: text(
    "e-mail address equal, but {held} records bear it",
    "e-mailadres gelijk, maar {held} records hebben het",
  ),
  email_domain_equal: text("e-mail at the same domain, {domain}", "e-mail op hetzelfde domein, {domain}"),
  email_differs: text("other e-mail address: less likely", "ander e-mailadres: minder waarschijnlijk"),
  name_equal: text("name equal", "naam gelijk"),
  name_same_words: text(
    "name the same in other writing: '{globe}' and '{milestones}'",
    "naam gelijk in andere schrijfwijze: '{globe}' en '{milestones}'",
  ),
  name_alike: text(
    "name alike but for the spelling of '{globe}' and '{milestones}'",
    "naam gelijk op de spelling van '{globe}' en '{milestones}' na",
  ),
  name_cut: text("name cut short: '{globe}' and '{milestones}'", "naam afgekapt: '{globe}' en '{milestones}'"),
  name_initials: text(
    "name shortened to initials: '{globe}' and '{milestones}'",
    "naam afgekort tot beginletters: '{globe}' en '{milestones}'",
  ),
  name_longer: text("name alike but for '{globe}{milestones}'", "naam gelijk op '{globe}{milestones}' na"),
  name_partly: text(
    "name partly alike: '{globe}' against '{milestones}'",
    "naam deels gelijk: '{globe}' tegenover '{milestones}'",
  ),
  name_differs: text(
    "other name ('{globe}', '{milestones}'): less likely",
    "andere naam ('{globe}', '{milestones}'): minder waarschijnlijk",
  ),
  name_shared: text(
    "{held} records bear this name, so another address is another branch: less likely",
    "{held} records dragen deze naam, dus een ander adres is een andere vestiging: minder waarschijnlijk",
  ),
  form_missing: text(
    "legal form on one side only: {globe}{milestones}",
    "rechtsvorm maar aan één kant: {globe}{milestones}",
  ),
  form_differs: text(
    "other legal form ({globe}, {milestones}): less likely",
    "andere rechtsvorm ({globe}, {milestones}): minder waarschijnlijk",
  ),
  role_differs: text(
    "holding or group company against another ('{globe}', '{milestones}'): less likely",
    "holding of groepsmaatschappij tegenover een andere ('{globe}', '{milestones}'): minder waarschijnlijk",
  ),
  number_differs: text(
    "other number in the name ('{globe}', '{milestones}'): less likely",
    "ander nummer in de naam ('{globe}', '{milestones}'): minder waarschijnlijk",
  ),
  address_equal: text("same street and house number", "zelfde straat en huisnummer"),
  street_equal: text("same street", "zelfde straat"),
  street_differs: text(
    "other street ('{globe}', '{milestones}'): less likely",
    "andere straat ('{globe}', '{milestones}'): minder waarschijnlijk",
  ),
  house_number_differs: text(
    "other house number ('{globe}', '{milestones}'): less likely",
    "ander huisnummer ('{globe}', '{milestones}'): minder waarschijnlijk",
  ),
  postcode_equal: text("postcode equal", "postcode gelijk"),
  postcode_near: text(
    "postcode almost equal: {globe} and {milestones}",
    "postcode bijna gelijk: {globe} en {milestones}",
  ),
  postcode_differs: text(
    "other postcode ({globe}, {milestones}): less likely",
    "andere postcode ({globe}, {milestones}): minder waarschijnlijk",
  ),
  city_equal: text("same town", "zelfde plaats"),
  city_differs: text(
    "other town ({globe}, {milestones}): less likely",
    "andere plaats ({globe}, {milestones}): minder waarschijnlijk",
  ),
  contact_equal: text("same contact person", "zelfde contactpersoon"),
  contact_differs: text("other contact person: less likely", "andere contactpersoon: minder waarschijnlijk"),
  surname_equal: text("surname equal", "achternaam gelijk"),
  surname_alike: text(
    "surname alike: '{globe}' and '{milestones}'",
    "achternaam lijkt erop: '{globe}' en '{milestones}'",
  ),
  surname_differs: text("other surname: less likely", "andere achternaam: minder waarschijnlijk"),
  first_name_equal: text("first name equal", "voornaam gelijk"),
  first_name_alike: text("first name alike", "voornaam lijkt erop"),
  first_name_differs: text("other first name: less likely", "andere voornaam: minder waarschijnlijk"),
  initials_equal: text("initials equal", "voorletters gelijk"),
  start_equal: text("same first day of employment", "zelfde eerste werkdag"),
  start_differs: text("other first day of employment: less likely", "andere eerste werkdag: minder waarschijnlijk"),
  percentage_differs: text(
    "other percentage ({globe}, {milestones}): less likely",
    "ander percentage ({globe}, {milestones}): minder waarschijnlijk",
  ),
  rivals: text("another record is about as alike: less certain", "een ander record lijkt er ook op: minder zeker"),
} satisfies Record<string, Record<Language, string>>;

export type ReasonCode = keyof typeof reasonTexts;

/** Why two records may be, or may not be, one. */
export interface Reason {
  code: ReasonCode;
  values: Readonly<Record<string, string>>;
  /** In bits: above zero it speaks for the pair, below against it. */
  weight: number;
}

/** A reason in words. */
export const reasonText = ({ code, values }: Reason, language: Language): string =>
  reasonTexts[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
