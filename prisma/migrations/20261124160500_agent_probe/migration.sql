-- The agent's own check of each administration, as it last answered, and how it was last asked.
CREATE TABLE "agent_probe" (
    "administrationId" INTEGER NOT NULL PRIMARY KEY,
    "agent" TEXT NOT NULL,
    "bootId" TEXT,
    "triedAt" TEXT,
    "wantedAt" TEXT,
    "error" TEXT,
    "probedAt" TEXT,
    "agentVersion" TEXT,
    "lines" TEXT,
    CONSTRAINT "agent_probe_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
