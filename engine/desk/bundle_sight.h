/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the reader of a bundle may see of each event. The auditor sees every event; an authority those that
 * tell of a message to it or from it, and its own acts; a role of the house those of the kinds of instance on
 * which it may act, and its own acts. The public sees every event in which nothing protected stands open: no
 * member that the definition marks personal (as it does now: an older one may not have), and no text that
 * says what is hidden elsewhere in the file.
 */
#ifndef HF_DESK_BUNDLE_SIGHT_H
#define HF_DESK_BUNDLE_SIGHT_H

#include "casefile/fact.h"
#include "desk/bundle.h"
#include "desk/protected.h"

struct hf_bundle_sight {
    const struct hf_bundle_order *order;
    struct hf_arena *arena;
    struct hf_flows flows;      /* HF_READER_ROLE, HF_READER_PUBLIC: how the file is read now */
    struct hf_case c;           /* HF_READER_ROLE: the same; a copy */
    struct hf_protected hidden; /* HF_READER_PUBLIC: what is hidden in the file */
    struct hf_id *thread;       /* HF_READER_AUTHORITY: those met so far */
    size_t threads, thread_room;
};

/* NOT_FOUND bundle_reader: neither the file's procedure nor the house knows the role. */
enum hf_rc hf_bundle_sight_begin(struct hf_desk *desk, const struct hf_bundle_order *order,
                                 struct hf_arena *arena, struct hf_bundle_sight *out, struct hf_err *err);
/* Once all events that are to be asked about are in the ledger, and before the first. */
enum hf_rc hf_bundle_sight_hide(struct hf_bundle_sight *sight, struct hf_desk *desk, struct hf_err *err);
/* Asked in the order of events. */
bool hf_bundle_sees(struct hf_bundle_sight *sight, const struct hf_fact *fact);
/* Are hidden values, messages, documents given of what is seen? */
bool hf_bundle_gives_values(enum hf_bundle_reader reader);
bool hf_bundle_gives_messages(enum hf_bundle_reader reader);

#endif
