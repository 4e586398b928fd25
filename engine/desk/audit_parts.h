/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of verifying a log, shared by audit*.c. Private to this folder. */
#ifndef HF_DESK_AUDIT_PARTS_H
#define HF_DESK_AUDIT_PARTS_H

#include "desk/audit.h"

struct hf_beside;
struct hf_verifying {
    const struct hf_audit *audit;
    struct hf_beside
        *beside; /* what stands beside the events is compared with them (audit_beside.h); or NULL */
    struct hf_audit_figures *figures;
    const struct hf_digest *leaf; /* of the log, in order */
    unsigned char *taken;         /* by an event: a byte per leaf */
    size_t count;
    int64_t signed_size; /* of the newest checkpoint, before the leaves were read */
    bool whole;          /* all files are gone through: a leaf that no event bears is found at the end */
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
    int64_t values; /* hidden values that were erased, by the same */
};
void hf_named_collect(struct hf_arena *arena, const struct hf_fact *fact, struct hf_named_list *list);
/* *bad gets the event whose message is another, or missing and more of them than were erased; 0: none. */
enum hf_rc hf_verify_named(const struct hf_audit *audit, const struct hf_named_list *list, uint32_t *bad,
                           struct hf_err *err);

/* ---- audit_follow.c: the events of one file, each after the other ---- */

struct hf_following {
    const struct hf_audit *audit;
    struct hf_verifying *v; /* NULL: replay only */
    const struct hf_file_row *file;
    struct hf_arena *fold; /* the file is folded there */
    struct hf_replay replay;
    uint32_t seq; /* of the last event */
    int64_t to_ms;
    bool past;   /* what follows is of later */
    bool headed; /* the chain led to the link that the file's row has, where that says */
    hf_fact_fn each;
    void *context;
    struct hf_named_list named;
};
/* Begins with audit, v, file, fold, to_ms, each and context, all else zero. */
void hf_follow_begin(struct hf_following *f);
/* `command`: as it stands beside the event. */
enum hf_rc hf_follow_event(struct hf_following *f, const struct hf_event_row *event,
                           const struct hf_command_row *command, struct hf_err *err);
/* The row of the file must stand where its events end, or others have come since. */
enum hf_rc hf_follow_end(const struct hf_following *f, struct hf_err *err);

/* At "case K7QF-2M9T-X event 12", of seq 0 at the file. */
enum hf_rc hf_audit_wrong(enum hf_word word, const struct hf_file_row *file, uint32_t seq,
                          struct hf_err *err);
/* The same, and what of it: table and column. */
enum hf_rc hf_audit_differs(enum hf_word word, const struct hf_file_row *file, uint32_t seq,
                            struct hf_str what, struct hf_err *err);

struct hf_file_list {
    struct hf_file_row *at;
    size_t count, room;
};
/* Of every kind, by kind and name; into audit->arena. */
enum hf_rc hf_audit_files(const struct hf_audit *audit, struct hf_file_list *out, struct hf_err *err);

/* audit_all.c: every event of the log, file after file, a stretch of them in one reading. */
enum hf_rc hf_verify_files(struct hf_verifying *v, struct hf_err *err);

#endif
