/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/export_inside.h"
#include "flow/prose.h"

struct chart {
    const struct hf_subject *subject;
    const struct hf_kind *kind;
    struct hf_states back; /* where @back may lead from the row in hand */
    struct hf_buf *out;
};

/* Mermaid reads #name; and #number; as characters; its own marks are written so. */
static void put_text(struct hf_buf *out, struct hf_str text)
{
    static const char marks[] = "#;:\"<>{}[]%`\\";
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c != '\0' && memchr(marks, c, sizeof marks - 1) != NULL) {
            hf_buf_put_char(out, '#');
            hf_buf_put_i64(out, c);
            hf_buf_put_char(out, ';');
        } else {
            hf_buf_put_char(out, (unsigned char)c < 0x20 ? ' ' : c);
        }
    }
}

/* "request__sent": prefixed, so that no name is a word of Mermaid's. */
static void put_id(struct chart *c, uint16_t state)
{
    hf_buf_put(c->out, c->kind->name);
    hf_buf_put(c->out, HF_STR("__"));
    hf_buf_put(c->out, c->kind->state[state].name);
}

static void put_named(struct chart *c, struct hf_str indent, struct hf_str title)
{
    hf_buf_put(c->out, indent);
    hf_buf_put(c->out, HF_STR("state \""));
    put_text(c->out, title);
    hf_buf_put(c->out, HF_STR("\" as "));
}

static bool event_moves(const struct chart *c, uint16_t row, uint16_t event, uint16_t to)
{
    const struct hf_handler *handler = export_handler(c->kind, row, event);
    for (uint16_t b = 0; handler != NULL && b < handler->branches.count; b++) {
        const struct hf_branch *branch = &handler->branches.at[b];
        if (branch->refuses)
            continue;
        if (branch->to == to && to != row)
            return true;
        if (branch->to == HF_BACK && hf_states_have(&c->back, to))
            return true;
    }
    return false;
}

/* One line for all events from one state to another. */
static void put_move(struct chart *c, uint16_t row, uint16_t to)
{
    bool first = true;
    for (uint16_t e = 0; e < c->kind->events; e++) {
        if (!event_moves(c, row, e, to))
            continue;
        if (first) {
            hf_buf_put(c->out, HF_STR("    "));
            if (row < c->kind->states)
                put_id(c, row);
            else
                hf_buf_put(c->out, HF_STR("[*]"));
            hf_buf_put(c->out, HF_STR(" --> "));
            put_id(c, to);
        }
        hf_buf_put(c->out, first ? HF_STR(" : ") : HF_STR(" / "));
        put_text(c->out, c->kind->event[e].title.say[c->subject->lang]);
        first = false;
    }
    if (!first)
        hf_buf_put_char(c->out, '\n');
}

static void put_kind(struct chart *c)
{
    put_named(c, HF_STR("  "), c->kind->title.say[c->subject->lang]);
    hf_buf_put(c->out, c->kind->name);
    hf_buf_put(c->out, HF_STR("__ {\n"));
    for (uint16_t s = 0; s < c->kind->states; s++) {
        put_named(c, HF_STR("    "), c->kind->state[s].title.say[c->subject->lang]);
        put_id(c, s);
        hf_buf_put_char(c->out, '\n');
    }
    for (uint16_t row = 0; row <= c->kind->states; row++) {
        c->back = hf_entered_from(c->kind, row);
        for (uint16_t to = 0; to < c->kind->states; to++)
            put_move(c, row, to);
    }
    for (uint16_t s = 0; s < c->kind->states; s++) {
        if (c->kind->state[s].end == HF_END_NOT)
            continue;
        hf_buf_put(c->out, HF_STR("    "));
        put_id(c, s);
        hf_buf_put(c->out, HF_STR(" --> [*]\n"));
    }
    hf_buf_put(c->out, HF_STR("  }\n"));
}

static void put_comment(struct chart *c, struct hf_str text)
{
    hf_buf_put(c->out, HF_STR("%% "));
    hf_buf_put(c->out, text);
    hf_buf_put_char(c->out, '\n');
}

enum hf_rc hf_export_mermaid(const struct hf_subject *subject, struct hf_arena *arena, struct hf_buf *out,
                             struct hf_err *err)
{
    struct chart c = {.subject = subject, .out = out};
    struct hf_buf version = hf_buf_in(arena, 128);
    struct hf_prose prose = {
        .flow = subject->flow, .event = HF_NONE, .lang = subject->lang, .out = &version, .arena = arena};
    char digits[24];
    struct hf_buf number = HF_BUF(digits);
    HF_TRY(export_fits(subject, err));
    hf_buf_put_i64(&number, subject->flow->version);
    hf_prose_put(&prose, HF_PHRASE_draw_source, subject->flow->name, hf_buf_str(&number), subject->hash);
    put_comment(&c, hf_buf_str(&version));
    put_comment(&c, hf_phrase(HF_PHRASE_mermaid_keeps, subject->lang));
    put_comment(&c, hf_phrase(HF_PHRASE_mermaid_leaves, subject->lang));
    hf_buf_put(out, HF_STR("stateDiagram-v2\n"));
    for (uint16_t k = 0; k < subject->flow->kinds; k++) {
        c.kind = &subject->flow->kind[k];
        if (export_wants(subject, k))
            put_kind(&c);
    }
    return out->full ? hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("Mermaid"), HF_STR_NONE) : HF_OK;
}
