/* SPDX-License-Identifier: Apache-2.0 */
#include "pg/cluster.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <signal.h>
#include <sys/wait.h>

#include "pg/postmaster.h"
#include "scratch.h"

static char state_dir[64];
static struct hf_err err;

static bool answers(const struct hf_cluster *cluster)
{
    char conninfo[HF_PG_CONNINFO_MAX];
    hf_cluster_conninfo(cluster, "holdfast_owner", "postgres", conninfo);
    PGconn *conn = PQconnectdb(conninfo);
    PGresult *result = PQexec(conn, "SELECT 1");
    bool well = PQresultStatus(result) == PGRES_TUPLES_OK;
    PQclear(result);
    PQfinish(conn);
    return well;
}

static void opened(struct hf_cluster *cluster)
{
    assert_ok(hf_cluster_open(state_dir, &scratch_options, cluster, &err), &err);
}

static struct hf_cluster_status look(void)
{
    struct hf_cluster_status seen;
    hf_cluster_look(state_dir, &seen);
    return seen;
}

/* Killed and, like under a first process that buries nobody, left as a zombie while the next one starts. */
static void kill_server(void)
{
    char data[128];
    struct hf_cluster_status seen = look();
    assert_true(seen.running);
    snprintf(data, sizeof data, "%s/pg/data", state_dir);
    assert_int_equal(kill((pid_t)seen.pid, SIGKILL), 0);
    while (hf_postmaster_lives(data, (pid_t)seen.pid))
        hf_pause_ms(5);
}

static void a_cluster_is_made_answers_and_ends_with_its_only_user(void **state)
{
    (void)state;
    struct hf_cluster cluster;
    struct stat seen;
    assert_false(look().made);
    opened(&cluster);
    assert_true(answers(&cluster));
    assert_true(look().running);
    assert_int_equal(stat(cluster.socket, &seen), 0);
    assert_int_equal(seen.st_mode & 0777, 0700);
    hf_cluster_close(&cluster);
    assert_true(look().made);
    assert_false(look().running);
    assert_int_equal(stat(cluster.socket, &seen), -1);
}

static void the_last_of_several_users_stops_it(void **state)
{
    (void)state;
    struct hf_cluster first, second;
    opened(&first);
    opened(&second);
    assert_string_equal(first.socket, second.socket);
    hf_cluster_close(&first);
    assert_true(answers(&second));
    hf_cluster_close(&second);
    assert_false(look().running);
}

static void users_that_come_at_once_share_one_server(void **state)
{
    (void)state;
    int told[2];
    long pid[3];
    assert_int_equal(pipe(told), 0);
    struct hf_cluster cluster;
    for (int i = 0; i < 3; i++) {
        if (fork() == 0) {
            long mine = 0;
            if (hf_cluster_open(state_dir, &scratch_options, &cluster, &err) == HF_OK && answers(&cluster))
                mine = look().pid;
            ssize_t put = write(told[1], &mine, sizeof mine);
            hf_pause_ms(300);
            hf_cluster_close(&cluster);
            _exit(put == (ssize_t)sizeof mine ? 0 : 1);
        }
    }
    for (int i = 0; i < 3; i++)
        assert_int_equal(read(told[0], &pid[i], sizeof pid[i]), sizeof pid[i]);
    for (int i = 0; i < 3; i++)
        assert_true(wait(NULL) > 0);
    assert_true(pid[0] > 0);
    assert_true(pid[0] == pid[1] && pid[1] == pid[2]);
    assert_false(look().running);
    close(told[0]);
    close(told[1]);
}

