/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/payload.h"

#include "base/money.h"
#include "cli/file.h"
#include "record/number.h"

enum { DATA_MAX = 64 * 1024, PATH_MAX_PARTS = 8 };

/* ---- one text ---- */

static enum hf_rc wrong(struct hf_str name, struct hf_str value, struct hf_str wanted, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_cli_set_value, name, value, wanted);
}

/* What JSON cannot carry unchanged is never written. */
static enum hf_rc check_size(struct hf_str name, struct hf_str value, int64_t number, struct hf_err *err)
{
    if (number >= -HF_JSON_INT_MAX && number <= HF_JSON_INT_MAX)
        return HF_OK;
    return hf_fail(err, HF_WORD_cli_set_large, name, value, HF_STR_NONE);
}

static enum hf_rc read_number(struct hf_str name, struct hf_str value, struct hf_json *out,
                              struct hf_err *err)
{
    int64_t number;
    if (!hf_str_i64(value, &number))
        return wrong(name, value, HF_STR("12"), err);
    HF_TRY(check_size(name, value, number, err));
    *out = hf_json_of_int(number);
    return HF_OK;
}

static enum hf_rc read_truth(struct hf_str name, struct hf_str value, struct hf_json *out, struct hf_err *err)
{
    bool yes = hf_str_eq(value, HF_STR("true"));
    if (!yes && !hf_str_eq(value, HF_STR("false")))
        return wrong(name, value, HF_STR("true, false"), err);
    *out = hf_json_of_bool(yes);
    return HF_OK;
}

/* "1500.00 EUR" */
static enum hf_rc read_money(struct hf_arena *arena, struct hf_str name, struct hf_str value,
                             struct hf_json *out, struct hf_err *err)
{
    struct hf_money money;
    struct hf_str currency = value, amount = hf_str_cut(&currency, ' ');
    if (currency.len == 0)
        return wrong(name, value, HF_STR("1500.00 EUR"), err);
    HF_TRY(hf_money_read(amount, currency, &money, err));
    HF_TRY(check_size(name, value, money.minor, err));
    struct hf_json_maker maker = hf_json_make(arena);
    hf_json_add(&maker, HF_STR("amount"), hf_json_of_int(money.minor));
    hf_json_add(&maker, HF_STR("currency"), hf_json_of_text(currency));
    *out = hf_json_object(&maker);
    return HF_OK;
}

static bool looks_like_json(struct hf_str value)
{
    return value.len > 0 && (value.at[0] == '{' || value.at[0] == '[');
}

static enum hf_rc read_value(struct hf_arena *arena, const struct hf_shape *shape, struct hf_str name,
                             struct hf_str value, struct hf_json *out, struct hf_err *err)
{
    enum hf_shape_kind kind = shape == NULL ? HF_SHAPE_TEXT : shape->kind;
    bool made_of_parts = kind == HF_SHAPE_MONEY || kind == HF_SHAPE_LIST || kind == HF_SHAPE_OBJECT ||
                         kind == HF_SHAPE_EMBEDDED;
    if (made_of_parts && looks_like_json(value))
        return hf_file_blame(name, hf_json_read(value, &hf_json_payload_limits, arena, out, err), err);
    if (kind == HF_SHAPE_INT)
        return read_number(name, value, out, err);
    if (kind == HF_SHAPE_BOOL)
        return read_truth(name, value, out, err);
    if (kind == HF_SHAPE_MONEY)
        return read_money(arena, name, value, out, err);
    *out = hf_json_of_text(value);
    return HF_OK;
}

/* ---- into the object ---- */

/* The object with this member set; a list member takes one item more. */
static struct hf_json with_member(struct hf_arena *arena, const struct hf_json *object, struct hf_str name,
                                  struct hf_json value)
{
    struct hf_json_maker maker = hf_json_make(arena);
    for (size_t i = 0; object != NULL && i < object->is.object.count; i++)
        if (!hf_str_eq(object->is.object.member[i].name, name))
            hf_json_add(&maker, object->is.object.member[i].name, object->is.object.member[i].value);
    hf_json_add(&maker, name, value);
    return hf_json_object(&maker);
}

