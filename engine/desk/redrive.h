/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Notices that were given up or held are sent again: the same bytes, by an act of a person with a reason, in
 * the authority's file of the directory, which names them. What was tried before stays told; the act stands
 * among the attempts.
 */
#ifndef HF_DESK_REDRIVE_H
#define HF_DESK_REDRIVE_H

#include "desk/desk.h"

enum { HF_REDRIVE_MAX = 500 }; /* in one act */

struct hf_redrive {
    struct hf_id authority;
    const struct hf_delivery_row *notices; /* dead or on hold, as outbox_of_recipient tells them */
    size_t count;
    struct hf_str reason;
};

/*
 * `as`: id, actor, role, known; the rest is filled in. Done again with the same id it takes up what was left.
 * CONFLICT duplicate: somebody else sent one of them again just now; ask anew. Else the refusal of the act.
 */
enum hf_rc hf_redrive(struct hf_desk *desk, const struct hf_redrive *redrive, const struct hf_command *as,
                      struct hf_arena *arena, struct hf_response *out, struct hf_err *err);

#endif
