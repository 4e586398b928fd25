/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/owners.h"

#include "base/when.h"
#include "record/near.h"
#include "trace/owner_answer.h"
#include "trace/owner_read.h"
#include "trace/owner_votes.h"

static struct hf_trace_source source_of(struct hf_str text, const struct hf_owners_ask *ask)
{
    return (struct hf_trace_source){ask->file, text, ask->entry, ask->entries};
}

/* The name stands in rows of other days alone. */
static enum hf_rc say_days(const struct hf_owner_graph *graph, struct hf_str name, int32_t before,
                           int32_t after, struct hf_err *err)
{
    char text[2 * HF_DAY_TEXT + 2];
    struct hf_buf days = HF_BUF(text);
    bool ended = before != INT32_MIN, later = after != INT32_MAX;
    if (ended)
        hf_day_put(&days, before);
    if (ended && later)
        hf_buf_put(&days, HF_STR(", "));
    if (later)
        hf_day_put(&days, after);
    enum hf_word word = !later ? HF_WORD_owner_ended : ended ? HF_WORD_owner_gap : HF_WORD_owner_later;
    return hf_fail(err, word, graph->source.file, name, hf_buf_str(&days));
}

/* The node of a name; the nearest name is told where there is none. */
static enum hf_rc find(const struct hf_owner_graph *graph, struct hf_str name, uint32_t *out,
                       struct hf_err *err)
{
    uint32_t node = hf_owner_find(graph, name);
    if (node != HF_TRACE_NO_NAME) {
        *out = node;
        return HF_OK;
    }
    int32_t before, after;
    if (hf_owner_other_days(graph, name, &before, &after))
        return say_days(graph, name, before, after, err);
    struct hf_near near = hf_near_to(name);
    for (uint32_t i = 0; i < graph->names.count; i++)
        hf_near_try(&near, graph->names.name[i]);
    enum hf_rc rc = hf_fail(err, HF_WORD_owner_nobody, graph->source.file, name, HF_STR_NONE);
    if (near.best.len > 0)
        hf_err_detail(err, near.best, near.best);
    return rc;
}

static enum hf_rc find_seeds(const struct hf_owner_graph *graph, const struct hf_owners_ask *ask,
                             struct hf_arena *arena, uint32_t **out, struct hf_err *err)
{
    *out = HF_OWNER_TRY(arena, uint32_t, ask->seeds + 1);
    if (*out == NULL)
        return hf_owner_full(graph, err);
    for (size_t i = 0; i < ask->seeds; i++)
        HF_TRY(find(graph, ask->seed[i], &(*out)[i], err));
    return HF_OK;
}

enum hf_rc hf_trace_owners(struct hf_str text, const struct hf_owners_ask *ask, struct hf_arena *arena,
                           struct hf_json *out, struct hf_err *err)
{
    struct hf_trace_source source = source_of(text, ask);
    struct hf_owner_graph graph;
    struct hf_owner_findings findings;
    struct hf_owner_asked asked = {.seeds = (uint32_t)ask->seeds, .work_max = ask->watch.work_max};
    uint32_t target = 0, *seed = NULL;
    HF_TRY(hf_owner_read(source, ask->case_id, ask->day, arena, &graph, err));
    struct hf_str of = ask->of.len > 0 ? ask->of : graph.target;
    if (of.len == 0)
        return hf_fail(err, HF_WORD_owner_which, ask->file, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(find(&graph, of, &target, err));
    HF_TRY(find_seeds(&graph, ask, arena, &seed, err));
    asked.seed = seed;
    HF_TRY(hf_owner_find_all(&graph, target, &asked, arena, &findings, err));
    return hf_owner_answer(&graph, target, &findings, ask->explain, arena, out, err);
}

/* ---- every company ---- */

/* One share, neither unknown nor between two. */
static bool read_threshold(struct hf_str text, struct hf_owner_share *out)
{
    return hf_owner_share_read(text, out) && text.len > 0 && !hf_str_eq(text, HF_STR("?")) &&
           !hf_str_contains(text, HF_STR(".."));
}

static void put_json(struct hf_buf *out, const struct hf_owner_graph *graph,
                     const struct hf_owner_large *large)
{
    hf_buf_put(out, HF_STR("{\"owned\":"));
    hf_json_put_text(out, graph->names.name[large->owned]);
    hf_buf_put(out, HF_STR(",\"owner\":"));
    hf_json_put_text(out, graph->names.name[large->owner]);
    hf_buf_put(out, HF_STR(",\"percent\":\""));
    hf_owner_put_millionths(out, large->millionths);
    hf_buf_put(out, HF_STR("\"}\n"));
}

static void put_line(struct hf_buf *out, const struct hf_owner_graph *graph,
                     const struct hf_owner_large *large)
{
    hf_buf_put(out, graph->names.name[large->owned]);
    hf_buf_put(out, HF_STR(": "));
    hf_buf_put(out, graph->names.name[large->owner]);
    hf_buf_put_char(out, ' ');
    hf_owner_put_millionths(out, large->millionths);
    hf_buf_put(out, HF_STR(" %\n"));
}

enum { NAMED = 10 };

static void put_short_votes(struct hf_buf *out, const struct hf_owner_graph *graph)
{
    unsigned found = 0;
    for (uint32_t node = 0; node < graph->names.count && found <= NAMED; node++) {
        if (!hf_owner_votes_short(graph, node))
            continue;
        hf_buf_put(out, found > 0 ? HF_STR("; ") : HF_STR(""));
        hf_buf_put(out, ++found > NAMED ? HF_STR("…") : graph->names.name[node]);
    }
}

enum hf_rc hf_trace_all_owners(struct hf_str text, const struct hf_owners_ask *ask, struct hf_str least,
                               bool json, struct hf_arena *arena, struct hf_buf *out,
                               struct hf_buf *short_votes, struct hf_err *err)
{
    struct hf_trace_source source = source_of(text, ask);
    struct hf_owner_graph graph;
    struct hf_owner_share share;
    struct hf_owner_list list;
    if (!read_threshold(least, &share))
        return hf_fail(err, HF_WORD_owner_threshold, HF_STR("--at-least"), least, HF_STR_NONE);
    HF_TRY(hf_owner_read(source, ask->case_id, ask->day, arena, &graph, err));
    HF_TRY(hf_owner_all(&graph, &share, &ask->watch, arena, &list, err));
    for (size_t i = 0; i < list.count; i++)
        (json ? put_json : put_line)(out, &graph, &list.item[i]);
    put_short_votes(short_votes, &graph);
    return HF_OK;
}
