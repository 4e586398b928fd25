/* SPDX-License-Identifier: Apache-2.0 */
/*
 * page.html of a bundle: the case for people, in English and French, made from what the bundle's reader may
 * see and from nothing else. Step by step what was done, by whom, on which legal basis; what was told and how
 * it was delivered; what is not shown. It has no script and fetches nothing. It proves nothing by itself: its
 * digest stands in the signed manifest, so whoever made the bundle answers for it, and the other members are
 * the proof.
 */
#ifndef HF_PROOF_PAGE_H
#define HF_PROOF_PAGE_H

#include "proof/bundle.h"

struct hf_page {
    const struct hf_bundle_claim *claim;
    uint64_t signed_size;
    const struct hf_str *part; /* HF_BUNDLE_PART_COUNT of them */
    const struct hf_ustar_member *other;
    size_t others;
    const struct hf_flow *house;
    struct hf_arena *arena;   /* definitions */
    struct hf_arena *scratch; /* one event at a time */
};

/* Lines as this program writes them are taken for granted. BAD_INPUT what cannot be read. */
enum hf_rc hf_page_make(const struct hf_page *page, struct hf_buf *out, struct hf_err *err);

/* A text within the page: what is markup there, commands a terminal or turns the direction of reading is
 * shown and does nothing. */
void hf_page_put(struct hf_buf *out, struct hf_str text);

#endif
