-- SPDX-License-Identifier: Apache-2.0
-- For which lines of the journal of erasures (docs/erasure.md) rows were forgotten here: an old backup lacks some.
CREATE TABLE erased (
  log      smallint NOT NULL,
  n        bigint   NOT NULL CHECK (n > 0),
  PRIMARY KEY (log, n)
);
GRANT SELECT, INSERT ON erased TO holdfast_app;
GRANT SELECT ON erased TO holdfast_audit;
GRANT DELETE ON chunk TO holdfast_app;
