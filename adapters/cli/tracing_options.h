/* SPDX-License-Identifier: Apache-2.0 */
/* Options of the trace commands that would change nothing beside, or without, another: they are refused. */
#ifndef HF_CLI_TRACING_OPTIONS_H
#define HF_CLI_TRACING_OPTIONS_H

#include "cli/cli.h"

/* BAD_INPUT cli_apart, cli_only_with, trace_map_csv. */
enum hf_rc hf_tracing_options(struct hf_cli *cli, struct hf_err *err);

#endif
