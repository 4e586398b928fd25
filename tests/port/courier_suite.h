/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every courier keeps to, whatever it carries by: run on the push courier against a peer of the tests,
 * and on the courier's twin in memory. A stage gives a courier and four addresses that behave as named.
 */
#ifndef HF_TESTS_COURIER_SUITE_H
#define HF_TESTS_COURIER_SUITE_H

#include "desk/ports.h"

struct courier_stage {
    struct hf_courier courier;
    struct hf_str takes;   /* answers as it should: received */
    struct hf_str refuses; /* answers that it will never take this: permanent */
    struct hf_str nowhere; /* cannot be reached: transient, no status */
    struct hf_str foreign; /* an address of another kind, not fit */
    struct hf_str ca_file; /* to go with the addresses, or empty */
    bool silent;           /* nobody answers, so no outcome has a status */
    size_t room;           /* parcels it can hold; 0: it is not bounded, as the twin */
    /* How many tokens `takes` has received, and the last of them. */
    size_t (*received)(void *self, struct hf_str *last);
    void *self;
};

/* Runs every rule; fails the running cmocka test at the first that does not hold. */
void courier_suite(const struct courier_stage *stage);

#endif
