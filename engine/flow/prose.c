/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/prose.h"

static const struct hf_str phrases[HF_PHRASE_COUNT][HF_LANGS] = {
#define HF_PHRASE(name, en, fr) [HF_PHRASE_##name] = {HF_STR_INIT(en), HF_STR_INIT(fr)},
    HF_PHRASES(HF_PHRASE)
#undef HF_PHRASE
};

enum {
    PART_TEXT = 64, /* expected of a period or a reminder */
    TEXT_MAX = 4096
};

struct hf_str hf_phrase(enum hf_phrase phrase, enum hf_lang lang)
{
    HF_CHECK(phrase < HF_PHRASE_COUNT);
    return phrases[phrase][lang];
}

void hf_prose_put_all(const struct hf_prose *t, enum hf_phrase phrase, const struct hf_str arg[], size_t args)
{
    struct hf_str rest = hf_phrase(phrase, t->lang);
    while (rest.len > 0) {
        struct hf_str before = hf_str_cut(&rest, '{');
        hf_buf_put(t->out, before);
        if (rest.at == NULL)
            return;
        HF_CHECK(rest.len >= 2 && rest.at[0] >= '0' && (size_t)(rest.at[0] - '0') < args);
        hf_buf_put(t->out, arg[rest.at[0] - '0']);
        rest = hf_str_part(rest, 2, rest.len);
    }
}

void hf_prose_put(const struct hf_prose *t, enum hf_phrase phrase, struct hf_str arg0, struct hf_str arg1,
                  struct hf_str arg2)
{
    const struct hf_str args[] = {arg0, arg1, arg2};
    hf_prose_put_all(t, phrase, args, 3);
}

struct hf_prose hf_prose_aside(const struct hf_prose *t, struct hf_buf *out)
{
    struct hf_prose other = *t;
    other.out = out;
    return other;
}

struct hf_str hf_prose_cut(struct hf_arena *arena, struct hf_str text, size_t most)
{
    if (text.len <= most)
        return text;
    size_t len = most;
    while (((unsigned char)text.at[len] & 0xC0) == 0x80)
        len--;
    struct hf_buf shorter = hf_buf_in(arena, len + 3);
    hf_buf_put(&shorter, hf_str_part(text, 0, len));
    hf_buf_put(&shorter, HF_STR("…"));
    return hf_buf_str(&shorter);
}

struct hf_str hf_prose_text(const struct hf_prose *t, const struct hf_text *text)
{
    return hf_prose_cut(t->arena, text->say[t->lang], TEXT_MAX);
}

/* Other words may be names, which keep their capital: "Registry", "Eurojust". */
static const struct hf_str determiners[] = {
    HF_STR_INIT("Our "),   HF_STR_INIT("The "), HF_STR_INIT("An "), HF_STR_INIT("A "),
    HF_STR_INIT("Notre "), HF_STR_INIT("Nos "), HF_STR_INIT("Le "), HF_STR_INIT("La "),
    HF_STR_INIT("Les "),   HF_STR_INIT("L’"),   HF_STR_INIT("Un "), HF_STR_INIT("Une "),
};

static struct hf_str with_first(const struct hf_prose *t, char first, struct hf_str text)
{
    struct hf_buf out = hf_buf_in(t->arena, text.len);
    hf_buf_put_char(&out, first);
    hf_buf_put(&out, hf_str_part(text, 1, text.len));
    return hf_buf_str(&out);
}

struct hf_str hf_prose_inside(const struct hf_prose *t, struct hf_str text)
{
    for (size_t i = 0; i < sizeof determiners / sizeof determiners[0]; i++)
        if (hf_str_begins(text, determiners[i]))
            return with_first(t, (char)(text.at[0] - 'A' + 'a'), text);
    return text;
}

struct hf_str hf_prose_first(const struct hf_prose *t, struct hf_str text)
{
    bool small = text.len > 0 && text.at[0] >= 'a' && text.at[0] <= 'z';
    return small ? with_first(t, (char)(text.at[0] - 'a' + 'A'), text) : text;
}

/* "57(3)(b)" is « 57-3-b » in French. */
static void put_hyphened(struct hf_buf *out, struct hf_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool opens = text.at[i] == '(' && i > 0 && text.at[i - 1] != ' ';
        if (text.at[i] != ')')
            hf_buf_put_char(out, opens ? '-' : text.at[i]);
    }
}