static void a_killed_server_comes_back_on_the_same_socket(void **state)
{
    (void)state;
    struct hf_cluster cluster, other;
    char socket[64];
    opened(&cluster);
    snprintf(socket, sizeof socket, "%s", cluster.socket);
    kill_server();
    assert_false(answers(&cluster));
    assert_ok(hf_cluster_revive(&cluster, &err), &err);
    assert_string_equal(cluster.socket, socket);
    assert_true(answers(&cluster));
    kill_server();
    opened(&other);
    assert_true(answers(&cluster));
    hf_cluster_close(&other);
    assert_true(answers(&cluster));
    hf_cluster_close(&cluster);
}

static void whoever_starts_it_after_a_death_finds_the_same_socket(void **state)
{
    (void)state;
    struct hf_cluster cluster, other;
    char path[HF_PG_PATH_MAX];
    opened(&cluster);
    kill_server();
    /* As somebody leaves it who was killed just after clearing up. */
    snprintf(path, sizeof path, "%s/postmaster.pid", cluster.data);
    assert_int_equal(unlink(path), 0);
    opened(&other);
    assert_string_equal(other.socket, cluster.socket);
    assert_true(answers(&cluster));
    hf_cluster_close(&other);
    hf_cluster_close(&cluster);
}

static void stopped_in_order_under_its_users_it_comes_back_where_they_look(void **state)
{
    (void)state;
    struct hf_cluster cluster;
    char socket[64];
    opened(&cluster);
    snprintf(socket, sizeof socket, "%s", cluster.socket);
    hf_postmaster_stop(cluster.data, (pid_t)look().pid);
    assert_false(answers(&cluster));
    assert_ok(hf_cluster_revive(&cluster, &err), &err);
    assert_string_equal(cluster.socket, socket);
    assert_true(answers(&cluster));
    hf_cluster_close(&cluster);
}

static void a_user_killed_with_9_leaves_it_to_the_next(void **state)
{
    (void)state;
    struct hf_cluster cluster;
    int told[2];
    char byte;
    assert_int_equal(pipe(told), 0);
    pid_t user = fork();
    if (user == 0) {
        if (hf_cluster_open(state_dir, &scratch_options, &cluster, &err) != HF_OK ||
            write(told[1], "x", 1) != 1)
            _exit(1);
        pause();
    }
    assert_int_equal(read(told[0], &byte, 1), 1);
    long pid = look().pid;
    kill(user, SIGKILL);
    waitpid(user, NULL, 0);
    assert_true(look().running);
    opened(&cluster);
    assert_int_equal(look().pid, pid);
    hf_cluster_close(&cluster);
    assert_false(look().running);
    close(told[0]);
    close(told[1]);
}

static void a_left_over_pid_file_that_names_a_stranger_is_no_server(void **state)
{
    (void)state;
    struct hf_cluster cluster;
    char path[128];
    snprintf(path, sizeof path, "%s/pg/data/postmaster.pid", state_dir);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "%ld\n%s/pg/data\n1\n5432\n/tmp\n\n\nready\n", (long)getpid(), state_dir);
    fclose(file);
    assert_false(look().running);
    opened(&cluster);
    assert_true(answers(&cluster));
    hf_cluster_close(&cluster);
}

static void asked_to_stay_it_stays_until_stopped(void **state)
{
    (void)state;
    struct hf_cluster cluster;
    opened(&cluster);
    assert_ok(hf_cluster_keep(&cluster, &err), &err);
    hf_cluster_close(&cluster);
    assert_true(look().running && look().kept);
    opened(&cluster);
    assert_refused(hf_cluster_stop(state_dir, &err), &err, pg_in_use);
    assert_true(answers(&cluster));
    hf_cluster_close(&cluster);
    assert_false(look().running);
    opened(&cluster);
    assert_ok(hf_cluster_keep(&cluster, &err), &err);
    hf_cluster_close(&cluster);
    assert_ok(hf_cluster_stop(state_dir, &err), &err);
    assert_false(look().running || look().kept);
    assert_ok(hf_cluster_stop(state_dir, &err), &err);
}

