/* SPDX-License-Identifier: Apache-2.0 */
/* Each line of the header's formulas is one function here. */
#include "seal/chain.h"

#include "base/check.h"
#include "base/code.h"

#define HF_COUNT(array) (sizeof(array) / sizeof((array)[0]))

void hf_chain_start(struct hf_hasher *hasher, struct hf_str origin, const struct hf_id *file,
                    struct hf_digest *link)
{
    const struct hf_str part[] = {HF_STR("holdfast/file/v1\n"), origin, HF_PART(file->byte)};

    hf_sha256(hasher, part, HF_COUNT(part), link);
}

void hf_chain_commit(struct hf_hasher *hasher, const struct hf_blind *blind, struct hf_str header,
                     struct hf_digest *commitment)
{
    const struct hf_str part[] = {HF_STR("holdfast/event/v1\n"), HF_PART(blind->byte), header};

    hf_sha256(hasher, part, HF_COUNT(part), commitment);
}

void hf_chain_next(struct hf_hasher *hasher, const struct hf_digest *previous,
                   const struct hf_digest *commitment, struct hf_digest *link)
{
    const struct hf_str part[] = {HF_STR("holdfast/link/v1\n"), HF_PART(previous->byte),
                                  HF_PART(commitment->byte)};

    hf_sha256(hasher, part, HF_COUNT(part), link);
}

void hf_chain_leaf_put(struct hf_buf *buf, const struct hf_digest *link)
{
    hf_buf_put(buf, HF_STR("holdfast/leaf/v1\n"));
    hf_b64_put(buf, link->byte, sizeof(link->byte));
    hf_buf_put_char(buf, '\n');
}

void hf_chain_leaf(struct hf_hasher *hasher, const struct hf_digest *link, struct hf_digest *leaf_hash)
{
    char text[80];
    struct hf_buf leaf = HF_BUF(text);

    hf_chain_leaf_put(&leaf, link);
    HF_CHECK(!leaf.full);
    const struct hf_str part[] = {{"\0", 1}, hf_buf_str(&leaf)};
    hf_sha256(hasher, part, HF_COUNT(part), leaf_hash);
}
