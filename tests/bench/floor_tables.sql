-- What the floors write to: :cases cases, their events with a payload of type :payload, an outbox. Made anew.
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS floor CASCADE;
CREATE SCHEMA floor;
CREATE TABLE floor.cases (
  id        bigint PRIMARY KEY,
  state     smallint    NOT NULL,
  seq       integer     NOT NULL,
  link      bytea       NOT NULL,
  moved_at  timestamptz NOT NULL
) WITH (fillfactor = 80);
CREATE TABLE floor.event (
  case_id   bigint      NOT NULL,
  seq       integer     NOT NULL,
  state     smallint    NOT NULL,
  at        timestamptz NOT NULL,
  payload   :payload    NOT NULL,
  link      bytea       NOT NULL,
  signature bytea       NOT NULL,
  PRIMARY KEY (case_id, seq)
);
CREATE TABLE floor.outbox (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id   bigint      NOT NULL,
  seq       integer     NOT NULL,
  recipient integer     NOT NULL,
  due_at    timestamptz NOT NULL
);
INSERT INTO floor.cases SELECT n, 0, 0, decode(repeat('00', 32), 'hex'), now() FROM generate_series(1, :cases) n;
VACUUM ANALYZE floor.cases;
