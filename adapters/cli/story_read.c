/* SPDX-License-Identifier: Apache-2.0 */
/* A line at the margin begins a sentence; what is indented belongs to it. */
#include "cli/story_read.h"

static size_t indent_of(struct hf_str line)
{
    size_t n = 0;
    while (n < line.len && (line.at[n] == ' ' || line.at[n] == '\t'))
        n++;
    return n;
}

static bool says_nothing(struct hf_str line)
{
    line = hf_str_trim(line);
    return line.len == 0 || line.at[0] == '#';
}

bool hf_story_says(struct hf_str lines)
{
    while (lines.len > 0)
        if (!says_nothing(hf_str_cut(&lines, '\n')))
            return true;
    return false;
}

/* How far the lines reach that do not stand at the margin. */
static struct hf_str take_below(struct hf_str *text, size_t *line)
{
    struct hf_str rest = *text;
    size_t taken = 0;
    while (rest.len > 0) {
        struct hf_str next = rest, head = hf_str_cut(&next, '\n');
        if (indent_of(head) == 0 && !says_nothing(head))
            break;
        taken = (size_t)(head.at + head.len - text->at);
        (*line)++;
        rest = next;
    }
    struct hf_str below = hf_str_part(*text, 0, taken);
    *text = rest;
    return below;
}

bool hf_story_next(struct hf_str *text, size_t *line, struct hf_story_sentence *out)
{
    while (text->len > 0) {
        struct hf_str head = hf_str_cut(text, '\n');
        out->line = (*line)++;
        if (says_nothing(head))
            continue;
        out->text = hf_str_trim(head);
        out->below = take_below(text, line);
        return true;
    }
    return false;
}

struct hf_str hf_story_dedent(struct hf_str below, struct hf_arena *arena)
{
    struct hf_buf out = hf_buf_in(arena, below.len + 1);
    size_t margin = SIZE_MAX;
    while (below.len > 0) {
        struct hf_str line = hf_str_cut(&below, '\n');
        if (margin == SIZE_MAX && !says_nothing(line))
            margin = indent_of(line);
        size_t indent = indent_of(line);
        hf_buf_put(&out, hf_str_part(line, indent < margin ? indent : margin, line.len));
        hf_buf_put_char(&out, '\n');
    }
    return hf_buf_str(&out);
}

/* ---- members ---- */

static bool is_json(struct hf_str value)
{
    int64_t number;
    return value.at[0] == '{' || value.at[0] == '[' || value.at[0] == '"' ||
           hf_str_eq(value, HF_STR("true")) || hf_str_eq(value, HF_STR("false")) ||
           hf_str_i64(value, &number);
}

static enum hf_rc put_member(struct hf_buf *out, struct hf_str text, bool first, struct hf_err *err)
{
    struct hf_str value = text, name = hf_str_trim(hf_str_cut(&value, ':'));
    value = hf_str_trim(value);
    if (name.len == 0 || value.len == 0 || hf_str_contains(name, HF_STR(" ")))
        return hf_fail(err, HF_WORD_story_member, HF_STR_NONE, text, HF_STR_NONE);
    if (!first)
        hf_buf_put_char(out, ',');
    hf_json_put_text(out, name);
    hf_buf_put_char(out, ':');
    if (is_json(value))
        hf_buf_put(out, value);
    else
        hf_json_put_text(out, value);
    return HF_OK;
}

/* One member with its deeper lines, joined by blanks; empty at the end. */
static struct hf_str next_member(struct hf_str *lines, struct hf_arena *arena)
{
    struct hf_buf out = hf_buf_in(arena, 256);
    while (lines->len > 0) {
        struct hf_str next = *lines, line = hf_str_cut(&next, '\n');
        if (!says_nothing(line) && indent_of(line) == 0 && out.len > 0)
            break;
        *lines = next;
        if (says_nothing(line))
            continue;
        if (out.len > 0)
            hf_buf_put_char(&out, ' ');
        hf_buf_put(&out, hf_str_trim(line));
    }
    return hf_buf_str(&out);
}

static enum hf_rc members_below(struct hf_str below, struct hf_arena *arena, struct hf_str *json,
                                struct hf_err *err)
{
    struct hf_str lines = hf_story_dedent(below, arena), member;
    struct hf_buf out = hf_buf_in(arena, below.len + 64);
    hf_buf_put_char(&out, '{');
    while ((member = next_member(&lines, arena)).len > 0)
        HF_TRY(put_member(&out, member, out.len == 1, err));
    hf_buf_put_char(&out, '}');
    *json = hf_buf_str(&out);
    return HF_OK;
}

/* "@Ana" in quotes becomes Ana's id. */
static enum hf_rc put_names(struct hf_str json, hf_story_called called, void *self, struct hf_buf *out,
                            struct hf_err *err)
{
    for (size_t i = 0; i < json.len; i++) {
        hf_buf_put_char(out, json.at[i]);
        if (json.at[i] != '"' || i + 1 >= json.len || json.at[i + 1] != '@')
            continue;
        struct hf_str rest = hf_str_part(json, i + 2, json.len), name = hf_str_cut(&rest, '"');
        if (called == NULL || !called(self, name, out))
            return hf_fail(err, HF_WORD_story_nobody, HF_STR_NONE, name, HF_STR_NONE);
        i += 1 + name.len;
    }
    return HF_OK;
}

enum hf_rc hf_story_members(struct hf_str inline_json, struct hf_str below, hf_story_called called,
                            void *self, struct hf_arena *arena, struct hf_json *out, struct hf_err *err)
{
    struct hf_str json = inline_json;
    if (json.len > 0 && hf_story_says(below))
        return hf_fail(err, HF_WORD_story_members_twice, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    if (json.len == 0)
        HF_TRY(members_below(below, arena, &json, err));
    struct hf_buf named = hf_buf_in(arena, json.len + 64);
    HF_TRY(put_names(json, called, self, &named, err));
    return hf_json_read(hf_buf_str(&named), &hf_json_payload_limits, arena, out, err);
}
