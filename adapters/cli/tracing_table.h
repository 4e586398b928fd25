/* SPDX-License-Identifier: Apache-2.0 */
/* `trace funds --range` and `trace compare`: several runs over one ledger, as a table or JSON. */
#ifndef HF_CLI_TRACING_TABLE_H
#define HF_CLI_TRACING_TABLE_H

#include "cli/tracing.h"

enum hf_rc hf_tracing_compare(struct hf_tracing *tracing, struct hf_err *err);
enum hf_rc hf_tracing_range(struct hf_tracing *tracing, struct hf_err *err);

#endif