/* As the server itself says. */
static bool recycles(const struct hf_cluster *cluster, const char *first)
{
    char conninfo[HF_PG_CONNINFO_MAX];
    hf_cluster_conninfo(cluster, "holdfast_owner", "postgres", conninfo);
    PGconn *conn = PQconnectdb(conninfo);
    if (first != NULL)
        PQclear(PQexec(conn, first));
    PGresult *result = PQexec(conn, "SHOW wal_recycle");
    bool on = PQresultStatus(result) == PGRES_TUPLES_OK && strcmp(PQgetvalue(result, 0, 0), "on") == 0;
    PQclear(result);
    PQfinish(conn);
    return on;
}

static void what_a_killed_scrub_left_set_is_taken_back_at_the_next_start(void **state)
{
    (void)state;
    struct hf_cluster cluster;
    opened(&cluster);
    (void)recycles(&cluster, "ALTER SYSTEM SET wal_recycle = off");
    hf_cluster_close(&cluster);
    assert_false(look().running);
    opened(&cluster);
    for (int waits = 0; waits < 200 && !recycles(&cluster, NULL); waits++)
        hf_pause_ms(10); /* the server hears of it a moment later */
    assert_true(recycles(&cluster, NULL));
    hf_cluster_close(&cluster);
}

static void a_server_that_cannot_start_says_why(void **state)
{
    (void)state;
    struct hf_cluster cluster;
    char path[128];
    snprintf(path, sizeof path, "%s/pg/data/postgresql.conf", state_dir);
    FILE *file = fopen(path, "a");
    assert_non_null(file);
    struct stat before;
    assert_int_equal(fstat(fileno(file), &before), 0);
    fputs("max_connections = 'many'\n", file);
    fclose(file);
    assert_refused(hf_cluster_open(state_dir, &scratch_options, &cluster, &err), &err, pg_start_failed);
    assert_non_null(strstr(err.arg[0], "postgresql.conf"));
    assert_int_equal(truncate(path, before.st_size), 0);
    opened(&cluster);
    hf_cluster_close(&cluster);
}

static void what_was_never_made_is_not_found(void **state)
{
    (void)state;
    static const struct hf_cluster_options only_open = {.make = false};
    struct hf_cluster cluster;
    char empty[64];
    scratch_make(empty);
    assert_refused(hf_cluster_open(empty, &only_open, &cluster, &err), &err, pg_not_made);
    assert_refused(hf_cluster_stop(empty, &err), &err, pg_not_made);
    scratch_remove(empty);
    assert_refused(hf_cluster_open(empty, &only_open, &cluster, &err), &err, pg_not_made);
}

