/* SPDX-License-Identifier: Apache-2.0 */
/* What of a name is seen: two that differ by more than that are two, others a slip. */
#ifndef HF_TRACE_TRIM_H
#define HF_TRACE_TRIM_H

#include "base/str.h"

/* Without the blanks at its ends: those of ASCII, and of Unicode the no-break and wide ones, which nobody
 * sees either. */
struct hf_str hf_trace_trim(struct hf_str name);

#endif
