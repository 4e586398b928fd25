-- Work that waits: notices to be sent, and the next thing due in each file. A claim sets the time at which others may
-- claim the row, so that a worker that died loses its work to the next when the lease ends.

-- All notices of a commit in one row, as they come. After event_add, which has taken the number of the batch in this same
-- session.
-- name: outbox_add
-- in:  smallint, integer[], smallint[], uuid[], integer[], uuid[], uuid[], smallint[], uuid[], bigint[]
-- out:
INSERT INTO posted (log, batch, ordinal, place, file, seq, recipient, token, lane, opens, next_ms)
VALUES ($1, currval('batch_number'), $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- How far what was posted has been taken up, where there is more; who finds another courier at it leaves it to him. A
-- statement of its own, so that outbox_take sees what the one before it took.
-- name: courier_lock
-- in:  smallint
-- out: bigint
SELECT taken FROM courier c
WHERE log = $1 AND EXISTS (SELECT FROM log WHERE log = $1 AND size > c.taken OFFSET 0)
FOR UPDATE OF c SKIP LOCKED;

-- Notices posted from leaf $5 on are taken up in the order of the log, so an earlier one of a file is never taken up after a
-- later one. Those whose lane has room ($6: recipients in their order, $7 and $8 what there is in either lane) and that wait
-- for no other are claimed at once; all others wait from then on. At most $4, of as many batches that posted something as
-- hold so many events. What was posted is gone with the last of its batch; those of leaf $5 may be taken up in part.
-- name: outbox_take
-- in:  smallint, bigint, bigint, bigint, bigint, uuid[], integer[], integer[]
-- out: uuid, integer, smallint, uuid, smallint, uuid, bigint, integer, bigint, uuid, bytea, bigint, integer
WITH first AS MATERIALIZED (
  SELECT coalesce(max(base), 0) AS base FROM batch WHERE log = $1 AND base <= $5
), looked AS MATERIALIZED (
  SELECT base, batch, n
  FROM (
    SELECT b.base, b.batch, b.n, sum(p.events) OVER (ORDER BY b.base) - p.events AS before
    FROM (
      SELECT base, batch, n FROM batch WHERE log = $1 AND base >= (SELECT base FROM first) ORDER BY base LIMIT 1000
    ) b, LATERAL (
      SELECT (b.base + b.n - greatest(b.base, $5)) * (SELECT count(*) FROM posted WHERE log = $1 AND batch = b.batch)
        AS events OFFSET 0
    ) p
  ) w
  WHERE before < $4
), fresh AS MATERIALIZED (
  SELECT b.base + o.ordinal AS leaf, b.batch, o.*
  FROM looked b, LATERAL (
    SELECT u.*
    FROM posted p, unnest(p.ordinal, p.place, p.file, p.seq, p.recipient, p.lane, p.token, p.opens, p.next_ms)
      AS u (ordinal, place, file, seq, recipient, lane, token, opens, next_ms)
    WHERE p.log = $1 AND p.batch = b.batch AND u.ordinal >= $5 - b.base AND (u.ordinal > $5 - b.base OR NOT EXISTS (
      SELECT FROM outbox
      WHERE log = $1 AND batch = b.batch AND ordinal = u.ordinal AND place = u.place OFFSET 0))
    ORDER BY u.ordinal, u.place LIMIT $4
  ) o
  ORDER BY b.base, o.ordinal, o.place LIMIT $4
), open AS MATERIALIZED (
  SELECT f.*, width_bucket(f.recipient, $6) AS who, f.next_ms <= $2
    AND row_number() OVER (PARTITION BY f.file, f.recipient, f.lane ORDER BY f.seq, f.place) = 1
    AND NOT EXISTS (
      SELECT FROM outbox e
      WHERE e.log = $1 AND e.file = f.file AND e.recipient = f.recipient AND e.lane = f.lane AND e.state IN (0, 3)
        AND (e.seq, e.place) < (f.seq, f.place) OFFSET 0) AS is_open
  FROM fresh f
), chosen AS MATERIALIZED (
  SELECT o.*, is_open AND $6[who] = recipient AND CASE lane WHEN 0 THEN $7[who] ELSE $8[who] END >=
    count(*) FILTER (WHERE is_open) OVER (PARTITION BY recipient, lane ORDER BY leaf, place ROWS UNBOUNDED PRECEDING)
    AS goes
  FROM open o
), taken_up AS (
  INSERT INTO outbox (log, batch, ordinal, place, file, seq, recipient, lane, token, opens, state, next_ms, free_ms)
  SELECT $1, batch, ordinal, place, file, seq, recipient, lane, token, opens, 0, next_ms,
    CASE WHEN goes THEN $2 + $3 ELSE 0 END
  FROM chosen
  RETURNING free_ms > 0 AS goes, batch, ordinal, file, seq, place, recipient, lane, token, next_ms, attempts, since_ms, opens
), moved AS (
  UPDATE courier SET taken = m.leaf
  FROM (
    SELECT CASE (SELECT count(*) FROM fresh) WHEN $4 THEN (SELECT max(leaf) FROM fresh) ELSE (
      SELECT max(base + n) FROM looked
    ) END AS leaf
  ) m
  WHERE log = $1 AND m.leaf IS NOT NULL
  RETURNING taken
), gone AS (
  DELETE FROM posted
  USING (
    SELECT p.ctid AS at
    FROM moved m, LATERAL (
      SELECT batch FROM looked WHERE base + n <= m.taken OFFSET 0
    ) b, LATERAL (SELECT ctid FROM posted WHERE log = $1 AND batch = b.batch OFFSET 0) p
    OFFSET 0
  ) found
  WHERE posted.ctid = found.at
)
SELECT c.file, c.seq, c.place, c.recipient, c.lane, c.token, c.next_ms, c.attempts, c.since_ms, c.opens, t.bytes,
  c.batch, c.ordinal
FROM taken_up c, LATERAL (SELECT bytes FROM token WHERE log = $1 AND id = c.token OFFSET 0) t
WHERE c.goes;

-- Lane by lane, of each as many as there is room for. In order within (recipient, lane, file): a notice waits for an
-- earlier one that waits or is held. OFFSET 0: looked for by key for each that is due, never joined.
-- name: outbox_claim
-- in:  smallint, bigint, bigint, bigint, uuid[], smallint[], integer[]
-- out: uuid, integer, smallint, uuid, smallint, uuid, bigint, integer, bigint, uuid, bytea, bigint, integer
WITH due AS (
  SELECT d.at
  FROM unnest($5, $6, $7) AS w (recipient, lane, room), LATERAL (
    SELECT o.ctid AS at FROM outbox o
    WHERE o.log = $1 AND o.recipient = w.recipient AND o.lane = w.lane AND o.state = 0 AND o.next_ms <= $2
      AND o.free_ms <= $2 AND NOT EXISTS (
        SELECT FROM outbox e
        WHERE e.log = $1 AND e.file = o.file AND e.recipient = o.recipient AND e.lane = o.lane AND e.state IN (0, 3)
          AND (e.seq, e.place) < (o.seq, o.place) OFFSET 0)
    ORDER BY o.next_ms LIMIT w.room
    FOR UPDATE OF o SKIP LOCKED
  ) d
  LIMIT $4
), claimed AS (
  UPDATE outbox o SET free_ms = $2 + $3 FROM (SELECT at FROM due OFFSET 0) d WHERE o.ctid = d.at
  RETURNING o.log, o.batch, o.ordinal, o.file, o.seq, o.place, o.recipient, o.lane, o.token, o.next_ms, o.attempts,
    o.since_ms, o.opens
)
SELECT c.file, c.seq, c.place, c.recipient, c.lane, c.token, c.next_ms, c.attempts, c.since_ms, c.opens, t.bytes,
  c.batch, c.ordinal
FROM claimed c, LATERAL (SELECT bytes FROM token WHERE log = $1 AND id = c.token OFFSET 0) t
ORDER BY c.file, c.seq, c.place;

-- By the key that a claim told, in one look: MERGE waits for a row that another courier is at, and judges it as he leaves it.
-- The branch that never holds keeps the array outside, whatever the planner believes of the table. No state is asked for
-- where a row is looked up: on a table that was counted while empty another index, of those states, would seem as good.
-- name: outbox_settle_at
-- in:  smallint, bigint[], integer[], smallint[], smallint[], integer[], bigint[], bigint[]
-- out:
MERGE INTO outbox o
USING (SELECT $1 AS log, unnest($2) AS batch, unnest($3) AS ordinal, unnest($4) AS place, unnest($5) AS state,
  unnest($6) AS attempts, unnest($7) AS next_ms, unnest($8) AS since_ms) w
ON o.log = w.log AND o.batch = w.batch AND o.ordinal = w.ordinal AND o.place = w.place
WHEN MATCHED AND o.state IN (0, 3, 4) THEN
  UPDATE SET state = w.state, attempts = w.attempts, next_ms = w.next_ms, free_ms = 0, since_ms = w.since_ms
WHEN NOT MATCHED AND false THEN
  INSERT DEFAULT VALUES;

-- Before outbox_settle: a statement of its own, so that the next one sees what another courier may have made of the rows.
-- name: outbox_lock
-- in:  smallint, uuid[], uuid[], smallint[], integer[], smallint[]
-- out: bigint
SELECT count(*) FROM unnest($2, $3, $4, $5, $6) AS w (file, recipient, lane, seq, place), LATERAL (
  SELECT FROM outbox
  WHERE log = $1 AND file = w.file AND recipient = w.recipient AND lane = w.lane AND seq = w.seq AND place = w.place
    AND state IN (0, 3, 4)
  FOR NO KEY UPDATE
) held;

-- name: outbox_settle
-- in:  smallint, uuid[], uuid[], smallint[], integer[], smallint[], smallint[], integer[], bigint[], bigint[]
-- out:
UPDATE outbox SET state = f.state, attempts = f.attempts, next_ms = f.next_ms, free_ms = 0, since_ms = f.since_ms
FROM (
  SELECT o.at, w.state, w.attempts, w.next_ms, w.since_ms
  FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10)
    AS w (file, recipient, lane, seq, place, state, attempts, next_ms, since_ms), LATERAL (
    SELECT ctid AS at FROM outbox
    WHERE log = $1 AND file = w.file AND recipient = w.recipient AND lane = w.lane AND seq = w.seq AND place = w.place
      AND state IN (0, 3, 4) OFFSET 0
  ) o
  OFFSET 0
) f
WHERE outbox.ctid = f.at;

