/* SPDX-License-Identifier: Apache-2.0 */
#include "proof/line.h"

bool hf_line_skip(struct hf_str *s, const char *literal)
{
    struct hf_str head = hf_str_of(literal);
    if (!hf_str_begins(*s, head))
        return false;
    *s = hf_str_part(*s, head.len, s->len);
    return true;
}

bool hf_line_number(struct hf_str *s, int64_t least, int64_t most, int64_t *out)
{
    size_t len = 0;
    while (len < s->len && ((s->at[len] >= '0' && s->at[len] <= '9') || s->at[len] == '-'))
        len++;
    bool good = hf_str_i64(hf_str_part(*s, 0, len), out) && *out >= least && *out <= most;
    *s = hf_str_part(*s, len, s->len);
    return good;
}

bool hf_line_small(struct hf_str *s, uint32_t *out)
{
    int64_t number;
    bool good = hf_line_number(s, 0, UINT32_MAX, &number);
    *out = good ? (uint32_t)number : 0;
    return good;
}

bool hf_line_text(struct hf_str *s, struct hf_str *out)
{
    const char *end = s->len == 0 ? NULL : memchr(s->at, '"', s->len);
    if (end == NULL)
        return false;
    *out = hf_str_part(*s, 0, (size_t)(end - s->at));
    *s = hf_str_part(*s, out->len, s->len);
    for (size_t i = 0; i < out->len; i++)
        if (out->at[i] <= ' ' || out->at[i] > '~' || out->at[i] == '\\')
            return false;
    return true;
}

bool hf_line_object(struct hf_str *s, struct hf_str *out)
{
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < s->len && s->at[i] != '\n'; i++) {
        char c = s->at[i];
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == '{')
            depth++;
        else if (!quoted && c == '}')
            depth--;
        if (depth == 0 && !quoted) {
            *out = hf_str_part(*s, 0, i + 1);
            *s = hf_str_part(*s, i + 1, s->len);
            return c == '}';
        }
    }
    return false;
}

bool hf_line_digest(struct hf_str *s, const char *before, struct hf_digest *out)
{
    struct hf_str text;
    return hf_line_skip(s, before) && hf_line_text(s, &text) && hf_digest_read(text, out) &&
           hf_line_skip(s, "\"");
}
