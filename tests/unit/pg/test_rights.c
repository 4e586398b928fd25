/* SPDX-License-Identifier: Apache-2.0 */
/* Who may do what with each table, and that rows are shut to whoever was not let in. */
#include <stdio.h>

#include "store.h"

static struct hf_err err;

/* ---- grants ---- */

static const char *const roles[] = {"holdfast_app", "holdfast_audit", "holdfast_deliver", "holdfast_signer"};
enum { ROLES = sizeof roles / sizeof roles[0] };

/* S select, I insert, U update of all columns, u of some, D delete, T truncate, R reference, G trigger. */
static const struct {
    const char *table, *may[ROLES];
} grants[] = {
    {"attempt", {"SI", "S", "SI", ""}},       {"batch", {"SI", "S", "S", "S"}},
    {"checkpoint", {"SI", "S", "", "SI"}},    {"chunk", {"SID", "S", "", ""}},
    {"cosignature", {"SI", "S", "", "S"}},    {"courier", {"SIu", "S", "Su", ""}},
    {"credential_use", {"SIu", "S", "", ""}}, {"deadline", {"SIuD", "S", "", ""}},
    {"disclosure", {"SID", "S", "", ""}},     {"erased", {"SI", "S", "", ""}},
    {"event", {"SI", "S", "", ""}},           {"file", {"SIu", "S", "", ""}},
    {"log", {"SIu", "S", "S", "S"}},          {"migration", {"S", "S", "", ""}},
    {"outbox", {"SIu", "S", "SIu", ""}},      {"posted", {"SID", "S", "SD", ""}},
    {"snapshot", {"SIu", "S", "", ""}},       {"stamp", {"SI", "S", "", "S"}},
    {"thread", {"SI", "S", "", ""}},          {"token", {"SID", "S", "S", ""}},
};
enum { TABLES = sizeof grants / sizeof grants[0] };

static const char all_tables[] = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
                                 "AND relkind IN ('r', 'p') ORDER BY 1";
static const char granted[] =
    "SELECT concat_ws('', CASE WHEN has_table_privilege($1, $2, 'SELECT') THEN 'S' END,"
    " CASE WHEN has_table_privilege($1, $2, 'INSERT') THEN 'I' END,"
    " CASE WHEN has_table_privilege($1, $2, 'UPDATE') THEN 'U'"
    "      WHEN has_any_column_privilege($1, $2, 'UPDATE') THEN 'u' END,"
    " CASE WHEN has_table_privilege($1, $2, 'DELETE') THEN 'D' END,"
    " CASE WHEN has_table_privilege($1, $2, 'TRUNCATE') THEN 'T' END,"
    " CASE WHEN has_any_column_privilege($1, $2, 'REFERENCES') THEN 'R' END,"
    " CASE WHEN has_table_privilege($1, $2, 'TRIGGER') THEN 'G' END)";

/* One value of a one-row answer, into `out`. */
static void value_of(struct hf_session *session, const char *sql, int count, const char *const values[],
                     char out[64])
{
    PGresult *result = PQexecParams(session->conn, sql, count, NULL, values, NULL, NULL, 0);
    if (PQresultStatus(result) != PGRES_TUPLES_OK || PQntuples(result) != 1)
        fail_msg("%s: %s", sql, PQresultErrorMessage(result));
    snprintf(out, 64, "%s", PQgetvalue(result, 0, 0));
    PQclear(result);
}

static void every_table_is_granted_as_it_stands_here_and_no_further(void **state)
{
    struct hf_session session = store_session(OWNER);
    char may[64];
    (void)state;
    PGresult *tables = PQexec(session.conn, all_tables);
    assert_int_equal(PQntuples(tables), TABLES);
    for (int t = 0; t < TABLES; t++) {
        assert_string_equal(PQgetvalue(tables, t, 0), grants[t].table);
        for (int r = 0; r < ROLES; r++) {
            const char *values[] = {roles[r], grants[t].table};
            value_of(&session, granted, 2, values, may);
            if (strcmp(may, grants[t].may[r]) != 0)
                fail_msg("%s may do %s with %s, not %s", roles[r], may, grants[t].table, grants[t].may[r]);
        }
    }
    PQclear(tables);
    hf_session_close(&session);
}

