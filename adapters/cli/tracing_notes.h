/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a reader of a trace must know beside its figures, because it may be a slip of the ledger: names that
 * occur once, or nearly as others do; money that accounts paid and the ledger does not show. On the messages,
 * with --json too; nothing with --quiet.
 */
#ifndef HF_CLI_TRACING_NOTES_H
#define HF_CLI_TRACING_NOTES_H

#include "cli/tracing.h"

/* Of a ledger just read, whose memory for following is still free. Not where the accounts were declared. */
void hf_tracing_note_names(struct hf_tracing *tracing);

/* After the last row of a run; told once, however many runs follow each other. */
void hf_tracing_note_shortfall(struct hf_tracing *tracing, const struct hf_trace_run *run);

/* Where money of unknown origin counts as a claim because no option says otherwise; told once. A credit of
 * the ledger may be such money; `met`: a run met some (run.unknown_met). */
void hf_tracing_note_unknown(struct hf_tracing *tracing, bool met);

/* Of a ledger just read: that there is nothing in it. */
void hf_tracing_note_empty(const struct hf_tracing *tracing);

#endif
