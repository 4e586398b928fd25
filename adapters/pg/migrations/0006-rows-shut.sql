-- SPDX-License-Identifier: Apache-2.0
-- Rows are shut to whoever was not let in by name: row-level security, also for the owner of the tables.
--
--   app, deliver, signer   their own roles suffice: a batch holds many actors, and the access table decides
--   audit                  reads nothing until it has said who reads: SET LOCAL holdfast.reader = '...'
--   migrate                owns the tables and sees no row; a migration that must says who reads, too
--   superusers             pass by all of it, as PostgreSQL has it; what they change, verification finds
--
-- A policy that asks for nothing but the role leaves the plan of a statement as it was.
DO $$
DECLARE
  t text;
BEGIN
  FOR t IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
             AND relname <> 'migration' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY desk ON %I TO holdfast_app, holdfast_deliver, holdfast_signer '
                   'USING (true)', t);
    EXECUTE format('CREATE POLICY reader ON %I FOR SELECT TO holdfast_audit, holdfast_migrate '
                   'USING ((SELECT coalesce(current_setting(''holdfast.reader'', true), '''') <> ''''))', t);
  END LOOP;
END
$$;
