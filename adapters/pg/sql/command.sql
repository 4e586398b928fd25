-- What was already done, and what may be forgotten.

-- Array first, then one look by the whole key for each item: file.sql says why.
-- name: command_seen
-- in:  smallint, uuid[], uuid[]
-- out: integer, bytea, uuid, integer, integer
SELECT place, e.digest, e.file, e.seq, e.n
FROM (SELECT $1 AS log, unnest($2) AS actor, unnest($3) AS command, generate_subscripts($3, 1) AS place) w
JOIN event e ON e.log = w.log AND e.command = w.command AND e.actor = w.actor;

-- After event_add, which has taken the number of the batch in this same session.
-- name: disclosure_add
-- in:  smallint, integer[], smallint[], uuid[], bigint[], bytea[]
-- out:
INSERT INTO disclosure (log, batch, ordinal, place, subject, slot, sealed)
SELECT $1, batch, unnest($2), unnest($3), unnest($4), unnest($5), unnest($6)
FROM (SELECT currval('batch_number') AS batch OFFSET 0) number;

-- name: disclosures_of_file
-- in:  smallint, uuid
-- out: integer, smallint, uuid, bigint, bytea
SELECT e.seq, d.place, d.subject, d.slot, d.sealed
FROM (SELECT log, batch, ordinal, seq FROM event WHERE log = $1 AND file = $2 OFFSET 0) e
JOIN disclosure d ON d.log = e.log AND d.batch = e.batch AND d.ordinal = e.ordinal
ORDER BY e.seq, d.place;

-- The first row of a subject says under which data key its values are sealed from then on.
-- name: slots_of_files
-- in:  smallint, uuid[]
-- out: integer, uuid, bigint
SELECT DISTINCT ON (e.place, d.subject) e.place, d.subject, d.slot
FROM (
  SELECT e.log, e.batch, e.ordinal, e.seq, w.place
  FROM (SELECT $1 AS log, unnest($2) AS file, generate_subscripts($2, 1) AS place) w
  JOIN event e ON e.log = w.log AND e.file = w.file
  OFFSET 0
) e
JOIN disclosure d ON d.log = e.log AND d.batch = e.batch AND d.ordinal = e.ordinal
ORDER BY e.place, d.subject, e.seq, d.place;

-- name: disclosure_forget
-- in:  smallint, uuid, uuid
-- out:
DELETE FROM disclosure d
USING (SELECT log, batch, ordinal FROM event WHERE log = $1 AND file = $2 OFFSET 0) e
WHERE d.log = e.log AND d.batch = e.batch AND d.ordinal = e.ordinal AND d.subject = $3;
