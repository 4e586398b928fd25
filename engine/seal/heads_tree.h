/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tree of heads as whoever keeps it has it: its entries sorted by key, and beside each the inner node at
 * which it and the next one part. A changed entry costs the hashes on its way to the root, whatever else
 * there is; a new one moves what stands behind it besides.
 *
 * Salts and blinds follow from one secret, so the same heads under the same secret give the same root.
 */
#ifndef HF_SEAL_HEADS_TREE_H
#define HF_SEAL_HEADS_TREE_H

#include "base/arena.h"
#include "seal/heads.h"

struct hf_heads_item {
    struct hf_digest key, value;
    struct hf_digest inner; /* where this one and the next part; nothing behind the last */
};

struct hf_heads_tree {
    struct hf_hasher *hasher;
    struct hf_digest secret;
    struct hf_heads_item *item; /* the keeper's memory */
    size_t count, room;
    struct hf_digest root;
};

struct hf_heads_change {
    struct hf_digest key, value;
};

/* The salt of an entry: for each length another one; 0 for that of a name. */
void hf_heads_salt(const struct hf_heads_tree *tree, const struct hf_digest *key, uint64_t length,
                   struct hf_digest *salt);

/*
 * Entries that came or changed, each key once, in any order; sorted on the way. There must be room for all of
 * them; the arena lends 24 KiB, 8 bytes for each and what sorting takes. `root` holds afterwards.
 */
void hf_heads_update(struct hf_heads_tree *tree, struct hf_heads_change change[], size_t count,
                     struct hf_arena *arena);

/* The same for a tree that is made: entries are only put in their places, and in the end all of them are
 * hashed, each node once. The root holds after that. */
void hf_heads_add(struct hf_heads_tree *tree, struct hf_heads_change change[], size_t count,
                  struct hf_arena *arena);
void hf_heads_hash(struct hf_heads_tree *tree, struct hf_arena *arena);

/* What stands where a key leads. */
struct hf_heads_proof {
    struct hf_heads_path path;
    const struct hf_heads_item *item; /* the entry there; NULL: none is */
    struct hf_digest blind;           /* where none is */
};
void hf_heads_prove(const struct hf_heads_tree *tree, const struct hf_digest *key,
                    struct hf_heads_proof *out);

#endif
