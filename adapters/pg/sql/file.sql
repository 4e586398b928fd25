-- Files: their heads, moved by a commit that knows where they stood, and their events.

-- How arrays become rows here and in the other files. Unnested in the select list they need no table in between,
-- which halves what a statement costs beside its rows. What a table holds of each item is looked for in a LATERAL
-- subquery, which OFFSET 0 keeps one: so it is reached by the whole key, item by item in the order of the array,
-- whatever the planner believes of the table. A plan is kept long, and was often made when the table was small.

-- Moves files, and begins those that were nowhere before (old_seq 0). Arrays sorted by file id: locks are taken in one
-- order. A file that stands elsewhere than expected, is missing, or is there already, divides by zero, which ends the
-- whole transaction in this same flush (SQLSTATE 22012, read as stale); one that somebody else moves meanwhile is waited
-- for and compared as he left it. MERGE keeps the array outside, and the session's settings leave no cheaper way to the
-- file than its whole key: a row is found once, where a LATERAL subquery would find it for the UPDATE to find it again.
-- Is the house what a batch was decided on ($2 events; 0: it was asked)? Its files only grow and are never fewer, so they
-- hold other events as soon as anything there has changed. If not, this divides by zero too. They are asked for in order,
-- as in file_by_name.
-- name: file_move
-- in:  smallint, bigint, uuid[], smallint[], text[], integer[], integer[], bytea[], bigint[]
-- out:
MERGE INTO file
USING (SELECT ($1 / ($2 = 0 OR (
    SELECT coalesce(sum(seq), 0) = $2
    FROM (SELECT seq FROM file WHERE log = $1 AND kind BETWEEN 2 AND 5 ORDER BY kind, name OFFSET 0) house
  ))::integer)::smallint AS log,
  unnest($3) AS file, unnest($4) AS kind, unnest($5) AS name, unnest($6) AS old_seq, unnest($7) AS new_seq,
  unnest($8) AS link, unnest($9) AS at_ms) w
ON file.log = w.log AND file.file = w.file
WHEN MATCHED THEN
  UPDATE SET seq = w.new_seq / (file.seq = w.old_seq)::integer, link = w.link, at_ms = w.at_ms
WHEN NOT MATCHED THEN
  INSERT (log, file, kind, name, seq, link, at_ms)
  VALUES (w.log, w.file, w.kind, w.name, w.new_seq / (w.old_seq = 0)::integer, w.link, w.at_ms);

-- name: event_add
-- in:  smallint, uuid[], integer[], uuid[], uuid[], integer[], bytea[], bytea[], bytea[], bytea[]
-- out:
INSERT INTO event (log, batch, file, seq, ordinal, command, actor, n, digest, blind, header, payload)
SELECT $1, batch, unnest($2), unnest($3), generate_series(0, cardinality($2) - 1), unnest($4), unnest($5), unnest($6),
  unnest($7), unnest($8), unnest($9), unnest($10)
FROM (SELECT nextval('batch_number') AS batch OFFSET 0) number;

-- Of files of which nothing is cached (after 0) also how far their snapshot goes, its length, and the snapshot itself
-- where it is short, as most are: then it is looked for once.
-- name: file_heads
-- in:  smallint, uuid[], integer[]
-- out: integer, smallint, text, integer, bytea, bigint, integer, integer, bytea
SELECT place, kind, name, f.seq, link, at_ms, s.seq, s.length, s.short
FROM (SELECT unnest($2) AS file, unnest($3) AS after, generate_subscripts($2, 1) AS place) w, LATERAL (
  SELECT kind, name, seq, link, at_ms FROM file WHERE log = $1 AND file = w.file OFFSET 0
) f LEFT JOIN LATERAL (
  SELECT seq, octet_length(bytes) AS length, CASE WHEN octet_length(bytes) <= 4096 THEN bytes END AS short
  FROM snapshot WHERE log = $1 AND file = w.file AND w.after = 0 OFFSET 0
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

-- Kind 1 is the cases, 6 the requests of others; all between are few.
-- name: files_of_house
-- in:  smallint
-- out: uuid, smallint, text, integer, bytea, bigint
SELECT file, kind, name, seq, link, at_ms FROM file WHERE log = $1 AND kind BETWEEN 2 AND 5 ORDER BY kind, name;

-- Asked for in order, so that the index of names is the shorter way also where a log was counted with one file.
-- name: file_by_name
-- in:  smallint, smallint, text
-- out: uuid, smallint, text, integer, bytea, bigint
SELECT file, kind, name, seq, link, at_ms FROM file
WHERE log = $1 AND kind = $2 AND name BETWEEN $3 AND $3 ORDER BY name;

-- What was written since the mark, the oldest transaction that was still under way then: its number stands in each row
-- that it wrote. One row without a file where there is none. The table is gone through, which needs no index that every commit would pay for.
-- A mark means something in the cluster that gave it alone.
-- What a file is called its first event says, which the log holds; the row could say anything.
-- name: heads
-- in:  smallint, bigint
-- out: uuid, smallint, text, integer, bytea, bigint, bigint, bigint, bigint, bytea, bigint
SELECT file, kind, name, seq, link, at_ms, size, txid_snapshot_xmin(txid_current_snapshot()),
  (SELECT system_identifier FROM pg_control_system()),
  (SELECT payload FROM event WHERE event.log = $1 AND event.file = file.file AND event.seq = 1),
  (SELECT coalesce(sum(seq), 0) FROM file WHERE log = $1 AND kind = 7)
FROM log LEFT JOIN file ON file.log = $1 AND kind <> 7 AND
  ($2 = 0 OR age(file.xmin) <= age(($2 % 4294967296)::text::xid))
WHERE log.log = $1;

-- name: events_of_file
-- in:  smallint, uuid, integer, integer
-- out: integer, bytea, bytea, bytea, bigint
SELECT e.seq, e.blind, e.header, e.payload, b.base + e.ordinal
FROM event e, LATERAL (SELECT base FROM batch WHERE log = $1 AND batch = e.batch OFFSET 0) b
WHERE e.log = $1 AND e.file = $2 AND e.seq BETWEEN $3 AND $4 ORDER BY e.seq;

-- A stretch of files, with what stands beside the header. An event of a batch that is not there, or that is not so long,
-- has no position.
-- name: events
-- in:  smallint, uuid, uuid
-- out: uuid, integer, bytea, bytea, bytea, bigint, uuid, uuid, integer
SELECT e.file, e.seq, e.blind, e.header, e.payload, b.base + e.ordinal, e.command, e.actor, e.n
FROM event e LEFT JOIN LATERAL (
  SELECT base FROM batch WHERE log = $1 AND batch = e.batch AND n > e.ordinal OFFSET 0
) b ON true
WHERE e.log = $1 AND e.file BETWEEN $2 AND $3 ORDER BY e.file, e.seq;

-- name: snapshots
-- in:  smallint, uuid, uuid
-- out: uuid, integer, bytea
SELECT file, seq, bytes FROM snapshot WHERE log = $1 AND file BETWEEN $2 AND $3 ORDER BY file;

-- name: snapshot_put
-- in:  smallint, uuid, integer, bytea
-- out:
INSERT INTO snapshot (log, file, seq, bytes) VALUES ($1, $2, $3, $4)
ON CONFLICT (log, file) DO UPDATE SET seq = excluded.seq, bytes = excluded.bytes WHERE snapshot.seq < excluded.seq;
