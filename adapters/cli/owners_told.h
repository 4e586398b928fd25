/* SPDX-License-Identifier: Apache-2.0 */
/* Why somebody owns or controls a company, told for people from the answer of trace/owner_answer.h. */
#ifndef HF_CLI_OWNERS_TOLD_H
#define HF_CLI_OWNERS_TOLD_H

#include "cli/cli.h"
#include "record/json.h"

/* Of each person with chains or control: the grounds, each chain step by step with line, document, page and
 * dates. */
void hf_owners_told(struct hf_cli *cli, const struct hf_json *answer);

#endif
