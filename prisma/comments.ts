// What people say about a pair, and who is named in it. A comment is never altered; taken back, its text is gone and the
// fact stays. Events hold no text: its hash proves what was said.
import { hash } from "node:crypto";
import type { EntityName } from "../core/entities/entity.ts";
import { longestComment, mentionsIn } from "../core/mentions.ts";
import { refusal } from "../core/permissions.ts";
import { accounts } from "./accounts.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import type { DecisionRefusal } from "./decision-chunks.ts";
import { markDecided } from "./entity-state.ts";
import { appendEvent, type Person } from "./events.ts";
import type { CommentModel } from "./generated/models.ts";

export type Comment = Pick<CommentModel, "id" | "key" | "text" | "authorId" | "at" | "withdrawnAt"> & {
  author: string;
  /** Usernames. */
  mentions: string[];
};

interface About {
  administrationId: number;
  entity: EntityName;
  key: string;
}

type Said = { id: number } | { refused: DecisionRefusal };

/** Says something about a pair of this administration. `text` is 1 to longestComment characters, blanks around it left out. */
export function addComment(
  db: Database,
  who: Person,
  given: { administrationId: number; pairId: number; text: string },
): Said {
  const text = given.text.trim();
  if (text === "" || text.length > longestComment) throw new Error("a comment says something, within its bounds");
  return inOneTransaction(db, () => {
    const pair = db
      .prepare<[number, number], About>(
        `SELECT administrationId, entity, key FROM pair WHERE id = ? AND administrationId = ?`,
      )
      .get(given.pairId, given.administrationId);
    const refused = refusal(who, "comment") ?? (pair ? null : "gone");
    if (refused || !pair) return { refused: refused ?? "gone" };
    const at = instant();
    const id = Number(
      db
        .prepare(
          `INSERT INTO comment (administrationId, entity, key, text, authorId, at)
           VALUES (@administrationId, @entity, @key, @text, @authorId, @at)`,
        )
        .run({ ...pair, text, authorId: who.id, at }).lastInsertRowid,
    );
    const people = new Map(accounts(db).flatMap((one) => (one.disabled ? [] : [[one.username, one.id]])));
    const mentions = mentionsIn(text, new Set(people.keys()));
    const name = db.prepare(`INSERT INTO mention (commentId, accountId, seenAt) VALUES (?, ?, ?)`);
    // why: who names oneself needs no mark to see it.
    for (const username of mentions) name.run(id, people.get(username), username === who.username ? at : null);
    const { administrationId, entity, key: subject } = pair;
    const detail = { comment: id, proof: proofOf(text), mentions };
    appendEvent(db, { kind: "comment_added", who, administrationId, entity, subject, detail }, at);
    markDecided(db, administrationId, entity);
    return { id };
  });
}

const proofOf = (text: string): string => hash("sha256", text);

/** Takes back what was said: by who said it, or an administrator. What it said is gone then; that it was said stays. */
export function withdrawComment(db: Database, who: Person, administrationId: number, id: number): Said {
  return inOneTransaction(db, () => {
    const comment = db
      .prepare<[number, number], About & { authorId: number }>(
        `SELECT administrationId, entity, key, authorId FROM comment
         WHERE id = ? AND administrationId = ? AND withdrawnAt IS NULL`,
      )
      .get(id, administrationId);
    if (!comment) return { refused: "gone" };
    const refused = refusal(who, comment.authorId === who.id ? "comment" : "administer");
    if (refused) return { refused };
    const at = instant();
    db.prepare(`UPDATE comment SET text = '', withdrawnAt = ? WHERE id = ?`).run(at, id);
    db.prepare(`DELETE FROM mention WHERE commentId = ?`).run(id);
    const { entity, key: subject } = comment;
    const detail = { comment: id };
    appendEvent(db, { kind: "comment_withdrawn", who, administrationId, entity, subject, detail }, at);
    markDecided(db, administrationId, entity);
    return { id };
  });
}

const columns = `comment.id, comment.key, text, authorId, author.displayName AS author, at, withdrawnAt,
  (SELECT json_group_array(username) FROM mention JOIN account ON account.id = mention.accountId
   WHERE mention.commentId = comment.id) AS mentions`;

type Stored = Omit<Comment, "mentions"> & { mentions: string };

const read = ({ mentions, ...row }: Stored): Comment => ({ ...row, mentions: JSON.parse(mentions) });

/** What was said about these codes of an entity, oldest first. */
export const commentsOf = (db: Database, of: Omit<About, "key">, keys: readonly string[]): Comment[] =>
  db
    .prepare<[number, string, string], Stored>(
      `SELECT ${columns} FROM comment JOIN account AS author ON author.id = authorId
       WHERE administrationId = ? AND entity = ? AND key IN (SELECT value FROM json_each(?)) ORDER BY comment.id`,
    )
    .all(of.administrationId, of.entity, JSON.stringify(keys))
    .map(read);

/** Comments that are not what the event of their adding proves; those taken back have nothing to prove. */
export function alteredComments(db: Database): number[] {
  const proofs = new Map(
    db
      .prepare<[], [number, string]>(
        `SELECT detail ->> 'comment', detail ->> 'proof' FROM event WHERE kind = 'comment_added'`,
      )
      .raw()
      .all(),
  );
  return db
    .prepare<[], { id: number; text: string }>(`SELECT id, text FROM comment WHERE withdrawnAt IS NULL ORDER BY id`)
    .all()
    .flatMap(({ id, text }) => (proofs.get(id) === proofOf(text) ? [] : [id]));
}

/** A comment in which someone is named, and the pair it is about; pairId is null once that is gone. */
export interface MentionOf {
  commentId: number;
  administration: string;
  entity: EntityName;
  key: string;
  title: string | null;
  pairId: number | null;
  text: string;
  author: string;
  at: string;
  seenAt: string | null;
}

const pairOfComment = `LEFT JOIN pair ON pair.administrationId = comment.administrationId AND pair.entity = comment.entity
  AND pair.key = comment.key`;

/** What names this person, what was not seen yet first, then the newest. */
export const mentionsFor = (db: Database, accountId: number, limit = 50): MentionOf[] =>
  db
    .prepare<[number, number], MentionOf>(
      `SELECT comment.id AS commentId, administration.code AS administration, comment.entity, comment.key, pair.title,
         pair.id AS pairId, text, author.displayName AS author, at, seenAt
       FROM mention JOIN comment ON comment.id = commentId JOIN account AS author ON author.id = authorId
         JOIN administration ON administration.id = comment.administrationId ${pairOfComment}
       WHERE mention.accountId = ? GROUP BY comment.id ORDER BY seenAt IS NOT NULL, comment.id DESC LIMIT ?`,
    )
    .all(accountId, limit);

export const unseenMentions = (db: Database, accountId: number): number =>
  db
    .prepare<[number], number>(`SELECT count(*) FROM mention WHERE accountId = ? AND seenAt IS NULL`)
    .pluck()
    .get(accountId) ?? 0;

/** Notes that someone saw where they are named: in these comments, or in all. Nobody else's marks are touched. */
export function markSeen(db: Database, accountId: number, comments: readonly number[] | "all"): number {
  const among = comments === "all" ? "" : `AND commentId IN (SELECT value FROM json_each(@comments))`;
  return db
    .prepare(`UPDATE mention SET seenAt = @at WHERE accountId = @accountId AND seenAt IS NULL ${among}`)
    .run({ at: instant(), accountId, ...(comments === "all" ? {} : { comments: JSON.stringify(comments) }) }).changes;
}
