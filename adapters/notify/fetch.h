/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One document got over https, whole: the keys another side publishes, a text it sends to who signs for it.
 * As with pushing, nothing is followed, and only public networks and those on the allow-list are reached.
 * Waits for the answer: at most 10 s.
 */
#ifndef HF_NOTIFY_FETCH_H
#define HF_NOTIFY_FETCH_H

#include "base/err.h"
#include "notify/reach.h"

struct hf_fetch {
    struct hf_str url, ca_file; /* ca_file empty: the system's list */
    const struct hf_network *allow;
    size_t allow_count;
    bool plain;               /* over http too: what comes is signed by itself */
    size_t most;              /* bytes */
    struct hf_str post, type; /* a body to be posted, and its media type; empty: it is a GET */
    int32_t *status;          /* where another one than 200 is an answer too; NULL: it is not */
};

/* The body lives in the arena. UNAVAILABLE fetch_failed: not reached, no 200, or longer than `most`. */
enum hf_rc hf_fetch(const struct hf_fetch *fetch, struct hf_arena *arena, struct hf_str *body,
                    struct hf_err *err);

#endif
