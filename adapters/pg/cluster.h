/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The private cluster: a PostgreSQL server of our own in STATE/pg, reached through a socket only its owner
 * and root can come near; no TCP, no password, never the distribution's `main` cluster.
 *
 * Every user of it holds a shared lock on STATE/lock. The first starts the server; whoever can turn his lock
 * exclusive at his end stops it, unless `db start` asked that it stay. A server killed under its users is
 * started again by the next one, or by hf_cluster_revive, on the same socket where that still stands. A user
 * killed with -9 leaves the server to the next one, who takes it over.
 *
 *     STATE/lock          shared by the users of the cluster
 *     STATE/pg/data       the data directory; belongs to the account of the server
 *     STATE/pg/log        what initdb and the server say
 *     STATE/pg/socket     where the socket of the last server is, so that the next one's is there too
 *     STATE/pg/starting   held while one of several users looks and starts
 *     STATE/pg/kept       is there between `db start` and `db stop`
 *
 * When root runs this, STATE and STATE/pg are opened for passing through (o+x, not for reading), because the
 * server runs under another account; everything else in STATE must keep its own mode.
 */
#ifndef HF_PG_CLUSTER_H
#define HF_PG_CLUSTER_H

#include "pg/account.h"
#include "pg/server.h"

enum { HF_PG_CONNINFO_MAX = 512, HF_PG_STATE_MAX = 512 };

struct hf_cluster_options {
    bool make;  /* make the cluster where there is none */
    bool hasty; /* for tests only: nothing waits for the disk, a power cut may lose everything */
};

struct hf_cluster {
    char state[HF_PG_STATE_MAX]; /* absolute, without links */
    char data[HF_PG_STATE_MAX + 16];
    char socket[64];
    struct hf_account account;
    struct hf_server server;
    bool hasty;
    int lock_fd;
};

/*
 * Makes the cluster if asked, starts it if it does not run, and takes the shared lock.
 * NOT_FOUND pg_not_made, FAILED pg_other_major, pg_server_missing, pg_start_failed and what account.h names.
 */
enum hf_rc hf_cluster_open(const char *state, const struct hf_cluster_options *options,
                           struct hf_cluster *out, struct hf_err *err);

/* Starts the server again if it went away meanwhile; the socket directory may have changed. */
enum hf_rc hf_cluster_revive(struct hf_cluster *cluster, struct hf_err *err);

/* Gives the lock back, and stops the server if nobody else holds one and `db start` did not ask for it to
 * stay. */
void hf_cluster_close(struct hf_cluster *cluster);

/* `db start`: from now on the server stays when its last user ends. */
enum hf_rc hf_cluster_keep(struct hf_cluster *cluster, struct hf_err *err);

/*
 * `db stop`: it need not stay any more. Stopped at once if nobody uses it; else CONFLICT pg_in_use, and the
 * last user stops it. Stopping a stopped one is done.
 */
enum hf_rc hf_cluster_stop(const char *state, struct hf_err *err);

struct hf_cluster_status {
    bool made, running, kept;
    int major; /* of the data; 0 when not made */
    long pid;  /* 0 when not running */
    char socket[64];
};
/* Looks without touching anything or taking a lock. */
void hf_cluster_look(const char *state, struct hf_cluster_status *out);

/* The libpq connection string for a role of pg/roles.h ("holdfast_app") and a database ("holdfast"). */
void hf_cluster_conninfo(const struct hf_cluster *cluster, const char *role, const char *database,
                         char out[HF_PG_CONNINFO_MAX]);

#endif
