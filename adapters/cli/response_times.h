/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fast authorities answer, told from the events of all cases and from nothing else: each thread whose
 * first notice was signed, and the first message of the other side in it. No case is named, so the figures
 * can stand in a report.
 */
#ifndef HF_CLI_RESPONSE_TIMES_H
#define HF_CLI_RESPONSE_TIMES_H

#include "cli/session.h"

struct hf_response_times {
    struct hf_id authority;
    uint32_t notices; /* signed for it */
    uint32_t threads; /* begun with it */
    uint32_t heard;   /* of those: in which anything came back */
    uint32_t answers; /* all that came back */
    const int64_t
        *wait_ms; /* of each thread that was heard, ascending: from its first notice to the first word */
};

struct hf_response_table {
    struct hf_response_times *row; /* in the order in which authorities were first written to */
    size_t count;
};

/* Reads every case once. Errors: those of the ledger, and of events that cannot be read. */
enum hf_rc hf_response_times(struct hf_seat *seat, struct hf_response_table *out, struct hf_err *err);

/* The nearest-rank percentile of the waits, 1 to 100; -1 where none was heard. */
int64_t hf_response_percentile(const struct hf_response_times *times, unsigned percent);

#endif