-- name: outbox_redrive
-- in:  smallint, uuid[], integer[], smallint[], integer[], bigint[]
-- out:
UPDATE outbox SET state = 0, attempts = f.attempts, next_ms = f.next_ms, free_ms = 0, since_ms = 0
FROM (
  SELECT o.at, w.attempts, w.next_ms
  FROM unnest($2, $3, $4, $5, $6) AS w (file, seq, place, attempts, next_ms), LATERAL (
    SELECT batch, ordinal FROM event WHERE log = $1 AND file = w.file AND seq = w.seq OFFSET 0
  ) e, LATERAL (
    SELECT ctid AS at, state FROM outbox
    WHERE log = $1 AND batch = e.batch AND ordinal = e.ordinal AND place = w.place OFFSET 0
  ) o
  WHERE o.state IN (2, 3)
  OFFSET 0
) f
WHERE outbox.ctid = f.at;

-- A notice that was claimed is not sent, but put on the shelf of a stream.
-- name: outbox_shelve
-- in:  smallint, uuid, uuid, smallint, integer, smallint, uuid
-- out:
UPDATE outbox SET state = 4, shelf = $7, next_ms = 0, free_ms = 0
WHERE log = $1 AND file = $2 AND recipient = $3 AND lane = $4 AND seq = $5 AND place = $6 AND state = 0;

