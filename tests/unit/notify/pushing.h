/* SPDX-License-Identifier: Apache-2.0 */
/* The push courier and its peer, for tests that push. */
#ifndef HF_TESTS_PUSHING_H
#define HF_TESTS_PUSHING_H

#include "notify/push.h"
#include "unit/notify/peer.h"

enum { ROOM = 12, QUICK_MS = 400, LONG_MS = 10000 };

extern struct peer *peer;

int pushing_begin(void **state);
int pushing_end(void **state);
struct hf_arena pushing_arena(void); /* empty; always the same memory */

int64_t steady(void *self);
struct hf_push_setup setup_of(void);
struct hf_courier open_courier(struct hf_push_setup setup);
struct hf_parcel parcel_to(const char *path);
/* What becomes of one parcel, within LONG_MS; texts live until the next. */
struct hf_parcel_result deliver(struct hf_push_setup setup, struct hf_parcel parcel);
struct hf_parcel_result answer_of(const char *path);

#endif
