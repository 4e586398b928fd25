/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of verifying a log, shared by audit*.c. Private to this folder. */
#ifndef HF_DESK_AUDIT_PARTS_H
#define HF_DESK_AUDIT_PARTS_H

#include "desk/audit.h"

struct hf_verifying {
    const struct hf_audit *audit;
    struct hf_audit_figures *figures;
    const struct hf_digest *leaf; /* of the log, in order */
    unsigned char *taken;         /* by an event: a byte per leaf */
    size_t count;
};

/* audit_log.c: reads the leaves and rebuilds the tree under every checkpoint. */
enum hf_rc hf_verify_leaves(struct hf_verifying *v, struct hf_err *err);
enum hf_rc hf_verify_tree(struct hf_verifying *v, struct hf_err *err);

/* audit_stamp.c: each time-stamp against its checkpoint, or the one that it renews. */
enum hf_rc hf_verify_stamps(struct hf_verifying *v, struct hf_err *err);

/* audit_token.c: the messages that events of one file name, by id and digest, with the event that names
 * them. */
struct hf_named {
    struct hf_id id;
    struct hf_digest digest;
    uint32_t seq;
};
struct hf_named_list {
    struct hf_named *at;
    size_t count, room;
    int64_t erased; /* so many of them, by certificates of the file */
};
void hf_named_collect(struct hf_arena *arena, const struct hf_fact *fact, struct hf_named_list *list);
/* *bad gets the event whose message is another, or missing and more of them than were erased; 0: none. */
enum hf_rc hf_verify_named(const struct hf_audit *audit, const struct hf_named_list *list, uint32_t *bad,
                           struct hf_err *err);

#endif
