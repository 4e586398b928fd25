-- Files: their heads, moved by a commit that knows where they stood, and their events.

-- How arrays become rows here and in the other files. Unnested in the select list they need no table in between,
-- which halves what a statement costs beside its rows. What a table holds of each item is looked for in a LATERAL
-- subquery, which OFFSET 0 keeps one: so it is reached by the whole key, item by item in the order of the array,
-- whatever the planner believes of the table. A plan is kept long, and was often made when the table was small.

-- Arrays sorted by file id: locks are taken in one order. A file that stands elsewhere than expected divides by
-- zero, which ends the whole transaction in this same flush (SQLSTATE 22012, read as stale).
-- name: file_move
-- in:  smallint, uuid[], integer[], integer[], bytea[], bigint[]
-- out: integer
WITH moved AS (
  UPDATE file SET seq = h.new_seq, link = h.link, at_ms = h.at_ms
  FROM (
    SELECT f.ctid AS at, w.*
    FROM (SELECT unnest($2) AS file, unnest($3) AS old_seq, unnest($4) AS new_seq, unnest($5) AS link,
      unnest($6) AS at_ms) w, LATERAL (
      SELECT ctid FROM file WHERE log = $1 AND file = w.file AND seq = w.old_seq OFFSET 0
    ) f
    OFFSET 0
  ) h
  WHERE file.ctid = h.at AND file.seq = h.old_seq -- again: somebody may have moved it since it was found
  RETURNING 1
)
SELECT 1 / (count(*) = cardinality($2))::integer FROM moved;

-- name: file_add
-- in:  smallint, uuid[], smallint[], text[], integer[], bytea[], bigint[]
-- out:
INSERT INTO file (log, file, kind, name, seq, link, at_ms)
SELECT $1, unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7);

-- name: event_add
-- in:  smallint, uuid[], integer[], uuid[], uuid[], integer[], bytea[], bytea[], bytea[], bytea[]
-- out:
INSERT INTO event (log, batch, file, seq, ordinal, command, actor, n, digest, blind, header, payload)
SELECT $1, batch, unnest($2), unnest($3), generate_series(0, cardinality($2) - 1), unnest($4), unnest($5), unnest($6),
  unnest($7), unnest($8), unnest($9), unnest($10)
FROM (SELECT nextval('batch_number') AS batch OFFSET 0) number;

-- Of files of which nothing is cached (after 0) also how far their snapshot goes, and its length.
-- name: file_heads
-- in:  smallint, uuid[], integer[]
-- out: integer, smallint, text, integer, bytea, bigint, integer, integer
SELECT place, kind, name, f.seq, link, at_ms, s.seq, s.length
FROM (SELECT unnest($2) AS file, unnest($3) AS after, generate_subscripts($2, 1) AS place) w, LATERAL (
  SELECT kind, name, seq, link, at_ms FROM file WHERE log = $1 AND file = w.file OFFSET 0
) f LEFT JOIN LATERAL (
  SELECT seq, octet_length(bytes) AS length FROM snapshot WHERE log = $1 AND file = w.file AND w.after = 0 OFFSET 0
) s ON true;

-- Each as its head told it; 0: none.
-- name: file_snapshots
-- in:  smallint, uuid[], integer[]
-- out: integer, bytea
SELECT place, bytes
FROM (SELECT unnest($2) AS file, unnest($3) AS seq, generate_subscripts($2, 1) AS place) w, LATERAL (
  SELECT bytes FROM snapshot WHERE log = $1 AND file = w.file AND w.seq > 0 OFFSET 0
) s;

-- Rows come item by item, those of each in the order of its own subquery: nothing is sorted, as all of it would be copied.
-- name: file_events
-- in:  smallint, uuid[], integer[]
-- out: integer, integer, bytea, bytea, bytea
SELECT place, seq, blind, header, payload
FROM (SELECT unnest($2) AS file, unnest($3) AS after, generate_subscripts($2, 1) AS place) w, LATERAL (
  SELECT seq, blind, header, payload FROM event
  WHERE log = $1 AND file = w.file AND seq > w.after ORDER BY seq OFFSET 0
) e;

-- name: files_of_kind
-- in:  smallint, smallint, text
-- out: uuid, smallint, text, integer, bytea, bigint
SELECT file, kind, name, seq, link, at_ms FROM file
WHERE log = $1 AND kind = $2 AND name >= $3 AND (name > $3 OR $3 = '') ORDER BY name;

-- Kind 1 is the cases; all others are few.
-- name: files_of_house
-- in:  smallint
-- out: uuid, smallint, text, integer, bytea, bigint
SELECT file, kind, name, seq, link, at_ms FROM file WHERE log = $1 AND kind > 1 ORDER BY kind, name;

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
