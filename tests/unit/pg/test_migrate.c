/* SPDX-License-Identifier: Apache-2.0 */
#include "pg/migrate.h"

#include <sys/wait.h>

#include "store.h"

static struct hf_err err;

static void founding_again_changes_nothing(void **state)
{
    (void)state;
    struct hf_session session = store_session(OWNER);
    assert_ok(hf_migrate_found(&session, &err), &err);
    hf_session_close(&session);
}

static void what_is_applied_is_not_applied_again(void **state)
{
    (void)state;
    struct hf_session session = store_session(MIGRATE);
    size_t applied = 99;
    assert_ok(hf_migrate_run(&session, &applied, &err), &err);
    assert_int_equal(applied, 0);
    assert_ok(hf_migrate_status(&session, &applied, &err), &err);
    assert_int_equal(applied, hf_migration_count());
    hf_session_close(&session);
}

static void the_text_shown_is_the_text_applied(void **state)
{
    (void)state;
    static char text[256 * 1024];
    struct hf_buf buf = HF_BUF(text);
    hf_migration_text(0, &buf);
    assert_string_equal(hf_migration_name(0), "0001-first-walls");
    assert_true(hf_str_contains(hf_buf_str(&buf), HF_STR("CREATE TABLE event (\n")));
    assert_true(hf_str_ends(hf_buf_str(&buf), HF_STR(";\n")));
}

static void two_at_once_wait_for_each_other(void **state)
{
    (void)state;
    struct hf_session owner = store_session(OWNER);
    char conninfo[HF_PG_CONNINFO_MAX];
    assert_ok(hf_session_run(&owner, "CREATE DATABASE twice OWNER holdfast_migrate", &err), &err);
    hf_session_close(&owner);
    hf_cluster_conninfo(&store.cluster, "holdfast_migrate", "twice", conninfo);
    for (int i = 0; i < 2; i++) {
        if (fork() == 0) {
            struct hf_session session = {0};
            size_t applied = 0;
            bool well = hf_session_open(&session, conninfo, &err) == HF_OK &&
                        hf_migrate_run(&session, &applied, &err) == HF_OK;
            hf_session_close(&session);
            _exit(well ? (int)applied : 100);
        }
    }
    int sum = 0;
    for (int i = 0; i < 2; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status));
        sum += WEXITSTATUS(status);
    }
    assert_int_equal(sum, hf_migration_count());
}

static void a_changed_text_and_a_newer_database_are_refused(void **state)
{
    (void)state;
    struct hf_session session = store_session(MIGRATE);
    size_t applied;
    assert_ok(hf_session_run(&session, "UPDATE migration SET digest = sha256('x') WHERE number = 1", &err),
              &err);
    assert_refused(hf_migrate_run(&session, &applied, &err), &err, pg_migration_changed);
    assert_string_equal(err.arg[0], "0001-first-walls");
    assert_ok(hf_session_run(&session, "DELETE FROM migration", &err), &err);
    assert_refused(hf_migrate_run(&session, &applied, &err), &err,
                   pg_failed); /* the tables are there already */
    assert_ok(hf_migrate_status(&session, &applied, &err), &err);
    assert_int_equal(applied, 0); /* and nothing of the failed one was kept */
    assert_ok(hf_session_run(&session,
                             "INSERT INTO migration (number, name, digest) VALUES (77, 'later', '')", &err),
              &err);
    assert_refused(hf_migrate_status(&session, &applied, &err), &err, pg_newer);
    assert_string_equal(err.arg[0], "77");
    hf_session_close(&session);
}

static void history_refuses_changes_even_to_its_owner(void **state)
{
    (void)state;
    static const char *const tables[] = {"event",  "batch",   "checkpoint", "token",
                                         "thread", "attempt", "stamp"};
    static const enum store_role roles[] = {MIGRATE, OWNER};
    for (size_t r = 0; r < 2; r++) {
        struct hf_session session = store_session(roles[r]);
        for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
            char sql[128];
            snprintf(sql, sizeof sql, "UPDATE %s SET log = 2", tables[t]);
            assert_refused(hf_session_run(&session, sql, &err), &err, pg_history_stands);
            snprintf(sql, sizeof sql, "DELETE FROM %s", tables[t]);
            assert_refused(hf_session_run(&session, sql, &err), &err, pg_history_stands);
            snprintf(sql, sizeof sql, "TRUNCATE %s", tables[t]);
            assert_refused(hf_session_run(&session, sql, &err), &err, pg_history_stands);
        }
        hf_session_close(&session);
    }
}

static void a_session_that_calls_itself_a_replica_changes_no_history_either(void **state)
{
    (void)state;
    struct hf_session session = store_session(OWNER);
    assert_ok(hf_session_run(&session, "SET session_replication_role = replica", &err), &err);
    assert_refused(hf_session_run(&session, "DELETE FROM event", &err), &err, pg_history_stands);
    hf_session_close(&session);
}