-- What stands on other shelves than these waits to be sent again, in the order of the log: the number of a batch is
-- smaller than any time.
-- name: outbox_unshelve
-- in:  smallint, uuid[]
-- out:
UPDATE outbox SET state = 0, next_ms = batch, free_ms = 0
WHERE log = $1 AND state = 4 AND NOT shelf = ANY ($2);

-- One at a time takes from a shelf: a statement of its own, so that the next one sees what the one before took.
-- name: shelf_lock
-- in:  smallint, uuid
-- out: integer
SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended($2::text, $1))) held;

-- In the order of the log. A notice waits for an earlier one of its (recipient, lane, file) unless both go together. $6:
-- only those to this recipient; zero: to any.
-- name: shelf_claim
-- in:  smallint, bigint, bigint, bigint, uuid, uuid
-- out: uuid, integer, smallint, uuid, smallint, uuid, bigint, integer, bigint, uuid, bytea, bigint, integer
WITH due AS MATERIALIZED (
  SELECT o.ctid AS at FROM outbox o
  WHERE o.log = $1 AND o.shelf = $5 AND o.state = 4 AND o.next_ms <= $2
    AND ($6 = '00000000-0000-0000-0000-000000000000' OR o.recipient = $6)
    AND NOT EXISTS (
      SELECT FROM outbox e
      WHERE e.log = $1 AND e.file = o.file AND e.recipient = o.recipient AND e.lane = o.lane AND e.state IN (0, 3, 4)
        AND (e.state <> 4 OR e.next_ms > $2) AND (e.seq, e.place) < (o.seq, o.place) OFFSET 0)
  ORDER BY o.batch, o.ordinal, o.place LIMIT $4
), claimed AS (
  UPDATE outbox o SET next_ms = $2 + $3 FROM (SELECT at FROM due OFFSET 0) d WHERE o.ctid = d.at
  RETURNING o.*
)
SELECT c.file, c.seq, c.place, c.recipient, c.lane, c.token, c.next_ms, c.attempts, c.since_ms, c.opens, t.bytes,
  c.batch, c.ordinal
