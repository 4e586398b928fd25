/* SPDX-License-Identifier: Apache-2.0 */
/* `trace explain`: why one payment is made up as it is, in words. */
#ifndef HF_CLI_TRACING_WHY_H
#define HF_CLI_TRACING_WHY_H

#include "cli/tracing.h"

/* NOT_FOUND trace_no_debit, BAD_INPUT trace_pays_nothing. */
enum hf_rc hf_tracing_explain(struct hf_tracing *tracing, struct hf_err *err);

#endif
