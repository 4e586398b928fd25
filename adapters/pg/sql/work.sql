-- Work that waits: notices to be sent, and the next thing due in each file. A claim moves the time at which
-- others may take the row, so that a worker that died loses its work to the next when the lease ends.

-- name: outbox_add
-- in:  smallint, uuid[], integer[], smallint[], uuid[], bytea[], bigint[]
-- out:
INSERT INTO outbox (log, file, seq, place, recipient, token, next_ms)
SELECT $1, unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7);

-- In order within (recipient, file): a notice waits for an earlier one that waits or is held.
-- name: outbox_claim
-- in:  smallint, bigint, bigint, bigint
-- out: uuid, integer, smallint, uuid, bytea, bigint, integer, bytea
WITH due AS (
  SELECT o.file, o.seq, o.place FROM outbox o
  WHERE o.log = $1 AND o.state = 0 AND o.next_ms <= $2
    AND NOT EXISTS (
      SELECT FROM outbox e
      WHERE e.log = $1 AND e.file = o.file AND e.recipient = o.recipient AND e.state IN (0, 3)
        AND (e.seq, e.place) < (o.seq, o.place))
  ORDER BY o.next_ms LIMIT $4
  FOR UPDATE OF o SKIP LOCKED
), claimed AS (
  UPDATE outbox o SET next_ms = $2 + $3 FROM due
  WHERE o.log = $1 AND o.file = due.file AND o.seq = due.seq AND o.place = due.place
  RETURNING o.log, o.file, o.seq, o.place, o.recipient, o.token, o.next_ms, o.attempts
)
SELECT c.file, c.seq, c.place, c.recipient, c.token, c.next_ms, c.attempts, t.bytes
FROM claimed c JOIN token t ON t.log = c.log AND t.digest = c.token
ORDER BY c.file, c.seq, c.place;

-- name: outbox_settle
-- in:  smallint, uuid, integer, smallint, smallint, integer, bigint
-- out:
UPDATE outbox SET state = $5, attempts = $6, next_ms = $7
WHERE log = $1 AND file = $2 AND seq = $3 AND place = $4;

-- name: attempt_add
-- in:  smallint, uuid, integer, smallint, integer, bigint, bigint, smallint, bigint, integer, text, bytea
-- out:
INSERT INTO attempt (log, file, seq, place, n, start_ms, end_ms, state, next_ms, status, class, said)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: outbox_of_file
-- in:  smallint, uuid
-- out: uuid, integer, smallint, uuid, bytea, bigint, integer, bigint, bigint, smallint, integer, text, bytea
SELECT o.file, o.seq, o.place, o.recipient, o.token, o.next_ms, o.attempts, coalesce(a.start_ms, 0),
  coalesce(a.end_ms, 0), o.state, coalesce(a.status, 0), coalesce(a.class, ''), coalesce(a.said, '')
FROM outbox o
LEFT JOIN attempt a ON a.log = o.log AND a.file = o.file AND a.seq = o.seq AND a.place = o.place AND a.n = o.attempts
WHERE o.log = $1 AND o.file = $2 ORDER BY o.seq, o.place;

-- name: attempts_of_file
-- in:  smallint, uuid
-- out: uuid, integer, smallint, uuid, bytea, bigint, integer, bigint, bigint, smallint, integer, text, bytea
SELECT a.file, a.seq, a.place, o.recipient, o.token, a.next_ms, a.n, a.start_ms, a.end_ms, a.state, a.status,
  a.class, a.said
FROM attempt a
JOIN outbox o ON o.log = a.log AND o.file = a.file AND o.seq = a.seq AND o.place = a.place
WHERE a.log = $1 AND a.file = $2 ORDER BY a.seq, a.place, a.n;

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
