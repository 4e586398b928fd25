/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A subtree is a range of items that begin with the same bits. It parts at the first bit in which its first
 * and last item differ; above that bit it stands alone, with empty places beside it.
 */
#include "seal/heads_tree.h"

#include "base/check.h"
#include "base/sort.h"
#include "seal/node.h"

enum { FRAMES = HF_HEADS_STEPS_MAX + 1 };

struct range {
    size_t from, to; /* never empty */
};

/* ---- what follows from the secret ---- */

void hf_heads_salt(const struct hf_heads_tree *tree, const struct hf_digest *key, uint64_t length,
                   struct hf_digest *salt)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(length >> 8 * i);
    const struct hf_str part[] = {HF_PART(tree->secret), HF_PART(bytes), HF_PART(*key)};
    hf_sha256(tree->hasher, part, sizeof part / sizeof part[0], salt);
}

/* Of the empty place on the way of `key` at this depth (from 1), or beside it. */
static void blind_at(const struct hf_heads_tree *tree, const struct hf_digest *key, size_t depth, bool beside,
                     struct hf_digest *blind)
{
    const unsigned char level[] = {(unsigned char)(depth >> 8), (unsigned char)depth};
    struct hf_digest prefix = {{0}};
    memcpy(prefix.byte, key->byte, (depth + 7) / 8);
    if (depth % 8 != 0)
        prefix.byte[depth / 8] &= (unsigned char)(0xFF00U >> depth % 8);
    if (beside)
        prefix.byte[(depth - 1) / 8] ^= (unsigned char)(0x80U >> (depth - 1) % 8);
    const struct hf_str part[] = {
        HF_PART(tree->secret), HF_PART(level), {(const char *)prefix.byte, depth <= 128 ? 16 : 32}};
    hf_sha256(tree->hasher, part, sizeof part / sizeof part[0], blind);
}

static void empty_beside(const struct hf_heads_tree *tree, const struct hf_digest *key, size_t depth,
                         struct hf_digest *node)
{
    struct hf_digest blind;
    blind_at(tree, key, depth, true, &blind);
    hf_heads_empty(tree->hasher, &blind, node);
}

/* ---- ranges ---- */

/* The depth at which the range parts, or an entry alone stands. */
static size_t own_depth(const struct hf_heads_tree *tree, struct range r, size_t depth)
{
    if (r.to - r.from > 1)
        return hf_heads_shared(&tree->item[r.from].key, &tree->item[r.to - 1].key);
    return depth > HF_HEADS_DEPTH ? depth : HF_HEADS_DEPTH;
}

