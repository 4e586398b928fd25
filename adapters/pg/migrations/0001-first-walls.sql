-- What is kept, and who may do what with it. Run by holdfast_migrate, who then owns it all.
--
--   history     never changed, not even by its owner: event batch checkpoint token thread attempt
--   erasable    disclosure
--   working     rewritten at will, made again from history: file snapshot outbox courier deadline; chunk before it is
--               named
--
-- Every key begins with the log, so that one table can hold many. What each row, key and index costs a
-- transition, and which were spared: docs/decisions/0006-rows.md. Where a second index stands, the question it
-- answers is named.

CREATE TABLE log (
  log      smallint PRIMARY KEY,
  id       uuid     NOT NULL UNIQUE,
  origin   text     NOT NULL UNIQUE,
  size     bigint   NOT NULL DEFAULT 0 CHECK (size >= 0)  -- leaves so far; the one column every commit writes
) WITH (fillfactor = 10);

CREATE TABLE file (
  log      smallint NOT NULL,
  file     uuid     NOT NULL,
  kind     smallint NOT NULL CHECK (kind BETWEEN 1 AND 5),  -- case authority library keyring people
  name     text     NOT NULL,                               -- a case's reference, an authority's short name, or ''
  seq      integer  NOT NULL CHECK (seq > 0),
  link     bytea    NOT NULL CHECK (octet_length(link) = 32),
  at_ms    bigint   NOT NULL
) WITH (fillfactor = 80);
-- file_by_name, files_of_kind, files_of_house; a name is given once, files without one do not meet
CREATE UNIQUE INDEX file_name ON file
  (log, kind, name, (CASE WHEN name = '' THEN file ELSE '00000000-0000-0000-0000-000000000000' END));
-- Made last: of two ways that cost the same, as where a log was counted with one file, the newest index is taken.
ALTER TABLE file ADD PRIMARY KEY (log, file);

-- A command stands with the first of its n events: done once, and found again with its result.
CREATE TABLE event (
  log      smallint NOT NULL,
  file     uuid     NOT NULL,
  seq      integer  NOT NULL CHECK (seq > 0),
  ordinal  integer  NOT NULL CHECK (ordinal >= 0),
  batch    bigint   NOT NULL,                               -- its leaf is number batch.base + ordinal
  command  uuid,                                            -- the sender's id of it; NULL on later events
  actor    uuid,
  n        integer  CHECK (n > 0),                          -- how many events it made
  digest   bytea    CHECK (octet_length(digest) = 32),
  blind    bytea    NOT NULL CHECK (octet_length(blind) = 32),
  header   bytea    NOT NULL,
  payload  bytea    NOT NULL,
  PRIMARY KEY (log, file, seq),
  CHECK (num_nulls(command, actor, n, digest) IN (0, 4))
);
-- command_seen; the id stands before the actor because it differs sooner
CREATE UNIQUE INDEX event_command ON event (log, command, actor) WHERE command IS NOT NULL;

CREATE SEQUENCE batch_number;                               -- names batches; gaps mean nothing
CREATE TABLE batch (
  log      smallint NOT NULL,
  base     bigint   NOT NULL CHECK (base >= 0),
  batch    bigint   NOT NULL,
  n        integer  NOT NULL CHECK (n > 0),
  leaves   bytea    NOT NULL CHECK (octet_length(leaves) = 32 * n),
  PRIMARY KEY (log, base),
  UNIQUE (log, batch)                                       -- positions of events
);
ALTER TABLE batch ALTER COLUMN leaves SET STORAGE EXTERNAL; -- hashes cannot be compressed

CREATE TABLE checkpoint (
  log      smallint NOT NULL,
  size     bigint   NOT NULL CHECK (size > 0),
  at_ms    bigint   NOT NULL,
  root     bytea    NOT NULL CHECK (octet_length(root) = 32),
  frontier bytea    NOT NULL CHECK (octet_length(frontier) % 32 = 0),
  note     bytea    NOT NULL,
  PRIMARY KEY (log, size)
);

