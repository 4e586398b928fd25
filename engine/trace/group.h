/* SPDX-License-Identifier: Apache-2.0 */
/* Claims put together into classes, where each alone would be too much work or too much to read. */
#ifndef HF_TRACE_GROUP_H
#define HF_TRACE_GROUP_H

#include "trace/ledger.h"

/*
 * `text`: a line for each claim, "claim,class"; the last comma parts them. Claims that it does not name stay
 * alone. The ledger is closed, and changed: no run over it may be under way. BAD_INPUT trace_group_line,
 * trace_group_claim with file and line; no_memory.
 */
enum hf_rc hf_trace_group(struct hf_trace_ledger *ledger, struct hf_str file, struct hf_str text,
                          struct hf_err *err);
/* All claims become one class of that name. */
enum hf_rc hf_trace_group_all(struct hf_trace_ledger *ledger, struct hf_str name, struct hf_err *err);

#endif
