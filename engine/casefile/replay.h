/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The auditor's tool: the stored bytes of one file, in order, verified and folded. Nothing of what the server
 * says is believed: digests, commitments and links are recomputed, headers and payloads read again, events
 * folded anew.
 */
#ifndef HF_CASEFILE_REPLAY_H
#define HF_CASEFILE_REPLAY_H

#include "casefile/decide.h"

/* The compiled definition with this digest, or NULL. */
typedef const struct hf_flow *(*hf_definition_fn)(void *context, const struct hf_digest *digest);

struct hf_replay {
    struct hf_hasher *hasher;
    struct hf_flows flows;
    hf_definition_fn definition;
    void *context;
    struct hf_str origin;
    struct hf_arena *scratch; /* of one event; reset before the next */
    struct hf_case c;         /* what the events so far have made true */
    struct hf_digest link;
    struct hf_digest leaf; /* of the last event */
};

/* `arena` holds the folded file, `scratch` one event at a time. */
void hf_replay_begin(struct hf_replay *replay, struct hf_hasher *hasher, struct hf_str origin,
                     const struct hf_id *file, enum hf_file_kind kind, const struct hf_flow *house,
                     struct hf_arena *arena, struct hf_arena *scratch);

/*
 * One more event, as stored. *fact lives until the next call.
 *   errors   UNVERIFIED replay_payload (its digest is not the header's), replay_log (another log),
 *            event_does_not_fit; NOT_FOUND replay_definition; BAD_INPUT what cannot be read
 * A header or blind that was changed cannot be seen in the event itself: the link differs from then on. The
 * caller compares replay->link with the stored head, and replay->leaf with the log's leaf at the event's
 * position, which names the first event that is wrong.
 */
enum hf_rc hf_replay_next(struct hf_replay *replay, const struct hf_blind *blind, struct hf_str header,
                          struct hf_str payload, struct hf_fact *fact, struct hf_err *err);

/* The chain alone: the payload is the one of the header, and the link and leaf go on; nothing is folded. */
enum hf_rc hf_replay_chain(struct hf_replay *replay, const struct hf_blind *blind, struct hf_str header,
                           struct hf_str payload, struct hf_err *err);

/* Was the event of this header recorded after `to_ms`? Events are in order of recording, so the first one too
 * late ends what was true then. Resets `scratch`. */
bool hf_replay_is_past(const struct hf_replay *replay, struct hf_str header, int64_t to_ms);

#endif
