/* SPDX-License-Identifier: Apache-2.0 */
#include "host/settings.h"

#include "base/check.h"
#include "record/near.h"

#define VARIABLE "HOLDFAST_"

static const struct hf_setting_row rows[HF_SETTING_COUNT] = {
#define HF_SETTING(id, key_, type_, built_in_, least_, most_, choices_, en, fr) \
    [HF_SET_##id] = {.key = HF_STR_INIT(key_),                                  \
                     .type = HF_SETTING_##type_,                                \
                     .built_in = HF_STR_INIT(built_in_),                        \
                     .least = (least_),                                         \
                     .most = (most_),                                           \
                     .choices = HF_STR_INIT(choices_),                          \
                     .help = {HF_STR_INIT(en), HF_STR_INIT(fr)}},
    HF_SETTINGS(HF_SETTING)
#undef HF_SETTING
};

const struct hf_setting_row *hf_setting_row(enum hf_setting setting)
{
    return &rows[setting];
}

void hf_settings_begin(struct hf_settings *settings, struct hf_arena *arena)
{
    settings->arena = arena;
    for (size_t i = 0; i < HF_SETTING_COUNT; i++) {
        settings->value[i].text = rows[i].built_in;
        settings->value[i].origin = HF_STR("built in");
    }
}

static size_t find(struct hf_str key)
{
    size_t i = 0;
    while (i < HF_SETTING_COUNT && !hf_str_eq(rows[i].key, key))
        i++;
    return i;
}

static enum hf_rc unknown(struct hf_str key, struct hf_str origin, struct hf_err *err)
{
    struct hf_near near = hf_near_to(key);
    for (size_t i = 0; i < HF_SETTING_COUNT; i++)
        hf_near_try(&near, rows[i].key);
    enum hf_word word = near.best.len > 0 ? HF_WORD_setting_unknown_near : HF_WORD_setting_unknown;
    return hf_fail(err, word, origin, key, near.best);
}

static bool is_choice(struct hf_str choices, struct hf_str value)
{
    while (choices.len > 0)
        if (hf_str_eq(hf_str_cut(&choices, ' '), value))
            return true;
    return false;
}

static enum hf_rc wrong_number(const struct hf_setting_row *row, struct hf_str origin, struct hf_err *err)
{
    char room[64];
    struct hf_buf range = HF_BUF(room);
    hf_buf_put_i64(&range, row->least);
    hf_buf_put(&range, HF_STR(" .. "));
    hf_buf_put_i64(&range, row->most);
    return hf_fail(err, HF_WORD_setting_number, origin, row->key, hf_buf_str(&range));
}

static bool has_control(struct hf_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7f)
            return true;
    return false;
}

static enum hf_rc check(const struct hf_setting_row *row, struct hf_str value, struct hf_str origin,
                        struct hf_err *err)
{
    int64_t number;
    if (has_control(value))
        return hf_fail(err, HF_WORD_setting_control, origin, row->key, HF_STR_NONE);
    switch (row->type) {
    case HF_SETTING_TEXT:
    case HF_SETTING_PATH:
        return HF_OK;
    case HF_SETTING_NUMBER:
        return hf_str_i64(value, &number) && number >= row->least && number <= row->most
                   ? HF_OK
                   : wrong_number(row, origin, err);
    case HF_SETTING_CHOICE:
        return is_choice(row->choices, value)
                   ? HF_OK
                   : hf_fail(err, HF_WORD_setting_choice, origin, row->key, row->choices);
    }
    HF_UNREACHABLE();
}

enum hf_rc hf_settings_put(struct hf_settings *settings, struct hf_str key, struct hf_str value,
                           struct hf_str origin, struct hf_err *err)
{
    size_t i = find(key);
    if (i == HF_SETTING_COUNT)
        return unknown(key, origin, err);
    HF_TRY(check(&rows[i], value, origin, err));
    settings->value[i].text = hf_arena_keep(settings->arena, value);
    settings->value[i].origin = hf_arena_keep(settings->arena, origin);
    return HF_OK;
}

/* "http.listen" is HOLDFAST_HTTP_LISTEN. */
static struct hf_str variable_of(const struct hf_setting_row *row, char room[64])
{
    struct hf_buf out = {.at = room, .size = 64};
    hf_buf_put(&out, HF_STR(VARIABLE));
    for (size_t i = 0; i < row->key.len; i++) {
        char c = row->key.at[i];
        hf_buf_put_char(&out, (char)(c == '.' ? '_' : c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c));
    }
    return hf_buf_str(&out);
}

static enum hf_rc unknown_variable(struct hf_str name, struct hf_err *err)
{
    char room[HF_SETTING_COUNT][64];
    size_t head = strlen(VARIABLE); /* is right; only what follows it is compared */
    struct hf_near near = hf_near_to(hf_str_part(name, head, name.len));
    for (size_t i = 0; i < HF_SETTING_COUNT; i++) {
        struct hf_str known = variable_of(&rows[i], room[i]);
        hf_near_try(&near, hf_str_part(known, head, known.len));
    }
    if (near.best.len == 0)
        return hf_fail(err, HF_WORD_setting_unknown, HF_STR_NONE, name, HF_STR_NONE);
    struct hf_str meant = {near.best.at - head, near.best.len + head};
    return hf_fail(err, HF_WORD_setting_unknown_near, HF_STR_NONE, name, meant);
}

static enum hf_rc put_variable(struct hf_settings *settings, struct hf_str name, struct hf_str value,
                               struct hf_err *err)
{
    char room[64];
    for (size_t i = 0; i < HF_SETTING_COUNT; i++)
        if (hf_str_eq(variable_of(&rows[i], room), name))
            return hf_settings_put(settings, rows[i].key, value, name, err);
    return unknown_variable(name, err);
}

enum hf_rc hf_settings_environment(struct hf_settings *settings, char *const *environment, struct hf_err *err)
{
    for (; *environment != NULL; environment++) {
        struct hf_str value = hf_str_of(*environment), name = hf_str_cut(&value, '=');
        if (hf_str_begins(name, HF_STR(VARIABLE)) && !hf_str_eq(name, HF_STR(VARIABLE "CONFIG")))
            HF_TRY(put_variable(settings, name, value, err));
    }
    return HF_OK;
}

struct hf_str hf_settings_get(const struct hf_settings *settings, enum hf_setting setting)
{
    return settings->value[setting].text;
}

int64_t hf_settings_number(const struct hf_settings *settings, enum hf_setting setting)
{
    int64_t number = 0;
    HF_CHECK(rows[setting].type == HF_SETTING_NUMBER && hf_str_i64(settings->value[setting].text, &number));
    return number;
}
