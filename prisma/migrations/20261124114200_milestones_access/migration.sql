-- CreateTable
CREATE TABLE "milestones_connection" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "baseUrl" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "clientSecret" TEXT,
    "scopes" TEXT NOT NULL DEFAULT '',
    "pkce" BOOLEAN NOT NULL DEFAULT true,
    "serviceAccount" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'never',
    "accessToken" TEXT,
    "accessExpiresAt" TEXT,
    "refreshToken" TEXT,
    "endsAt" TEXT,
    "grantedScopes" TEXT,
    "givenAt" TEXT,
    "givenById" INTEGER,
    "renewedAt" TEXT,
    "renewingSince" TEXT,
    "renewWanted" BOOLEAN NOT NULL DEFAULT false,
    "problem" TEXT,
    "problemAt" TEXT,
    CONSTRAINT "milestones_connection_givenById_fkey" FOREIGN KEY ("givenById") REFERENCES "account" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "authorisation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "connectionId" INTEGER NOT NULL,
    "stateHash" TEXT NOT NULL,
    "secrets" TEXT,
    "redirectUri" TEXT NOT NULL,
    "askedById" INTEGER,
    "askedAt" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "answer" TEXT,
    "answeredAt" TEXT,
    "problem" TEXT,
    "endedAt" TEXT,
    CONSTRAINT "authorisation_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "milestones_connection" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "authorisation_askedById_fkey" FOREIGN KEY ("askedById") REFERENCES "account" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "milestones_connection_baseUrl_key" ON "milestones_connection"("baseUrl");

-- CreateIndex
CREATE UNIQUE INDEX "authorisation_stateHash_key" ON "authorisation"("stateHash");

-- CreateIndex
CREATE INDEX "authorisation_state_id_idx" ON "authorisation"("state", "id");
