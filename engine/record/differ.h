/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In what two JSON values differ. Members are compared by name wherever they stand; of two lists what they
 * begin and end with alike is passed over, the rest is compared item by item where it is as long, else told
 * as gone and new. What is gone or new is told whole, not member by member.
 */
#ifndef HF_RECORD_DIFFER_H
#define HF_RECORD_DIFFER_H

#include "record/json.h"

struct hf_difference {
    struct hf_str pointer;           /* RFC 6901, into `new`, or into `old` for what is gone; borrowed */
    const struct hf_json *old, *new; /* NULL: not there */
};
typedef void hf_differs(void *self, const struct hf_difference *difference);

/* Tells each difference, in the order of `new`, of every object what is gone last; returns how many. */
size_t hf_json_differ(const struct hf_json *old, const struct hf_json *new, struct hf_arena *arena,
                      hf_differs *differs, void *self);

#endif
