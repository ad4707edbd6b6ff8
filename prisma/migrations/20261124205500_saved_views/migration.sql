-- How people look at the grid, under a name: for themselves or for all; and which of them each opens with.
CREATE TABLE "saved_view" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "ownerId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "forAll" BOOLEAN NOT NULL DEFAULT false,
    "address" TEXT NOT NULL,
    "changedAt" TEXT NOT NULL,
    CONSTRAINT "saved_view_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "saved_view_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "saved_view_administrationId_entity_ownerId_name_key" ON "saved_view"("administrationId", "entity", "ownerId", "name");

CREATE TABLE "view_default" (
    "accountId" INTEGER NOT NULL,
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "viewId" INTEGER,
    CONSTRAINT "view_default_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "account" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "view_default_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "view_default_viewId_fkey" FOREIGN KEY ("viewId") REFERENCES "saved_view" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    PRIMARY KEY ("accountId", "administrationId", "entity")
);
