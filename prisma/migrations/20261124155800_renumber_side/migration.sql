-- Which system takes over the other's codes, where people said so.
-- CreateTable
CREATE TABLE "renumber_side" (
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "side" TEXT NOT NULL,

    PRIMARY KEY ("administrationId", "entity"),
    CONSTRAINT "renumber_side_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