FROM claimed c, LATERAL (SELECT bytes FROM token WHERE log = $1 AND id = c.token OFFSET 0) t
ORDER BY c.batch, c.ordinal, c.place;

-- name: shelves_due
-- in:  smallint, bigint, uuid[], uuid[]
-- out: uuid
SELECT s.shelf FROM unnest($3, $4) AS s (shelf, recipient)
WHERE EXISTS (
  SELECT FROM outbox
  WHERE log = $1 AND shelf = s.shelf AND state = 4 AND next_ms <= $2
    AND (s.recipient = '00000000-0000-0000-0000-000000000000' OR recipient = s.recipient) OFFSET 0);

-- name: shelved
-- in:  smallint, uuid, uuid[]
-- out: uuid, integer, smallint, uuid, smallint, uuid, bigint, integer, bigint, uuid, bytea
SELECT o.file, o.seq, o.place, o.recipient, o.lane, o.token, o.next_ms, o.attempts, o.since_ms, o.opens, t.bytes
FROM unnest($3) AS s (token), LATERAL (
  SELECT * FROM outbox WHERE log = $1 AND shelf = $2 AND state = 4 AND token = s.token OFFSET 0
) o, LATERAL (SELECT bytes FROM token WHERE log = $1 AND id = o.token OFFSET 0) t
ORDER BY o.batch, o.ordinal, o.place;

-- name: credential_used
-- in:  smallint, uuid, integer, bigint
-- out:
INSERT INTO credential_use (log, file, instance, at_ms) VALUES ($1, $2, $3, $4)
ON CONFLICT (log, file, instance) DO UPDATE SET at_ms = excluded.at_ms WHERE credential_use.at_ms < excluded.at_ms;

-- name: credential_uses
-- in:  smallint, uuid
-- out: integer, bigint
SELECT instance, at_ms FROM credential_use WHERE log = $1 AND file = $2 ORDER BY instance;

-- name: attempt_add
-- in:  smallint, uuid[], integer[], smallint[], integer[], bigint[], bigint[], smallint[], bigint[], integer[], text[], bytea[], text[], text[], bytea[]
-- out:
INSERT INTO attempt (log, file, seq, place, n, start_ms, end_ms, state, next_ms, status, class, said, address, tls, peer)
SELECT $1, unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8), unnest($9), unnest($10),
  unnest($11), unnest($12), unnest($13), unnest($14), unnest($15);

