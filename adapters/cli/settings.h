/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Settings: built-in < file < HOLDFAST_* < flags. Each remembers where its value comes from.
 *
 * The file has lines `name = value`; blank lines and lines that begin with '#' say nothing. The variable of
 * `state` is HOLDFAST_STATE. What is not known is refused, with what may have been meant.
 */
#ifndef HF_CLI_SETTINGS_H
#define HF_CLI_SETTINGS_H

#include "base/err.h"
#include "cli/words.h"

/* name, what its value is called, what it is */
#define HF_SETTINGS(X) \
    X(lang, "en|fr")   \
    X(state, "DIR")    \
    X(db, "CONNINFO")  \
    X(as, "NAME")      \
    X(role, "ROLE")

enum hf_setting {
#define HF_SETTING(name, value) HF_SET_##name,
    HF_SETTINGS(HF_SETTING)
#undef HF_SETTING
        HF_SETTING_COUNT
};

struct hf_settings {
    struct hf_str value[HF_SETTING_COUNT];  /* empty: not set */
    struct hf_str origin[HF_SETTING_COUNT]; /* "FILE:LINE", "HOLDFAST_STATE", "--state"; empty: built-in */
};

struct hf_str hf_setting_name(enum hf_setting setting);
/* HF_SETTING_COUNT when there is none of that name. */
enum hf_setting hf_setting_find(struct hf_str name);

/* Takes built-in values; what needs the environment (state directory, language) looks there. */
void hf_settings_begin(struct hf_settings *settings, struct hf_arena *arena);
/* BAD_INPUT config_line, config_key with file:line. */
enum hf_rc hf_settings_file(struct hf_settings *settings, struct hf_str path, struct hf_str text,
                            struct hf_arena *arena, struct hf_err *err);
/* `environment` is as environ: every HOLDFAST_* but HOLDFAST_CONFIG must be a setting. BAD_INPUT config_key.
 */
enum hf_rc hf_settings_environment(struct hf_settings *settings, char *const *environment,
                                   struct hf_arena *arena, struct hf_err *err);

#endif
