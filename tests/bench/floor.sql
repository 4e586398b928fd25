-- One transition in one transaction: the case is read and locked, an event added, the case moved, a message queued.
\set id random(1, :cases)
BEGIN;
SELECT state, seq FROM floor.cases WHERE id = :id FOR UPDATE \gset
INSERT INTO floor.event (case_id, seq, state, at, payload, link, signature)
  VALUES (:id, :seq + 1, 1 - :state, now(), :payload, :link, :signature);
UPDATE floor.cases SET state = 1 - :state, seq = :seq + 1, link = :link, moved_at = now() WHERE id = :id;
\if :outbox
INSERT INTO floor.outbox (case_id, seq, recipient, due_at) VALUES (:id, :seq + 1, 7, now());
\endif
COMMIT;
