/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes kept beside history, in pieces sealed under a data key of their own. What they are is said
 * by an event that names their digest: a document of a register, a published definition, the text that a
 * notice shows.
 *
 *     piece = slot of the data key, 8 bytes big-endian | box (seal/box.h), bound to document and number
 */
#ifndef HF_DESK_DOCUMENT_H
#define HF_DESK_DOCUMENT_H

#include "desk/desk.h"

enum {
    HF_CHUNK_SIZE = 1 << 20,
    HF_PART_SIZE = 32 << 10 /* what another side sends in one token (desk/attach.c); a piece too */
};

/* The place of bytes of this digest in a file: first 16 bytes of SHA-256(file, digest). Where the bytes are
 * of the house and not of a case (definitions) `file` is NULL: first 16 bytes of the digest. */
struct hf_id hf_document_id(struct hf_hasher *hasher, const struct hf_id *file,
                            const struct hf_digest *digest);

/* Keeps the bytes, whose digest goes to *digest; keeping the same twice is the same. */
enum hf_rc hf_document_keep(struct hf_desk *desk, const struct hf_id *file, struct hf_str bytes,
                            struct hf_arena *arena, struct hf_digest *digest, struct hf_err *err);
/* NOT_FOUND no_document, key_forgotten; UNVERIFIED document_changed: they are not the bytes of this digest.
 */
enum hf_rc hf_document_read(struct hf_desk *desk, const struct hf_id *file, const struct hf_digest *digest,
                            struct hf_arena *arena, struct hf_str *out, struct hf_err *err);
/* How many bytes they are, without holding more than one piece; fails as hf_document_read does. */
enum hf_rc hf_document_measure(struct hf_desk *desk, const struct hf_id *file, const struct hf_digest *digest,
                               int64_t *size, struct hf_err *err);

/* Under which data key a kept piece is sealed; -1: it is none. */
int64_t hf_document_slot(struct hf_str sealed);

#endif
