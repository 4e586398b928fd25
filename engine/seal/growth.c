/* SPDX-License-Identifier: Apache-2.0 */
#include "seal/growth.h"

#include "base/code.h"
#include "seal/note.h"

#define MARK_TITLE HF_STR("holdfast/mark/v1")

void hf_mark_put(struct hf_buf *out, struct hf_str origin, const struct hf_frontier *mark)
{
    char saved[HF_TREE_LEVELS * HF_DIGEST_SIZE];
    struct hf_buf roots = HF_BUF(saved);
    hf_frontier_save(mark, &roots);
    hf_buf_put(out, MARK_TITLE);
    hf_buf_put_char(out, '\n');
    hf_buf_put(out, origin);
    hf_buf_put_char(out, '\n');
    hf_buf_put_padded(out, mark->size, 1);
    hf_buf_put_char(out, '\n');
    for (size_t at = 0; at < roots.len; at += HF_DIGEST_SIZE) {
        hf_b64_put(out, saved + at, HF_DIGEST_SIZE);
        hf_buf_put_char(out, '\n');
    }
}

static enum hf_rc malformed(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_signer_mark_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

enum hf_rc hf_mark_read(struct hf_str text, struct hf_str *origin, struct hf_frontier *out,
                        struct hf_err *err)
{
    char saved[HF_TREE_LEVELS * HF_DIGEST_SIZE];
    struct hf_buf roots = HF_BUF(saved);
    int64_t size = -1;
    if (!hf_str_eq(hf_str_cut(&text, '\n'), MARK_TITLE))
        return malformed(err);
    struct hf_str name = hf_str_cut(&text, '\n');
    if (!hf_note_name_ok(name) || !hf_str_i64(hf_str_cut(&text, '\n'), &size) || size < 0)
        return malformed(err);
    while (text.len > 0) {
        unsigned char root[HF_DIGEST_SIZE];
        if (!hf_b64_read(hf_str_cut(&text, '\n'), root, sizeof root))
            return malformed(err);
        hf_buf_put_bytes(&roots, root, sizeof root);
    }
    /* A last line that was ended leaves a text that is empty but not NULL. */
    if (text.at == NULL || roots.full || !hf_frontier_load((uint64_t)size, hf_buf_str(&roots), out))
        return malformed(err);
    *origin = name;
    return HF_OK;
}

/* The tree has just become as large as the mark. */
static void compare(struct hf_hasher *hasher, struct hf_growth *growth)
{
    struct hf_digest root;
    hf_frontier_root(hasher, &growth->tree, &root);
    growth->met = true;
    growth->differs = !hf_digest_eq(&root, &growth->mark_root);
}

void hf_growth_begin(struct hf_hasher *hasher, struct hf_growth *growth, const struct hf_frontier *mark,
                     const struct hf_frontier *from)
{
    *growth = (struct hf_growth){.mark_size = mark->size, .tree = *from};
    hf_frontier_root(hasher, mark, &growth->mark_root);
    if (from->size == mark->size)
        compare(hasher, growth);
}

void hf_growth_add(struct hf_hasher *hasher, struct hf_growth *growth, const struct hf_digest leaf[],
                   size_t count)
{
    uint64_t size = growth->tree.size, mark = growth->mark_size;
    size_t first = size < mark && mark - size <= count ? (size_t)(mark - size) : 0;
    if (first > 0) {
        hf_frontier_append(hasher, &growth->tree, leaf, first);
        compare(hasher, growth);
    }
    hf_frontier_append(hasher, &growth->tree, leaf + first, count - first);
}

enum hf_grown hf_growth_judge(const struct hf_growth *growth, uint64_t seen)
{
    if (growth->differs)
        return HF_GROWN_FORK;
    if (growth->met)
        return HF_GROWN;
    if (growth->tree.size > growth->mark_size)
        return HF_GROWN_AHEAD;
    return seen < growth->mark_size ? HF_GROWN_STALE : HF_GROWN_CUT;
}
