-- What an administration lets count as equal in a field; every version stays, the last one holds.
CREATE TABLE "compare_rule" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "savedById" INTEGER NOT NULL,
    "savedAt" TEXT NOT NULL,
    CONSTRAINT "compare_rule_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "compare_rule_savedById_fkey" FOREIGN KEY ("savedById") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "compare_rule_administrationId_entity_field_version_key" ON "compare_rule"("administrationId", "entity", "field", "version");
