-- What people say about a pair, whose work it is, and until when.
CREATE TABLE "comment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "authorId" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "withdrawnAt" TEXT,
    CONSTRAINT "comment_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "comment_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "comment_administrationId_entity_key_idx" ON "comment"("administrationId", "entity", "key");

CREATE TABLE "mention" (
    "commentId" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,
    "seenAt" TEXT,
    PRIMARY KEY ("commentId", "accountId"),
    CONSTRAINT "mention_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "comment" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "mention_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "mention_accountId_seenAt_idx" ON "mention"("accountId", "seenAt");

CREATE TABLE "assignment" (
    "pairId" INTEGER NOT NULL PRIMARY KEY,
    "assigneeId" INTEGER,
    "dueOn" TEXT,
    "assignedById" INTEGER NOT NULL,
    "assignedAt" TEXT NOT NULL,
    CONSTRAINT "assignment_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "pair" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "assignment_assigneeId_fkey" FOREIGN KEY ("assigneeId") REFERENCES "account" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "assignment_assignedById_fkey" FOREIGN KEY ("assignedById") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "assignment_assigneeId_idx" ON "assignment"("assigneeId");
CREATE INDEX "assignment_dueOn_idx" ON "assignment"("dueOn");
