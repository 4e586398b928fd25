/* SPDX-License-Identifier: Apache-2.0 */
/* Names that events keep, as people read them; with --json they stay what they are, and so does what is not
 * known here. */
#ifndef HF_CLI_SAID_H
#define HF_CLI_SAID_H

#include "cli/cli.h"

struct hf_str hf_said_known(const struct hf_cli *cli, struct hf_str known); /* "owner" */
struct hf_str hf_said_read(const struct hf_cli *cli, struct hf_str what);   /* "values" */
/* What a reading was of: "DIGEST for auditor", of a bundle. */
struct hf_str hf_said_of(const struct hf_cli *cli, struct hf_str of);

#endif