-- Found through its event: so rows are added in the order of their key, where a key by file is spread over the index.
CREATE TABLE disclosure (
  log      smallint NOT NULL,
  batch    bigint   NOT NULL,                               -- of the event
  ordinal  integer  NOT NULL,
  place    smallint NOT NULL,                               -- 0.. in the order of the event's digests, depth first
  subject  uuid     NOT NULL,
  slot     bigint   NOT NULL,                               -- of the data key
  sealed   bytea    NOT NULL,
  PRIMARY KEY (log, batch, ordinal, place)
);

-- The bytes say who signed, in which thread and of what; events name them by id and digest. A replayed jti is refused.
CREATE TABLE token (
  log      smallint NOT NULL,
  id       uuid     NOT NULL,                               -- ours: the jti, in the order of time; theirs: of issuer and jti
  bytes    bytea    NOT NULL,
  PRIMARY KEY (log, id)
);

CREATE TABLE thread (
  log      smallint NOT NULL,
  thread   uuid     NOT NULL,
  file     uuid     NOT NULL,
  authority uuid    NOT NULL,
  instance integer,                                         -- NULL: an authority's own thread
  PRIMARY KEY (log, thread)
);

-- A commit only adds at the end of the key. A courier takes new rows up, batch after batch in the order of the log;
-- from then on they stand in the other two indexes for as long as they wait.
CREATE TABLE outbox (
  log      smallint NOT NULL,
  batch    bigint   NOT NULL,                               -- of the event that tells of it
  ordinal  integer  NOT NULL,
  place    smallint NOT NULL,
  file     uuid     NOT NULL,
  seq      integer  NOT NULL,
  recipient uuid    NOT NULL,
  lane     smallint NOT NULL DEFAULT 0 CHECK (lane IN (0, 1)), -- to himself, to his deputy
  token    uuid     NOT NULL,
  opens    uuid,                                            -- the thread whose first message it is
  state    smallint CHECK (state BETWEEN 0 AND 3),          -- waiting delivered dead on_hold; NULL: not taken up yet
  attempts integer  NOT NULL DEFAULT 0,
  next_ms  bigint   NOT NULL,                               -- not before; a lease moves it
  since_ms bigint   NOT NULL DEFAULT 0,                     -- first attempt, or first since it was redriven
  PRIMARY KEY (log, batch, ordinal, place)
) WITH (fillfactor = 70);
CREATE INDEX outbox_due ON outbox (log, recipient, lane, next_ms) WHERE state = 0; -- claims
CREATE INDEX outbox_line ON outbox (log, file, recipient, lane, seq, place) WHERE state IN (0, 3); -- which waits for which
CREATE INDEX outbox_stuck ON outbox (log, recipient) WHERE state IN (2, 3); -- outbox_of_recipient
CREATE TABLE courier (                                      -- one for all that deliver a log's notices
  log      smallint PRIMARY KEY,
  taken    bigint   NOT NULL DEFAULT 0                      -- rows of batches before this leaf have been taken up
) WITH (fillfactor = 10);

CREATE TABLE attempt (
  log      smallint NOT NULL,
  file     uuid     NOT NULL,
  seq      integer  NOT NULL,
  place    smallint NOT NULL,
  n        integer  NOT NULL CHECK (n > 0),
  start_ms bigint   NOT NULL,
  end_ms   bigint   NOT NULL,
  state    smallint NOT NULL CHECK (state BETWEEN 0 AND 3),
  next_ms  bigint   NOT NULL,
  status   integer  NOT NULL,                               -- HTTP status; 0 when none came
  class    text     NOT NULL,
  said     bytea    NOT NULL,                               -- by the other side, so of any form
  address  text     NOT NULL DEFAULT '',                    -- of the network; '' when not reached
  tls      text     NOT NULL DEFAULT '',                    -- version
  peer     bytea    NOT NULL DEFAULT '' CHECK (octet_length(peer) IN (0, 32)), -- SHA-256 of its certificate
  PRIMARY KEY (log, file, seq, place, n)
);

