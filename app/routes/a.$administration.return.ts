// Takes a filled workbook: kept whole first, then read as a job in a thread, whose number comes back at once.
import { Readable, Transform } from "node:stream";
import { redirect } from "@remix-run/node";
import { TieoutError } from "../../core/errors.ts";
import { understood } from "../returned/understood.ts";
import { administrationIn, receiver } from "../session/guard.ts";

const mostMegabytes = 64;
const mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const loader = () => redirect("/");

export const action = receiver("propose", async (visit) => {
  const { context, account, request, file } = visit;
  const { db, store, bulks } = context;
  const { id } = administrationIn(visit);
  const name = (new URL(request.url).searchParams.get("name") ?? "").replace(/[\p{Cc}/\\]/gu, " ").trim();
  const fileName = name.slice(0, 200) || "workbook.xlsx";
  const tooLarge = new TieoutError("upload_too_large", { values: { file: fileName, most: mostMegabytes } });
  let size = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, pass) {
      size += chunk.length;
      pass(size > mostMegabytes * 1_000_000 ? tooLarge : null, chunk);
    },
  });
  const from = Readable.fromWeb(file as Parameters<typeof Readable.fromWeb>[0]);
  from.on("error", (error) => limited.destroy(error));
  const kept = await store.storeFile(db, from.pipe(limited), mediaType);
  const task = { kind: "workbook", rows: { file: kept.hash }, fileName, words: understood } as const;
  return { job: bulks.start(account, id, task) };
});
