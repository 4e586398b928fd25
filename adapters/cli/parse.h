/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the words typed to the command meant. Options may stand anywhere after the words of the command
 * (common ones before them too), as --name value or --name=value; after "--" all is argument; "-" is one.
 */
#ifndef HF_CLI_PARSE_H
#define HF_CLI_PARSE_H

#include "cli/cli.h"

/*
 * Fills in command, typed, arguments and options; help, json, quiet and the language are known even on
 * failure, wherever they stand. `argv` without the program's name.
 * BAD_INPUT cli_no_command, cli_no_option, cli_value_missing, cli_value_unwanted, cli_twice, cli_few,
 * cli_many, cli_utf8.
 */
enum hf_rc hf_cli_parse(struct hf_cli *cli, int argc, char **argv, struct hf_err *err);

/* After settings from file and environment: those typed as options hold over them. As hf_settings_put. */
enum hf_rc hf_cli_settle(struct hf_cli *cli, struct hf_err *err);

#endif
