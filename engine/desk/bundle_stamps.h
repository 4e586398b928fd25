/* SPDX-License-Identifier: Apache-2.0 */
/* The time-stamps of a bundle: those nearest to its events. Private to bundle.c. */
#ifndef HF_DESK_BUNDLE_STAMPS_H
#define HF_DESK_BUNDLE_STAMPS_H

#include "desk/inside.h"
#include "proof/ustar.h"
#include "seal/tree.h"

struct hf_stamped_span {
    uint64_t first, last; /* indexes of the file's first and last event */
    uint64_t size;        /* of the bundle's checkpoint */
};

/*
 * Members for the first stamped checkpoint that covers the first event, and for the first that covers the
 * last one, or else the newest: each note, path, tokens and evidence. In arena; none where nothing is
 * stamped.
 */
enum hf_rc hf_bundle_stamps(struct hf_desk *desk, const struct hf_stamped_span *span,
                            const struct hf_tree *tree, struct hf_arena *arena,
                            const struct hf_ustar_member **out, size_t *count, struct hf_err *err);

#endif
