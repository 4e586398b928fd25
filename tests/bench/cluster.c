/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_cluster STATE COMMAND [ARGUMENT...]: runs a command beside a private cluster that loses nothing
 * (fsync, synchronous_commit and full_page_writes on) and holds the database, migrated; 1 GB of shared
 * buffers, 4 GB of log between checkpoints. PGHOST, PGUSER and PGDATABASE lead there. The server ends with
 * the command; the exit status is the command's.
 */
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "pg/migrate.h"
#include "pg/cluster.h"

extern char **environ;

/* As the reference floors were measured. They take a new start. */
static enum hf_rc adjust(const struct hf_cluster *cluster, struct hf_err *err)
{
    static const char *const settings[] = {"ALTER SYSTEM SET shared_buffers = '1GB'",
                                           "ALTER SYSTEM SET max_wal_size = '4GB'"};
    char conninfo[HF_PG_CONNINFO_MAX];
    struct hf_session session = {0};
    enum hf_rc rc = HF_OK;
    hf_cluster_conninfo(cluster, "holdfast_owner", "postgres", conninfo);
    HF_TRY(hf_session_open(&session, conninfo, err));
    for (size_t i = 0; rc == HF_OK && i < sizeof settings / sizeof settings[0]; i++)
        rc = hf_session_run(&session, settings[i], err);
    hf_session_close(&session);
    return rc;
}

/* Made, adjusted, and started anew. */
static enum hf_rc open_cluster(const char *state, struct hf_cluster *cluster, struct hf_err *err)
{
    static const struct hf_cluster_options make = {.make = true}, as_it_is = {0};
    HF_TRY(hf_cluster_open(state, &make, cluster, err));
    enum hf_rc rc = adjust(cluster, err);
    hf_cluster_close(cluster);
    HF_TRY(rc);
    return hf_cluster_open(state, &as_it_is, cluster, err);
}

static enum hf_rc found(const struct hf_cluster *cluster, struct hf_err *err)
{
    char conninfo[HF_PG_CONNINFO_MAX];
    struct hf_session session = {0};
    hf_cluster_conninfo(cluster, "holdfast_owner", "postgres", conninfo);
    HF_TRY(hf_session_open(&session, conninfo, err));
    enum hf_rc rc = hf_migrate_found(&session, err);
    hf_session_close(&session);
    return rc;
}

static enum hf_rc migrate(const struct hf_cluster *cluster, struct hf_err *err)
{
    char conninfo[HF_PG_CONNINFO_MAX];
    struct hf_session session = {0};
    size_t applied;
    hf_cluster_conninfo(cluster, "holdfast_migrate", HF_PG_DATABASE, conninfo);
    HF_TRY(hf_session_open(&session, conninfo, err));
    enum hf_rc rc = hf_migrate_run(&session, &applied, err);
    hf_session_close(&session);
    return rc;
}

/* The command gets the signals of the terminal itself; we outlive it to stop the server. */
static int run(const struct hf_cluster *cluster, char *command[])
{
    pid_t pid;
    int status;
    setenv("PGHOST", cluster->socket, 1);
    setenv("PGPORT", "5432", 1);
    setenv("PGUSER", "holdfast_owner", 1);
    setenv("PGDATABASE", HF_PG_DATABASE, 1);
    int failure = posix_spawnp(&pid, command[0], NULL, NULL, command, environ);
    if (failure != 0) {
        fprintf(stderr, "bench_cluster: %s: %s\n", command[0], strerror(failure));
        return 127;
    }
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return 1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static int complain(const struct hf_err *err)
{
    char text[4096];
    struct hf_buf buf = HF_BUF(text);
    hf_err_print(err, HF_EN, &buf);
    fprintf(stderr, "bench_cluster: %.*s\n", HF_STR_ARG(hf_buf_str(&buf)));
    return (int)hf_err_rc(err);
}

int main(int argc, char *argv[])
{
    static struct hf_cluster cluster;
    static struct hf_err err;
    if (argc < 3) {
        fputs("bench_cluster STATE COMMAND [ARGUMENT...]\n", stderr);
        return 2;
    }
    if (open_cluster(argv[1], &cluster, &err) != HF_OK)
        return complain(&err);
    int status = found(&cluster, &err) != HF_OK || migrate(&cluster, &err) != HF_OK ? complain(&err)
                                                                                    : run(&cluster, argv + 2);
    hf_cluster_close(&cluster);
    return status;
}
