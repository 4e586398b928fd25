/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The commit of a round, and what it makes of the requests: answered, or to be tried again. Only after it is
 * the cache changed; a commit of which nobody knows whether it happened takes its files out of the cache.
 */
#include "desk/inside.h"

/* ---- answers ---- */

static void answer_done(struct hf_work *work)
{
    struct hf_response *out = work->out;
    const struct hf_decision *decision = &work->decision;
    out->outcome = work->set_aside ? HF_SET_ASIDE : HF_DONE;
    out->file = work->touched->file;
    out->seq = decision->events[0].header.seq;
    out->count = (uint32_t)decision->count;
    out->events = decision->events;
    for (const struct hf_message *m = work->messages; m != NULL; m = m->next)
        out->notices++;
    if (out->seq == 1 && work->touched->name.len > 0)
        memcpy(out->name, work->touched->name.at,
               work->touched->name.len < sizeof out->name ? work->touched->name.len : sizeof out->name);
    if (hf_case_head(&decision->after)->instances > work->born)
        out->instance = hf_case_instance(&decision->after, work->born)->id;
    work->answered = true;
}

/* What was taken from the cache and has not moved stands there still, or has made room. */
static void cache_touched(struct hf_desk *desk, const struct hf_touched *touched)
{
    if (!touched->held || (touched->believed && !hf_has_moved(touched)))
        return;
    struct hf_cached *cached = hf_cache_put(&desk->cache, &touched->now);
    if (cached == NULL)
        return;
    cached->snapshot_seq = touched->snapshot_seq;
    cached->due_ms = touched->due_ms;
    hf_rest_note(desk, touched, cached);
    cached->slots_known = touched->slots_known || touched->old_seq == 0;
    for (size_t i = 0; i < touched->slots; i++)
        cached->slots_known =
            hf_cached_add_slot(&desk->cache, cached, &touched->slot[i]) && cached->slots_known;
}

/* Does its name stand for nothing that the house knows? Then it was drawn, as a case's reference is. */
static bool is_drawn(const struct hf_touched *touched)
{
    return touched->kind == HF_FILE_CASE || touched->kind == HF_FILE_INCOMING;
}

static void settle(struct hf_serving *s)
{
    bool house = false;
    for (size_t i = 0; i < s->count; i++)
        if (s->works[i].decided)
            answer_done(&s->works[i]);
    for (size_t i = 0; i < s->touched_count; i++) {
        cache_touched(s->desk, s->touched[i]);
        house = house || !is_drawn(s->touched[i]);
    }
    if (house)
        hf_house_point(s->desk);
}

/* ---- failures ---- */

static void drop_touched(struct hf_serving *s)
{
    for (size_t i = 0; i < s->touched_count; i++)
        hf_cache_drop(&s->desk->cache, &s->touched[i]->file);
    hf_house_point(s->desk);
}

/* Somebody else was first: again with what is there now, the second time each alone. What is refused for
 * another reason is some request's own fault: each alone at once, and then that one is answered. */
static enum hf_rc met_others(struct hf_serving *s, enum hf_rc rc)
{
    bool again = s->err->word == HF_WORD_stale || s->err->word == HF_WORD_duplicate;
    bool redraw = s->err->word == HF_WORD_name_taken;
    if (rc == HF_UNAVAILABLE) {
        drop_touched(s);
        return rc;
    }
    for (size_t i = 0; s->alone && i < s->count; i++)
        if (s->works[i].decided && !again && !(redraw && is_drawn(s->works[i].touched)))
            hf_answer(&s->works[i], hf_keep_err(s->arena, s->err));
    s->alone = s->alone || s->contested || !again;
    s->contested = true;
    return HF_OK;
}

enum hf_rc hf_commit_round(struct hf_serving *s)
{
    struct hf_ledger *ledger = &s->desk->setup.ledger;
    struct hf_batch batch;
    int64_t position;
    bool any = false;
    for (size_t i = 0; i < s->count; i++)
        any = any || s->works[i].decided;
    if (!any)
        return HF_OK;
    enum hf_rc rc = hf_gather(s, &batch, s->err);
    if (rc == HF_OK)
        rc = ledger->commit(ledger->self, &batch, &position, s->err);
    if (rc != HF_OK)
        return met_others(s, rc);
    settle(s);
    return HF_OK;
}
