// Sends a filled workbook: by a button that opens the file chooser, or dropped on a place of its own. Goes to its result.
import { useNavigate } from "@remix-run/react";
import { type ChangeEvent, useRef, useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import type { Problem } from "../session/problem.ts";
import { Icon } from "../ui/icon.tsx";
import { useTell } from "../ui/toasts.tsx";
import { useToken } from "../ui/token.tsx";

type Answer = { job: number } | { problem: Problem | null };

/** `base`: the administration's address. `refused`: why this person may not; null where they may. */
function useSending(base: string) {
  const { t } = useWords();
  const csrf = useToken();
  const tell = useTell();
  const go = useNavigate();
  const [sent, setSent] = useState<number | null>(null);

  async function send(file: File | undefined) {
    if (!file || sent !== null) return;
    setSent(0);
    const answer = await posted(`${base}/return?name=${encodeURIComponent(file.name)}`, file, csrf, setSent);
    setSent(null);
    if (answer && "job" in answer) return go(`${base}/returned/${answer.job}`);
    const { problem } = answer ?? { problem: null };
    tell({ text: problem ? `${problem.what}. ${problem.next}` : t("returned.failed"), bad: true });
  }
  return { send, percent: sent };
}

// why: only this older way of asking tells how far a large file is on its way.
function posted(address: string, file: File, csrf: string, far: (percent: number) => void): Promise<Answer | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    request.setRequestHeader("X-Tieout-Token", csrf);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => far(total > 0 ? Math.round((loaded / total) * 100) : 0);
    request.onload = () => resolve(request.response as Answer | null);
    request.onerror = () => resolve(null);
    request.send(file);
  });
}

const accepted = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

interface SendProps {
  base: string;
  refused: string | null;
}

export function SendButton({ base, refused }: SendProps) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const { send, percent } = useSending(base);
  return (
    <>
      <button
        type="button"
        className="btn"
        title={refused ?? t("returned.sendHint")}
        aria-disabled={refused !== null}
        disabled={percent !== null}
        onClick={() => refused === null && input.current?.click()}
      >
        <Icon name="upload" />
        {percent === null ? t("returned.send") : t("returned.sending", { percent })}
      </button>
      <span role="status" aria-live="polite" className="sr-only">
        {percent === null ? "" : t("returned.sendingName")}
      </span>
      <FileInput {...{ input, send }} />
    </>
  );
}

export function SendPlace({ base, refused }: SendProps) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { send, percent } = useSending(base);
  if (refused !== null) return <p className="note mb-3">{refused}</p>;
  return (
    <section
      className="drop-place"
      data-over={over || undefined}
      aria-label={t("returned.send")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void send(event.dataTransfer.files[0]);
      }}
    >
      <Icon name="upload" className="size-6" />
      {percent === null ? (
        <>
          <span>{t("returned.drop")}</span>
          <button type="button" className="btn btn-main" onClick={() => input.current?.click()}>
            {t("returned.choose")}
          </button>
        </>
      ) : (
        <span role="status" aria-live="polite" className="flex items-center gap-2">
          {t("returned.sending", { percent })}
          <progress max={100} value={percent} aria-label={t("returned.sendingName")} />
        </span>
      )}
      <FileInput {...{ input, send }} />
    </section>
  );
}

interface FileInputProps {
  input: React.RefObject<HTMLInputElement>;
  send: (file: File | undefined) => void;
}

/** Hidden from everybody: the buttons open it. */
function FileInput({ input, send }: FileInputProps) {
  return (
    <input
      ref={input}
      type="file"
      accept={accepted}
      className="hidden"
      tabIndex={-1}
      aria-hidden="true"
      onChange={({ target }: ChangeEvent<HTMLInputElement>) => {
        send(target.files?.[0]);
        target.value = "";
      }}
    />
  );
}
