-- Files: their heads, moved by a commit that knows where they stood, and their events.

-- Arrays sorted by file id: locks are taken in one order. A file that stands elsewhere than expected divides by
-- zero, which ends the whole transaction in this same flush (SQLSTATE 22012, read as stale).
-- name: file_move
-- in:  smallint, uuid[], integer[], integer[], bytea[], bigint[], bigint
-- out: bigint
WITH held AS MATERIALIZED (
  SELECT f.ctid, new_seq, w.link, w.at_ms
  FROM unnest($2, $3, $4, $5, $6) AS w (file, old_seq, new_seq, link, at_ms), LATERAL (
    SELECT ctid FROM file WHERE log = $1 AND file = w.file AND seq = w.old_seq OFFSET 0 FOR UPDATE
  ) f
), moved AS (
  UPDATE file SET seq = h.new_seq, link = h.link, at_ms = h.at_ms FROM held h WHERE file.ctid = h.ctid
  RETURNING 1
)
SELECT 1 / CASE WHEN count(*) = $7 THEN 1 ELSE 0 END::bigint FROM moved;

-- name: file_add
-- in:  smallint, uuid[], smallint[], text[], integer[], bytea[], bigint[]
-- out:
INSERT INTO file (log, file, kind, name, seq, link, at_ms)
SELECT $1, file, kind, name, seq, link, at_ms
FROM unnest($2, $3, $4, $5, $6, $7) AS w (file, kind, name, seq, link, at_ms);

-- name: event_add
-- in:  smallint, uuid[], integer[], bytea[], bytea[], bytea[]
-- out:
WITH number AS MATERIALIZED (SELECT nextval('batch_number') AS batch)
INSERT INTO event (log, file, seq, ordinal, batch, blind, header, payload)
SELECT $1, file, seq, (ordinal - 1)::integer, batch, blind, header, payload
FROM number, unnest($2, $3, $4, $5, $6) WITH ORDINALITY AS w (file, seq, blind, header, payload, ordinal);

-- name: file_heads
-- in:  smallint, uuid[]
-- out: bigint, smallint, text, integer, bytea, bigint
SELECT place, kind, name, seq, link, at_ms
FROM unnest($2) WITH ORDINALITY AS w (file, place), LATERAL (
  SELECT kind, name, seq, link, at_ms FROM file WHERE log = $1 AND file = w.file OFFSET 0
) f;

-- Snapshots of the files of which nothing is cached (after 0).
-- name: file_snapshots
-- in:  smallint, uuid[], integer[]
-- out: bigint, integer, bytea
SELECT place, seq, bytes
FROM unnest($2, $3) WITH ORDINALITY AS w (file, after, place), LATERAL (
  SELECT seq, bytes FROM snapshot WHERE log = $1 AND file = w.file OFFSET 0
) s
WHERE w.after = 0;

-- name: file_events
-- in:  smallint, uuid[], integer[]
-- out: bigint, integer, bytea, bytea, bytea
SELECT w.place, e.seq, e.blind, e.header, e.payload
FROM unnest($2, $3) WITH ORDINALITY AS w (file, after, place)
LEFT JOIN LATERAL (SELECT seq FROM snapshot WHERE log = $1 AND file = w.file AND w.after = 0 OFFSET 0) s ON true,
LATERAL (
  SELECT seq, blind, header, payload FROM event
  WHERE log = $1 AND file = w.file AND event.seq > coalesce(s.seq, w.after) OFFSET 0
) e
ORDER BY w.place, e.seq;

-- name: files_of_kind
-- in:  smallint, smallint, text
-- out: uuid, smallint, text, integer, bytea, bigint
SELECT file, kind, name, seq, link, at_ms FROM file
WHERE log = $1 AND kind = $2 AND name >= $3 AND (name > $3 OR $3 = '') ORDER BY name;

-- name: file_by_name
-- in:  smallint, smallint, text
-- out: uuid, smallint, text, integer, bytea, bigint
SELECT file, kind, name, seq, link, at_ms FROM file WHERE log = $1 AND kind = $2 AND name = $3;

-- name: events_of_file
-- in:  smallint, uuid, integer, integer
-- out: integer, bytea, bytea, bytea, bigint
SELECT e.seq, e.blind, e.header, e.payload, b.base + e.ordinal
FROM event e JOIN batch b ON b.log = e.log AND b.batch = e.batch
WHERE e.log = $1 AND e.file = $2 AND e.seq BETWEEN $3 AND $4 ORDER BY e.seq;

-- name: snapshot_put
-- in:  smallint, uuid, integer, bytea
-- out:
INSERT INTO snapshot (log, file, seq, bytes) VALUES ($1, $2, $3, $4)
ON CONFLICT (log, file) DO UPDATE SET seq = excluded.seq, bytes = excluded.bytes WHERE snapshot.seq < excluded.seq;