CREATE TABLE deadline (
  log      smallint NOT NULL,
  file     uuid     NOT NULL,
  due_ms   bigint   NOT NULL,
  free_ms  bigint   NOT NULL DEFAULT 0,                     -- leased until
  PRIMARY KEY (log, file)
) WITH (fillfactor = 70);
CREATE INDEX deadline_due ON deadline (log, due_ms);        -- claims

CREATE TABLE snapshot (
  log      smallint NOT NULL,
  file     uuid     NOT NULL,
  seq      integer  NOT NULL CHECK (seq > 0),
  bytes    bytea    NOT NULL,
  PRIMARY KEY (log, file)
) WITH (fillfactor = 50);

CREATE TABLE chunk (
  log      smallint NOT NULL,
  document uuid     NOT NULL,
  n        integer  NOT NULL CHECK (n >= 0),
  sealed   bytea    NOT NULL,
  PRIMARY KEY (log, document, n)
);
ALTER TABLE chunk ALTER COLUMN sealed SET STORAGE EXTERNAL; -- nor can what is sealed

-- History stands. ALWAYS: also where a session calls itself a replica.
CREATE FUNCTION history_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history is never changed: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'HF001';
END
$$;
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['event', 'batch', 'checkpoint', 'token', 'thread', 'attempt'] LOOP
    EXECUTE format('CREATE TRIGGER stands BEFORE UPDATE OR DELETE OR TRUNCATE ON %I EXECUTE FUNCTION history_stands()', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER stands', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['log', 'file'] LOOP
    EXECUTE format('CREATE TRIGGER stands BEFORE DELETE OR TRUNCATE ON %I EXECUTE FUNCTION history_stands()', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER stands', t);
  END LOOP;
  CREATE TRIGGER same BEFORE UPDATE OF log, id, origin ON log EXECUTE FUNCTION history_stands();
  ALTER TABLE log ENABLE ALWAYS TRIGGER same;
  CREATE TRIGGER same BEFORE UPDATE OF log, file, kind, name ON file EXECUTE FUNCTION history_stands();
  ALTER TABLE file ENABLE ALWAYS TRIGGER same;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO holdfast_app, holdfast_audit, holdfast_deliver, holdfast_signer', current_database());
END
$$;

-- The desk. It also delivers and signs until those processes stand alone; on history it may only add.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO holdfast_app;
GRANT INSERT ON log, file, event, batch, checkpoint, disclosure, token, thread, outbox, courier, attempt, deadline,
  snapshot, chunk TO holdfast_app;
GRANT UPDATE (size) ON log TO holdfast_app;
GRANT UPDATE (seq, link, at_ms) ON file TO holdfast_app;
GRANT UPDATE (state, attempts, next_ms, since_ms) ON outbox TO holdfast_app;
GRANT UPDATE (taken) ON courier TO holdfast_app;
GRANT UPDATE (due_ms, free_ms) ON deadline TO holdfast_app;
GRANT UPDATE (seq, bytes) ON snapshot TO holdfast_app;
GRANT DELETE ON disclosure, deadline TO holdfast_app;
GRANT USAGE ON SEQUENCE batch_number TO holdfast_app;

GRANT SELECT ON ALL TABLES IN SCHEMA public TO holdfast_audit;

GRANT SELECT ON log, batch, outbox, courier, token, attempt TO holdfast_deliver;
GRANT UPDATE (state, attempts, next_ms, since_ms) ON outbox TO holdfast_deliver;
GRANT UPDATE (taken) ON courier TO holdfast_deliver;
GRANT INSERT ON attempt TO holdfast_deliver;

GRANT SELECT ON log, batch, checkpoint TO holdfast_signer;
GRANT INSERT ON checkpoint TO holdfast_signer;
