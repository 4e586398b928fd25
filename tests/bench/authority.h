/* SPDX-License-Identifier: Apache-2.0 */
/* A fictional authority: entered in the directory without an address, so that what it is sent waits, unless
 * BENCH_ENDPOINT names one. */
#ifndef HF_TESTS_BENCH_AUTHORITY_H
#define HF_TESTS_BENCH_AUTHORITY_H

#include "bench/world.h"
#include "desk/found.h"

#define BENCH_AUTHORITY_ISSUER HF_STR("https://focal.example")

/* Its key pair, always the same. */
void authority_keys(struct hf_secret *secret, struct hf_public *key);
/* Proposed by one founder, confirmed by the other; its file. One of several by their numbers. */
struct hf_id authority_enrol_at(struct world *world, const struct hf_founder founders[2], uint16_t number,
                                const char *endpoint);
struct hf_id authority_enrol(struct world *world, const struct hf_founder founders[2]);
/* {"addressee": its file}, once it is enrolled. */
struct hf_json authority_named(struct world *world);

#endif
