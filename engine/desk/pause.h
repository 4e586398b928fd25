/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An endpoint that rests: nothing is sent to it, and nothing is lost, until a person says so or what is
 * configured for it has changed. A pause is an instance of the house's kind `pause` in the authority's file
 * of the directory, begun by the engine where the other side refuses who we are, or by a person; so every
 * courier knows of it, and the log tells who ended it. A machine never disables an endpoint.
 */
#ifndef HF_DESK_PAUSE_H
#define HF_DESK_PAUSE_H

#include "desk/desk.h"

/* The pause in force in an authority's file for this address; HF_NO_INSTANCE: none. */
hf_instance hf_pause_find(const struct hf_desk *desk, const struct hf_case *authority, struct hf_str address,
                          struct hf_arena *arena);
/* What was configured for its address when it began, as the courier's terms tell it. */
bool hf_pause_mark(const struct hf_desk *desk, const struct hf_case *authority, hf_instance pause,
                   struct hf_arena *arena, struct hf_digest *out);

struct hf_pausing {
    struct hf_id authority;
    struct hf_str address, class_name;
    int32_t status;
    struct hf_digest mark;
    struct hf_digest cause; /* of the token that was refused: the same pause begins once */
};
/* The engine's command that begins a pause, or ends one since its mark is another now. */
struct hf_command hf_pause_begin(struct hf_desk *desk, const struct hf_pausing *pausing,
                                 struct hf_arena *arena);
struct hf_command hf_pause_end(struct hf_desk *desk, const struct hf_case *authority, hf_instance pause,
                               const struct hf_digest *mark, struct hf_arena *arena);

#endif
