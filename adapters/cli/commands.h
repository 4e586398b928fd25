/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one table of commands. Parsing, help, "did you mean" and the tests all walk it. A new command is one
 * row here, its texts in cli/words.h, and a handler in the cmd_*.c of its group, declared in cli/cmd.h.
 */
#ifndef HF_CLI_COMMANDS_H
#define HF_CLI_COMMANDS_H

#include "cli/cli.h"

extern const struct hf_cli_command hf_cli_commands[];
extern const size_t hf_cli_command_count;

/* Taken with every command; ended by one without a name. Those named as a setting set it. */
extern const struct hf_cli_flag hf_cli_common_flags[];

/*
 * The flag typed "--name" among those of the command (which may be NULL) and the common ones; else NULL. A
 * command's own hides a common one: `user add --role` is the role of the new person.
 */
const struct hf_cli_flag *hf_cli_flag_named(const struct hf_cli_command *command, struct hf_str name);

/* How many arguments "CASE [INSTANCE] EVENT" asks for: at least, at most (SIZE_MAX: any number). */
void hf_cli_arg_range(struct hf_str args, size_t *least, size_t *most);

#endif
