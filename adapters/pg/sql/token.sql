-- Signed messages, the threads they belong to, and the documents they name.

-- name: token_add
-- in:  smallint, uuid[], bytea[]
-- out:
INSERT INTO token (log, id, bytes)
SELECT $1, unnest($2), unnest($3);

-- name: token
-- in:  smallint, uuid
-- out: bytea
SELECT bytes FROM token WHERE log = $1 AND id = $2;

-- name: thread_add
-- in:  smallint, uuid[], uuid[], uuid[], integer[]
-- out:
INSERT INTO thread (log, thread, file, authority, instance)
SELECT $1, unnest($2), unnest($3), unnest($4), unnest($5);

-- name: thread
-- in:  smallint, uuid
-- out: uuid, uuid, uuid, integer
SELECT thread, file, authority, instance FROM thread WHERE log = $1 AND thread = $2;

-- name: threads
-- in:  smallint, uuid[]
-- out: bigint, uuid, uuid, uuid, integer
SELECT place, t.thread, file, authority, instance
FROM unnest($2) WITH ORDINALITY AS w (thread, place), LATERAL (
  SELECT thread, file, authority, instance FROM thread WHERE log = $1 AND thread = w.thread OFFSET 0
) t;

-- Their key begins with the thread, so all of them are gone through for each stretch.
-- name: threads_told
-- in:  smallint, uuid, uuid
-- out: uuid, uuid, uuid, integer
SELECT thread, file, authority, instance FROM thread
WHERE log = $1 AND file BETWEEN $2 AND $3 ORDER BY file, thread;

-- name: chunk_put
-- in:  smallint, uuid[], integer[], bytea[]
-- out:
INSERT INTO chunk (log, document, n, sealed)
SELECT $1, unnest($2), unnest($3), unnest($4)
ON CONFLICT DO NOTHING;

-- name: chunks
-- in:  smallint, uuid
-- out: integer, bytea
SELECT n, sealed FROM chunk WHERE log = $1 AND document = $2 ORDER BY n;
