/* SPDX-License-Identifier: Apache-2.0 */
/* The handlers of the commands, one cmd_*.c per group. */
#ifndef HF_CLI_CMD_H
#define HF_CLI_CMD_H

#include "cli/cli.h"
#include "flow/read.h"

typedef enum hf_rc hf_cli_handler(struct hf_cli *cli, struct hf_err *err);

/* The house's own definition, compiled in the arena. */
enum hf_rc hf_cli_house(struct hf_arena *arena, const struct hf_flow **house, struct hf_err *err);

hf_cli_handler hf_cmd_help;                                               /* help.c */
hf_cli_handler hf_cmd_version, hf_cmd_json_canonical, hf_cmd_config_show; /* cmd_plain.c */
hf_cli_handler hf_cmd_workflow_check;                                     /* cmd_workflow.c */
hf_cli_handler hf_cmd_trace_funds;                                        /* cmd_trace.c */

#endif
