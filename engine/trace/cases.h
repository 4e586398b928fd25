/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of many cases: the text as a tree, refused with file, line and column, and the one case that is
 * meant.
 */
#ifndef HF_TRACE_CASES_H
#define HF_TRACE_CASES_H

#include "record/json.h"
#include "trace/ledger.h"

/*
 * Through the strict gate, numbers of any kind allowed. The tree is larger than its text, 128 times at worst,
 * so the longest text taken follows from the room in the arena, up to 64 MiB. BAD_INPUT only.
 */
enum hf_rc hf_trace_tree(struct hf_trace_source source, struct hf_arena *arena, struct hf_json *out,
                         struct hf_err *err);

/*
 * The object that is asked about: that of `cases` whose id is case_id, or the root itself where there is no
 * such list. NOT_FOUND trace_no_case; BAD_INPUT trace_which_case (with the ids that there are),
 * trace_case_twice.
 */
enum hf_rc hf_trace_case(struct hf_trace_source source, const struct hf_json *root, struct hf_str case_id,
                         const struct hf_json **out, struct hf_err *err);

#endif
