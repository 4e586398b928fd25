-- The roles a cluster must have before the first migration; run by whoever may make roles, as often as one likes.
-- In a private cluster that is holdfast_owner, its superuser. Passwords or certificates are the operator's business.
DO $roles$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['holdfast_migrate', 'holdfast_app', 'holdfast_audit', 'holdfast_deliver', 'holdfast_signer'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION', wanted);
    END IF;
  END LOOP;
END
$roles$;
