/* SPDX-License-Identifier: Apache-2.0 */
/* Two copies of one log, entry by entry: folders of tiles (audit tiles), or databases of replicas. */
#ifndef HF_CLI_COMPARE_LOGS_H
#define HF_CLI_COMPARE_LOGS_H

#include "cli/cli.h"

/* Is this argument a folder, or a connection string of libpq? */
bool hf_compare_is_log(struct hf_cli *cli, struct hf_str typed);

/*
 * Both arguments; one that goes on where the other ends does not contradict it.
 *   errors   UNVERIFIED compare_leaf: the first entry that is not the same; those of files and databases
 */
enum hf_rc hf_compare_logs(struct hf_cli *cli, struct hf_err *err);

#endif
