/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What readers ask beside the folded file: hidden values opened, a file found by the name people use. Who may
 * ask is the reader's affair; here nothing is withheld.
 */
#ifndef HF_DESK_ASK_H
#define HF_DESK_ASK_H

#include "desk/desk.h"

/* A hidden value of an event, opened. */
struct hf_revealed {
    uint32_t seq, place;
    struct hf_id subject;
    struct hf_str name;
    struct hf_json value;
    struct hf_str text; /* the disclosure itself (seal/disclose.h) */
    int64_t slot;       /* of the data key that opened it */
};

/* Every hidden value of a file in order of seq and place; erased ones are left out. */
enum hf_rc hf_desk_reveal(struct hf_desk *desk, const struct hf_id *file, struct hf_arena *arena,
                          const struct hf_revealed **out, size_t *count, struct hf_err *err);
/* Is none of them erased since? CONFLICT bundle_erased. */
enum hf_rc hf_revealed_stand(struct hf_desk *desk, const struct hf_id *file, const struct hf_revealed *all,
                             size_t count, struct hf_err *err);
/* That of one event and place, or NULL. */
const struct hf_revealed *hf_revealed_find(const struct hf_revealed *all, size_t count, uint32_t seq,
                                           uint32_t place);

/* A case by its reference as people type it, or a file of another kind by its name. NOT_FOUND no_file. */
enum hf_rc hf_desk_find(struct hf_desk *desk, enum hf_file_kind kind, struct hf_str name,
                        struct hf_file_row *out, struct hf_arena *arena, struct hf_err *err);

/* The URIs of all events that other authorities may be told of, each once: those of the newest version of
 * each published definition. */
enum hf_rc hf_desk_events(struct hf_desk *desk, struct hf_arena *arena, struct hf_json *out,
                          struct hf_err *err);

#endif
