/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One courier made of several, each for addresses of its own kind ("https:", "spool:", ...): a parcel goes to
 * the first that fits its address. Which there are is the host's table (adapters/cli/couriers.c).
 */
#ifndef HF_NOTIFY_WAYS_H
#define HF_NOTIFY_WAYS_H

#include "desk/ports.h"

struct hf_way {
    struct hf_courier courier;
    size_t room; /* parcels it can hold; 0: it is not bounded */
};

/*
 * Takes the couriers over: `stop` stops them all. FAILED no_memory: then they are still the caller's.
 *
 * start: all parcels or none, whichever couriers they are for; UNAVAILABLE courier_full; BAD_INPUT
 * courier_none for an address that none fits. Where a courier fails though it had room, what others took of
 * the same call comes back with tickets nobody waits for.
 */
enum hf_rc hf_ways_open(const struct hf_way *ways, size_t count, struct hf_courier *out, struct hf_err *err);

#endif
