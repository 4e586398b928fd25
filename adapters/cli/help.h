/* SPDX-License-Identifier: Apache-2.0 */
/* Help is printed from the table: for nothing typed, a group ("case"), a command, "options", "codes". */
#ifndef HF_CLI_HELP_H
#define HF_CLI_HELP_H

#include "cli/cli.h"

/* Always HF_OK: the topic is known to be one. */
enum hf_rc hf_help_print(struct hf_cli *cli, struct hf_str topic, FILE *to);

#endif
