-- SPDX-License-Identifier: Apache-2.0
-- The notices of a commit are one row, whose lists a courier makes into rows of outbox when it takes them up: a commit
-- writes none of those, nor their keys (docs/decisions/0006-rows.md). Working: gone once it is taken up.
CREATE TABLE posted (
  log       smallint   NOT NULL,
  batch     bigint     NOT NULL,                            -- of the events that tell of them
  ordinal   integer[]  NOT NULL,
  place     smallint[] NOT NULL,
  file      uuid[]     NOT NULL,
  seq       integer[]  NOT NULL,
  recipient uuid[]     NOT NULL,
  lane      smallint[] NOT NULL,
  token     uuid[]     NOT NULL,
  opens     uuid[]     NOT NULL,                            -- NULL: no thread
  next_ms   bigint[]   NOT NULL,
  PRIMARY KEY (log, batch)
);
-- Ids cannot be compressed, and nothing lives here long enough to try the rest.
ALTER TABLE posted
  ALTER ordinal SET STORAGE EXTERNAL, ALTER place SET STORAGE EXTERNAL, ALTER file SET STORAGE EXTERNAL,
  ALTER seq SET STORAGE EXTERNAL, ALTER recipient SET STORAGE EXTERNAL, ALTER lane SET STORAGE EXTERNAL,
  ALTER token SET STORAGE EXTERNAL, ALTER opens SET STORAGE EXTERNAL, ALTER next_ms SET STORAGE EXTERNAL;

-- What no courier had taken up stands in outbox already.
ALTER TABLE outbox NO FORCE ROW LEVEL SECURITY;
UPDATE outbox SET state = 0 WHERE state IS NULL;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
ALTER TABLE outbox ALTER state SET NOT NULL;

-- Shut like all others (0006).
ALTER TABLE posted ENABLE ROW LEVEL SECURITY;
ALTER TABLE posted FORCE ROW LEVEL SECURITY;
CREATE POLICY desk ON posted TO holdfast_app, holdfast_deliver, holdfast_signer USING (true);
CREATE POLICY reader ON posted FOR SELECT TO holdfast_audit, holdfast_migrate
  USING ((SELECT coalesce(current_setting('holdfast.reader', true), '') <> ''));

GRANT SELECT, INSERT, DELETE ON posted TO holdfast_app;
GRANT SELECT ON posted TO holdfast_audit;
GRANT SELECT, DELETE ON posted TO holdfast_deliver;
GRANT INSERT ON outbox TO holdfast_deliver;
