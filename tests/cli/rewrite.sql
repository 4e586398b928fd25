-- SPDX-License-Identifier: Apache-2.0
-- What a dishonest superuser would do: he changes payloads of a case and computes anew, inside the database,
-- every hash that follows: digest in the header, links, leaves, the file's head; and drops the snapshot.
-- Variables: reference of the case; from and to, what he replaces by what.
CREATE FUNCTION pg_temp.b64url(b bytea) RETURNS text LANGUAGE sql AS
  $$ SELECT rtrim(translate(replace(encode(b, 'base64'), E'\n', ''), '+/', '-_'), '=') $$;
CREATE FUNCTION pg_temp.raw(t text) RETURNS bytea LANGUAGE sql AS $$ SELECT convert_to(t, 'UTF8') $$;

CREATE FUNCTION pg_temp.rewrite(reference text, was text, becomes text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  f record;
  e record;
  head_of bytea;
  changed bytea;
  head bytea;
  n integer := 0;
BEGIN
  SELECT file.*, log.origin INTO f FROM file JOIN log USING (log) WHERE kind = 1 AND name = reference;
  head_of := sha256(pg_temp.raw(E'holdfast/file/v1\n') || pg_temp.raw(f.origin) || uuid_send(f.file));
  FOR e IN SELECT * FROM event WHERE log = f.log AND file = f.file ORDER BY seq LOOP
    changed := pg_temp.raw(replace(convert_from(e.payload, 'UTF8'), was, becomes));
    head := pg_temp.raw(replace(convert_from(e.header, 'UTF8'), pg_temp.b64url(sha256(e.payload)),
                                pg_temp.b64url(sha256(changed))));
    n := n + (changed <> e.payload)::integer;
    head_of := sha256(pg_temp.raw(E'holdfast/link/v1\n') || head_of
                   || sha256(pg_temp.raw(E'holdfast/event/v1\n') || e.blind || head));
    UPDATE event SET payload = changed, header = head WHERE log = e.log AND file = e.file AND seq = e.seq;
    UPDATE batch SET leaves = overlay(leaves PLACING
        sha256('\x00'::bytea || pg_temp.raw(E'holdfast/leaf/v1\n' || encode(head_of, 'base64') || E'\n'))
        FROM 32 * e.ordinal + 1 FOR 32)
      WHERE log = e.log AND batch = e.batch;
  END LOOP;
  UPDATE file SET link = head_of WHERE log = f.log AND file = f.file;
  DELETE FROM snapshot WHERE log = f.log AND file = f.file;
  RETURN n;
END
$$;

ALTER TABLE event DISABLE TRIGGER stands;
ALTER TABLE batch DISABLE TRIGGER stands;
SELECT pg_temp.rewrite(:'reference', :'from', :'to') AS changed;
ALTER TABLE event ENABLE ALWAYS TRIGGER stands;
ALTER TABLE batch ENABLE ALWAYS TRIGGER stands;
