/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tree of heads: of every file of a log how long it is and what its last link is (docs/formats.md 13). A
 * file cut short is found by it, and a file that does not exist is proved not to.
 *
 * Each entry has a key of 256 bits and stands where the bits of its key lead from the root, 0 to the left, 1
 * to the right, at the first depth from HF_HEADS_DEPTH on at which it is alone. So one key has one place: no
 * tree, however it was made, can show two entries for it, or one and none.
 *
 *     file key     SHA-256("holdfast/heads-file/v1\n", origin, file id)
 *     file value   SHA-256("holdfast/heads-head/v1\n", salt, length, head)       length: 8 bytes
 *     name key     SHA-256("holdfast/heads-name/v1\n", origin, 0, kind, 0, name)
 *     name value   SHA-256("holdfast/heads-id/v1\n", salt, file id)
 *     entry        SHA-256(0x00, key, value)
 *     inner node   SHA-256(0x01, left, right)
 *     empty        SHA-256(0x02, blind)                                           no entry stands below
 *
 * Salts and blinds are of 32 bytes, and whoever sees a path cannot tell a subtree from an empty place: so a
 * path says nothing of what stands beside it, and that of an entry nothing of how many there are. That of an
 * empty place ends where no other key begins alike, so it tells of what order their number is.
 */
#ifndef HF_SEAL_HEADS_H
#define HF_SEAL_HEADS_H

#include "base/err.h"
#include "base/id.h"
#include "seal/hash.h"

enum { HF_HEADS_DEPTH = 32, HF_HEADS_STEPS_MAX = 256 };

/* The file of the log to which its roots go: first 16 bytes of SHA-256("holdfast/heads/v1\n", origin). */
struct hf_id hf_heads_file(struct hf_hasher *hasher, struct hf_str origin);

void hf_heads_file_key(struct hf_hasher *hasher, struct hf_str origin, const struct hf_id *file,
                       struct hf_digest *key);
void hf_heads_name_key(struct hf_hasher *hasher, struct hf_str origin, struct hf_str kind, struct hf_str name,
                       struct hf_digest *key);
void hf_heads_file_value(struct hf_hasher *hasher, const struct hf_digest *salt, uint64_t length,
                         const struct hf_digest *head, struct hf_digest *value);
void hf_heads_name_value(struct hf_hasher *hasher, const struct hf_digest *salt, const struct hf_id *file,
                         struct hf_digest *value);

void hf_heads_entry(struct hf_hasher *hasher, const struct hf_digest *key, const struct hf_digest *value,
                    struct hf_digest *node);
void hf_heads_empty(struct hf_hasher *hasher, const struct hf_digest *blind, struct hf_digest *node);

/* The bit of a key that is decided at this depth. */
static inline unsigned hf_heads_bit(const struct hf_digest *key, size_t depth)
{
    return (unsigned)(key->byte[depth / 8] >> (7 - depth % 8)) & 1U;
}
/* Of how many bits both keys begin alike. */
size_t hf_heads_shared(const struct hf_digest *a, const struct hf_digest *b);

struct hf_heads_path { /* the nodes beside the way, from the root down */
    size_t count;
    struct hf_digest step[HF_HEADS_STEPS_MAX];
};

/* The root to which a node leads that stands at the end of the path, on the way of `key`. */
void hf_heads_climb(struct hf_hasher *hasher, const struct hf_digest *key, const struct hf_digest *node,
                    const struct hf_heads_path *path, struct hf_digest *root);

#endif