struct hf_str hf_prose_provision(const struct hf_prose *t, struct hf_str at)
{
    struct hf_buf text = hf_buf_in(t->arena, at.len + 8);
    struct hf_str to = hf_phrase(HF_PHRASE_provision_to, HF_EN);
    if (t->lang != HF_FR || hf_str_contains(at, HF_STR(" (")))
        return at;
    while (at.len > 0) {
        size_t end = 0;
        while (end < at.len && !hf_str_begins(hf_str_part(at, end, at.len), to))
            end++;
        put_hyphened(&text, hf_str_part(at, 0, end));
        hf_buf_put(&text, end < at.len ? hf_phrase(HF_PHRASE_provision_to, t->lang) : HF_STR_NONE);
        at = hf_str_part(at, end < at.len ? end + to.len : end, at.len);
    }
    return hf_buf_str(&text);
}

static bool role_seen(const struct hf_part *part, uint16_t i)
{
    for (uint16_t k = 0; k < i; k++)
        if (part->cast[k].role == part->cast[i].role)
            return true;
    return false;
}

struct hf_str hf_prose_part(const struct hf_prose *t, uint16_t part)
{
    struct hf_buf text = hf_buf_in(t->arena, 48);
    const struct hf_part *of = &t->kind->part[part];
    for (uint16_t i = 0; i < of->casts; i++) {
        if (role_seen(of, i))
            continue;
        hf_buf_put(&text, i == 0 ? HF_STR_NONE : hf_phrase(HF_PHRASE_or, t->lang));
        hf_buf_put(&text, hf_prose_inside(t, hf_prose_text(t, &t->flow->role[of->cast[i].role].title)));
    }
    return text.len > 0 ? hf_buf_str(&text) : of->name;
}

void hf_prose_period(const struct hf_prose *t, struct hf_period period)
{
    char digits[16];
    struct hf_buf number = HF_BUF(digits);
    int64_t count = period.count < 0 ? -(int64_t)period.count : period.count;
    hf_buf_put_i64(&number, count);
    enum hf_phrase one = (enum hf_phrase)(HF_PHRASE_hour + 2 * (int)period.unit);
    hf_prose_put(t, count == 1 ? one : (enum hf_phrase)(one + 1), hf_buf_str(&number), HF_STR_NONE,
                 HF_STR_NONE);
}

static bool has_index(const struct hf_indices *list, uint16_t index)
{
    for (uint16_t i = 0; i < list->count; i++)
        if (list->at[i] == index)
            return true;
    return false;
}

static bool takes(const struct hf_handler *handler, uint16_t datum)
{
    for (uint16_t b = 0; b < handler->branches.count; b++)
        if (has_index(&handler->branches.at[b].take_into, datum))
            return true;
    return false;
}

/* What a payload gives the datum where nothing is stated; false where its events do not agree. */
static bool default_taken(const struct hf_kind *kind, uint16_t datum, struct hf_period *out)
{
    const struct hf_json *found = NULL;
    for (uint16_t h = 0; h < kind->handlers; h++) {
        const struct hf_shape *payload = kind->event[kind->handler[h].event].payload;
        uint16_t m = payload == NULL ? HF_NONE : hf_shape_find(payload, kind->data->member[datum].name);
        const struct hf_json *here = m == HF_NONE ? NULL : payload->member[m].shape->fallback;
        if (here == NULL || !takes(&kind->handler[h], datum))
            continue;
        if (found != NULL && !hf_str_eq(found->is.text, here->is.text))
            return false;
        found = here;
    }
    return found != NULL && hf_period_read(found->is.text, out);
}

static bool is_cleared(const struct hf_kind *kind, uint16_t datum)
{
    for (uint16_t h = 0; h < kind->handlers; h++)
        for (uint16_t b = 0; b < kind->handler[h].branches.count; b++)
            if (has_index(&kind->handler[h].branches.at[b].clear, datum))
                return true;
    return false;
}

/* The period that stands where nothing is stated; `sure`: there is always one. */
static bool find_default(const struct hf_prose *t, const struct hf_span *span, struct hf_period *out,
                         bool *sure)
{
    const struct hf_shape *shape = hf_prose_shape(t, span->of);
    uint16_t datum = hf_prose_datum(span->of);
    *sure = datum != HF_NONE && (t->kind->always[datum / 64] >> datum % 64 & 1) != 0;
    if (shape != NULL && shape->fallback != NULL && hf_period_read(shape->fallback->is.text, out)) {
        *sure = datum == HF_NONE || !is_cleared(t->kind, datum);
        return true;
    }
    return datum != HF_NONE && default_taken(t->kind, datum, out);
}

