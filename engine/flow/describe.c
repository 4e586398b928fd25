/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/describe.h"

#include "flow/describe_inside.h"

enum { SENTENCE = 160 }; /* expected bytes */

/* ---- paragraphs ---- */

static void begin_sentence(struct telling *t)
{
    t->prose.out = &t->text;
    if (t->text.len > 0)
        hf_buf_put_char(&t->text, ' ');
}

void tell_say_all(struct telling *t, enum hf_phrase phrase, const struct hf_str arg[], size_t args)
{
    begin_sentence(t);
    hf_prose_put_all(&t->prose, phrase, arg, args);
}

void tell_say(struct telling *t, enum hf_phrase phrase, struct hf_str a, struct hf_str b, struct hf_str c)
{
    const struct hf_str args[] = {a, b, c};
    tell_say_all(t, phrase, args, 3);
}

static struct hf_str number_text(const struct telling *t, uint32_t depth)
{
    struct hf_buf text = hf_buf_in(t->prose.arena, 16);
    for (uint32_t i = 0; i < depth; i++) {
        if (i > 0)
            hf_buf_put_char(&text, '.');
        hf_buf_put_i64(&text, t->number[i]);
    }
    return hf_buf_str(&text);
}

static void mute(struct telling *t)
{
    t->muted = true;
    t->mark = hf_arena_mark(t->prose.arena);
}

static void add_paragraph(struct telling *t, uint32_t depth, bool heading, struct hf_str text)
{
    HF_CHECK(depth >= 1 && depth <= DEEP);
    t->number[depth - 1]++;
    for (uint32_t i = depth; i < DEEP; i++)
        t->number[i] = 0;
    if (t->prose.arena->used > t->prose.arena->size / 2 && !t->overfull) {
        t->overfull = true;
        mute(t);
    }
    if (t->muted)
        return;
    t->paragraph = hf_arena_room(t->prose.arena, t->paragraph, t->count, &t->room, sizeof *t->paragraph);
    t->paragraph[t->count++] = (struct hf_paragraph){number_text(t, depth), depth, heading, text};
}

void tell_close(struct telling *t, uint32_t depth)
{
    add_paragraph(t, depth, false, hf_buf_str(&t->text));
    if (t->muted)
        hf_arena_reset(t->prose.arena, t->mark);
    t->text = hf_buf_in(t->prose.arena, SENTENCE);
}

void tell_heading(struct telling *t, uint32_t depth, struct hf_str text)
{
    add_paragraph(t, depth, true, text);
}

void tell_none(struct telling *t, uint32_t depth)
{
    HF_CHECK(depth < DEEP);
    if (t->number[depth] > 0)
        return;
    tell_say0(t, HF_PHRASE_none);
    tell_close(t, depth + 1);
}

/* ---- parts of sentences ---- */

struct hf_str tell_phrase(const struct telling *t, enum hf_phrase phrase, struct hf_str a, struct hf_str b,
                          struct hf_str c)
{
    struct hf_buf text = hf_buf_in(t->prose.arena, 64);
    struct hf_prose aside = hf_prose_aside(&t->prose, &text);
    hf_prose_put(&aside, phrase, a, b, c);
    return hf_buf_str(&text);
}

struct hf_str tell_quoted(const struct telling *t, struct hf_str text)
{
    return tell_phrase(t, HF_PHRASE_quoted, text, HF_STR_NONE, HF_STR_NONE);
}

struct hf_str tell_expr(const struct telling *t, const struct hf_expr *expr)
{
    struct hf_buf text = hf_buf_in(t->prose.arena, SENTENCE);
    struct hf_prose aside = hf_prose_aside(&t->prose, &text);
    hf_prose_expr(&aside, expr);
    return hf_buf_str(&text);
}

struct hf_str tell_number(const struct telling *t, int64_t number)
{
    struct hf_buf text = hf_buf_in(t->prose.arena, 20);
    hf_buf_put_i64(&text, number);
    return hf_buf_str(&text);
}

struct hf_str tell_place(const struct telling *t, uint32_t chapter, uint32_t section, uint32_t item)
{
    const uint32_t part[] = {chapter, section, item};
    struct hf_buf text = hf_buf_in(t->prose.arena, 16);
    for (size_t i = 0; i < 3 && part[i] > 0; i++) {
        if (i > 0)
            hf_buf_put_char(&text, '.');
        hf_buf_put_i64(&text, part[i]);
    }
    return hf_buf_str(&text);
}

uint32_t tell_chapter(const struct telling *t, const struct hf_kind *kind)
{
    return CHAPTER_KINDS + (uint32_t)(kind - t->prose.flow->kind);
}

uint32_t tell_notices_chapter(const struct telling *t)
{
    return CHAPTER_KINDS + t->prose.flow->kinds;
}

