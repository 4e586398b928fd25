-- SPDX-License-Identifier: Apache-2.0
-- What witnesses said of our checkpoints (C2SP tlog-cosignature): history, a line each under the checkpoint of that size.
CREATE TABLE cosignature (
  log      smallint NOT NULL,
  size     bigint   NOT NULL CHECK (size > 0),              -- of the checkpoint
  witness  text     NOT NULL,                               -- name and key id
  line     bytea    NOT NULL,
  PRIMARY KEY (log, size, witness)
);
CREATE TRIGGER stands BEFORE UPDATE OR DELETE OR TRUNCATE ON cosignature EXECUTE FUNCTION history_stands();
ALTER TABLE cosignature ENABLE ALWAYS TRIGGER stands;

-- Shut like all others (0006).
ALTER TABLE cosignature ENABLE ROW LEVEL SECURITY;
ALTER TABLE cosignature FORCE ROW LEVEL SECURITY;
CREATE POLICY desk ON cosignature TO holdfast_app, holdfast_deliver, holdfast_signer USING (true);
CREATE POLICY reader ON cosignature FOR SELECT TO holdfast_audit, holdfast_migrate
  USING ((SELECT coalesce(current_setting('holdfast.reader', true), '') <> ''));

GRANT SELECT ON cosignature TO holdfast_app, holdfast_audit, holdfast_signer;
GRANT INSERT ON cosignature TO holdfast_app;