/* The first item to the right, where the range parts at this depth. */
static size_t parting(const struct hf_heads_tree *tree, struct range r, size_t depth)
{
    size_t low = r.from, high = r.to;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (hf_heads_bit(&tree->item[middle].key, depth) == 0)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* The node of a range where nothing else stands from `depth` on: its own, and empty places beside it. */
static void lift(const struct hf_heads_tree *tree, const struct hf_digest *key, size_t own, size_t depth,
                 struct hf_digest *node)
{
    struct hf_digest empty;
    for (size_t at = own; at-- > depth;) {
        empty_beside(tree, key, at + 1, &empty);
        if (hf_heads_bit(key, at) == 0)
            hf_node(tree->hasher, node, &empty, node);
        else
            hf_node(tree->hasher, &empty, node, node);
    }
}

/* The node of a range whose inner nodes hold. */
static void node_of(const struct hf_heads_tree *tree, struct range r, size_t depth, struct hf_digest *node)
{
    size_t own = own_depth(tree, r, depth);
    if (r.to - r.from > 1)
        *node = tree->item[parting(tree, r, own) - 1].inner;
    else
        hf_heads_entry(tree->hasher, &tree->item[r.from].key, &tree->item[r.from].value, node);
    lift(tree, &tree->item[r.from].key, own, depth, node);
}

/* ---- changing ---- */

static int by_key(const void *a, const void *b)
{
    const struct hf_heads_change *one = a, *other = b;
    return memcmp(one->key.byte, other->key.byte, sizeof one->key.byte);
}

static size_t find(const struct hf_heads_tree *tree, const struct hf_digest *key)
{
    size_t low = 0, high = tree->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (memcmp(tree->item[middle].key.byte, key->byte, sizeof key->byte) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_there(const struct hf_heads_tree *tree, size_t at, const struct hf_digest *key)
{
    return at < tree->count && memcmp(tree->item[at].key.byte, key->byte, sizeof key->byte) == 0;
}

/* New ones are put in from the end, so that each item moves once. `touched` gets the place of each change. */
static void merge(struct hf_heads_tree *tree, const struct hf_heads_change change[], size_t count,
                  size_t *touched)
{
    size_t fresh = 0, end = tree->count;
    for (size_t i = 0; i < count; i++) {
        touched[i] = find(tree, &change[i].key);
        fresh += !is_there(tree, touched[i], &change[i].key);
    }
    HF_CHECK(tree->count + fresh <= tree->room);
    size_t total = tree->count + fresh;
    for (size_t i = count; i-- > 0;) {
        size_t at = touched[i];
        bool known = is_there(tree, at, &change[i].key) && at < end;
        if (fresh > 0)
            memmove(&tree->item[at + fresh], &tree->item[at], (end - at) * sizeof *tree->item);
        end = at;
        fresh -= !known;
        touched[i] = at + fresh;
        tree->item[touched[i]].key = change[i].key;
        tree->item[touched[i]].value = change[i].value;
    }
    tree->count = total;
}

struct frame {
    struct range r; /* of two at least */
    size_t own, depth, parts;
    struct hf_digest left;
    bool left_done;
};

static bool holds_touched(const size_t *touched, size_t count, struct range r)
{
    size_t low = 0, high = count;
    if (touched == NULL)
        return true;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (touched[middle] < r.from)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && touched[low] < r.to;
}

static void open_frame(const struct hf_heads_tree *tree, struct frame *f, struct range r, size_t depth)
{
    *f = (struct frame){.r = r, .own = own_depth(tree, r, depth), .depth = depth};
    f->parts = parting(tree, r, f->own);
}

/* Every inner node above a touched entry, or every one where touched is NULL, each after those below it. */
static void hash_again(struct hf_heads_tree *tree, const size_t *touched, size_t count, struct frame *stack,
                       struct hf_digest *done)
{
    struct frame *top = stack;
    open_frame(tree, top, (struct range){0, tree->count}, 0);
    for (;;) {
        struct range side =
            top->left_done ? (struct range){top->parts, top->r.to} : (struct range){top->r.from, top->parts};
        if (side.to - side.from > 1 && holds_touched(touched, count, side)) {
            open_frame(tree, top + 1, side, top->own + 1);
            top++;
            continue;
        }
        node_of(tree, side, top->own + 1, done);
        for (; top->left_done; top--) {
            hf_node(tree->hasher, &top->left, done, done);
            tree->item[top->parts - 1].inner = *done;
            lift(tree, &tree->item[top->r.from].key, top->own, top->depth, done);
            if (top == stack)
                return;
        }
        top->left = *done;
        top->left_done = true;
    }
}

static size_t *place(struct hf_heads_tree *tree, struct hf_heads_change change[], size_t count,
                     struct hf_arena *arena)
{
    size_t *touched = HF_NEW(arena, size_t, count + 1);
    hf_sort(change, count, sizeof *change, by_key, arena);
    merge(tree, change, count, touched);
    return touched;
}

static void find_root(struct hf_heads_tree *tree, const size_t *touched, size_t count, struct hf_arena *arena)
{
    if (tree->count == 1)
        node_of(tree, (struct range){0, 1}, 0, &tree->root);
    else if (count > 0)
        hash_again(tree, touched, count, HF_NEW(arena, struct frame, FRAMES), &tree->root);
}

void hf_heads_update(struct hf_heads_tree *tree, struct hf_heads_change change[], size_t count,
                     struct hf_arena *arena)
{
    size_t *touched = place(tree, change, count, arena);
    find_root(tree, touched, count, arena);
}

void hf_heads_add(struct hf_heads_tree *tree, struct hf_heads_change change[], size_t count,
                  struct hf_arena *arena)
{
    (void)place(tree, change, count, arena);
}

void hf_heads_hash(struct hf_heads_tree *tree, struct hf_arena *arena)
{
    find_root(tree, NULL, tree->count, arena);
}

/* ---- proving ---- */

/* Down to where the range parts or ends, or to where the key leaves it; true: it left. */
static bool walk_alone(const struct hf_heads_tree *tree, struct range r, size_t own, size_t depth,
                       const struct hf_digest *key, struct hf_heads_proof *out)
{
    const struct hf_digest *mine = &tree->item[r.from].key;
    for (; depth < own; depth++) {
        struct hf_digest *step = &out->path.step[out->path.count++];
        if (hf_heads_bit(mine, depth) == hf_heads_bit(key, depth)) {
            empty_beside(tree, key, depth + 1, step);
            continue;
        }
        node_of(tree, r, depth + 1, step);
        blind_at(tree, key, depth + 1, false, &out->blind);
        return true;
    }
    return false;
}

void hf_heads_prove(const struct hf_heads_tree *tree, const struct hf_digest *key, struct hf_heads_proof *out)
{
    struct range r = {0, tree->count};
    size_t depth = 0;
    out->path.count = 0;
    out->item = NULL;
    HF_CHECK(tree->count > 0);
    for (;;) {
        size_t own = own_depth(tree, r, depth);
        if (walk_alone(tree, r, own, depth, key, out))
            return;
        if (r.to - r.from == 1)
            break;
        size_t parts = parting(tree, r, own);
        bool right = hf_heads_bit(key, own) != 0;
        struct range other = right ? (struct range){r.from, parts} : (struct range){parts, r.to};
        r = right ? (struct range){parts, r.to} : (struct range){r.from, parts};
        depth = own + 1;
        node_of(tree, other, depth, &out->path.step[out->path.count++]);
    }
    out->item = &tree->item[r.from];
}
