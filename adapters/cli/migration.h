/* SPDX-License-Identifier: Apache-2.0 */
/* What a migration changed in a case, as rows: one for each state, clock, duty and thing dropped. */
#ifndef HF_CLI_MIGRATION_H
#define HF_CLI_MIGRATION_H

#include "casefile/fact.h"
#include "cli/cli.h"

/* {"on", "what": "answer", "do": "carry", "change": in words, "from", "to" | "was", "due"}, for one event;
 * nothing where it is none of a migration. */
void hf_migration_rows(struct hf_cli *cli, const struct hf_fact *fact, const struct hf_json *payload,
                       struct hf_json_maker *rows);
/* The same in one line, for the history of a case; empty where it is none. */
struct hf_str hf_migration_line(struct hf_cli *cli, const struct hf_fact *fact);

#endif
