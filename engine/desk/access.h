/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who read what (docs/access.md): beside each case, and each request received, stands a file of its own of
 * kind `access`, on the same way and under the same tree. What is protected is hidden values, documents,
 * signed messages and bundles. The first time that somebody reads is recorded before the bytes leave; when
 * the same one goes on reading the same, that is counted and recorded later, so that reading waits for no
 * commit.
 */
#ifndef HF_DESK_ACCESS_H
#define HF_DESK_ACCESS_H

#include "desk/desk.h"

enum {
    HF_ACCESS_ROOM = 64,
    HF_ACCESS_QUIET_MS = 600000, /* who read it so lately is only counted; */
    HF_ACCESS_LATER_MS = 60000   /* what was counted waits so long at most */
};

/* X(name): as the event says */
#define HF_READ_KINDS(X) \
    X(values)            \
    X(document)          \
    X(message)           \
    X(bundle)
enum hf_read_kind {
#define HF_READ_KIND(name) HF_READ_##name,
    HF_READ_KINDS(HF_READ_KIND)
#undef HF_READ_KIND
};

struct hf_read {
    struct hf_id file; /* of the case, or of the request received */
    struct hf_id who;  /* a person of the house, or an authority; zero: nobody who is known here */
    enum hf_known known;
    enum hf_read_kind what;
    struct hf_str role, account; /* "investigator", "uid-1000"; may be empty */
    struct hf_str through;       /* the way: "case show", "document.fetch" */
    struct hf_str of;            /* a document's or bundle's digest, whom a bundle is for; may be empty */
};

/* Remembered until the next flush. UNAVAILABLE desk_full: as many wait as there is room for; flush first. */
enum hf_rc hf_access_note(struct hf_desk *desk, const struct hf_read *read, struct hf_err *err);
/* Those are recorded that were noted for the first time, or have waited long enough; with `all` the rest too.
 * What could not be recorded still waits, and nothing of it may leave: UNAVAILABLE, and the refusals of
 * hf_desk_serve. */
enum hf_rc hf_access_flush(struct hf_desk *desk, bool all, struct hf_arena *arena, struct hf_err *err);

/* The file that tells who read this one: first 16 bytes of SHA-256("holdfast/access/v1\n", origin, file). */
struct hf_id hf_access_file(struct hf_desk *desk, const struct hf_id *file);

#endif
