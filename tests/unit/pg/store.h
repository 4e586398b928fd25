/* SPDX-License-Identifier: Apache-2.0 */
/* A cluster of a test with the database in it, migrated; one per test program. */
#ifndef HF_TESTS_PG_STORE_H
#define HF_TESTS_PG_STORE_H

#include "pg/migrate.h"
#include "scratch.h"

struct store {
    char state[64];
    struct hf_cluster cluster;
    char conninfo[6][HF_PG_CONNINFO_MAX]; /* of the roles below */
};
enum store_role { OWNER, MIGRATE, APP, AUDIT, DELIVER, SIGNER };

static struct store store;

static inline struct hf_session store_session(enum store_role role)
{
    static struct hf_err err;
    struct hf_session session = {0};
    assert_ok(hf_session_open(&session, store.conninfo[role], &err), &err);
    return session;
}

static inline int store_open(void **state)
{
    static const char *const roles[] = {"holdfast_owner", "holdfast_migrate", "holdfast_app",
                                        "holdfast_audit", "holdfast_deliver", "holdfast_signer"};
    static struct hf_err err;
    char first[HF_PG_CONNINFO_MAX];
    struct hf_session session = {0};
    size_t applied;
    (void)state;
    scratch_make(store.state);
    assert_ok(hf_cluster_open(store.state, &scratch_options, &store.cluster, &err), &err);
    hf_cluster_conninfo(&store.cluster, "holdfast_owner", "postgres", first);
    for (int i = 0; i < 6; i++)
        hf_cluster_conninfo(&store.cluster, roles[i], HF_PG_DATABASE, store.conninfo[i]);
    assert_ok(hf_session_open(&session, first, &err), &err);
    assert_ok(hf_migrate_found(&session, &err), &err);
    hf_session_close(&session);
    session = store_session(MIGRATE);
    assert_ok(hf_migrate_run(&session, &applied, &err), &err);
    hf_session_close(&session);
    return 0;
}

static inline int store_close(void **state)
{
    (void)state;
    hf_cluster_close(&store.cluster);
    scratch_remove(store.state);
    return 0;
}

#endif
