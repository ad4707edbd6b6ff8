// On every page, while Milestones does not let Tieout in or soon will not: what that means, and who does what about it.
import { Link } from "@remix-run/react";
import type { AccessStanding } from "../../core/milestones-access.ts";
import { useWords } from "../i18n/use-words.ts";

interface AccessNoteProps {
  access: AccessStanding;
  endsAt: string | null;
  administers: boolean;
  base: string;
}

export function AccessNote({ access, endsAt, administers, base }: AccessNoteProps) {
  const { t, stamp } = useWords();
  if (access === "good") return null;
  return (
    <p className={`note ${access === "ends_soon" ? "note-stale" : "note-bad"} mb-3`} role="status">
      <span>
        <b>{t(`connection.standing.${access}`)}.</b>{" "}
        {endsAt && access === "ends_soon" && t("connection.until", { at: stamp(endsAt) })}{" "}
        {administers ? <Link to={`${base}/connection`}>{t("connection.open")}</Link> : t("connection.askSomeone")}
      </span>
    </p>
  );
}
