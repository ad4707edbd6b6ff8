// The thread that writes a workbook. The module named in workerData.source makes it, from workerData.argument.
import { parentPort, workerData } from "node:worker_threads";
import { asTieoutError } from "../../core/errors.ts";
import { writeWorkbook } from "./workbook.ts";
import type { WorkbookMessage, WorkbookSource } from "./workbook-worker.ts";

const tell = (message: WorkbookMessage) => parentPort?.postMessage(message);

try {
  const { workbook } = (await import(workerData.source)) as {
    workbook: (argument: unknown) => Promise<WorkbookSource>;
  };
  const source = await workbook(workerData.argument);
  try {
    const onProgress = (rows: number) => tell({ kind: "progress", rows, total: source.total });
    tell({ kind: "done", rows: await writeWorkbook(workerData.file, source, { onProgress }) });
  } finally {
    source.close?.();
  }
} catch (thrown) {
  const { code, values } = asTieoutError(thrown);
  tell({ kind: "error", code, values });
}
