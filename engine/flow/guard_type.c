/* SPDX-License-Identifier: Apache-2.0 */
/* Types of guards: which fits where, which two are one, and how they are called. */
#include "base/check.h"
#include "flow/guard_ast.h"

const struct hf_type hf_type_bool = {.sort = HF_SORT_BOOL};
const struct hf_type hf_type_int = {.sort = HF_SORT_INT};
const struct hf_type hf_type_text = {.sort = HF_SORT_TEXT};
const struct hf_type hf_type_date = {.sort = HF_SORT_DATE};
const struct hf_type hf_type_instant = {.sort = HF_SORT_INSTANT};
const struct hf_type hf_type_period = {.sort = HF_SORT_PERIOD};
const struct hf_type hf_type_money = {.sort = HF_SORT_MONEY};

static const struct hf_str sort_names[] = {
#define HF_SORT(name, text) HF_STR_INIT(text),
    HF_SORTS(HF_SORT)
#undef HF_SORT
};

void hf_type_put(struct hf_buf *out, const struct hf_type *type)
{
    for (; type->sort == HF_SORT_LIST && type->item != NULL; type = type->item)
        hf_buf_put(out, HF_STR("list of "));
    hf_buf_put(out, sort_names[type->sort]);
    if (type->sort != HF_SORT_MONEY || type->currency[0] == '\0')
        return;
    hf_buf_put_char(out, ' ');
    hf_buf_put(out, hf_str_of(type->currency));
}

void guard_choices_put(struct hf_buf *out, const struct hf_type *type)
{
    for (uint32_t i = 0; i < type->choice_count; i++) {
        hf_buf_put(out, i == 0 ? HF_STR_NONE : HF_STR(", "));
        hf_buf_put(out, type->choice[i]);
    }
}

static bool has_choice(const struct hf_type *type, struct hf_str text)
{
    for (uint32_t i = 0; i < type->choice_count; i++)
        if (hf_str_eq(type->choice[i], text))
            return true;
    return false;
}

bool guard_choices_meet(const struct hf_type *a, const struct hf_type *b)
{
    if (a->choice_count == 0 || b->choice_count == 0)
        return true;
    for (uint32_t i = 0; i < a->choice_count; i++)
        if (has_choice(b, a->choice[i]))
            return true;
    return false;
}

static bool choices_within(const struct hf_type *from, const struct hf_type *to)
{
    if (to->choice_count == 0)
        return true;
    for (uint32_t i = 0; i < from->choice_count; i++)
        if (!has_choice(to, from->choice[i]))
            return false;
    return from->choice_count > 0;
}

/* Do sorts whose id says what they are agree in it? Ids of authorities and persons say only what can be read.
 */
static bool ids_agree(const struct hf_type *a, const struct hf_type *b)
{
    bool told_apart = a->sort == HF_SORT_OBJECT || a->sort == HF_SORT_EMBEDDED ||
                      a->sort == HF_SORT_INSTANCE || a->sort == HF_SORT_ENTRY;
    return !told_apart || a->id == b->id;
}

static bool currencies_agree(const struct hf_type *a, const struct hf_type *b)
{
    return a->currency[0] == '\0' || b->currency[0] == '\0' || memcmp(a->currency, b->currency, 3) == 0;
}

bool hf_type_fits(const struct hf_type *from, const struct hf_type *to)
{
    for (; from->sort == HF_SORT_LIST && to->sort == HF_SORT_LIST; from = from->item, to = to->item)
        if (from->item == NULL || to->item == NULL)
            return from->item == to->item || from->item == NULL;
    return from->sort == to->sort && ids_agree(from, to) && currencies_agree(from, to) &&
           choices_within(from, to);
}

static void join_choices(const struct hf_type *a, const struct hf_type *b, struct hf_arena *arena,
                         struct hf_type *out)
{
    out->choice_count = 0;
    if (a->choice_count == 0 || b->choice_count == 0)
        return;
    struct hf_str *choice = HF_NEW(arena, struct hf_str, (size_t)a->choice_count + b->choice_count);
    memcpy(choice, a->choice, a->choice_count * sizeof *choice);
    out->choice = choice;
    out->choice_count = a->choice_count;
    for (uint32_t i = 0; i < b->choice_count; i++)
        if (!has_choice(out, b->choice[i]))
            choice[out->choice_count++] = b->choice[i];
}

static bool join_plain(const struct hf_type *a, const struct hf_type *b, struct hf_arena *arena,
                       struct hf_type *out)
{
    if (a->sort != b->sort || !ids_agree(a, b))
        return false;
    uint32_t max = a->max > b->max ? a->max : b->max;
    *out = *a;
    out->max = max;
    if (a->sort == HF_SORT_TEXT)
        join_choices(a, b, arena, out);
    if (a->sort == HF_SORT_MONEY && memcmp(a->currency, b->currency, sizeof a->currency) != 0)
        memset(out->currency, 0, sizeof out->currency);
    if (a->id != b->id)
        out->id = 0;
    return true;
}

bool guard_type_join(const struct hf_type *a, const struct hf_type *b, struct hf_arena *arena,
                     struct hf_type *out)
{
    struct hf_type outer = {.sort = HF_SORT_LIST, .max = a->max > b->max ? a->max : b->max}, inner;
    if (a->sort != HF_SORT_LIST || b->sort != HF_SORT_LIST)
        return join_plain(a, b, arena, out);
    outer.item = a->item == NULL ? b->item : a->item;
    if (a->item != NULL && b->item != NULL) {
        if (!join_plain(a->item, b->item, arena, &inner))
            return false;
        struct hf_type *item = HF_NEW(arena, struct hf_type, 1);
        *item = inner;
        outer.item = item;
    }
    *out = outer;
    return true;
}
