-- The log itself: found once, measured and extended by every commit.

-- name: log_find
-- in:  text
-- out: smallint, uuid, bigint
SELECT log, id, size FROM log WHERE origin = $1;

-- name: log_found
-- in:  uuid, text
-- out:
WITH founded AS (
  INSERT INTO log (log, id, origin)
  SELECT (coalesce(max(log), 0) + 1)::smallint, $1, $2 FROM log
  ON CONFLICT DO NOTHING
  RETURNING log
)
INSERT INTO courier (log) SELECT log FROM founded;

-- The last statement of a commit: gives the batch its place. It holds the log's row to the end of the transaction,
-- so positions have no gap. The number of the batch was taken by event_add in this same session.
-- name: log_take
-- in:  smallint, integer, bytea
-- out: bigint
WITH place AS (
  UPDATE log SET size = size + $2 WHERE log = $1 RETURNING size - $2 AS base
)
INSERT INTO batch (log, base, batch, n, leaves)
SELECT $1, base, currval('batch_number'), $2, $3 FROM place
RETURNING base;

-- The end stands alone on its side, so that reading stops there; as an alternative it would be looked at for every batch
-- that follows.
-- name: leaves
-- in:  smallint, bigint, bigint
-- out: bigint, bytea
SELECT base, leaves FROM batch
WHERE log = $1 AND base >= coalesce((SELECT max(base) FROM batch WHERE log = $1 AND base <= $2), 0)
  AND base < CASE $3 WHEN 0 THEN 9223372036854775807 ELSE $3 END
ORDER BY base;

-- name: checkpoint_add
-- in:  smallint, bigint, bigint, bytea, bytea, bytea
-- out:
INSERT INTO checkpoint (log, size, at_ms, root, frontier, note)
SELECT $1, $2, $3, $4, $5, $6
WHERE 1 / CASE WHEN EXISTS (SELECT FROM checkpoint WHERE log = $1 AND size >= $2) THEN 0 ELSE 1 END = 1;

-- Lines of witnesses stand behind the note that they cosigned.
-- name: checkpoints
-- in:  smallint
-- out: bigint, bigint, bytea, bytea, bytea
SELECT c.size, c.at_ms, c.root, c.frontier, c.note || coalesce(w.lines, '')
FROM checkpoint c LEFT JOIN (
  SELECT size, string_agg(line, '' ORDER BY witness COLLATE "C") AS lines FROM cosignature WHERE log = $1 GROUP BY size
) w USING (size)
WHERE c.log = $1 ORDER BY c.size;

-- name: last_checkpoint
-- in:  smallint, bigint
-- out: bigint, bigint, bytea, bytea, bytea
SELECT c.size, c.at_ms, c.root, c.frontier, c.note || coalesce(
  (SELECT string_agg(w.line, '' ORDER BY w.witness COLLATE "C") FROM cosignature w WHERE w.log = $1 AND w.size = c.size), '')
FROM checkpoint c
WHERE c.log = $1 AND c.size <= CASE $2 WHEN 0 THEN 9223372036854775807 ELSE $2 END
ORDER BY c.size DESC LIMIT 1;

-- name: cosignature_add
-- in:  smallint, bigint, text, bytea
-- out:
INSERT INTO cosignature (log, size, witness, line) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING;

