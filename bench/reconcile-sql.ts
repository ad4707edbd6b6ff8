// The same comparison of customers, put to DuckDB as one query over the same files: the same keys, the same rules, the same
// references, and of what differs the fields.
import { type Entity, entities, type Field } from "../core/entities/index.ts";

const quoted = (name: string) => `"${name}"`;

/** Canonical and comparison text of a column, in SQL; blanks and cases as the core has them. */
function text(field: Field, column: string): { shown: string; compared: string } {
  const trimmed = `trim(coalesce(${column}, ''))`;
  switch (field.kind.name) {
    case "text": {
      const shown = `nfc_normalize(trim(regexp_replace(coalesce(${column}, ''), '\\s+', ' ', 'g')))`;
      return { shown, compared: shown };
    }
    case "email":
      return { shown: trimmed, compared: `lower(${trimmed})` };
    case "vatNumber":
      return { shown: trimmed, compared: `upper(regexp_replace(${trimmed}, '[\\s.]', '', 'g'))` };
    case "postcode":
      return { shown: trimmed, compared: `upper(regexp_replace(${trimmed}, '\\s', '', 'g'))` };
    default:
      return { shown: trimmed, compared: trimmed };
  }
}

const letters = (field: Field) => (field.kind.name === "flag" ? Object.keys(field.kind.globe) : []);

function globeText(field: Field): { shown: string; compared: string } {
  const column = `a.${quoted(field.globe ?? field.name)}`;
  if (field.kind.name === "flag") {
    const shown = `CASE WHEN trim(coalesce(${column}, '')) IN (${letters(field).map((letter) => `'${letter}'`)}) THEN 'true' ELSE 'false' END`;
    return { shown, compared: shown };
  }
  if (field.kind.name !== "reference") return text(field, column);
  const written = `trim(coalesce(${column}, ''))`;
  const shown =
    field.kind.globe === "debtorNumber"
      ? `CASE WHEN ${written} = '' THEN '' ELSE coalesce(debtor.code, '?' || ${written}) END`
      : field.kind.to === "employee"
        ? `CASE WHEN ${written} = '0' THEN '' ELSE ${written} END`
        : `upper(${written})`;
  return { shown, compared: shown };
}

function milestonesText(field: Field): { shown: string; compared: string } {
  const column = `c.${quoted(field.name)}`;
  if (field.kind.name === "flag") {
    const shown = `CASE WHEN lower(trim(coalesce(${column}, ''))) IN ('true', '1', 'ja', 'waar', 'yes') THEN 'true' ELSE 'false' END`;
    return { shown, compared: shown };
  }
  if (field.kind.name !== "reference") return text(field, column);
  const written = `trim(coalesce(${column}, ''))`;
  const shown = `CASE WHEN ${written} = '' THEN '' ELSE coalesce(${quoted(`to ${field.name}`)}.code, '?' || ${written}) END`;
  return { shown, compared: shown };
}

/** The query: one row for each key that is not equal, and one with the number of equal ones. */
export function query(entity: Entity, folder: string): string {
  const file = (side: string, name: string) =>
    `read_csv('${folder}/${side}/${name}.csv', all_varchar = true, header = true)`;
  const fields = entity.compared;
  const columns = (of: (field: Field) => { shown: string; compared: string }) =>
    fields.flatMap(({ name }, at) => {
      const { shown, compared } = of(fields[at] as Field);
      return [`${shown} AS ${quoted(`${name} shown`)}`, `${compared} AS ${quoted(name)}`];
    });
  const targets = fields.flatMap(({ name, kind }) => {
    if (kind.name !== "reference") return [];
    const { id, key, milestones } = entities[kind.to];
    const alias = quoted(`to ${name}`);
    return [
      `LEFT JOIN (SELECT trim(${quoted(id)}) AS id, trim(${quoted(key.name)}) AS code FROM ${file("milestones", milestones)}) ${alias}
        ON ${alias}.id = trim(c.${quoted(name)})`,
    ];
  });
  const differs = ({ name, kind }: Field) => {
    const [left, right] = [`g.${quoted(name)}`, `m.${quoted(name)}`];
    if (kind.name !== "text") return `${left} <> ${right}`;
    return `${left} <> ${right} AND NOT (length(${right}) = 50 AND length(${left}) > 50 AND starts_with(${left}, ${right}))`;
  };
  const differing = fields.map(
    (field) =>
      `CASE WHEN ${differs(field)} THEN {field: '${field.name}', globe: g.${quoted(`${field.name} shown`)}, milestones: m.${quoted(`${field.name} shown`)}} END`,
  );
  return `
    WITH account AS (SELECT * FROM ${file("globe", entity.globe)}),
    customer AS (SELECT * FROM ${file("milestones", entity.milestones)}),
    debtor AS (SELECT trim(DebtorNumber) AS number, first(trim(DebtorCode)) AS code FROM account
      WHERE trim(coalesce(DebtorCode, '')) <> '' AND trim(coalesce(DebtorNumber, '')) <> '' GROUP BY 1),
    g AS (SELECT trim(a.DebtorCode) AS key, count(*) OVER (PARTITION BY trim(a.DebtorCode)) AS records,
        ${columns(globeText).join(",\n        ")}
      FROM account a LEFT JOIN debtor ON debtor.number = trim(a.InvoiceDebtor)
      WHERE trim(coalesce(a.DebtorCode, '')) <> '' AND trim(coalesce(a.CompanyCode, '')) IN ('500', '')),
    m AS (SELECT trim(c.CustomerCode) AS key, count(*) OVER (PARTITION BY trim(c.CustomerCode)) AS records,
        ${columns(milestonesText).join(",\n        ")}
      FROM customer c ${targets.join("\n      ")}),
    pair AS (SELECT coalesce(g.key, m.key) AS key,
        CASE WHEN g.records > 1 OR m.records > 1 THEN 'duplicate_key' WHEN m.key IS NULL THEN 'only_in_globe'
          WHEN g.key IS NULL THEN 'only_in_milestones' END AS alone,
        CASE WHEN g.key IS NOT NULL AND m.key IS NOT NULL THEN list_filter([${differing.join(",\n        ")}], lambda cell: cell IS NOT NULL) END AS cells
      FROM g FULL OUTER JOIN m ON g.key = m.key),
    judged AS (SELECT DISTINCT key, coalesce(alone, CASE WHEN len(cells) = 0 THEN 'equal' ELSE 'different' END) AS status,
        CASE WHEN alone IS NULL THEN cells END AS cells FROM pair)
    SELECT key, status, to_json(cells)::VARCHAR AS cells FROM judged WHERE status <> 'equal'
    UNION ALL SELECT count(*)::VARCHAR, 'equal', NULL FROM judged WHERE status = 'equal'
    ORDER BY status, key`;
}
