/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signed notes (C2SP signed-note) and the one text we sign as such: a checkpoint (C2SP tlog-checkpoint).
 *
 *     court.example/log1                              origin
 *     1                                               size of the tree
 *     +uVs4l0deVMtWxDaptptJ4r8+KVMbrdwypMdpYTtus0=    root, base64
 *                                                     an empty line, then one line per signature:
 *     — court.example/log1 base64(key id, Ed25519 signature of the text above the empty line)
 *
 * key id = first 4 bytes of SHA-256(name, 0x0A, 0x01, public key). Checkpoints have no extension lines.
 */
#ifndef HF_SEAL_NOTE_H
#define HF_SEAL_NOTE_H

#include "base/arena.h"
#include "base/err.h"
#include "seal/key.h"

enum { HF_NOTE_MAX = 65536, HF_NOTE_SIGNATURES_MAX = 64, HF_NOTE_KEY_ID_SIZE = 4 };

struct hf_checkpoint {
    struct hf_str origin;
    uint64_t size;
    struct hf_digest root;
};
void hf_checkpoint_put(struct hf_buf *out, const struct hf_checkpoint *checkpoint);
/* Exactly the three lines above; BAD_INPUT checkpoint_malformed. The origin borrows from text. */
enum hf_rc hf_checkpoint_read(struct hf_str text, struct hf_checkpoint *out, struct hf_err *err);

/* The same with extension lines, as other logs may have them: none of them empty. */
enum hf_rc hf_checkpoint_read_extended(struct hf_str text, struct hf_checkpoint *out, struct hf_err *err);

/* May a key, an origin bear this name? Not empty, no blanks, no '+', no control characters. */
bool hf_note_name_ok(struct hf_str name);

/* The key as others are given it: "name+key id in hex+base64(0x01, public key)". */
void hf_note_key_put(struct hf_hasher *hasher, struct hf_str name, const struct hf_public *key,
                     struct hf_buf *out);

/* Reads what hf_note_key_put writes, its one spelling; the name borrows. False: it is no such key, or the key
 * id is another's. */
bool hf_note_key_read(struct hf_hasher *hasher, struct hf_str text, struct hf_str *name,
                      struct hf_public *key);

/* Kinds of keys and signatures: the second byte of what a key id hashes behind the name. */
enum { HF_NOTE_ED25519 = 0x01, HF_NOTE_COSIGNATURE = 0x04, HF_NOTE_ML_DSA = 0x06 };

/* The same two, and the key id, of a key of another kind. */
void hf_note_vkey_put(struct hf_hasher *hasher, struct hf_str name, unsigned char kind,
                      const struct hf_public *key, struct hf_buf *out);
bool hf_note_vkey_read(struct hf_hasher *hasher, struct hf_str text, unsigned char kind, struct hf_str *name,
                       struct hf_public *key);
void hf_note_key_id(struct hf_hasher *hasher, struct hf_str name, unsigned char kind, struct hf_str key,
                    unsigned char out[HF_NOTE_KEY_ID_SIZE]);

/* One signature line, its line end included. */
void hf_note_line_put(struct hf_buf *out, struct hf_str name, const unsigned char *bytes, size_t size);

/* Writes text, empty line and one signature; `text` ends with a line end. */
void hf_note_sign(struct hf_hasher *hasher, struct hf_str text, struct hf_str name,
                  const struct hf_secret *secret, const struct hf_public *key, struct hf_buf *out);

/* The same with a signature over `text` that was made elsewhere. */
void hf_note_put(struct hf_hasher *hasher, struct hf_str text, struct hf_str name,
                 const struct hf_public *key, const struct hf_signature *signature, struct hf_buf *out);

struct hf_note_line {
    struct hf_str name;
    struct hf_str signature; /* base64 of key id and signature, as read */
};
struct hf_note {
    struct hf_str text; /* with its last line end: what is signed */
    struct hf_note_line line[HF_NOTE_SIGNATURES_MAX];
    size_t lines;
};

/* One that was read, as it stood. */
void hf_note_line_again(struct hf_buf *out, const struct hf_note_line *line);

/* Borrows from `bytes`. BAD_INPUT note_malformed. */
enum hf_rc hf_note_read(struct hf_str bytes, struct hf_note *out, struct hf_err *err);

/*
 * Signatures of other keys are passed over, as the specification asks.
 * UNVERIFIED note_unsigned: none by this name and key; note_signature: there is one and it does not hold.
 */
enum hf_rc hf_note_verify(struct hf_hasher *hasher, const struct hf_note *note, struct hf_str name,
                          const struct hf_public *key, struct hf_err *err);

#endif
