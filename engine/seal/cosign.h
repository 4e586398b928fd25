/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a witness says of a checkpoint (C2SP tlog-cosignature, the Ed25519 form): a signature line of the note
 * whose bytes are key id (type 0x04), the time in seconds (8 bytes, big-endian) and an Ed25519 signature over
 *
 *     cosignature/v1
 *     time 1679315147
 *     the text of the note
 *
 * Lines of witnesses that nobody asks for, and of kinds unknown here (ML-DSA-44, type 0x06), are passed over.
 */
#ifndef HF_SEAL_COSIGN_H
#define HF_SEAL_COSIGN_H

#include "seal/note.h"

struct hf_cosigner {
    struct hf_str name;
    struct hf_public key;
};

/* "name+key id in hex+base64(0x04, public key)", as a witness is made known; the name borrows. */
void hf_cosigner_put(struct hf_hasher *hasher, const struct hf_cosigner *cosigner, struct hf_buf *out);
bool hf_cosigner_read(struct hf_hasher *hasher, struct hf_str text, struct hf_cosigner *out);

/* 9999-12-31T23:59:59Z: a line that says a later time does not hold. */
#define HF_COSIGN_LAST_S INT64_C(253402300799)

/* Writes the line, its line end included; time_s from 0 to HF_COSIGN_LAST_S. */
void hf_cosign(struct hf_hasher *hasher, struct hf_str text, const struct hf_cosigner *cosigner,
               const struct hf_secret *secret, int64_t time_s, struct hf_buf *out);

enum hf_cosigned { HF_COSIGNED_NOT, HF_COSIGNED_HOLDS, HF_COSIGNED_BROKEN };
/* The first line of that name and key id; *time_s where it holds. */
enum hf_cosigned hf_cosigned(struct hf_hasher *hasher, const struct hf_note *note,
                             const struct hf_cosigner *cosigner, int64_t *time_s);

#endif
