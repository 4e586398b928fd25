/* SPDX-License-Identifier: Apache-2.0 */
#include "seal/heads.h"

#include "seal/node.h"

struct hf_id hf_heads_file(struct hf_hasher *hasher, struct hf_str origin)
{
    const struct hf_str part[] = {HF_STR("holdfast/heads/v1\n"), origin};
    struct hf_digest digest;
    struct hf_id file;
    hf_sha256(hasher, part, sizeof part / sizeof part[0], &digest);
    memcpy(file.byte, digest.byte, sizeof file.byte);
    return file;
}

void hf_heads_file_key(struct hf_hasher *hasher, struct hf_str origin, const struct hf_id *file,
                       struct hf_digest *key)
{
    const struct hf_str part[] = {HF_STR("holdfast/heads-file/v1\n"), origin, HF_PART(*file)};
    hf_sha256(hasher, part, sizeof part / sizeof part[0], key);
}

void hf_heads_name_key(struct hf_hasher *hasher, struct hf_str origin, struct hf_str kind, struct hf_str name,
                       struct hf_digest *key)
{
    const struct hf_str between = {"", 1};
    const struct hf_str part[] = {HF_STR("holdfast/heads-name/v1\n"), origin, between, kind, between, name};
    hf_sha256(hasher, part, sizeof part / sizeof part[0], key);
}

void hf_heads_file_value(struct hf_hasher *hasher, const struct hf_digest *salt, uint64_t length,
                         const struct hf_digest *head, struct hf_digest *value)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(length >> (56 - 8 * i));
    const struct hf_str part[] = {HF_STR("holdfast/heads-head/v1\n"), HF_PART(*salt), HF_PART(bytes),
                                  HF_PART(*head)};
    hf_sha256(hasher, part, sizeof part / sizeof part[0], value);
}

void hf_heads_name_value(struct hf_hasher *hasher, const struct hf_digest *salt, const struct hf_id *file,
                         struct hf_digest *value)
{
    const struct hf_str part[] = {HF_STR("holdfast/heads-id/v1\n"), HF_PART(*salt), HF_PART(*file)};
    hf_sha256(hasher, part, sizeof part / sizeof part[0], value);
}

void hf_heads_entry(struct hf_hasher *hasher, const struct hf_digest *key, const struct hf_digest *value,
                    struct hf_digest *node)
{
    const struct hf_str part[] = {{"", 1}, HF_PART(*key), HF_PART(*value)};
    hf_sha256(hasher, part, sizeof part / sizeof part[0], node);
}

void hf_heads_empty(struct hf_hasher *hasher, const struct hf_digest *blind, struct hf_digest *node)
{
    const struct hf_str part[] = {HF_STR("\x02"), HF_PART(*blind)};
    hf_sha256(hasher, part, sizeof part / sizeof part[0], node);
}

size_t hf_heads_shared(const struct hf_digest *a, const struct hf_digest *b)
{
    size_t depth = 0;
    while (depth < HF_HEADS_STEPS_MAX && a->byte[depth / 8] == b->byte[depth / 8])
        depth += 8;
    while (depth < HF_HEADS_STEPS_MAX && hf_heads_bit(a, depth) == hf_heads_bit(b, depth))
        depth++;
    return depth;
}

void hf_heads_climb(struct hf_hasher *hasher, const struct hf_digest *key, const struct hf_digest *node,
                    const struct hf_heads_path *path, struct hf_digest *root)
{
    *root = *node;
    for (size_t depth = path->count; depth-- > 0;) {
        if (hf_heads_bit(key, depth) == 0)
            hf_node(hasher, root, &path->step[depth], root);
        else
            hf_node(hasher, &path->step[depth], root, root);
    }
}