struct list tell_list(const struct telling *t, enum hf_phrase mark)
{
    return (struct list){hf_buf_in(t->prose.arena, 64), hf_phrase(mark, t->prose.lang)};
}

void tell_item(struct list *list, struct hf_str item)
{
    hf_buf_put(&list->text, list->text.len == 0 ? HF_STR_NONE : list->mark);
    hf_buf_put(&list->text, item);
}

struct hf_str tell_listed(const struct list *list)
{
    return hf_buf_str(&list->text);
}

static struct hf_str heading(const struct telling *t, enum hf_phrase phrase)
{
    return hf_phrase(phrase, t->prose.lang);
}

/* ---- 1: the procedure ---- */

static void tell_procedure(struct telling *t, const struct hf_subject *subject)
{
    const struct hf_flow *flow = t->prose.flow;
    struct list kinds = tell_list(t, HF_PHRASE_comma), stages = tell_list(t, HF_PHRASE_comma);
    for (uint16_t k = 0; k < flow->kinds; k++)
        tell_item(&kinds, tell_text(t, &flow->kind[k].title));
    for (uint16_t s = 0; s < flow->stages; s++)
        tell_item(&stages, tell_text(t, &flow->stage[s].title));
    tell_heading(t, 1, heading(t, HF_PHRASE_h_procedure));
    tell_say(t, HF_PHRASE_p_about, tell_text(t, &flow->title), flow->name, tell_number(t, flow->version));
    tell_say0(t, HF_PHRASE_p_made);
    tell_close(t, 2);
    tell_say1(t, HF_PHRASE_p_hash, subject->hash);
    tell_close(t, 2);
    tell_say1(t, HF_PHRASE_p_kinds, tell_listed(&kinds));
    tell_close(t, 2);
    tell_say1(t, HF_PHRASE_p_stages, flow->stages > 0 ? tell_listed(&stages) : heading(t, HF_PHRASE_none));
    tell_close(t, 2);
    tell_say0(t, HF_PHRASE_p_marks);
    tell_say0(t, HF_PHRASE_p_names);
    tell_close(t, 2);
}

/* ---- 2: parties and roles ---- */

static void tell_parties(struct telling *t)
{
    const struct hf_flow *flow = t->prose.flow;
    tell_heading(t, 1, heading(t, HF_PHRASE_h_parties));
    for (uint16_t s = 0; s < flow->sides; s++) {
        struct list roles = tell_list(t, HF_PHRASE_semicolon);
        for (uint16_t r = 0; r < flow->roles; r++)
            if (flow->role[r].side == s)
                tell_item(&roles, tell_text(t, &flow->role[r].title));
        tell_say(t, HF_PHRASE_p_side, tell_text(t, &flow->side[s].title), tell_listed(&roles), HF_STR_NONE);
        tell_close(t, 2);
    }
}

/* ---- 3: legal bases ---- */

static struct hf_str certainty_of(const struct telling *t, const struct hf_basis *basis)
{
    if (hf_str_eq(basis->certainty, HF_STR("read")))
        return heading(t, HF_PHRASE_sure_read);
    return heading(t, hf_str_eq(basis->certainty, HF_STR("memory")) ? HF_PHRASE_sure_memory
                                                                    : HF_PHRASE_sure_unsure);
}

static void tell_basis(struct telling *t, const struct hf_basis *basis)
{
    if (basis->kind == HF_BASIS_ORDER) {
        tell_say1(t, HF_PHRASE_p_order, basis->order);
    } else if (basis->kind == HF_BASIS_PRACTICE) {
        tell_say1(t, HF_PHRASE_p_practice, tell_text(t, &basis->practice));
    } else {
        const struct hf_str args[] = {tell_text(t, &t->prose.flow->act[basis->act].title),
                                      hf_prose_provision(&t->prose, basis->at), certainty_of(t, basis),
                                      tell_text(t, &basis->source), basis->read_on};
        bool read = hf_str_eq(basis->certainty, HF_STR("read"));
        tell_say_all(t, read ? HF_PHRASE_p_law : HF_PHRASE_p_law_written, args, 5);
    }
    tell_close(t, 2);
}

static void tell_law(struct telling *t)
{
    tell_heading(t, 1, heading(t, HF_PHRASE_h_law));
    for (uint16_t b = 0; b < t->prose.flow->bases; b++)
        tell_basis(t, &t->prose.flow->basis[b]);
}

/* ---- the last: notices ---- */

/* The text with its places as they are written: {data.x}. */
static struct hf_str template_text(const struct telling *t, const struct hf_template *tmpl)
{
    struct hf_buf text = hf_buf_in(t->prose.arena, SENTENCE);
    for (uint16_t i = 0; i < tmpl->text[t->prose.lang].count; i++) {
        const struct hf_piece *piece = &tmpl->text[t->prose.lang].piece[i];
        hf_buf_put(&text, piece->text);
        if (piece->field == HF_NONE)
            continue;
        hf_buf_put_char(&text, '[');
        hf_buf_put(&text, tmpl->field[piece->field].path);
        hf_buf_put_char(&text, ']');
    }
    return hf_buf_str(&text);
}

