/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading a definition, in this order: names of everything, shapes, structure of branches, the table of
 * handlers, which data is present where, and only then expressions; so that every name an expression uses has
 * its type.
 */
#include "flow/read.h"

#include "flow/check.h"
#include "flow/reader.h"

static struct hf_reader *reader_new(struct hf_str text, enum hf_flow_origin origin, struct hf_arena *arena)
{
    size_t begin = hf_arena_mark(arena);
    struct hf_reader *r = HF_NEW(arena, struct hf_reader, 1);
    *r = (struct hf_reader){.text = text, .arena = arena, .begin = begin, .origin = origin};
    r->flow = HF_NEW(arena, struct hf_flow, 1);
    r->kind = HF_NEW(arena, struct hf_kind, HF_KINDS_MAX);
    r->kind_json = HF_NEW(arena, const struct hf_json *, HF_KINDS_MAX);
    r->shape = HF_NEW(arena, struct hf_shape *, HF_SHAPES_MAX);
    r->flow->source = text;
    r->flow->kind = r->kind;
    r->flow->root = HF_NONE;
    r->flow->shape = (const struct hf_shape *const *)r->shape;
    return r;
}

typedef void read_of_kind(struct hf_reader *r, uint16_t k);

static void each_kind(struct hf_reader *r, read_of_kind *read)
{
    for (uint16_t k = 0; k < r->flow->kinds; k++)
        read(r, k);
}

/* Room for what is compiled of conditions: one per event, and one for where there is none. */
static void prepare_conditions(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    r->condition_use[k] = HF_NEW(r->arena, struct hf_condition_use, kind->conditions + 1u);
    for (uint16_t i = 0; i < kind->conditions; i++)
        r->draft[k].condition[i].is = HF_NEW(r->arena, const struct hf_expr *, kind->events + 1u);
}

static void read_structure(struct hf_reader *r)
{
    hf_read_top(r);
    hf_read_template_names(r);
    hf_read_kind_names(r);
    each_kind(r, hf_read_event_names);
    each_kind(r, hf_read_state_names);
    each_kind(r, hf_read_obligation_names);
    hf_read_types(r);
    each_kind(r, hf_read_data);
    each_kind(r, hf_read_events);
    each_kind(r, hf_read_states);
    each_kind(r, hf_read_handlers);
    each_kind(r, hf_read_nevers);
    hf_read_templates(r);
    hf_read_branches(r);
}

static void read_expressions(struct hf_reader *r)
{
    each_kind(r, hf_read_next);
    each_kind(r, hf_read_presence);
    each_kind(r, prepare_conditions);
    each_kind(r, hf_read_parts);
    each_kind(r, hf_read_clocks);
    each_kind(r, hf_read_obligations);
    hf_read_branch_expressions(r);
}

static enum hf_rc verdict(const struct hf_findings *findings, struct hf_err *err)
{
    char number[24], place[512];
    struct hf_buf count = HF_BUF(number), first = HF_BUF(place);
    if (findings->faults == 0)
        return HF_OK;
    const struct hf_finding *at = findings->at;
    while (at->severity != HF_FAULT)
        at++;
    hf_buf_put_i64(&count, (int64_t)findings->faults);
    hf_buf_put(&first, at->pointer);
    return hf_fail(err, HF_WORD_flow_findings, hf_buf_str(&first), hf_buf_str(&count), HF_STR_NONE);
}

/* What is asked for beside the compiled definition; each may be NULL. */
struct beside {
    struct hf_member_orders *orders;
    const struct hf_among *among;
};

static enum hf_rc read_beside(struct hf_str text, enum hf_flow_origin origin, const struct hf_flow *house,
                              struct beside beside, struct hf_arena *arena, const struct hf_flow **out,
                              struct hf_findings *findings, struct hf_err *err)
{
    struct hf_json *json = HF_NEW(arena, struct hf_json, 1);
    HF_TRY(hf_json_read(text, &hf_json_file_limits, arena, json, err));
    struct hf_reader *r = reader_new(text, origin, arena);
    *findings = (struct hf_findings){.at = HF_NEW(arena, struct hf_finding, HF_FINDINGS_MAX)};
    r->json = json;
    r->findings = findings;
    r->orders = beside.orders;
    r->calendars = beside.among == NULL ? NULL : beside.among->calendars;
    r->flow->house = house;
    read_structure(r);
    if (findings->faults == 0)
        read_expressions(r);
    if (findings->faults == 0)
        hf_check_machine(r);
    if (findings->faults == 0 && beside.among != NULL)
        hf_check_among(r, beside.among);
    HF_TRY(verdict(findings, err));
    *out = r->flow;
    return HF_OK;
}

enum hf_rc hf_flow_read_noting(struct hf_str text, enum hf_flow_origin origin, const struct hf_flow *house,
                               struct hf_member_orders *orders, struct hf_arena *arena,
                               const struct hf_flow **out, struct hf_findings *findings, struct hf_err *err)
{
    return read_beside(text, origin, house, (struct beside){.orders = orders}, arena, out, findings, err);
}

enum hf_rc hf_flow_read(struct hf_str text, enum hf_flow_origin origin, const struct hf_flow *house,
                        struct hf_arena *arena, const struct hf_flow **out, struct hf_findings *findings,
                        struct hf_err *err)
{
    return read_beside(text, origin, house, (struct beside){.orders = NULL}, arena, out, findings, err);
}

enum hf_rc hf_flow_read_among(struct hf_str text, const struct hf_flow *house, const struct hf_among *among,
                              struct hf_arena *arena, const struct hf_flow **out,
                              struct hf_findings *findings, struct hf_err *err)
{
    return read_beside(text, HF_FLOW_PUBLISHED, house, (struct beside){.among = among}, arena, out, findings,
                       err);
}
