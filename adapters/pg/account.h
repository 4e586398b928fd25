/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Under which account the private server runs.
 *
 * PostgreSQL refuses root and needs a name in the account list. An ordinary user runs it himself. For root it
 * is the owner of the state directory or, where that is root too, the first of holdfast, postgres, nobody.
 * Only the server's own programs change their account; everything else stays who it is.
 */
#ifndef HF_PG_ACCOUNT_H
#define HF_PG_ACCOUNT_H

#include <sys/types.h>

#include "base/err.h"

struct hf_account {
    uid_t uid;
    gid_t gid;
    char name[64];
};

/*
 * `owner` is whose the data directory is, or the state directory where there is no data yet.
 * NOT_ALLOWED pg_not_yours, FAILED pg_account_unnamed, FAILED pg_no_account.
 */
enum hf_rc hf_account_choose(uid_t owner, struct hf_account *out, struct hf_err *err);

/* The name of a user id, or "#1234" where it has none. */
void hf_account_name(uid_t uid, char name[64]);

/*
 * May the account pass through every directory on the absolute path? Judged by owner, group and mode.
 * NOT_ALLOWED pg_path_closed, naming the directory.
 */
enum hf_rc hf_account_reach(const struct hf_account *account, const char *path, struct hf_err *err);

/* Runs a program under the account to its end; both its outputs go to `out_fd`. Its exit status, or -1. */
int hf_account_run(const struct hf_account *account, const char *const argv[], int out_fd);

/*
 * Starts a program under the account in `directory` and in a session of its own, so that no terminal's signal
 * reaches it and it may outlive us. Its process id once it stands there, or -1.
 */
pid_t hf_account_launch(const struct hf_account *account, const char *directory, const char *const argv[],
                        int out_fd);

#endif
