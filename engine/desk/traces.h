/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where beside its own rows a hidden value of a case still stands in the clear: in the texts that notices of
 * ours show, and in what others wrote and signed. Both are bytes kept beside history, so they can go with the
 * value; that they were there, and their digests, stands in the events.
 */
#ifndef HF_DESK_TRACES_H
#define HF_DESK_TRACES_H

#include "desk/desk.h"

struct hf_trace_ask {
    const struct hf_case *c;
    const struct hf_id *subject; /* whose values; NULL: every text and every message, whatever they say */
    struct hf_arena *arena;
    /* Called for each: a text of ours, by its digest; a message of somebody else's, by id and digest. */
    enum hf_rc (*text)(void *context, const struct hf_digest *digest);
    enum hf_rc (*message)(void *context, const struct hf_id *id, const struct hf_digest *digest);
    void *context;
};

/* To be asked while the keys are there: what is found by its value is not found without it. A value of one or
 * two letters is found only where it stands alone. */
enum hf_rc hf_traces_find(struct hf_desk *desk, const struct hf_trace_ask *ask, struct hf_err *err);

#endif
