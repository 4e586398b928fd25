/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The events of a bundle: each link follows from the one before, each leaf stands in the signed tree, the
 * last link is the head that was claimed. Where all are shown the file is folded on the way; where some are
 * not, the others are read alone.
 */
#include "flow/read.h"
#include "proof/check.h"

/* ---- lines ---- */

static enum hf_rc read_lines(struct hf_checking *c, struct hf_err *err)
{
    struct hf_str lines = c->bundle->part[HF_BUNDLE_events];
    uint32_t events = c->bundle->claim.events;
    if (events > lines.len) /* a line has more than one byte: no room is asked for what cannot be there */
        return hf_check_fail(HF_WORD_bundle_cut, "events line", 1, err);
    c->event = HF_NEW(c->check->arena, struct hf_bundle_event, events);
    c->placed = HF_NEW(c->check->arena, struct hf_placed, events);
    for (uint32_t i = 0; i < events; i++) {
        if (lines.len == 0)
            return hf_check_fail(HF_WORD_bundle_cut, "events line", i + 1, err);
        if (!hf_bundle_event_next(&lines, &c->event[i]))
            return hf_check_fail(HF_WORD_bundle_line, "events line", i + 1, err);
        c->placed[i].index = c->event[i].index;
        c->out->shown += c->event[i].shown;
    }
    c->out->events = events;
    if (lines.len > 0)
        return hf_check_fail(HF_WORD_bundle_line, "events line", (uint64_t)events + 1, err);
    return HF_OK;
}

/* ---- what an event names ---- */

static void note_message(struct hf_checking *c, const struct hf_fact *fact, struct hf_str member, bool ours)
{
    const struct hf_json *made = HF_JSON_GET(&fact->payload, "_made");
    const struct hf_json *message = made == NULL ? NULL : hf_json_get(made, member);
    struct hf_named_message named = {.seq = fact->header.seq, .ours = ours};
    struct hf_named_message *at;
    if (message == NULL || !hf_digest_read(hf_json_text(message, HF_STR("digest")), &named.digest))
        return;
    at = hf_arena_room(c->check->arena, c->named, c->nameds, &c->named_room, sizeof *at);
    at[c->nameds++] = named;
    c->named = at;
}

static void note_named(struct hf_checking *c, const struct hf_fact *fact)
{
    struct hf_str name = hf_fact_names(fact);
    if (name.len > 0)
        c->name = hf_arena_keep(c->check->arena, name);
    note_message(c, fact, HF_STR("notice"), true);
    note_message(c, fact, HF_STR("heard"), false);
    hf_check_count(c, fact);
}

/* ---- folding ---- */

