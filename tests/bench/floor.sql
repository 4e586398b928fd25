-- One transition in one transaction: the case is read and locked, an event added, the case moved, a message queued.
-- The cases come in one random order, round and round; the clients take turns.
\set turn :turn + 1
\set id 1 + permute((:turn * 32 + :client_id) % :cases, :cases, 7)
BEGIN;
SELECT state, seq FROM floor.cases WHERE id = :id FOR UPDATE \gset
INSERT INTO floor.event (case_id, seq, state, at, payload, link, signature)
  VALUES (:id, :seq + 1, 1 - :state, now(), :payload, :link, :signature);
UPDATE floor.cases SET state = 1 - :state, seq = :seq + 1, link = :link, moved_at = now() WHERE id = :id;
INSERT INTO floor.outbox (case_id, seq, recipient, due_at) VALUES (:id, :seq + 1, 7, now());
COMMIT;
