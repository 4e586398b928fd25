/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was carried here: the files in the `in` folders of a spool (notify/box.h), each a token as it would
 * have come over the network. A file is looked at once it has not changed for a second, so one that is still
 * being copied is left alone; taken, it is removed, and one that comes twice is taken once. What is refused
 * is refused for good only when it has stood unchanged for half a minute: then it is put aside with the
 * reason beside it.
 */
#ifndef HF_NOTIFY_ARRIVALS_H
#define HF_NOTIFY_ARRIVALS_H

#include "desk/desk.h"

struct hf_arrivals_setup {
    const char *folder;         /* lives as long */
    struct hf_clock_port clock; /* its steady side */
    struct hf_inlet inlet;
    /* Called for what was put aside, from hf_arrivals_mind. */
    void (*refused)(void *context, struct hf_str box, const struct hf_err *err);
    void *context;
    int64_t settle_ms, refuse_ms; /* 0: 1000, 30000 */
};

struct hf_arrivals;
/* FAILED no_memory. */
enum hf_rc hf_arrivals_open(const struct hf_arrivals_setup *setup, struct hf_arrivals **out,
                            struct hf_err *err);
/* Looks at what has come and settles what was answered; does not wait. One thread. */
void hf_arrivals_mind(struct hf_arrivals *arrivals);
/* Every offer has been answered. */
void hf_arrivals_close(struct hf_arrivals *arrivals);

#endif
