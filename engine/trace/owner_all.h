/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every company of a file at once: who has at least so much of it, chains multiplied and added.
 *
 * Each target is passed up in 64-bit fixed point, and what rounding may have lost is counted; only where that
 * leaves open whether somebody reaches the threshold, or how a share is rounded, is the target solved exactly
 * (owner_effect.h). So the list is exact, at the price of a walk for each company.
 */
#ifndef HF_TRACE_OWNER_ALL_H
#define HF_TRACE_OWNER_ALL_H

#include "trace/owner_effect.h"

struct hf_owner_large {
    uint32_t owned, owner;
    uint64_t millionths; /* of a percent, rounded half up */
};

struct hf_owner_list {
    struct hf_owner_large *item; /* companies as the file first names them, of each the largest owner first */
    size_t count;
    uint32_t solved; /* targets that had to be solved exactly */
};

/* Asked now and then how far it is; a failure ends the work. NULL: nobody asks. */
struct hf_owner_watch {
    enum hf_rc (*step)(void *self, uint64_t done, uint64_t all, struct hf_err *err);
    void *self;
    uint64_t work_max; /* steps of the whole work; 0: the bound of trace/owner_all.c */
};

/*
 * Persons (owner.h) with at least `least`.lo of the whole; unknown shares at their least. BAD_INPUT
 * owner_closed, REFUSED owner_work (rings so large that a walk round them for each company takes too long);
 * no_memory.
 */
enum hf_rc hf_owner_all(const struct hf_owner_graph *graph, const struct hf_owner_share *least,
                        const struct hf_owner_watch *watch, struct hf_arena *arena, struct hf_owner_list *out,
                        struct hf_err *err);

#endif
