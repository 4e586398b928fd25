/* SPDX-License-Identifier: Apache-2.0 */
/* The canonical writer, RFC 8785: one value has one text. */
#include "base/check.h"
#include "base/code.h"
#include "record/json.h"
#include "record/number.h"
#include "record/plain.h"

/* An opened list or object and how many of its children are written. */
struct opened {
    const struct hf_json *json;
    size_t at;
};

static void put_escape(struct hf_buf *out, unsigned char c)
{
    static const char short_escape[32] = {
        ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};
    char letter = c < 32 ? short_escape[c] : (char)c;
    hf_buf_put_char(out, '\\');
    if (letter != 0) {
        hf_buf_put_char(out, letter);
    } else {
        hf_buf_put(out, HF_STR("u00"));
        hf_hex_put(out, &c, 1);
    }
}

/* The first byte that must be escaped. */
static const char *escape_in(const char *at, const char *end)
{
    for (; (at = hf_plain_end(at, end)) < end; at++)
        if ((unsigned char)*at < 0x80)
            break;
    return at;
}

/* Between quotes as it is. */
static void put_quoted(struct hf_buf *out, struct hf_str plain)
{
    char *at = hf_buf_extend(out, plain.len + 2);
    if (at == NULL)
        return;
    *at = '"';
    if (plain.len > 0)
        memcpy(at + 1, plain.at, plain.len);
    at[plain.len + 1] = '"';
}

static void put_escaped(struct hf_buf *out, const char *at, const char *end)
{
    hf_buf_put_char(out, '"');
    for (const char *stop; (stop = escape_in(at, end)) < end; at = stop + 1) {
        hf_buf_put_bytes(out, at, (size_t)(stop - at));
        put_escape(out, (unsigned char)*stop);
    }
    hf_buf_put_bytes(out, at, (size_t)(end - at));
    hf_buf_put_char(out, '"');
}

void hf_json_put_text(struct hf_buf *out, struct hf_str text)
{
    const char *end = text.len == 0 ? text.at : text.at + text.len;
    if (hf_plain_end(text.at, end) == end)
        put_quoted(out, text);
    else
        put_escaped(out, text.at, end);
}

/* A scalar whole, of a list or object the opening mark. */
static void put_beginning(struct hf_buf *out, const struct hf_json *json)
{
    switch (json->kind) {
    case HF_JSON_NULL:
        hf_buf_put(out, HF_STR("null"));
        break;
    case HF_JSON_BOOL:
        hf_buf_put(out, json->is.truth ? HF_STR("true") : HF_STR("false"));
        break;
    case HF_JSON_INT:
        HF_CHECK(json->is.integer >= -HF_JSON_INT_MAX && json->is.integer <= HF_JSON_INT_MAX);
        hf_buf_put_i64(out, json->is.integer);
        break;
    case HF_JSON_REAL:
        hf_number_put(out, json->is.real);
        break;
    case HF_JSON_TEXT:
        hf_json_put_text(out, json->is.text);
        break;
    case HF_JSON_LIST:
        hf_buf_put_char(out, '[');
        break;
    case HF_JSON_OBJECT:
        hf_buf_put_char(out, '{');
        break;
    }
}

/* The next child with what stands before it; NULL at the end, with the closing mark. */
static const struct hf_json *put_next(struct hf_buf *out, struct opened *opened)
{
    bool object = opened->json->kind == HF_JSON_OBJECT;
    size_t count = object ? opened->json->is.object.count : opened->json->is.list.count, k = opened->at++;
    if (k == count) {
        hf_buf_put_char(out, object ? '}' : ']');
        return NULL;
    }
    if (k > 0)
        hf_buf_put_char(out, ',');
    if (!object)
        return &opened->json->is.list.item[k];
    const struct hf_member *member = hf_json_member(opened->json, k);
    hf_json_put_text(out, member->name);
    hf_buf_put_char(out, ':');
    return &member->value;
}

void hf_json_write(struct hf_buf *out, const struct hf_json *json)
{
    HF_UNSET struct opened stack[HF_JSON_NEST_MAX + 1];
    size_t depth = 0;
    const struct hf_json *value = json;
    do {
        if (value == NULL) {
            HF_CHECK(depth > 0);
            depth--;
        } else {
            put_beginning(out, value);
            if (value->kind == HF_JSON_LIST || value->kind == HF_JSON_OBJECT) {
                HF_CHECK(depth <= HF_JSON_NEST_MAX);
                stack[depth++] = (struct opened){.json = value};
            }
        }
        value = depth > 0 ? put_next(out, &stack[depth - 1]) : NULL;
    } while (depth > 0);
}
