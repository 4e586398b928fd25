/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One file of a log with all that proves it, in one archive (docs/formats.md 12): what an auditor or a court
 * is handed, and checks years later without a database, a network or trust in whoever runs the server.
 *
 *     manifest      what follows, by digest and size, in order; signed by the log key: so no bit is free
 *     checkpoint    the signed note under which the events are proved
 *     keys          the keys that the log has had, and from when on (seal/log_keys.h)
 *     events        a line per event: header, payload and blind, or the commitment of one that is not shown
 *     tree          the hashes that lead from the leaves of these events to the root (seal/cover.h)
 *     heads         that the file was no longer when the heads of all files were published (proof/heads.h)
 *     disclosures   a line per hidden value that the reader may see
 *     messages      a line per signed message, ours and theirs, that an event names by its digest
 *     deliveries    a line per attempt to deliver one of ours
 *     stamps/       time-stamps of an authority over checkpoints, with the way to the one above
 *     page.html     the same for people, made from the above; it proves nothing
 *     definitions/  the workflow definitions that the events name, by digest
 *     documents/    documents of the case, by digest
 *
 * Lines are canonical JSON ended by a line feed, in the order of events.
 */
#ifndef HF_PROOF_BUNDLE_H
#define HF_PROOF_BUNDLE_H

#include "casefile/replay.h"
#include "proof/ustar.h"
#include "seal/note.h"

enum { HF_BUNDLE_MEMBERS_MAX = 4096 };

/* Members that every bundle has, in this order, behind the manifest. */
#define HF_BUNDLE_PARTS(X) \
    X(checkpoint) X(keys) X(events) X(tree) X(heads) X(disclosures) X(messages) X(deliveries)
enum hf_bundle_part {
#define HF_BUNDLE_PART(name) HF_BUNDLE_##name,
    HF_BUNDLE_PARTS(HF_BUNDLE_PART)
#undef HF_BUNDLE_PART
        HF_BUNDLE_PART_COUNT
};
struct hf_str hf_bundle_part_name(enum hf_bundle_part part);

/* The first lines of the manifest: what the bundle claims to be. */
struct hf_bundle_claim {
    struct hf_str origin;
    struct hf_id file;
    enum hf_file_kind kind;
    struct hf_str name;    /* a case's reference; "-" where the file has none */
    uint32_t events;       /* all of the file, shown or not */
    struct hf_digest head; /* link of the last */
    int64_t made_ms;
    struct hf_str reader; /* for whom it was made: "auditor", "public", or an authority's id */
    struct hf_public key; /* the last of the log's keys, as its maker says: trust comes from elsewhere */
};

struct hf_bundle {
    struct hf_bundle_claim claim;
    struct hf_note manifest;
    struct hf_str part[HF_BUNDLE_PART_COUNT];
    const struct hf_ustar_member *other; /* what stands behind the parts */
    size_t others;
};

/*
 * Takes the archive apart and compares every member with the manifest; the manifest's signature must hold
 * under the key that it names itself. Borrows from `bytes`.
 *   errors   UNVERIFIED ustar_broken, bundle_manifest (unreadable, or more than one signature line),
 *            bundle_member (another digest, size, order, or one too many), bundle_part (a part is missing),
 * bundle_sealed, note_signature, note_unsigned
 */
enum hf_rc hf_bundle_open(struct hf_hasher *hasher, struct hf_str bytes, struct hf_arena *arena,
                          struct hf_bundle *out, struct hf_err *err);

/* The member of this name behind the parts; empty where there is none. */
struct hf_str hf_bundle_other(const struct hf_bundle *bundle, struct hf_str folder,
                              const struct hf_digest *digest);

/* ---- lines ---- */

struct hf_bundle_event {
    uint64_t index; /* of its leaf in the log */
    bool shown;
    struct hf_digest commitment; /* where it is not shown */
    struct hf_blind blind;       /* where it is */
    struct hf_str header, payload;
};
void hf_bundle_event_put(struct hf_buf *out, const struct hf_bundle_event *event);
/* Cuts the next line off and reads it; false when it is none. Borrows. */
bool hf_bundle_event_next(struct hf_str *lines, struct hf_bundle_event *out);

struct hf_bundle_value { /* a disclosure (RFC 9901) and where its digest stands */
    uint32_t seq, place;
    struct hf_str text;
};
void hf_bundle_value_put(struct hf_buf *out, const struct hf_bundle_value *value);
bool hf_bundle_value_next(struct hf_str *lines, struct hf_bundle_value *out);

struct hf_bundle_message { /* of the event that names it */
    uint32_t seq;
    struct hf_str token;
};
void hf_bundle_message_put(struct hf_buf *out, const struct hf_bundle_message *message);
bool hf_bundle_message_next(struct hf_str *lines, struct hf_bundle_message *out);

struct hf_bundle_delivery { /* an attempt at the message of that event */
    uint32_t seq, attempt;
    int64_t start_ms, end_ms;
    int32_t status;
    struct hf_str class_name;
};
void hf_bundle_delivery_put(struct hf_buf *out, const struct hf_bundle_delivery *delivery);
bool hf_bundle_delivery_next(struct hf_str *lines, struct hf_bundle_delivery *out);

/* ---- making ---- */

/* Manifest text (what is signed): the claim, and a line per member in order. */
void hf_bundle_manifest_put(struct hf_hasher *hasher, const struct hf_bundle_claim *claim,
                            const struct hf_ustar_member member[], size_t count, struct hf_buf *out);

#endif
