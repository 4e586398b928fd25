/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A fact: one event that has happened, with header, payload, disclosures and the bytes that are hashed
 * (docs/formats.md 2 to 4). `struct hf_event` of flow/flow.h is the rule by which it may
 * happen; this is the happening. decide fills the parts; hf_fact_seal writes the bytes once; nothing
 * serialises them again.
 */
#ifndef HF_CASEFILE_FACT_H
#define HF_CASEFILE_FACT_H

#include "casefile/case.h"
#include "seal/chain.h"
#include "seal/hash.h"

enum { HF_PAYLOAD_MAX = 64 * 1024, HF_HEADER_MAX = 4096, HF_FACTS_MAX = 4096 };

/* How the actor was known, weakest first among those of another side (docs/formats.md 4). */
/* clang-format off */
#define HF_KNOWNS(X) \
    X(engine) X(os_account) X(owner) X(session) X(token) X(client_cert) X(transcribed) X(page_code) X(office_key) X(own_key)
/* clang-format on */
enum hf_known {
#define HF_KNOWN(name) HF_KNOWN_##name,
    HF_KNOWNS(HF_KNOWN)
#undef HF_KNOWN
};
struct hf_str hf_known_name(enum hf_known known);
bool hf_known_read(struct hf_str name, enum hf_known *out);

/* The header's field table, for whoever describes it. */
struct hf_record;
const struct hf_record *hf_header_record(void);

struct hf_basis_ref { /* one of law+at, order, practice */
    struct hf_str law, at, practice;
    struct hf_id order; /* zero unless an order */
};

struct hf_header {
    struct hf_str log;
    struct hf_id file;
    uint32_t seq;
    uint32_t part[2]; /* i of n */
    struct hf_id command;
    struct hf_str on, act;
    struct hf_str from, to; /* empty when nothing moves */
    struct hf_id actor;
    struct hf_str role;
    struct hf_str on_behalf; /* member `for`; empty when absent */
    enum hf_known known;
    const struct hf_basis_ref *basis;
    size_t bases;
    struct hf_digest definition;
    struct hf_id directory_file; /* zero: no addressee is concerned */
    uint32_t directory_seq;
    struct hf_str build;
    struct hf_str effective_at; /* an instant or a bare date, as it was said */
    int64_t recorded_at_ms;
    struct hf_digest payload;
};

/* A hidden value: its RFC 9901 disclosure and whose data key seals it. */
struct hf_disclosure {
    struct hf_id subject; /* a register entry's id, or the file's */
    struct hf_str text;   /* base64url of [salt, name, value] */
};

/* An instant, or a bare date: the start of that day in UTC, unless `_made.effective` says at which instant it
 * began (deciding.h). False when it is neither. */
bool hf_effective_read(struct hf_str said, int64_t *at_ms);

struct hf_fact {
    struct hf_header header;
    struct hf_json payload;             /* with _hidden, _sd, _made: what is written */
    const struct hf_disclosure *hidden; /* in the order of the event's digests, depth first: `place` 0.. */
    size_t hiddens;
    const struct hf_branch *branch; /* by which it was decided; NULL: the engine's own, or read back */
    /* After hf_fact_seal: */
    struct hf_str header_bytes, payload_bytes;
    struct hf_blind blind;
    struct hf_digest link, leaf;
};

/*
 * Writes payload and header, hashes them and extends the chain from `before`.
 *   errors   too_large (payload over 64 KiB, header over 4 KiB)
 */
enum hf_rc hf_fact_seal(struct hf_hasher *hasher, const struct hf_digest *before,
                        const struct hf_blind *blind, struct hf_arena *arena, struct hf_fact *event,
                        struct hf_err *err);

/*
 * The reference that the first event of a file gives it; "" where it gives none, and of every other event.
 * What a row or a bundle calls the file is held to this: a row can be renamed, a signed event cannot.
 */
struct hf_str hf_fact_names(const struct hf_fact *event);
/* The same of the stored payload of a first event, which borrows. BAD_INPUT when that cannot be read. */
enum hf_rc hf_fact_names_in(struct hf_str payload, struct hf_arena *arena, struct hf_str *name,
                            struct hf_err *err);

/* Reads a stored event back. BAD_INPUT when the bytes are not what seal writes. */
enum hf_rc hf_fact_read(struct hf_str header, struct hf_str payload, struct hf_arena *arena,
                        struct hf_fact *out, struct hf_err *err);

#endif