-- Also what was posted with its events and is not taken up yet: that waits.
-- name: outbox_of_file
-- in:  smallint, uuid
-- out: uuid, integer, smallint, uuid, smallint, uuid, bigint, integer, bigint, bigint, bigint, smallint, integer, text, bytea, text, text, bytea
SELECT o.file, o.seq, o.place, o.recipient, o.lane, o.token, o.next_ms, o.attempts, o.since_ms, coalesce(a.start_ms, 0),
  coalesce(a.end_ms, 0), o.state, coalesce(a.status, 0), coalesce(a.class, ''),
  coalesce(a.said, ''), coalesce(a.address, ''), coalesce(a.tls, ''), coalesce(a.peer, '')
FROM (SELECT batch, ordinal FROM event WHERE log = $1 AND file = $2 OFFSET 0) e, LATERAL (
  SELECT file, seq, place, recipient, lane, token, next_ms, attempts, since_ms, state FROM outbox
  WHERE log = $1 AND batch = e.batch AND ordinal = e.ordinal
  UNION ALL
  SELECT u.file, u.seq, u.place, u.recipient, u.lane, u.token, u.next_ms, 0, 0, 0::smallint
  FROM posted p, unnest(p.ordinal, p.file, p.seq, p.place, p.recipient, p.lane, p.token, p.next_ms)
    AS u (ordinal, file, seq, place, recipient, lane, token, next_ms)
  WHERE p.log = $1 AND p.batch = e.batch AND u.ordinal = e.ordinal AND NOT EXISTS (
    SELECT FROM outbox WHERE log = $1 AND batch = e.batch AND ordinal = e.ordinal AND place = u.place OFFSET 0)
  OFFSET 0
) o
LEFT JOIN LATERAL (
  SELECT * FROM attempt WHERE log = $1 AND file = $2 AND seq = o.seq AND place = o.place AND n = o.attempts OFFSET 0
) a ON true
ORDER BY o.seq, o.place;

-- The same of a stretch of files, with the state that the last attempt left (-1: there is none) and until when it is leased.
-- name: outbox_told
-- in:  smallint, uuid, uuid
-- out: uuid, integer, smallint, uuid, smallint, uuid, bigint, integer, bigint, smallint, integer, bigint
SELECT o.file, o.seq, o.place, o.recipient, o.lane, o.token, o.next_ms, o.attempts, o.since_ms, o.state,
  coalesce(a.state, -1), o.free_ms
FROM (
  SELECT file, seq, batch, ordinal FROM event WHERE log = $1 AND file BETWEEN $2 AND $3 OFFSET 0
) e, LATERAL (
  SELECT file, seq, place, recipient, lane, token, next_ms, attempts, since_ms, state, free_ms FROM outbox
  WHERE log = $1 AND batch = e.batch AND ordinal = e.ordinal
  UNION ALL
  SELECT u.file, u.seq, u.place, u.recipient, u.lane, u.token, u.next_ms, 0, 0, 0::smallint, 0
  FROM posted p, unnest(p.ordinal, p.file, p.seq, p.place, p.recipient, p.lane, p.token, p.next_ms)
    AS u (ordinal, file, seq, place, recipient, lane, token, next_ms)
  WHERE p.log = $1 AND p.batch = e.batch AND u.ordinal = e.ordinal AND NOT EXISTS (
    SELECT FROM outbox WHERE log = $1 AND batch = e.batch AND ordinal = e.ordinal AND place = u.place OFFSET 0)
  OFFSET 0
) o
LEFT JOIN LATERAL (
  SELECT state FROM attempt WHERE log = $1 AND file = o.file AND seq = o.seq AND place = o.place AND n = o.attempts OFFSET 0
) a ON true
ORDER BY e.file, e.seq, o.place;

