-- SPDX-License-Identifier: Apache-2.0
-- Time-stamps of others over our checkpoints (RFC 3161): history.
CREATE TABLE stamp (
  log      smallint NOT NULL,
  size     bigint   NOT NULL CHECK (size > 0),              -- of the checkpoint
  number   integer  NOT NULL CHECK (number > 0),            -- from 1; a later one stamps the one before
  at_ms    bigint   NOT NULL,                               -- as the authority says
  ends_ms  bigint   NOT NULL,                               -- of its certificate
  note     bytea    NOT NULL,
  token    bytea    NOT NULL,
  evidence bytea    NOT NULL,
  PRIMARY KEY (log, size, number)
);
CREATE TRIGGER stands BEFORE UPDATE OR DELETE OR TRUNCATE ON stamp EXECUTE FUNCTION history_stands();
ALTER TABLE stamp ENABLE ALWAYS TRIGGER stands;
GRANT SELECT ON stamp TO holdfast_app, holdfast_audit, holdfast_signer;
GRANT INSERT ON stamp TO holdfast_app;