/* The format leaves the names of classes open; those in use are translated. */
static struct hf_str classification(const struct telling *t, struct hf_str name)
{
    if (hf_str_eq(name, HF_STR("internal")))
        return heading(t, HF_PHRASE_internal);
    return hf_str_eq(name, HF_STR("confidential")) ? heading(t, HF_PHRASE_confidential) : name;
}

static void tell_template(struct telling *t, const struct hf_template *tmpl)
{
    struct list fields = tell_list(t, HF_PHRASE_comma);
    t->prose.kind = &t->prose.flow->kind[tmpl->of];
    for (uint16_t f = 0; f < tmpl->fields; f++)
        tell_item(&fields, tell_quoted(t, tmpl->field[f].path));
    const struct hf_str args[] = {template_text(t, tmpl), hf_prose_part(&t->prose, tmpl->to),
                                  tell_text(t, &t->prose.kind->title),
                                  classification(t, tmpl->classification), tmpl->name};
    tell_say_all(t, HF_PHRASE_p_template, args, 5);
    if (tmpl->fields > 0)
        tell_say1(t, HF_PHRASE_p_fields, tell_listed(&fields));
    tell_close(t, 2);
}

static void tell_notices(struct telling *t)
{
    tell_heading(t, 1, heading(t, HF_PHRASE_h_notices));
    for (uint16_t i = 0; i < t->prose.flow->tmpls; i++)
        tell_template(t, &t->prose.flow->tmpl[i]);
    tell_none(t, 1);
}

/* ---- all ---- */

enum hf_rc hf_describe(const struct hf_subject *subject, struct hf_arena *arena, struct hf_description *out,
                       struct hf_err *err)
{
    struct telling t = {
        .prose = {.flow = subject->flow, .event = HF_NONE, .lang = subject->lang, .arena = arena},
        .text = hf_buf_in(arena, SENTENCE)};
    tell_procedure(&t, subject);
    tell_parties(&t);
    tell_law(&t);
    for (uint16_t k = 0; k < subject->flow->kinds; k++) {
        t.muted = t.overfull;
        if (subject->kind != HF_NONE && subject->kind != k && !t.overfull)
            mute(&t);
        tell_kind(&t, k);
    }
    t.muted = t.overfull;
    tell_notices(&t);
    if (t.overfull)
        return hf_fail(err, HF_WORD_tell_too_large, HF_STR_NONE, subject->flow->name, HF_STR_NONE);
    *out = (struct hf_description){.title = tell_text(&t, &subject->flow->title),
                                   .notice = hf_phrase(HF_PHRASE_h_notice, subject->lang),
                                   .paragraph = t.paragraph,
                                   .count = t.count};
    return HF_OK;
}

/* ---- for people ---- */

static size_t characters(struct hf_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return count;
}

static void put_blanks(struct hf_buf *out, size_t count)
{
    for (; count > 0; count--)
        hf_buf_put_char(out, ' ');
}

/* Words one after the other; a new line, as far in as the text, where the next does not fit. */
static void put_broken(struct hf_buf *out, struct hf_str text, size_t indent, size_t width)
{
    size_t column = indent;
    while (text.len > 0) {
        struct hf_str word = hf_str_cut(&text, ' ');
        size_t wide = characters(word);
        if (column > indent && width > 0 && column + 1 + wide > width) {
            hf_buf_put_char(out, '\n');
            put_blanks(out, indent);
            column = indent;
        } else if (column > indent) {
            hf_buf_put_char(out, ' ');
            column++;
        }
        hf_buf_put(out, word);
        column += wide;
    }
    hf_buf_put_char(out, '\n');
}

static void put_paragraph(struct hf_buf *out, const struct hf_paragraph *p, size_t width)
{
    size_t indent = p->depth <= 2 ? 0 : 2 * (size_t)(p->depth - 2);
    hf_buf_put(out, p->heading || p->depth <= 3 ? HF_STR("\n") : HF_STR_NONE);
    put_blanks(out, indent);
    hf_buf_put(out, p->number);
    hf_buf_put(out, HF_STR("  "));
    put_broken(out, p->text, indent + p->number.len + 2, width);
}

void hf_description_put(const struct hf_description *description, size_t width, struct hf_buf *out)
{
    put_broken(out, description->title, 0, width);
    put_broken(out, description->notice, 0, width);
    for (size_t i = 0; i < description->count; i++)
        put_paragraph(out, &description->paragraph[i], width);
}