static enum hf_rc check_place(const struct hf_checking *c, const struct hf_header *header, uint32_t seq,
                              struct hf_err *err)
{
    if (header->seq != seq || !hf_id_eq(&header->file, &c->bundle->claim.file))
        return hf_fail(err, HF_WORD_bundle_other_event, HF_STR("header"), HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

static const struct hf_flow *definition(void *context, const struct hf_digest *digest)
{
    struct hf_checking *c = context;
    struct hf_str text = hf_bundle_other(c->bundle, HF_STR("definitions"), digest);
    struct hf_findings findings = {0};
    struct hf_err unread;
    const struct hf_flow *flow = NULL;
    if (text.len == 0 || hf_flow_read(text, HF_FLOW_PUBLISHED, c->check->house, c->check->arena, &flow,
                                      &findings, &unread) != HF_OK)
        return NULL;
    return flow;
}

static enum hf_rc fold_one(struct hf_checking *c, struct hf_replay *replay, uint32_t i, struct hf_fact *fact,
                           struct hf_err *err)
{
    const struct hf_bundle_event *event = &c->event[i];
    int64_t before_ms = i == 0 ? INT64_MIN : hf_case_head(&replay->c)->at_ms;
    HF_TRY(hf_replay_next(replay, &event->blind, event->header, event->payload, fact, err));
    HF_TRY(check_place(c, &fact->header, i + 1, err));
    if (fact->header.recorded_at_ms < before_ms)
        return hf_fail(err, HF_WORD_bundle_time, HF_STR("header.recorded_at"), HF_STR_NONE, HF_STR_NONE);
    c->placed[i].leaf = replay->leaf;
    note_named(c, fact);
    return HF_OK;
}

static void keep(struct hf_checking *c, const struct hf_replay *replay)
{
    c->out->c = hf_case_copy(c->check->arena, &replay->c);
    c->out->flows = replay->flows;
    c->out->folded = true;
}

/* All of it is verified, also what lies after to_ms; what was true then is kept on the way. */
static enum hf_rc fold(struct hf_checking *c, struct hf_digest *link, struct hf_err *err)
{
    const struct hf_bundle_check *check = c->check;
    const struct hf_bundle_claim *claim = &c->bundle->claim;
    struct hf_replay replay;
    struct hf_fact fact;
    hf_replay_begin(&replay, check->hasher, claim->origin, &claim->file, claim->kind, check->house,
                    check->arena, check->scratch);
    replay.definition = definition;
    replay.context = c;
    for (uint32_t i = 0; i < claim->events; i++) {
        if (!c->out->folded && hf_replay_is_past(&replay, c->event[i].header, check->to_ms))
            keep(c, &replay);
        if (fold_one(c, &replay, i, &fact, err) != HF_OK)
            return hf_check_place("event", i + 1, err);
        if (!c->out->folded && check->each != NULL)
            HF_TRY(check->each(check->context, &replay.flows, &replay.c, &fact, err));
    }
    if (!c->out->folded)
        keep(c, &replay);
    *link = replay.link;
    return HF_OK;
}

/* ---- where some are not shown ---- */

static enum hf_rc read_alone(struct hf_checking *c, uint32_t i, struct hf_digest *commitment,
                             struct hf_err *err)
{
    const struct hf_bundle_event *event = &c->event[i];
    struct hf_hasher *hasher = c->check->hasher;
    struct hf_digest payload;
    struct hf_fact fact;
    hf_arena_reset(c->check->scratch, 0);
    HF_TRY(hf_fact_read(event->header, event->payload, c->check->scratch, &fact, err));
    HF_TRY(check_place(c, &fact.header, i + 1, err));
    hf_sha256(hasher, &event->payload, 1, &payload);
    if (!hf_digest_eq(&payload, &fact.header.payload))
        return hf_fail(err, HF_WORD_replay_payload, HF_STR("payload"), fact.header.act, fact.header.on);
    if (!hf_str_eq(fact.header.log, c->bundle->claim.origin))
        return hf_fail(err, HF_WORD_replay_log, HF_STR("header.log"), fact.header.log,
                       c->bundle->claim.origin);
    hf_chain_commit(hasher, &event->blind, event->header, commitment);
    note_named(c, &fact);
    return HF_OK;
}

static enum hf_rc follow(struct hf_checking *c, struct hf_digest *link, struct hf_err *err)
{
    const struct hf_bundle_claim *claim = &c->bundle->claim;
    struct hf_hasher *hasher = c->check->hasher;
    hf_chain_start(hasher, claim->origin, &claim->file, link);
    for (uint32_t i = 0; i < claim->events; i++) {
        struct hf_digest commitment = c->event[i].commitment;
        if (c->event[i].shown && read_alone(c, i, &commitment, err) != HF_OK)
            return hf_check_place("event", i + 1, err);
        hf_chain_next(hasher, link, &commitment, link);
        hf_chain_leaf(hasher, link, &c->placed[i].leaf);
    }
    return HF_OK;
}

/* ---- the tree ---- */

static enum hf_rc check_tree(struct hf_checking *c, struct hf_err *err)
{
    struct hf_str tree = c->bundle->part[HF_BUNDLE_tree];
    struct hf_digest root;
    if (tree.len % sizeof root != 0)
        return hf_fail(err, HF_WORD_cover_broken, HF_STR("tree"), HF_STR_NONE, HF_STR_NONE);
    if (hf_cover_root(c->check->hasher, c->placed, c->out->events, c->checkpoint.size,
                      (const struct hf_digest *)(const void *)tree.at, tree.len / sizeof root, &root,
                      err) != HF_OK ||
        !hf_digest_eq(&root, &c->checkpoint.root))
        return hf_fail(err, HF_WORD_cover_broken, HF_STR("tree"), HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_check_events(struct hf_checking *c, struct hf_err *err)
{
    struct hf_digest link;
    HF_TRY(read_lines(c, err));
    HF_TRY(c->out->shown == c->out->events ? fold(c, &link, err) : follow(c, &link, err));
    if (!hf_digest_eq(&link, &c->bundle->claim.head))
        return hf_check_fail(HF_WORD_bundle_head, "event", c->out->events, err);
    return check_tree(c, err);
}
