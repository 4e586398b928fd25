/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/field.h"

struct reading {
    const struct hf_trace_source *source;
    const char *at, *line_end;
    struct hf_arena *arena;
    struct hf_err *err;
};

static enum hf_rc fail(const struct reading *reading, const char *at, enum hf_word word)
{
    return hf_trace_fail(reading->source, (size_t)(at - reading->source->text.at), word, HF_STR_NONE,
                         HF_STR_NONE, reading->err);
}

/* Removes the second of each two quotation marks. */
static enum hf_rc without_doubles(const struct reading *reading, struct hf_str raw, struct hf_str *out)
{
    char *copy = hf_arena_try_unset(reading->arena, 1, 1, raw.len);
    size_t len = 0;
    if (copy == NULL)
        return hf_fail(reading->err, HF_WORD_no_memory, reading->source->file, HF_STR("the rows"),
                       HF_STR_NONE);
    for (size_t i = 0; i < raw.len; i++) {
        copy[len++] = raw.at[i];
        i += raw.at[i] == '"';
    }
    *out = (struct hf_str){copy, len};
    return HF_OK;
}

/* C0, DEL, and C1, which UTF-8 writes as C2 80 to C2 9F. */
static bool is_control(const char *at, const char *end)
{
    unsigned char c = (unsigned char)*at, next = end - at > 1 ? (unsigned char)at[1] : 0;
    return c < 0x20 || c == 0x7F || (c == 0xC2 && next >= 0x80 && next < 0xA0);
}

const char *hf_trace_control_in(struct hf_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (is_control(text.at + i, text.at + text.len))
            return text.at + i;
    return NULL;
}

static enum hf_rc read_quoted(struct reading *reading, struct hf_str *out)
{
    const char *start = reading->at + 1, *at = start;
    bool doubled = false;
    for (;; at++) {
        if (at == reading->line_end)
            return fail(reading, reading->at, HF_WORD_trace_quote_open);
        if (is_control(at, reading->line_end))
            return fail(reading, at, HF_WORD_trace_control);
        if (*at != '"')
            continue;
        if (at + 1 == reading->line_end || at[1] != '"')
            break;
        doubled = true;
        at++;
    }
    reading->at = at + 1;
    if (reading->at < reading->line_end && *reading->at != ',')
        return fail(reading, reading->at, HF_WORD_trace_quote);
    *out = (struct hf_str){start, (size_t)(at - start)};
    return doubled ? without_doubles(reading, *out, out) : HF_OK;
}

static enum hf_rc read_plain(struct reading *reading, struct hf_str *out)
{
    const char *at = reading->at;
    for (; at < reading->line_end && *at != ','; at++) {
        if (*at == '"')
            return fail(reading, at, HF_WORD_trace_quote);
        if (is_control(at, reading->line_end))
            return fail(reading, at, HF_WORD_trace_control);
    }
    *out = (struct hf_str){reading->at, (size_t)(at - reading->at)};
    reading->at = at;
    return HF_OK;
}

const char *hf_trace_line_end(const char *at, const char *end, const char **next)
{
    const char *feed = memchr(at, '\n', (size_t)(end - at)), *line_end = feed == NULL ? end : feed;
    *next = feed == NULL ? end : feed + 1;
    return line_end > at && line_end[-1] == '\r' ? line_end - 1 : line_end;
}

struct hf_str hf_trace_separator(const char *at, const char *line_end)
{
    static const struct {
        char mark;
        struct hf_str told;
    } others[] = {{';', HF_STR_INIT("\";\"")}, {'\t', HF_STR_INIT("TAB")}, {'|', HF_STR_INIT("\"|\"")}};
    size_t len = (size_t)(line_end - at);
    for (size_t i = 0; len > 0 && memchr(at, ',', len) == NULL && i < sizeof others / sizeof others[0]; i++)
        if (memchr(at, others[i].mark, len) != NULL)
            return others[i].told;
    return HF_STR_NONE;
}

bool hf_trace_only_ends(const char *at, const char *end)
{
    while (at < end && (*at == '\n' || *at == '\r'))
        at++;
    return at == end;
}

enum hf_rc hf_trace_field_read(const struct hf_trace_source *source, const char **at, const char *line_end,
                               struct hf_arena *arena, struct hf_trace_field *out, struct hf_err *err)
{
    struct reading reading = {source, *at, line_end, arena, err};
    bool quoted = *at < line_end && **at == '"';
    out->at = *at;
    HF_TRY((quoted ? read_quoted : read_plain)(&reading, &out->text));
    *at = reading.at;
    return HF_OK;
}
