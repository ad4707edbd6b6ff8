-- What the go-live check remembers is events, few among very many: found without reading the others.
CREATE INDEX "event_of_readiness" ON "event"("administrationId", "id")
WHERE kind IN ('readiness_checked', 'readiness_owner_set', 'readiness_signed', 'readiness_withdrawn', 'dossier_made');
