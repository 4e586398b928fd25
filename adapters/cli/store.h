/* SPDX-License-Identifier: Apache-2.0 */
/* The database a command works on: the private cluster of the state directory, or the one of --db. */
#ifndef HF_CLI_STORE_H
#define HF_CLI_STORE_H

#include "cli/cli.h"
#include "pg/cluster.h"
#include "pg/migrate.h"

struct hf_store {
    bool is_private;
    struct hf_cluster cluster; /* private only */
    const char *given;         /* --db; used as it stands */
};

/* The state directory, absolute; it need not exist. As hf_state_find. */
enum hf_rc hf_cli_state(struct hf_cli *cli, const char **out, struct hf_err *err);

/* Starts the private cluster when it stands still. `make`: also makes it where there is none. */
enum hf_rc hf_store_open(struct hf_cli *cli, bool make, struct hf_store *out, struct hf_err *err);
void hf_store_close(struct hf_store *store);

/* What libpq is given to be this role in this database; with --db what was given. */
void hf_store_conninfo(const struct hf_store *store, const char *role, const char *database,
                       char out[HF_PG_CONNINFO_MAX]);

#endif
