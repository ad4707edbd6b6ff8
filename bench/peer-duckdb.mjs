// The peer: DuckDB answers one query. node peer-duckdb.mjs SQL
import { DuckDBInstance } from "@duckdb/node-api";

const connection = await (await DuckDBInstance.create(":memory:")).connect();
const result = await connection.runAndReadAll(process.argv[2]);
process.stdout.write(
  `${result
    .getRows()
    .map((row) => JSON.stringify(row))
    .join("\n")}\n`,
);
