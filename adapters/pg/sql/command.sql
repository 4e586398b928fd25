-- What was already done, and what may be forgotten.

-- name: command_add
-- in:  smallint, uuid[], uuid[], bytea[], uuid[], integer[], integer[]
-- out:
INSERT INTO command (log, actor, id, digest, file, seq, n)
SELECT $1, actor, id, digest, file, seq, n
FROM unnest($2, $3, $4, $5, $6, $7) AS w (actor, id, digest, file, seq, n);

-- OFFSET 0: array first, then one look by the whole key for each item, whatever the planner believes of the table.
-- name: command_seen
-- in:  smallint, uuid[], uuid[]
-- out: bigint, bytea, uuid, integer, integer
SELECT place, digest, file, seq, n
FROM unnest($2, $3) WITH ORDINALITY AS w (actor, id, place), LATERAL (
  SELECT digest, file, seq, n FROM command WHERE log = $1 AND actor = w.actor AND id = w.id OFFSET 0
) c;

-- name: disclosure_add
-- in:  smallint, uuid[], integer[], smallint[], uuid[], bigint[], bytea[]
-- out:
INSERT INTO disclosure (log, file, seq, place, subject, slot, sealed)
SELECT $1, file, seq, place, subject, slot, sealed
FROM unnest($2, $3, $4, $5, $6, $7) AS w (file, seq, place, subject, slot, sealed);

-- name: disclosures_of_file
-- in:  smallint, uuid
-- out: integer, smallint, uuid, bigint, bytea
SELECT seq, place, subject, slot, sealed FROM disclosure WHERE log = $1 AND file = $2 ORDER BY seq, place;

-- name: disclosure_forget
-- in:  smallint, uuid, uuid
-- out:
DELETE FROM disclosure WHERE log = $1 AND file = $2 AND subject = $3;
