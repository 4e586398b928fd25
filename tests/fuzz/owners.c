/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whatever the bytes, holdings are refused or answered, in each of the three forms; an answer is canonical
 * JSON and the same a second time, no share is beyond the whole, and no low end above its high end.
 */
#include "base/check.h"
#include "trace/owner_read.h"
#include "trace/owner_rules.h"
#include "trace/owners.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct hf_owner_asked anybody;
static unsigned char room[2][8 << 20];

static void in_order(const struct hf_owner_number *lo, const struct hf_owner_number *hi)
{
    HF_CHECK(lo->bounds.lo <= lo->bounds.hi && hi->bounds.lo <= hi->bounds.hi);
    HF_CHECK(lo->bounds.lo <= hi->bounds.hi && hi->bounds.hi <= HF_OWNER_ONE);
}

/* The name of the first company; false where the text is refused. */
static bool look(struct hf_str text, struct hf_str *first)
{
    struct hf_trace_source source = {.file = HF_STR("f"), .text = text};
    struct hf_owner_graph graph;
    struct hf_owner_findings findings;
    struct hf_arena arena;
    struct hf_err err;
    hf_arena_init(&arena, room[0], sizeof room[0]);
    if (hf_owner_read(source, HF_STR_NONE, 18000, &arena, &graph, &err) != HF_OK)
        return false;
    for (uint32_t node = 0; node < graph.names.count; node++) {
        if (!hf_owner_is_company(&graph, node))
            continue;
        *first = graph.names.name[node];
        if (hf_owner_find_all(&graph, node, &anybody, &arena, &findings, &err) == HF_OK)
            for (uint32_t e = 0; e < findings.effects.reach.ends; e++)
                in_order(&findings.effects.effect[e].lo, &findings.effects.effect[e].hi);
        return true;
    }
    return false;
}

static struct hf_str answer(struct hf_str text, struct hf_str of, unsigned char *block)
{
    struct hf_owners_ask ask = {
        .file = HF_STR("f"), .of = of, .seed = &of, .seeds = 1, .day = 18000, .explain = true};
    struct hf_arena arena;
    struct hf_json json;
    struct hf_err err;
    hf_arena_init(&arena, block, sizeof room[0]);
    if (hf_trace_owners(text, &ask, &arena, &json, &err) != HF_OK)
        return HF_STR_NONE;
    struct hf_buf out = hf_buf_in(&arena, 4096);
    hf_json_write(&out, &json);
    return hf_buf_str(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char name[4096];
    struct hf_str text = {(const char *)data, size}, first;
    if (!look(text, &first) || first.len > sizeof name)
        return 0;
    memcpy(name, first.at, first.len);
    struct hf_str of = {name, first.len};
    HF_CHECK(hf_str_eq(answer(text, of, room[0]), answer(text, of, room[1])));

    struct hf_owners_ask ask = {.file = HF_STR("f"), .day = 18000};
    struct hf_arena arena;
    struct hf_err err;
    hf_arena_init(&arena, room[0], sizeof room[0]);
    struct hf_buf out = hf_buf_in(&arena, 4096), votes = hf_buf_in(&arena, 64);
    (void)hf_trace_all_owners(text, &ask, HF_STR("25"), true, &arena, &out, &votes, &err);
    return 0;
}
