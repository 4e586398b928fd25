-- SPDX-License-Identifier: Apache-2.0
-- A message of somebody else's may be erased, by the order of two that stands in its case; that it was there, and its
-- digest, stands in the event that names it. The transaction says that it erases; nothing else takes one away.
CREATE FUNCTION message_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' OR coalesce(current_setting('holdfast.erasure', true), '') <> 'on' THEN
    RAISE EXCEPTION 'history is never changed: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'HF001';
  END IF;
  RETURN NULL;
END
$$;
DROP TRIGGER stands ON token;
CREATE TRIGGER stands BEFORE UPDATE OR DELETE OR TRUNCATE ON token EXECUTE FUNCTION message_stands();
ALTER TABLE token ENABLE ALWAYS TRIGGER stands;
GRANT DELETE ON token TO holdfast_app;
