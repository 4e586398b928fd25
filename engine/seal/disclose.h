/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Members that never stand in a payload: only their salted digests do (RFC 9901 section 4.2; docs/formats.md
 * 3).
 *
 *     disclosure = base64url(canonical JSON of [salt, name, value])     salt: 16 random bytes as base64url
 *     digest     = SHA-256 over the ASCII of the disclosure
 *
 * The object that held the members gets `_hidden`, their names in byte order, and `_sd`, their digests in the
 * same order, so that one can still ask whether a member was given after its value has been erased.
 */
#ifndef HF_SEAL_DISCLOSE_H
#define HF_SEAL_DISCLOSE_H

#include "record/json.h"
#include "seal/hash.h"

enum { HF_SALT_SIZE = 16 };

struct hf_hidden {
    struct hf_str name;
    struct hf_json value;
    unsigned char salt[HF_SALT_SIZE];
    struct hf_str
        text; /* written by hf_disclose_hide: the disclosure, to be sealed and kept beside the event */
};

/*
 * `out` becomes `open` with `_hidden` and `_sd` added; `hidden` is put into byte order of names and its texts
 * are written. With no hidden member `out` is `open` unchanged. BAD_INPUT disclosure_name: a name given
 * twice, open and hidden at once, or one of `_hidden`, `_sd`, `...`.
 */
enum hf_rc hf_disclose_hide(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_json *open,
                            struct hf_hidden hidden[], size_t count, struct hf_json *out, struct hf_err *err);

/*
 * Reads a disclosure and finds it in the object that hides it; name, value and salt go to `out`.
 * BAD_INPUT disclosure_malformed; UNVERIFIED disclosure_unmatched: the object does not hold its digest under
 * its name.
 */
enum hf_rc hf_disclose_open(struct hf_hasher *hasher, struct hf_arena *arena, struct hf_str text,
                            const struct hf_json *holder, struct hf_hidden *out, struct hf_err *err);

/* Was a member of this name given, openly or hidden? What `has()` asks; the same before and after erasure. */
bool hf_disclose_has(const struct hf_json *holder, struct hf_str name);

/*
 * Tells the digests of a payload by place (docs/formats.md 3): its own first, then those inside, in written
 * order; what is no text is told as an empty one. `each` returns false to end it.
 */
typedef bool (*hf_disclosed_fn)(void *context, uint32_t place, struct hf_str digest);
void hf_disclose_each(const struct hf_json *payload, hf_disclosed_fn each, void *context);

#endif
