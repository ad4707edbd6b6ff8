-- How long requests wait at an agent, and which protocol it speaks.
ALTER TABLE "agent_presence" ADD COLUMN "lag" INTEGER;
ALTER TABLE "agent_presence" ADD COLUMN "protocol" INTEGER NOT NULL DEFAULT 1;
