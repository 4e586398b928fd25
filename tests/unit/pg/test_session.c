/* SPDX-License-Identifier: Apache-2.0 */
#include "pg/session.h"

#include "store.h"

static struct hf_err err;

static void each_state_of_sql_has_its_meaning(void **state)
{
    (void)state;
    static const struct {
        const char *sqlstate, *constraint, *code;
        enum hf_rc rc;
    } rows[] = {
        {NULL, NULL, "pg_away", HF_UNAVAILABLE},
        {"08006", NULL, "pg_away", HF_UNAVAILABLE},
        {"57P01", NULL, "pg_away", HF_UNAVAILABLE},
        {"53300", NULL, "pg_busy", HF_UNAVAILABLE},
        {"53100", NULL, "pg_busy", HF_UNAVAILABLE},
        {"25006", NULL, "pg_busy", HF_UNAVAILABLE},
        {"22012", NULL, "stale", HF_CONFLICT},
        {"40001", NULL, "stale", HF_CONFLICT},
        {"40P01", NULL, "stale", HF_CONFLICT},
        {"23505", "event_pkey", "stale", HF_CONFLICT},
        {"23505", "file_name", "name_taken", HF_CONFLICT},
        {"23505", "event_command", "duplicate", HF_CONFLICT},
        {"23505", "token_pkey", "duplicate", HF_CONFLICT},
        {"23505", "something_else", "pg_failed", HF_FAILED},
        {"23514", "event_blind_check", "pg_failed", HF_FAILED},
        {"HF001", NULL, "pg_history_stands", HF_NOT_ALLOWED},
        {"42501", NULL, "pg_not_granted", HF_NOT_ALLOWED},
        {"42P01", NULL, "pg_not_migrated", HF_FAILED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum hf_rc rc = hf_session_fail(rows[i].sqlstate, rows[i].constraint, "first line\nsecond", &err);
        assert_int_equal(rc, rows[i].rc);
        assert_str(hf_err_code(&err), rows[i].code);
        assert_string_equal(err.arg[0], "first line");
    }
}

static void why_a_session_does_not_stand_is_told(void **state)
{
    (void)state;
    struct hf_session session = {0};
    char conninfo[HF_PG_CONNINFO_MAX];
    assert_refused(hf_session_open(&session, "host=/nowhere user=x dbname=y", &err), &err, pg_away);
    hf_cluster_conninfo(&store.cluster, "holdfast_app", "no_such_database", conninfo);
    assert_refused(hf_session_open(&session, conninfo, &err), &err, pg_not_migrated);
    hf_cluster_conninfo(&store.cluster, "no_such_role", HF_PG_DATABASE, conninfo);
    assert_refused(hf_session_open(&session, conninfo, &err), &err, pg_not_granted);
    hf_cluster_conninfo(&store.cluster, "holdfast_owner", "postgres", conninfo);
    session.conninfo = conninfo;
    assert_refused(hf_session_ready(&session, &err), &err, pg_not_migrated);
    hf_session_close(&session);
}

static void send_find(struct hf_session *session, const char *origin)
{
    hf_params_begin(&session->params);
    hf_params_text(&session->params, hf_str_of(origin));
    hf_session_send(session, HF_SQL_log_find);
}

static void after_a_failure_the_rest_of_the_flush_is_skipped_and_the_session_stands(void **state)
{
    (void)state;
    struct hf_session session = {.conninfo = store.conninfo[APP]};
    assert_ok(hf_session_ready(&session, &err), &err);
    hf_session_begin(&session, &err);
    send_find(&session, "x");
    hf_session_send_text(&session, "BEGIN");
    hf_session_send_text(&session, "SELECT 1 / 0");
    send_find(&session, "x");
    hf_session_flush(&session);
    PGresult *first = hf_session_take(&session);
    assert_non_null(first);
    PQclear(first);
    assert_refused(hf_session_end(&session), &err, stale);
    hf_session_begin(&session, &err);
    send_find(&session, "x");
    hf_session_flush(&session);
    assert_ok(hf_session_end(&session), &err);
    hf_session_close(&session);
}

static void a_session_the_server_ended_is_opened_again(void **state)
{
    (void)state;
    struct hf_session session = {.conninfo = store.conninfo[APP]};
    struct hf_session owner = store_session(OWNER);
    assert_ok(hf_session_ready(&session, &err), &err);
    int before = PQbackendPID(session.conn);
    assert_ok(hf_session_run(&owner,
                             "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                             " WHERE usename = 'holdfast_app'",
                             &err),
              &err);
    assert_ok(hf_session_ready(&session, &err), &err);
    assert_int_not_equal(PQbackendPID(session.conn), before);
    hf_session_close(&owner);
    hf_session_close(&session);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_state_of_sql_has_its_meaning),
        cmocka_unit_test(why_a_session_does_not_stand_is_told),
        cmocka_unit_test(after_a_failure_the_rest_of_the_flush_is_skipped_and_the_session_stands),
        cmocka_unit_test(a_session_the_server_ended_is_opened_again),
    };
    return cmocka_run_group_tests(tests, store_open, store_close);
}
