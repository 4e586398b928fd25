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
        hf_buf_put(&text, hf_prose_text(t, &t->flow->role[of->cast[i].role].title));
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

static void put_span(const struct hf_prose *t, const struct hf_span *span)
{
    struct hf_buf fixed = hf_buf_in(t->arena, PART_TEXT), of = hf_buf_in(t->arena, PART_TEXT);
    struct hf_prose other = hf_prose_aside(t, &fixed);
    hf_prose_period(&other, span->fixed);
    if (span->of == NULL) {
        hf_buf_put(t->out, hf_buf_str(&fixed));
        return;
    }
    other = hf_prose_aside(t, &of);
    hf_prose_expr(&other, span->of);
    hf_prose_put(t, HF_PHRASE_span_of, hf_buf_str(&of), hf_buf_str(&fixed), HF_STR_NONE);
}

void hf_prose_remind(const struct hf_prose *t, const struct hf_span *at)
{
    struct hf_buf span = hf_buf_in(t->arena, PART_TEXT);
    struct hf_prose other = hf_prose_aside(t, &span);
    put_span(&other, at);
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
        hf_prose_put(t, f ? HF_PHRASE_within_every_f : HF_PHRASE_within_every, first, hf_buf_str(&every),
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
        put_span(&other, &term->within);
    if (term->has_every)
        put_every(t, term, hf_buf_str(&first));
    else
        hf_prose_put(t, term->until != NULL ? HF_PHRASE_until : HF_PHRASE_within, hf_buf_str(&first),
                     HF_STR_NONE, HF_STR_NONE);
}
