/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where each instance of a file stood at an instant, by when acts took effect rather than by when they were
 * recorded: the last of its acts that had taken effect then. An act that is recorded late so changes what is
 * known today of an earlier day, and not what was known on it: for that the file is folded no further.
 */
#ifndef HF_CASEFILE_STOOD_H
#define HF_CASEFILE_STOOD_H

#include "casefile/fact.h"

struct hf_stood_row {
    struct hf_str state; /* its name; empty: not there yet */
    int64_t since_ms;
};
struct hf_stood {
    int64_t at_ms; /* INT64_MAX: as all of its acts leave it */
    struct hf_arena *arena;
    struct hf_stood_row *row; /* by instance */
    size_t count, room;
};

/* One more event, in order, with the case behind it. */
void hf_stood_take(struct hf_stood *stood, const struct hf_flows *flows, const struct hf_case *after,
                   const struct hf_fact *fact);
/* NULL: it was not there yet. */
const struct hf_stood_row *hf_stood_of(const struct hf_stood *stood, hf_instance i);

#endif
