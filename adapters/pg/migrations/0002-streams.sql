-- Notices that wait to be fetched, or are held because their stream is paused, stand on a shelf: that of a stream. And
-- when a credential was last used.
ALTER TABLE outbox ADD COLUMN shelf uuid;                   -- the stream on whose shelf it stands
ALTER TABLE outbox DROP CONSTRAINT outbox_state_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_state_check CHECK (state BETWEEN 0 AND 4); -- besides: shelved
ALTER TABLE attempt DROP CONSTRAINT attempt_state_check;
ALTER TABLE attempt ADD CONSTRAINT attempt_state_check CHECK (state BETWEEN 0 AND 4);
DROP INDEX outbox_line;
CREATE INDEX outbox_line ON outbox (log, file, recipient, lane, seq, place) WHERE state IN (0, 3, 4); -- which waits for which
CREATE INDEX outbox_shelf ON outbox (log, shelf, batch, ordinal, place) WHERE state = 4; -- in the order of the log
CREATE INDEX outbox_shelved ON outbox (log, shelf, token) WHERE state = 4; -- what is acknowledged
GRANT UPDATE (shelf) ON outbox TO holdfast_app;
GRANT UPDATE (shelf) ON outbox TO holdfast_deliver;

CREATE TABLE credential_use (                               -- no history: rewritten at will, at most once a minute
  log      smallint NOT NULL,
  file     uuid     NOT NULL,
  instance integer  NOT NULL,
  at_ms    bigint   NOT NULL,
  PRIMARY KEY (log, file, instance)
) WITH (fillfactor = 50);
GRANT SELECT, INSERT ON credential_use TO holdfast_app;
GRANT UPDATE (at_ms) ON credential_use TO holdfast_app;
GRANT SELECT ON credential_use TO holdfast_audit;
