/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes are compiled or refused with a place inside them, and what compiles ends within its steps. The
 * bytes name the world themselves: a name's first letter is the type of what it stands for, capital letters
 * may be absent.
 */
#include "base/check.h"
#include "flow/guard.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct hf_str words[] = {HF_STR_INIT("sent"), HF_STR_INIT("done")};
static const struct hf_type whole = {.sort = HF_SORT_INT}, object = {.sort = HF_SORT_OBJECT};
static const struct hf_type types[] = {
    ['b' - 'a'] = {.sort = HF_SORT_BOOL},
    ['c' - 'a'] = {.sort = HF_SORT_TEXT, .choice = words, .choice_count = 2},
    ['d' - 'a'] = {.sort = HF_SORT_DATE},
    ['e' - 'a'] = {.sort = HF_SORT_MONEY, .currency = "EUR"},
    ['i' - 'a'] = {.sort = HF_SORT_INT},
    ['l' - 'a'] = {.sort = HF_SORT_LIST, .item = &whole, .max = 150},
    ['m' - 'a'] = {.sort = HF_SORT_MONEY},
    ['n' - 'a'] = {.sort = HF_SORT_INSTANCE, .id = 1},
    ['o' - 'a'] = {.sort = HF_SORT_OBJECT},
    ['q' - 'a'] = {.sort = HF_SORT_LIST, .item = &object, .max = 20},
    ['t' - 'a'] = {.sort = HF_SORT_TEXT},
    ['u' - 'a'] = {.sort = HF_SORT_INSTANT},
};

static bool name(void *self, struct hf_str text, struct hf_slot *out)
{
    (void)self;
    bool capital = text.at[0] >= 'A' && text.at[0] <= 'Z';
    size_t letter = (size_t)(text.at[0] - (capital ? 'A' : 'a'));
    if (letter >= sizeof types / sizeof types[0] || types[letter].sort == HF_SORT_ABSENT)
        return false;
    *out = (struct hf_slot){.type = types[letter], .index = (uint32_t)letter, .optional = capital};
    return true;
}

static bool member(void *self, const struct hf_type *of, struct hf_str text, struct hf_slot *out)
{
    HF_CHECK(of->sort == HF_SORT_OBJECT || of->sort == HF_SORT_INSTANCE);
    return name(self, text, out);
}

static enum hf_rc root(void *self, uint32_t index, struct hf_val *out, struct hf_err *err)
{
    (void)self;
    (void)err;
    *out = (struct hf_val){.sort = types[index].sort};
    if (out->sort == HF_SORT_MONEY)
        memcpy(out->is.money.currency, "EUR", 3);
    if (out->sort == HF_SORT_TEXT)
        out->is.text = words[0];
    if (out->sort == HF_SORT_LIST) {
        out->is.list.count = types[index].max;
        out->is.list.tag = index;
    }
    return HF_OK;
}

static enum hf_rc field(void *self, const struct hf_val *of, uint32_t index, struct hf_str text,
                        struct hf_val *out, struct hf_err *err)
{
    (void)of;
    if (text.len > 1 && text.at[0] < 'a')
        *out = (struct hf_val){.sort = HF_SORT_ABSENT};
    else
        return root(self, index, out, err);
    return HF_OK;
}

static enum hf_rc item(void *self, const struct hf_val *list, uint32_t at, struct hf_val *out,
                       struct hf_err *err)
{
    (void)self;
    (void)err;
    HF_CHECK(at < list->is.list.count);
    *out = (struct hf_val){.sort = types[list->is.list.tag].item->sort};
    if (out->sort == HF_SORT_INT)
        out->is.integer = at;
    return HF_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct hf_expr_scope scope = {.root = name, .field = member};
    static const struct hf_world world = {.root = root, .field = field, .item = item};
    static unsigned char block[64 << 20];
    struct hf_arena arena;
    struct hf_err err;
    const struct hf_expr *expr;
    struct hf_val value;
    int64_t column;
    hf_arena_init(&arena, block, sizeof block);
    struct hf_str source = {(const char *)data, size};
    if (hf_expr_compile(&scope, source, NULL, &arena, &expr, &err) != HF_OK) {
        HF_CHECK(hf_str_i64(hf_str_of(err.where), &column) && column >= 1 && (size_t)column <= size + 1);
        return 0;
    }
    HF_CHECK(expr->steps <= HF_EXPR_STEPS_MAX);
    if (hf_expr_eval(expr, &world, &arena, &value, &err) == HF_OK)
        HF_CHECK(value.sort == expr->type.sort);
    else
        HF_CHECK(err.word != HF_WORD_expr_ran_long);
    return 0;
}
