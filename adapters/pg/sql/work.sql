-- Work that waits: notices to be sent, and the next thing due in each file. A claim moves the time at which others may
-- claim the row, so that a worker that died loses its work to the next when the lease ends.

-- After event_add, which has taken the number of the batch in this same session.
-- name: outbox_add
-- in:  smallint, integer[], smallint[], uuid[], integer[], uuid[], bytea[], bigint[]
-- out:
INSERT INTO outbox (log, batch, ordinal, place, file, seq, recipient, token, next_ms)
SELECT $1, batch, unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8)
FROM (SELECT currval('batch_number') AS batch OFFSET 0) number;

-- Rows of the batches that came since the last time, in the order of the log: so an earlier notice of a file is never
-- taken up after a later one. Who finds another courier doing it leaves it to him.
-- name: outbox_take
-- in:  smallint
-- out:
WITH mark AS MATERIALIZED (
  SELECT log, taken FROM courier WHERE log = $1 FOR UPDATE SKIP LOCKED
), fresh AS MATERIALIZED (
  SELECT m.log, b.batch, b.base + b.n AS after
  FROM mark m, LATERAL (SELECT base, batch, n FROM batch WHERE log = m.log AND base >= m.taken ORDER BY base LIMIT 1000) b
), taken_up AS (
  UPDATE outbox SET state = 0 FROM fresh f WHERE outbox.log = f.log AND outbox.batch = f.batch AND state IS NULL
)
UPDATE courier SET taken = m.after FROM (SELECT log, max(after) AS after FROM fresh GROUP BY log) m
WHERE courier.log = m.log;

-- In order within (recipient, file): a notice waits for an earlier one that waits or is held. OFFSET 0: looked for by key
-- for each that is due, never joined.
-- name: outbox_claim
-- in:  smallint, bigint, bigint, bigint
-- out: uuid, integer, smallint, uuid, bytea, bigint, integer, bytea
WITH due AS (
  SELECT o.log, o.batch, o.ordinal, o.place FROM outbox o
  WHERE o.log = $1 AND o.state = 0 AND o.next_ms <= $2
    AND NOT EXISTS (
      SELECT FROM outbox e
      WHERE e.log = $1 AND e.file = o.file AND e.recipient = o.recipient AND e.state IN (0, 3)
        AND (e.seq, e.place) < (o.seq, o.place) OFFSET 0)
  ORDER BY o.next_ms LIMIT $4
  FOR UPDATE OF o SKIP LOCKED
), claimed AS (
  UPDATE outbox o SET next_ms = $2 + $3 FROM due
  WHERE o.log = due.log AND o.batch = due.batch AND o.ordinal = due.ordinal AND o.place = due.place
  RETURNING o.log, o.file, o.seq, o.place, o.recipient, o.token, o.next_ms, o.attempts
)
SELECT c.file, c.seq, c.place, c.recipient, c.token, c.next_ms, c.attempts, t.bytes
FROM claimed c JOIN token t ON t.log = c.log AND t.digest = c.token
ORDER BY c.file, c.seq, c.place;

-- name: outbox_settle
-- in:  smallint, uuid, integer, smallint, smallint, integer, bigint
-- out:
UPDATE outbox SET state = $5, attempts = $6, next_ms = $7
WHERE log = $1 AND file = $2 AND seq = $3 AND place = $4 AND state IN (0, 3);

-- name: attempt_add
-- in:  smallint, uuid, integer, smallint, integer, bigint, bigint, smallint, bigint, integer, text, bytea
-- out:
INSERT INTO attempt (log, file, seq, place, n, start_ms, end_ms, state, next_ms, status, class, said)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: outbox_of_file
-- in:  smallint, uuid
-- out: uuid, integer, smallint, uuid, bytea, bigint, integer, bigint, bigint, smallint, integer, text, bytea
SELECT o.file, o.seq, o.place, o.recipient, o.token, o.next_ms, o.attempts, coalesce(a.start_ms, 0),
  coalesce(a.end_ms, 0), coalesce(o.state, 0::smallint), coalesce(a.status, 0), coalesce(a.class, ''),
  coalesce(a.said, '')
FROM (SELECT log, batch, ordinal FROM event WHERE log = $1 AND file = $2 OFFSET 0) e
JOIN outbox o ON o.log = e.log AND o.batch = e.batch AND o.ordinal = e.ordinal
LEFT JOIN attempt a ON a.log = o.log AND a.file = o.file AND a.seq = o.seq AND a.place = o.place AND a.n = o.attempts
ORDER BY o.seq, o.place;

-- name: attempts_of_file
-- in:  smallint, uuid
-- out: uuid, integer, smallint, uuid, bytea, bigint, integer, bigint, bigint, smallint, integer, text, bytea
SELECT a.file, a.seq, a.place, o.recipient, o.token, a.next_ms, a.n, a.start_ms, a.end_ms, a.state, a.status,
  a.class, a.said
FROM (SELECT * FROM attempt WHERE log = $1 AND file = $2 OFFSET 0) a
JOIN event e ON e.log = a.log AND e.file = a.file AND e.seq = a.seq
JOIN outbox o ON o.log = e.log AND o.batch = e.batch AND o.ordinal = e.ordinal AND o.place = a.place
ORDER BY a.seq, a.place, a.n;

-- name: deadline_set
-- in:  smallint, uuid[], bigint[]
-- out:
INSERT INTO deadline (log, file, due_ms)
SELECT $1, unnest($2), unnest($3)
ON CONFLICT (log, file) DO UPDATE SET due_ms = excluded.due_ms, free_ms = 0;

-- name: deadline_drop
-- in:  smallint, uuid[]
-- out:
DELETE FROM deadline WHERE log = $1 AND file = ANY ($2);

-- name: deadline_claim
-- in:  smallint, bigint, bigint, bigint
-- out: uuid, bigint
WITH due AS (
  SELECT file FROM deadline
  WHERE log = $1 AND due_ms <= $2 AND free_ms <= $2
  ORDER BY due_ms LIMIT $4
  FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE deadline d SET free_ms = $2 + $3 FROM due
  WHERE d.log = $1 AND d.file = due.file
  RETURNING d.file, d.due_ms
)
SELECT file, due_ms FROM claimed ORDER BY due_ms, file;