static struct hf_json with_item(struct hf_arena *arena, const struct hf_json *list, struct hf_json value)
{
    struct hf_json_maker maker = hf_json_make(arena);
    for (size_t i = 0; list != NULL && list->kind == HF_JSON_LIST && i < list->is.list.count; i++)
        hf_json_add(&maker, HF_STR_NONE, list->is.list.item[i]);
    hf_json_add(&maker, HF_STR_NONE, value);
    return hf_json_list(&maker);
}

/* "terms.grace" goes down one object after the other; each step keeps what it came from. */
struct step {
    const struct hf_json *object;
    struct hf_str name;
};

static const struct hf_shape *member_shape(const struct hf_shape *object, struct hf_str name)
{
    uint16_t index =
        object == NULL || object->kind != HF_SHAPE_OBJECT ? HF_NONE : hf_shape_find(object, name);
    return index == HF_NONE ? NULL : object->member[index].shape;
}

static const struct hf_json *inside(const struct hf_json *object, struct hf_str name)
{
    const struct hf_json *found = object == NULL ? NULL : hf_json_get(object, name);
    return found != NULL && found->kind == HF_JSON_OBJECT ? found : NULL;
}

/* Every step but the last names an object; the last names the value. */
static size_t take_path(struct hf_str path, const struct hf_shape **shape, const struct hf_json *root,
                        struct step step[PATH_MAX_PARTS])
{
    size_t count = 0;
    const struct hf_json *object = root;
    while (path.len > 0 && count < PATH_MAX_PARTS) {
        bool last_place = count + 1 == PATH_MAX_PARTS;
        struct hf_str name = last_place ? path : hf_str_cut(&path, '.');
        step[count++] = (struct step){object, name};
        *shape = member_shape(*shape, name);
        object = inside(object, name);
        if (last_place)
            break;
    }
    return count;
}

static enum hf_rc set(struct hf_arena *arena, const struct hf_shape *shape, struct hf_str typed,
                      struct hf_json *payload, struct hf_err *err)
{
    struct step step[PATH_MAX_PARTS];
    struct hf_json value = {.kind = HF_JSON_NULL};
    struct hf_str text = typed, name = hf_str_cut(&text, '=');
    if (text.at == NULL || name.len == 0)
        return hf_fail(err, HF_WORD_cli_set, HF_STR_NONE, typed, HF_STR_NONE);
    size_t steps = take_path(name, &shape, payload, step);
    bool listed = shape != NULL && shape->kind == HF_SHAPE_LIST && !looks_like_json(text);
    HF_TRY(read_value(arena, listed ? shape->item : shape, name, text, &value, err));
    if (listed) {
        const struct step *last = &step[steps - 1];
        value = with_item(arena, last->object == NULL ? NULL : hf_json_get(last->object, last->name), value);
    }
    while (steps-- > 0)
        value = with_member(arena, step[steps].object, step[steps].name, value);
    *payload = value;
    return HF_OK;
}

static enum hf_rc read_data(struct hf_cli *cli, struct hf_str path, struct hf_json *out, struct hf_err *err)
{
    struct hf_str text;
    HF_TRY(hf_file_read(path, DATA_MAX, cli->arena, &text, err));
    HF_TRY(hf_file_blame(path, hf_json_read(text, &hf_json_payload_limits, cli->arena, out, err), err));
    if (out->kind != HF_JSON_OBJECT)
        return hf_fail(err, HF_WORD_record_not_object, path, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_cli_payload(struct hf_cli *cli, const struct hf_shape *shape, struct hf_json *out,
                          struct hf_err *err)
{
    struct hf_json *payload = HF_NEW(cli->arena, struct hf_json, 1);
    struct hf_str data = hf_cli_value(cli, HF_STR("data"));
    payload->kind = HF_JSON_OBJECT;
    if (data.at != NULL)
        HF_TRY(read_data(cli, data, payload, err));
    for (size_t i = 0; i < cli->givens; i++) {
        if (!hf_str_eq(cli->given[i].flag->name, HF_STR("set")))
            continue;
        struct hf_json *before = payload;
        payload = HF_NEW(cli->arena, struct hf_json, 1);
        *payload = *before;
        HF_TRY(set(cli->arena, shape, cli->given[i].value, payload, err));
    }
    *out = *payload;
    return HF_OK;
}
