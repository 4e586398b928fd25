/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where beside its own rows a hidden value of a case still stands in the clear: in the texts that notices of
 * ours show, and in what others wrote and signed. Both are bytes kept beside history, so they can go with the
 * value; that they were there, and their digests, stands in the events.
 */
#ifndef HF_DESK_TRACES_H
#define HF_DESK_TRACES_H

#include "desk/desk.h"

/* Texts that are looked for. */
struct hf_sought {
    struct hf_str *text;
    size_t count, room;
};
/* Those of a subject's values are added, kept in `arena`; a value whose key is gone is none any more. */
enum hf_rc hf_traces_seek(struct hf_desk *desk, const struct hf_id *file, const struct hf_id *subject,
                          struct hf_arena *arena, struct hf_sought *out, struct hf_err *err);

struct hf_trace_ask {
    const struct hf_case *c;
    const struct hf_sought *sought; /* NULL: every text and every message, whatever they say */
    struct hf_arena *arena;
    /* Called for each: a text of ours, by its digest; a message of somebody else's, by id and digest. */
    enum hf_rc (*text)(void *context, const struct hf_digest *digest);
    enum hf_rc (*message)(void *context, const struct hf_id *id, const struct hf_digest *digest);
    void *context;
};

/* A value of one or two letters is found in a message only where it stands alone. */
enum hf_rc hf_traces_find(struct hf_desk *desk, const struct hf_trace_ask *ask, struct hf_err *err);

#endif