static void nobody_else_has_a_right_to_anything(void **state)
{
    static const char others[] =
        "SELECT count(*) FROM pg_class c, LATERAL aclexplode(coalesce(relacl, acldefault('r', relowner))) a "
        "WHERE relnamespace = 'public'::regnamespace AND (grantee = 0 OR grantee NOT IN "
        "(SELECT oid FROM pg_roles WHERE rolname ~ '^holdfast_'))";
    struct hf_session session = store_session(OWNER);
    char count[64];
    (void)state;
    value_of(&session, others, 0, NULL, count);
    assert_string_equal(count, "0");
    hf_session_close(&session);
}

/* ---- rows ---- */

static void found_rows(void)
{
    struct hf_session session = store_session(APP);
    assert_ok(
        hf_session_run(
            &session,
            "INSERT INTO log (log, id, origin) VALUES (9, gen_random_uuid(), 'x') ON CONFLICT DO NOTHING;"
            "INSERT INTO event (log, file, seq, ordinal, batch, blind, header, payload) VALUES"
            " (9, md5('')::uuid, 1, 0, 1, sha256(''), '', '') ON CONFLICT DO NOTHING",
            &err),
        &err);
    hf_session_close(&session);
}

static void every_table_has_its_rows_shut_to_its_owner_too(void **state)
{
    static const char open[] =
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND "
        "relkind = 'r' AND relname <> 'migration' AND NOT (relrowsecurity AND "
        "relforcerowsecurity)";
    struct hf_session session = store_session(OWNER);
    char count[64];
    (void)state;
    value_of(&session, open, 0, NULL, count);
    assert_string_equal(count, "0");
    hf_session_close(&session);
}

static void assert_rows(enum store_role role, const char *before, const char *rows)
{
    struct hf_session session = store_session(role);
    char count[64];
    assert_ok(hf_session_run(&session, before, &err), &err);
    value_of(&session, "SELECT count(*) FROM event WHERE log = 9", 0, NULL, count);
    assert_string_equal(count, rows);
    hf_session_close(&session);
}

static void who_does_not_say_who_reads_sees_nothing(void **state)
{
    static const char named[] = "BEGIN; SET LOCAL holdfast.reader = 'Nb7eE9mS65Ma0KHLsrSxkA'";
    (void)state;
    found_rows();
    assert_rows(APP, "BEGIN", "1");
    assert_rows(AUDIT, "BEGIN", "0");
    assert_rows(AUDIT, "BEGIN; SET LOCAL holdfast.reader = ''", "0");
    assert_rows(AUDIT, named, "1");
    assert_rows(AUDIT, "BEGIN; SET LOCAL holdfast.reader = 'Nb7eE9mS65Ma0KHLsrSxkA'; COMMIT", "0");
    assert_rows(MIGRATE, "BEGIN", "0");
    assert_rows(MIGRATE, named, "1");
}

/* A role that was granted a table by mistake, or was made later, is in no policy. */
static void a_role_that_no_policy_names_sees_nothing(void **state)
{
    struct hf_session session = store_session(OWNER);
    char count[64];
    (void)state;
    found_rows();
    assert_ok(hf_session_run(&session,
                             "DO $$ BEGIN CREATE ROLE stranger; EXCEPTION WHEN duplicate_object THEN END $$;"
                             "GRANT SELECT, INSERT ON event TO stranger; SET ROLE stranger",
                             &err),
              &err);
    value_of(&session, "SELECT count(*) FROM event", 0, NULL, count);
    assert_string_equal(count, "0");
    assert_int_not_equal(
        hf_session_run(&session,
                       "INSERT INTO event (log, file, seq, ordinal, batch, blind, header, payload)"
                       " VALUES (9, md5('x')::uuid, 1, 0, 1, sha256(''), '', '')",
                       &err),
        HF_OK);
    assert_ok(hf_session_run(&session, "RESET ROLE; REVOKE ALL ON event FROM stranger", &err), &err);
    hf_session_close(&session);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_is_granted_as_it_stands_here_and_no_further),
        cmocka_unit_test(nobody_else_has_a_right_to_anything),
        cmocka_unit_test(every_table_has_its_rows_shut_to_its_owner_too),
        cmocka_unit_test(who_does_not_say_who_reads_sees_nothing),
        cmocka_unit_test(a_role_that_no_policy_names_sees_nothing),
    };
    return cmocka_run_group_tests(tests, store_open, store_close);
}
