/* SPDX-License-Identifier: Apache-2.0 */
/* One command as bytes, of an event of transition.json whose payload is 410 bytes as stored. */
#ifndef HF_TESTS_BENCH_COMMAND_H
#define HF_TESTS_BENCH_COMMAND_H

#include "desk/desk.h"

enum { COMMAND_MAX = 640 };

struct command_text {
    char at[COMMAND_MAX];
    size_t len;
};

/* An id as the command line gives one: in order of time. */
struct hf_id command_id(uint64_t *state);

/* Bytes of a command under an id and an amount drawn from `state`. */
void command_write(struct command_text *text, const struct hf_id *file, const char *event, uint64_t *state);

/* What a driving adapter does: the bytes are read and digested, and it is said who sent them. The request
 * points into text and arena. */
void command_request(const struct command_text *text, const struct hf_id *actor, struct hf_hasher *hasher,
                     struct hf_arena *arena, struct hf_request *out);

#endif