static void data_of_another_major_version_is_refused(void **state)
{
    (void)state;
    struct hf_cluster cluster;
    char folder[64], path[128];
    scratch_make(folder);
    snprintf(path, sizeof path, "%s/pg", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/pg/data", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/pg/data/PG_VERSION", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("9\n", file);
    fclose(file);
    assert_refused(hf_cluster_open(folder, &scratch_options, &cluster, &err), &err, pg_other_major);
    assert_string_equal(err.arg[0], "9");
    scratch_remove(folder);
}

static void what_an_interrupted_making_left_is_cleared_away(void **state)
{
    (void)state;
    struct hf_cluster cluster;
    char folder[64], path[128];
    scratch_make(folder);
    snprintf(path, sizeof path, "%s/pg", folder);
    assert_int_equal(mkdir(path, 0711), 0);
    snprintf(path, sizeof path, "%s/pg/data.new", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/pg/data.new/rubbish", folder);
    assert_int_equal(close(open(path, O_CREAT | O_WRONLY, 0600)), 0);
    assert_ok(hf_cluster_open(folder, &scratch_options, &cluster, &err), &err);
    assert_true(answers(&cluster));
    hf_cluster_close(&cluster);
    scratch_remove(folder);
}

static void a_directory_the_server_may_not_pass_is_named(void **state)
{
    (void)state;
    struct hf_cluster cluster;
    char folder[64], inner[96];
    if (geteuid() != 0)
        skip();
    scratch_make(folder);
    snprintf(inner, sizeof inner, "%s/state", folder);
    assert_refused(hf_cluster_open(inner, &scratch_options, &cluster, &err), &err, pg_path_closed);
    assert_string_equal(err.arg[0], folder);
    scratch_remove(folder);
}

static void somebody_elses_cluster_is_not_ours(void **state)
{
    (void)state;
    struct hf_account account;
    uid_t other = geteuid() == 0 ? 65534 : geteuid();
    assert_int_equal(seteuid(other), 0);
    enum hf_rc rc = hf_account_choose(0, &account, &err);
    (void)!seteuid(getuid());
    assert_refused(rc, &err, pg_not_yours);
    assert_string_equal(err.arg[0], "root");
}

static void roots_cluster_in_a_users_directory_runs_as_that_user(void **state)
{
    (void)state;
    struct hf_account account;
    if (geteuid() != 0)
        skip();
    assert_ok(hf_account_choose(65534, &account, &err), &err);
    assert_int_equal(account.uid, 65534);
    assert_refused(hf_account_choose(3999999999U, &account, &err), &err, pg_account_unnamed);
    assert_ok(hf_account_choose(0, &account, &err), &err);
    assert_int_not_equal(account.uid, 0);
}

static void a_stranger_at_the_socket_is_refused(void **state)
{
    (void)state;
    struct hf_cluster cluster;
    int status;
    if (geteuid() != 0)
        skip();
    opened(&cluster);
    assert_int_equal(chmod(cluster.socket, 0755), 0);
    pid_t stranger = fork();
    if (stranger == 0) {
        gid_t group = 1;
        bool gone = setgroups(1, &group) == 0 && setresgid(1, 1, 1) == 0 && setresuid(1, 1, 1) == 0;
        _exit(!gone ? 2 : answers(&cluster) ? 1 : 0);
    }
    assert_int_equal(waitpid(stranger, &status, 0), stranger);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_true(answers(&cluster));
    hf_cluster_close(&cluster);
}

static int make_state(void **state)
{
    (void)state;
    scratch_make(state_dir);
    return 0;
}

static int remove_state(void **state)
{
    (void)state;
    hf_cluster_stop(state_dir, &err);
    scratch_remove(state_dir);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_never_made_is_not_found),
        cmocka_unit_test(a_cluster_is_made_answers_and_ends_with_its_only_user),
        cmocka_unit_test(the_last_of_several_users_stops_it),
        cmocka_unit_test(users_that_come_at_once_share_one_server),
        cmocka_unit_test(a_killed_server_comes_back_on_the_same_socket),
        cmocka_unit_test(a_user_killed_with_9_leaves_it_to_the_next),
        cmocka_unit_test(a_left_over_pid_file_that_names_a_stranger_is_no_server),
        cmocka_unit_test(whoever_starts_it_after_a_death_finds_the_same_socket),
        cmocka_unit_test(stopped_in_order_under_its_users_it_comes_back_where_they_look),
        cmocka_unit_test(asked_to_stay_it_stays_until_stopped),
        cmocka_unit_test(what_a_killed_scrub_left_set_is_taken_back_at_the_next_start),
        cmocka_unit_test(a_server_that_cannot_start_says_why),
        cmocka_unit_test(data_of_another_major_version_is_refused),
        cmocka_unit_test(what_an_interrupted_making_left_is_cleared_away),
        cmocka_unit_test(a_directory_the_server_may_not_pass_is_named),
        cmocka_unit_test(somebody_elses_cluster_is_not_ours),
        cmocka_unit_test(roots_cluster_in_a_users_directory_runs_as_that_user),
        cmocka_unit_test(a_stranger_at_the_socket_is_refused),
    };
    return cmocka_run_group_tests(tests, make_state, remove_state);
}
