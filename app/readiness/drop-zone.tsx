// One side's files: dragged in or chosen, sent one by one, each with what was read of it or why it was refused.
import { useRef, useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import type { Problem } from "../session/problem.ts";
import { Icon } from "../ui/icon.tsx";
import { useToken } from "../ui/token.tsx";
import type { CheckPageData } from "./check-data.ts";

interface DropZoneProps {
  side: "globe" | "milestones";
  page: CheckPageData;
  remove: (name: string) => void;
  done: () => void;
}

interface Refused {
  file: string;
  problem: Pick<Problem, "what" | "next"> | null;
}

export function DropZone({ side, page, remove, done }: DropZoneProps) {
  const { t, n } = useWords();
  const csrf = useToken();
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<string | null>(null);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const choice = useRef<HTMLInputElement>(null);
  const files = page.files.filter((one) => one.side === side);
  const name = t(`grid.${side}`);

  async function send(chosen: Iterable<File>) {
    const not: Refused[] = [];
    for (const file of chosen) {
      setSending(file.name);
      const answer = await fetch(`/check/file?${new URLSearchParams({ side, name: file.name })}`, {
        method: "POST",
        headers: { "X-Tieout-Token": csrf, "Content-Type": "application/octet-stream" },
        body: file,
      }).catch(() => null);
      const told = answer?.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
      if (!answer?.ok || !told || "problem" in told) not.push({ file: file.name, problem: told?.problem ?? null });
      setRefused([...not]);
    }
    setSending(null);
    done();
  }

  return (
    <section
      className="card drop-zone"
      data-over={over || undefined}
      aria-labelledby={`drop-${side}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void filesOf(event.dataTransfer).then(send);
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <h2 id={`drop-${side}`} className="grow">
          {t("check.side", { side: name })} <span className="hint">{n(files.length)}</span>
        </h2>
        <button type="button" className="btn btn-small" onClick={() => choice.current?.click()}>
          {t("check.choose")}
        </button>
        <input
          ref={choice}
          type="file"
          multiple
          hidden
          accept=".csv,.tsv,.xlsx,.json"
          aria-label={t("check.side", { side: name })}
          onChange={({ target }) => {
            void send([...(target.files ?? [])]);
            target.value = "";
          }}
        />
      </div>
      <p className="hint">{t("check.drop", { names: page.wanted.map((one) => one[side]).join(", ") })}</p>
      <p role="status" aria-live="polite" className="hint">
        {sending && t("check.reading", { file: sending })}
      </p>
      <ul className="grid gap-2">
        {files.map((file) => (
          <li key={file.name} className="flex items-start gap-2">
            <Icon name="check" className="mt-1 size-3.5 text-equal" />
            <span className="min-w-0 grow">
              <b>{file.fileName}</b> <span className="hint">{t("check.records", { count: file.records })}</span>
              {file.twice.length > 0 && (
                <span className="block text-different">
                  {t("check.twice", { codes: file.twice.join(", "), count: file.twice.length })}
                </span>
              )}
              {file.numericCodes.length > 0 && (
                <span className="block text-different">
                  {t("check.numericCodes", { columns: file.numericCodes.join(", ") })}
                </span>
              )}
              {file.missing.length > 0 && (
                <span className="hint block">{t("check.missing", { columns: file.missing.join(", ") })}</span>
              )}
            </span>
            <button
              type="button"
              className="btn btn-quiet btn-small btn-icon"
              aria-label={t("check.remove", { file: file.fileName })}
              onClick={() => remove(file.name)}
            >
              <Icon name="close" className="size-3" />
            </button>
          </li>
        ))}
        {refused.map(({ file, problem }) => (
          <li key={file} className="note note-bad" role="alert">
            <span>
              <b>{file}</b>: {problem ? `${problem.what}. ${problem.next}` : t("check.notTaken")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The files that were dropped; of a folder, those in it. */
async function filesOf(dropped: DataTransfer): Promise<File[]> {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry());
  const folders = entries.filter((entry): entry is FileSystemDirectoryEntry => entry?.isDirectory === true);
  const loose = [...dropped.files].filter((file) => !folders.some((folder) => folder.name === file.name));
  const inside = await Promise.all(folders.map(insideOf));
  return [...loose, ...inside.flat()].filter(({ name }) => /\.(csv|tsv|xlsx|json)$/i.test(name));
}

async function insideOf(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  // why: a browser gives a folder's entries a hundred at a time, and then none.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  const files = found.filter((entry): entry is FileSystemFileEntry => entry.isFile);
  return Promise.all(files.map((entry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))));
}