-- Each branch by an index of its own.
-- name: outbox_of_recipient
-- in:  smallint, uuid, bigint
-- out: uuid, integer, smallint, uuid, smallint, uuid, bigint, integer, bigint, bigint, bigint, smallint, integer, text, bytea, text, text, bytea
WITH found AS (
  SELECT * FROM outbox WHERE log = $1 AND recipient = $2 AND lane IN (0, 1) AND state = 0 AND $3 = 0
  UNION ALL
  SELECT * FROM outbox WHERE log = $1 AND recipient = $2 AND state IN (2, 3) AND state = $3
)
SELECT o.file, o.seq, o.place, o.recipient, o.lane, o.token, o.next_ms, o.attempts, o.since_ms, coalesce(a.start_ms, 0),
  coalesce(a.end_ms, 0), o.state, coalesce(a.status, 0), coalesce(a.class, ''), coalesce(a.said, ''),
  coalesce(a.address, ''), coalesce(a.tls, ''), coalesce(a.peer, '')
FROM found o LEFT JOIN LATERAL (
  SELECT * FROM attempt WHERE log = $1 AND file = o.file AND seq = o.seq AND place = o.place AND n = o.attempts OFFSET 0
) a ON true
ORDER BY o.file, o.seq, o.place;

-- name: attempts_of_file
-- in:  smallint, uuid
-- out: uuid, integer, smallint, uuid, smallint, uuid, bigint, integer, bigint, bigint, bigint, smallint, integer, text, bytea, text, text, bytea
SELECT a.file, a.seq, a.place, o.recipient, o.lane, o.token, a.next_ms, a.n, o.since_ms, a.start_ms, a.end_ms, a.state,
  a.status, a.class, a.said, a.address, a.tls, a.peer
FROM (SELECT * FROM attempt WHERE log = $1 AND file = $2 OFFSET 0) a, LATERAL (
  SELECT batch, ordinal FROM event WHERE log = $1 AND file = $2 AND seq = a.seq OFFSET 0
) e, LATERAL (
  SELECT recipient, lane, token, since_ms FROM outbox
  WHERE log = $1 AND batch = e.batch AND ordinal = e.ordinal AND place = a.place OFFSET 0
) o
ORDER BY a.seq, a.place, a.n;

-- name: deadlines
-- in:  smallint, uuid, uuid
-- out: uuid, bigint, bigint
SELECT file, due_ms, free_ms FROM deadline WHERE log = $1 AND file BETWEEN $2 AND $3 ORDER BY file;

-- name: deadline_set
-- in:  smallint, uuid[], bigint[]
-- out:
INSERT INTO deadline (log, file, due_ms)
SELECT $1, unnest($2), unnest($3)
ON CONFLICT (log, file) DO UPDATE SET due_ms = excluded.due_ms, free_ms = 0;

-- name: deadline_drop
-- in:  smallint, uuid[]
-- out:
DELETE FROM deadline
USING (
  SELECT d.ctid AS at
  FROM unnest($2) AS w (file), LATERAL (SELECT ctid FROM deadline WHERE log = $1 AND file = w.file OFFSET 0) d
  OFFSET 0
) found
WHERE deadline.ctid = found.at;

-- Those that were looked at; where a batch has written the row since, or another worker holds it, it stands.
-- name: deadline_looked
-- in:  smallint, uuid[], bigint[], bigint[]
-- out:
WITH looked AS MATERIALIZED (
  SELECT d.at, w.due_ms FROM unnest($2, $3, $4) AS w (file, leased_ms, due_ms), LATERAL (
    SELECT ctid AS at FROM deadline WHERE log = $1 AND file = w.file AND free_ms = w.leased_ms OFFSET 0
  ) d
), over AS (
  DELETE FROM deadline USING looked WHERE deadline.ctid = looked.at AND looked.due_ms < 0
)
UPDATE deadline SET due_ms = looked.due_ms, free_ms = 0
FROM looked
WHERE deadline.ctid = looked.at AND looked.due_ms >= 0;

-- name: deadline_claim
-- in:  smallint, bigint, bigint, bigint
-- out: uuid, bigint
WITH due AS (
  SELECT ctid AS at FROM deadline
  WHERE log = $1 AND due_ms <= $2 AND free_ms <= $2
  ORDER BY due_ms LIMIT $4
  FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE deadline d SET free_ms = $2 + $3 FROM (SELECT at FROM due OFFSET 0) w WHERE d.ctid = w.at
  RETURNING d.file, d.due_ms
)
SELECT file, due_ms FROM claimed ORDER BY due_ms, file;