static struct hf_str period_text(const struct hf_prose *t, struct hf_period period)
{
    struct hf_buf text = hf_buf_in(t->arena, PART_TEXT);
    struct hf_prose other = hf_prose_aside(t, &text);
    hf_prose_period(&other, period);
    return hf_buf_str(&text);
}

/* "10 days" after `plain`; or `given` with the name of what gives it, and what stands where it does not. */
static void put_span(const struct hf_prose *t, const struct hf_span *span, enum hf_phrase plain,
                     enum hf_phrase given)
{
    struct hf_buf of = hf_buf_in(t->arena, PART_TEXT), name = hf_buf_in(t->arena, PART_TEXT);
    struct hf_prose aside = hf_prose_aside(t, &name), other = hf_prose_aside(t, &of);
    struct hf_str fixed = period_text(t, span->fixed);
    struct hf_period unsaid;
    bool sure;
    if (span->of == NULL) {
        hf_prose_put(t, plain, fixed, HF_STR_NONE, HF_STR_NONE);
        return;
    }
    hf_prose_expr(&aside, span->of);
    hf_prose_put(&other, given, hf_buf_str(&name), HF_STR_NONE, HF_STR_NONE);
    bool has_default = find_default(t, span, &unsaid, &sure);
    if (has_default && sure)
        hf_prose_put(t, HF_PHRASE_span_default, hf_buf_str(&of), period_text(t, unsaid), HF_STR_NONE);
    else if (has_default)
        hf_prose_put(t, HF_PHRASE_span_default_else, hf_buf_str(&of), period_text(t, unsaid), fixed);
    else if (sure)
        hf_buf_put(t->out, hf_buf_str(&of));
    else
        hf_prose_put(t, HF_PHRASE_span_else, hf_buf_str(&of), fixed, HF_STR_NONE);
}

void hf_prose_remind(const struct hf_prose *t, const struct hf_span *at)
{
    struct hf_buf span = hf_buf_in(t->arena, PART_TEXT);
    struct hf_prose other = hf_prose_aside(t, &span);
    put_span(&other, at, HF_PHRASE_plain, HF_PHRASE_span_of);
    enum hf_phrase when = at->fixed.count < 0 ? HF_PHRASE_before : HF_PHRASE_after;
    hf_prose_put(t, at->fixed.count == 0 ? HF_PHRASE_at_due : when, hf_buf_str(&span), HF_STR_NONE,
                 HF_STR_NONE);
}

/* « toutes les heures » but « tous les jours » */
static bool feminine(struct hf_period period)
{
    return period.unit == HF_HOURS || period.unit == HF_WEEKS;
}

static void put_every(const struct hf_prose *t, const struct hf_term *term, struct hf_str first)
{
    struct hf_buf every = hf_buf_in(t->arena, PART_TEXT);
    struct hf_prose other = hf_prose_aside(t, &every);
    bool f = feminine(term->every);
    hf_prose_period(&other, term->every);
    if (term->has_within)
        hf_prose_put(t, f ? HF_PHRASE_then_every_f : HF_PHRASE_then_every, first, hf_buf_str(&every),
                     HF_STR_NONE);
    else if (term->every.count == 1)
        hf_buf_put(t->out, hf_phrase((enum hf_phrase)(HF_PHRASE_every_hour + term->every.unit), t->lang));
    else
        hf_prose_put(t, f ? HF_PHRASE_every_f : HF_PHRASE_every, hf_buf_str(&every), HF_STR_NONE,
                     HF_STR_NONE);
}

void hf_prose_term(const struct hf_prose *t, const struct hf_term *term)
{
    struct hf_buf first = hf_buf_in(t->arena, PART_TEXT);
    struct hf_prose other = hf_prose_aside(t, &first);
    if (term->until != NULL)
        hf_prose_expr(&other, term->until);
    else if (term->has_within)
        put_span(&other, &term->within, HF_PHRASE_within, HF_PHRASE_within_of);
    if (term->has_every)
        put_every(t, term, hf_buf_str(&first));
    else
        hf_prose_put(t, term->until != NULL ? HF_PHRASE_until : HF_PHRASE_plain, hf_buf_str(&first),
                     HF_STR_NONE, HF_STR_NONE);
}