static void what_a_log_and_a_file_are_called_stays(void **state)
{
    (void)state;
    static const char *const changes[] = {
        "UPDATE log SET origin = 'other'",
        "UPDATE file SET kind = 2",
        "UPDATE file SET name = 'x'",
        "DELETE FROM file",
        "TRUNCATE file",
        "DELETE FROM log",
    };
    struct hf_session session = store_session(MIGRATE);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        assert_refused(hf_session_run(&session, changes[i], &err), &err, pg_history_stands);
    hf_session_close(&session);
}

/* Nobody takes away a message in passing; and none is ever another. */
static void a_message_goes_only_where_somebody_says_that_he_erases(void **state)
{
    (void)state;
    struct hf_session session = store_session(APP);
    assert_refused(hf_session_run(&session, "DELETE FROM token", &err), &err, pg_history_stands);
    assert_ok(hf_session_run(&session, "SET holdfast.erasure = 'on'", &err), &err);
    assert_ok(hf_session_run(&session, "DELETE FROM token", &err), &err);
    assert_refused(hf_session_run(&session, "UPDATE token SET bytes = ''", &err), &err, pg_not_granted);
    hf_session_close(&session);
    session = store_session(OWNER);
    assert_ok(hf_session_run(&session, "SET holdfast.erasure = 'on'", &err), &err);
    assert_refused(hf_session_run(&session, "UPDATE token SET bytes = ''", &err), &err, pg_history_stands);
    assert_refused(hf_session_run(&session, "TRUNCATE token", &err), &err, pg_history_stands);
    assert_refused(hf_session_run(&session, "DELETE FROM event", &err), &err, pg_history_stands);
    hf_session_close(&session);
}

static void each_role_may_do_its_own_and_no_more(void **state)
{
    (void)state;
    static const struct {
        enum store_role role;
        bool may;
        const char *sql;
    } rows[] = {
        {APP, true, "SELECT FROM event"},
        {APP, false, "UPDATE event SET seq = 2"},
        {APP, false, "DELETE FROM event"},
        {APP, false, "TRUNCATE event"},
        {APP, false, "DELETE FROM file"},
        {APP, false, "UPDATE file SET kind = 1"},
        {APP, false, "UPDATE log SET origin = 'x'"},
        {APP, false, "DELETE FROM outbox"},
        {APP, true, "DELETE FROM posted"},
        {APP, false, "UPDATE posted SET lane = '{1}'"},
        {APP, true, "DELETE FROM disclosure"},
        {APP, false, "UPDATE disclosure SET slot = 1"},
        {APP, false, "CREATE TABLE mine (a integer)"},
        {APP, false, "ALTER TABLE event DISABLE TRIGGER stands"},
        {APP, true, "SELECT FROM log"},
        {APP, false, "INSERT INTO migration VALUES (9, 'x', '')"},
        {AUDIT, true, "SELECT FROM event"},
        {AUDIT, true, "SELECT FROM disclosure"},
        {AUDIT, false, "INSERT INTO log (log, id, origin) VALUES (9, gen_random_uuid(), 'x')"},
        {AUDIT, false, "DELETE FROM disclosure"},
        {AUDIT, false, "UPDATE outbox SET state = 1"},
        {DELIVER, true, "SELECT FROM token"},
        {DELIVER, true, "UPDATE outbox SET state = 1"},
        {DELIVER, false, "SELECT FROM event"},
        {DELIVER, false, "SELECT FROM disclosure"},
        {DELIVER, true, "DELETE FROM posted"},
        {DELIVER, false, "UPDATE outbox SET token = NULL"},
        {DELIVER, false, "INSERT INTO posted (log, batch) VALUES (1, 1)"},
        {SIGNER, true, "SELECT FROM batch"},
        {SIGNER, false, "SELECT FROM event"},
        {SIGNER, false, "SELECT FROM token"},
        {SIGNER, false, "UPDATE log SET size = 0"},
        {MIGRATE, false, "CREATE ROLE mine"},
        {MIGRATE, false, "COPY event TO '/tmp/stolen'"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_session session = store_session(rows[i].role);
        enum hf_rc rc = hf_session_run(&session, rows[i].sql, &err);
        if ((rc == HF_OK) != rows[i].may)
            fail_msg("%s: %s", rows[i].sql, rc == HF_OK ? "was allowed" : err.arg[0]);
        if (!rows[i].may)
            assert_str(hf_err_code(&err), "pg_not_granted");
        hf_session_close(&session);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(founding_again_changes_nothing),
        cmocka_unit_test(what_is_applied_is_not_applied_again),
        cmocka_unit_test(the_text_shown_is_the_text_applied),
        cmocka_unit_test(two_at_once_wait_for_each_other),
        cmocka_unit_test(history_refuses_changes_even_to_its_owner),
        cmocka_unit_test(a_session_that_calls_itself_a_replica_changes_no_history_either),
        cmocka_unit_test(what_a_log_and_a_file_are_called_stays),
        cmocka_unit_test(a_message_goes_only_where_somebody_says_that_he_erases),
        cmocka_unit_test(each_role_may_do_its_own_and_no_more),
        cmocka_unit_test(a_changed_text_and_a_newer_database_are_refused),
    };
    return cmocka_run_group_tests(tests, store_open, store_close);
}
