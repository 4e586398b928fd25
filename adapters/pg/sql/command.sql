-- What was already done, and what may be forgotten.

-- Array first, then one look by the whole key for each item: file.sql says why.
-- name: command_seen
-- in:  smallint, uuid[], uuid[]
-- out: integer, bytea, uuid, integer, integer
SELECT place, digest, file, seq, n
FROM (SELECT unnest($2) AS actor, unnest($3) AS command, generate_subscripts($3, 1) AS place) w, LATERAL (
  SELECT digest, file, seq, n FROM event WHERE log = $1 AND command = w.command AND actor = w.actor OFFSET 0
) e;

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
FROM (SELECT batch, ordinal, seq FROM event WHERE log = $1 AND file = $2 OFFSET 0) e, LATERAL (
  SELECT place, subject, slot, sealed FROM disclosure
  WHERE log = $1 AND batch = e.batch AND ordinal = e.ordinal OFFSET 0
) d
ORDER BY e.seq, d.place;

-- name: disclosures
-- in:  smallint, uuid, uuid
-- out: uuid, integer, smallint, uuid, bigint, bytea
SELECT e.file, e.seq, d.place, d.subject, d.slot, d.sealed
FROM (SELECT file, batch, ordinal, seq FROM event WHERE log = $1 AND file BETWEEN $2 AND $3 OFFSET 0) e, LATERAL (
  SELECT place, subject, slot, sealed FROM disclosure
  WHERE log = $1 AND batch = e.batch AND ordinal = e.ordinal OFFSET 0
) d
ORDER BY e.file, e.seq, d.place;

-- Under which data key the values of a subject are sealed, all of them; so the newest row says it, found with the fewest
-- looks where a file goes on about the same subjects.
-- name: slots
-- in:  smallint, uuid[], uuid[]
-- out: integer, bigint
SELECT place, slot
FROM (SELECT unnest($2) AS file, unnest($3) AS subject, generate_subscripts($2, 1) AS place) w, LATERAL (
  SELECT d.slot
  FROM (SELECT batch, ordinal FROM event WHERE log = $1 AND file = w.file ORDER BY seq DESC OFFSET 0) e, LATERAL (
    SELECT slot FROM disclosure WHERE log = $1 AND batch = e.batch AND ordinal = e.ordinal AND subject = w.subject OFFSET 0
  ) d
  LIMIT 1
) s;

-- Three that go together: values, pieces of a document, and the note that they went.
-- name: disclosure_forget
-- in:  smallint, uuid, uuid, bigint
-- out:
DELETE FROM disclosure
USING (
  SELECT d.ctid AS at
  FROM (SELECT batch, ordinal FROM event WHERE log = $1 AND file = $2 OFFSET 0) e, LATERAL (
    SELECT ctid FROM disclosure
    WHERE log = $1 AND batch = e.batch AND ordinal = e.ordinal AND subject = $3 AND slot = $4 OFFSET 0
  ) d
  OFFSET 0
) found
WHERE disclosure.ctid = found.at;

-- name: chunk_forget
-- in:  smallint, uuid, bigint
-- out:
DELETE FROM chunk WHERE log = $1 AND document = $2 AND substring(sealed FOR 8) = int8send($3);

-- In a transaction that has said that it erases (migration 0009).
-- name: token_forget
-- in:  smallint, uuid
-- out:
DELETE FROM token WHERE log = $1 AND id = $2;

-- name: erased_add
-- in:  smallint, bigint
-- out:
INSERT INTO erased (log, n) SELECT $1, $2 WHERE $2 > 0
ON CONFLICT DO NOTHING;

-- name: erased
-- in:  smallint
-- out: bigint
SELECT count(*) FROM erased WHERE log = $1;