-- name: stamp_add
-- in:  smallint, bigint, integer, bigint, bigint, bytea, bytea, bytea
-- out:
INSERT INTO stamp (log, size, number, at_ms, ends_ms, note, token, evidence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: stamps
-- in:  smallint
-- out: bigint, integer, bigint, bigint, bytea, bytea, bytea
SELECT size, number, at_ms, ends_ms, note, token, evidence FROM stamp WHERE log = $1 ORDER BY size, number;

-- Notices wait that have been taken up and not delivered, or not been taken up yet.
-- name: counts
-- in:  smallint
-- out: bigint, bigint, bigint
SELECT size, (SELECT count(*) FROM file WHERE log = $1),
  (SELECT count(*) FROM outbox WHERE log = $1 AND state = 0)
    + (SELECT coalesce(sum(cardinality(token)
        - (SELECT count(*) FROM outbox o WHERE o.log = $1 AND o.batch = p.batch)), 0)::bigint FROM posted p WHERE log = $1)
FROM log WHERE log = $1;

-- Rows that hang on nothing: table, file or zero, and two numbers of its key. Compared as sets, since a row of an event is
-- not found from its place in the log. With columns in place of the table: they say what keeps a courier from a notice that
-- waits.
-- name: strays
-- in:  smallint
-- out: text, uuid, bigint, bigint
WITH placed AS MATERIALIZED (
  SELECT batch, ordinal FROM event WHERE log = $1
)
SELECT 'disclosure', '00000000-0000-0000-0000-000000000000'::uuid, s.batch, s.ordinal::bigint FROM (
  SELECT batch, ordinal FROM disclosure WHERE log = $1 EXCEPT SELECT batch, ordinal FROM placed) s
UNION ALL
SELECT 'outbox', '00000000-0000-0000-0000-000000000000'::uuid, s.batch, s.ordinal::bigint FROM (
  SELECT batch, ordinal FROM outbox WHERE log = $1 EXCEPT SELECT batch, ordinal FROM placed) s
UNION ALL
SELECT 'posted', '00000000-0000-0000-0000-000000000000'::uuid, s.batch, s.ordinal::bigint FROM (
  SELECT batch, unnest(ordinal) AS ordinal FROM posted WHERE log = $1 EXCEPT SELECT batch, ordinal FROM placed) s
UNION ALL
SELECT 'posted', '00000000-0000-0000-0000-000000000000'::uuid, p.batch, 0
FROM posted p, courier c, LATERAL (SELECT base, n FROM batch WHERE log = $1 AND batch = p.batch OFFSET 0) b
WHERE p.log = $1 AND c.log = $1 AND b.base + b.n <= c.taken
UNION ALL
SELECT 'posted', '00000000-0000-0000-0000-000000000000'::uuid, p.batch, u.ordinal::bigint
FROM posted p, courier c, LATERAL (SELECT base FROM batch WHERE log = $1 AND batch = p.batch OFFSET 0) b,
  unnest(p.ordinal, p.place) AS u (ordinal, place)
WHERE p.log = $1 AND c.log = $1 AND b.base + u.ordinal < c.taken AND NOT EXISTS (
  SELECT FROM outbox WHERE log = $1 AND batch = p.batch AND ordinal = u.ordinal AND place = u.place OFFSET 0)
UNION ALL
SELECT CASE WHEN u.lane IN (0, 1) THEN 'posted' ELSE 'posted.lane' END, '00000000-0000-0000-0000-000000000000'::uuid,
  p.batch, coalesce(u.ordinal, 0)::bigint
FROM posted p, unnest(p.ordinal, p.place, p.file, p.seq, p.recipient, p.lane, p.token, p.next_ms)
  AS u (ordinal, place, file, seq, recipient, lane, token, next_ms)
WHERE p.log = $1 AND NOT (u IS NOT NULL AND u.lane IN (0, 1))
UNION ALL
SELECT 'outbox.lane, outbox.shelf', '00000000-0000-0000-0000-000000000000'::uuid, batch, ordinal::bigint
FROM outbox WHERE log = $1 AND (lane NOT IN (0, 1) OR (state = 4 AND shelf IS NULL))
UNION ALL
SELECT 'attempt', a.file, a.seq, a.n FROM attempt a
WHERE a.log = $1 AND NOT EXISTS (
  SELECT FROM event e, LATERAL (
    SELECT FROM outbox WHERE log = $1 AND batch = e.batch AND ordinal = e.ordinal AND place = a.place
      AND attempts >= a.n OFFSET 0
  ) o WHERE e.log = $1 AND e.file = a.file AND e.seq = a.seq OFFSET 0)
UNION ALL
SELECT 'thread', s.file, 0, 0 FROM (
  SELECT file FROM thread WHERE log = $1 EXCEPT SELECT file FROM file WHERE log = $1) s
UNION ALL
SELECT 'deadline', s.file, 0, 0 FROM (
  SELECT file FROM deadline WHERE log = $1 EXCEPT SELECT file FROM file WHERE log = $1) s
UNION ALL
SELECT 'snapshot', s.file, s.seq, 0 FROM (
  SELECT file, seq FROM snapshot WHERE log = $1 EXCEPT SELECT file, seq FROM event WHERE log = $1) s
UNION ALL
SELECT 'credential_use', s.file, 0, 0 FROM (
  SELECT file FROM credential_use WHERE log = $1 EXCEPT SELECT file FROM file WHERE log = $1) s
UNION ALL
SELECT 'cosignature', '00000000-0000-0000-0000-000000000000'::uuid, s.size, 0 FROM (
  SELECT size FROM cosignature WHERE log = $1 EXCEPT SELECT size FROM checkpoint WHERE log = $1) s
UNION ALL
SELECT 'courier', '00000000-0000-0000-0000-000000000000'::uuid, c.taken, l.size
FROM courier c, log l WHERE c.log = $1 AND l.log = $1 AND c.taken > l.size
UNION ALL
SELECT 'courier.log', '00000000-0000-0000-0000-000000000000'::uuid, 0, l.size
FROM log l WHERE l.log = $1 AND NOT EXISTS (SELECT FROM courier WHERE log = $1 OFFSET 0);
