/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The numbered migrations, held in the program, applied each in a transaction of its own and never edited
 * after a release: the table `migration` keeps the SHA-256 of what was applied, and a text that differs is
 * refused.
 *
 * Two people run it: whoever may make roles and databases once (found), and holdfast_migrate ever after
 * (run).
 */
#ifndef HF_PG_MIGRATE_H
#define HF_PG_MIGRATE_H

#include "pg/session.h"

#define HF_PG_DATABASE "holdfast"

/*
 * Makes the roles and the database `holdfast` where they are missing. `session` is to any database of the
 * cluster, as a role that may do so. NOT_ALLOWED pg_not_granted.
 */
enum hf_rc hf_migrate_found(struct hf_session *session, struct hf_err *err);

size_t hf_migration_count(void);
/* "0001-first-walls" */
const char *hf_migration_name(size_t index);
/* The text that `db migrate --dry-run` prints. */
void hf_migration_text(size_t index, struct hf_buf *out);

/*
 * How many migrations the database holds; the rest of ours is still to be applied.
 * FAILED pg_newer, UNVERIFIED pg_migration_changed.
 */
enum hf_rc hf_migrate_status(struct hf_session *session, size_t *applied, struct hf_err *err);

/* Applies what is missing; *applied gets how many were. Two that run at once wait for each other. */
enum hf_rc hf_migrate_run(struct hf_session *session, size_t *applied, struct hf_err *err);

#endif
