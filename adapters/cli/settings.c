/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/settings.h"

#include <ctype.h>
#include <stdlib.h>
#include <unistd.h>

#include "record/near.h"

static const struct hf_str names[HF_SETTING_COUNT] = {
#define HF_SETTING(name, value) [HF_SET_##name] = HF_STR_INIT(#name),
    HF_SETTINGS(HF_SETTING)
#undef HF_SETTING
};

struct hf_str hf_setting_name(enum hf_setting setting)
{
    return names[setting];
}

enum hf_setting hf_setting_find(struct hf_str name)
{
    size_t i = 0;
    while (i < HF_SETTING_COUNT && !hf_str_eq(names[i], name))
        i++;
    return (enum hf_setting)i;
}

static struct hf_str joined(struct hf_arena *arena, struct hf_str a, struct hf_str b)
{
    struct hf_buf buf = hf_buf_in(arena, a.len + b.len);
    hf_buf_put(&buf, a);
    hf_buf_put(&buf, b);
    return hf_buf_str(&buf);
}

static struct hf_str of_environment(const char *name)
{
    return hf_str_of(getenv(name));
}

/* /var/lib/holdfast where it exists, else $XDG_STATE_HOME/holdfast (DETAILS 19). */
static struct hf_str usual_state(struct hf_arena *arena)
{
    if (access("/var/lib/holdfast", F_OK) == 0)
        return HF_STR("/var/lib/holdfast");
    struct hf_str home = of_environment("XDG_STATE_HOME");
    if (home.len > 0)
        return joined(arena, home, HF_STR("/holdfast"));
    return joined(arena, of_environment("HOME"), HF_STR("/.local/state/holdfast"));
}

/* The first of the three that is set decides, as POSIX says. */
static struct hf_str usual_lang(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
        struct hf_str value = of_environment(variables[i]);
        if (value.len > 0)
            return hf_str_begins(value, HF_STR("fr")) ? HF_STR("fr") : HF_STR("en");
    }
    return HF_STR("en");
}

void hf_settings_begin(struct hf_settings *settings, struct hf_arena *arena)
{
    *settings = (struct hf_settings){0};
    settings->value[HF_SET_lang] = usual_lang();
    settings->value[HF_SET_state] = usual_state(arena);
}

static enum hf_rc unknown(struct hf_str where, struct hf_str name, struct hf_err *err)
{
    struct hf_near near = hf_near_to(name);
    for (size_t i = 0; i < HF_SETTING_COUNT; i++)
        hf_near_try(&near, names[i]);
    if (near.best.len == 0)
        return hf_fail(err, HF_WORD_config_key, where, name, HF_STR_NONE);
    return hf_fail(err, HF_WORD_config_key_near, where, name, near.best);
}

static enum hf_rc take(struct hf_settings *settings, struct hf_str name, struct hf_str value,
                       struct hf_str origin, struct hf_err *err)
{
    enum hf_setting setting = hf_setting_find(name);
    if (setting == HF_SETTING_COUNT)
        return unknown(origin, name, err);
    settings->value[setting] = value;
    settings->origin[setting] = origin;
    return HF_OK;
}

enum hf_rc hf_settings_file(struct hf_settings *settings, struct hf_str path, struct hf_str text,
                            struct hf_arena *arena, struct hf_err *err)
{
    for (int64_t number = 1; text.len > 0; number++) {
        struct hf_str line = hf_str_trim(hf_str_cut(&text, '\n'));
        if (line.len == 0 || line.at[0] == '#')
            continue;
        struct hf_buf where = hf_buf_in(arena, path.len + 24);
        hf_buf_put(&where, path);
        hf_buf_put_char(&where, ':');
        hf_buf_put_i64(&where, number);
        struct hf_str rest = line, name = hf_str_trim(hf_str_cut(&rest, '='));
        if (rest.at == NULL || name.len == 0)
            return hf_fail(err, HF_WORD_config_line, hf_buf_str(&where), HF_STR_NONE, HF_STR_NONE);
        HF_TRY(take(settings, name, hf_str_trim(rest), hf_buf_str(&where), err));
    }
    return HF_OK;
}

/* HOLDFAST_STATE -> "state" */
static struct hf_str lowered(struct hf_str variable, struct hf_arena *arena)
{
    struct hf_buf name = hf_buf_in(arena, variable.len);
    for (size_t i = sizeof "HOLDFAST_" - 1; i < variable.len; i++)
        hf_buf_put_char(&name, (char)tolower((unsigned char)variable.at[i]));
    return hf_buf_str(&name);
}

enum hf_rc hf_settings_environment(struct hf_settings *settings, char *const *environment,
                                   struct hf_arena *arena, struct hf_err *err)
{
    for (; *environment != NULL; environment++) {
        struct hf_str value = hf_str_of(*environment), variable = hf_str_cut(&value, '=');
        if (!hf_str_begins(variable, HF_STR("HOLDFAST_")) || hf_str_eq(variable, HF_STR("HOLDFAST_CONFIG")))
            continue;
        HF_TRY(take(settings, lowered(variable, arena), value, variable, err));
    }
    return HF_OK;
}
