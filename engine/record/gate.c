/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The strict gate: the grammar of RFC 8259 walked once, the tree built on the way.
 *
 * Values not yet inside a closed list or object lie on one stack, `pending`; `open` holds where each open
 * list or object itself lies on it. When one closes, what lies above it is its content and moves to the
 * arena.
 */
#include "base/check.h"
#include "record/order.h"
#include "record/scan.h"

enum { PENDING_FIRST = 32 };

enum state { VALUE, FIRST_ITEM, FIRST_NAME, NAME, AFTER, DONE };

struct gate {
    struct hf_scan scan;
    struct hf_member *pending;
    size_t count, size;
    uint32_t open[HF_JSON_DEPTH_MAX];
    unsigned depth;
    bool in_object; /* the innermost that is open is one */
};

const struct hf_json_limits hf_json_payload_limits = {.bytes = 64 * 1024UL, .depth = 16};
const struct hf_json_limits hf_json_file_limits = {.bytes = 1024 * 1024UL, .depth = 64};
const struct hf_json_limits hf_json_open_limits = {.bytes = 1024 * 1024UL, .depth = 64, .reals = true};

static enum hf_rc fail(struct gate *gate, enum hf_word word, struct hf_str arg)
{
    return hf_scan_fail(&gate->scan, gate->scan.at, word, arg);
}

static enum hf_rc fail_limit(struct gate *gate, enum hf_word word, uint64_t limit)
{
    char digits[20];
    struct hf_buf arg = HF_BUF(digits);
    hf_buf_put_padded(&arg, limit, 1);
    return fail(gate, word, hf_buf_str(&arg));
}

static struct hf_member *push(struct gate *gate)
{
    if (gate->count == gate->size) {
        struct hf_member *larger = HF_NEW_UNSET(gate->scan.arena, struct hf_member, 2 * gate->size);
        memcpy(larger, gate->pending, gate->count * sizeof *larger);
        gate->pending = larger;
        gate->size *= 2;
    }
    return &gate->pending[gate->count++];
}

static void look_inside(struct gate *gate)
{
    gate->in_object =
        gate->depth > 0 && gate->pending[gate->open[gate->depth - 1]].value.kind == HF_JSON_OBJECT;
}

static struct hf_str closing(struct gate *gate)
{
    return gate->in_object ? HF_STR("}") : HF_STR("]");
}

static enum state after_value(struct gate *gate)
{
    return gate->depth == 0 ? DONE : AFTER;
}

static enum hf_rc open_container(struct gate *gate, struct hf_json *value, enum state *next)
{
    if (gate->depth == gate->scan.limits->depth)
        return fail_limit(gate, HF_WORD_json_depth, gate->scan.limits->depth);
    bool object = *gate->scan.at == '{';
    value->kind = object ? HF_JSON_OBJECT : HF_JSON_LIST;
    gate->open[gate->depth++] = (uint32_t)(gate->count - 1);
    gate->in_object = object;
    gate->scan.at++;
    *next = object ? FIRST_NAME : FIRST_ITEM;
    return HF_OK;
}

static void close_list(struct gate *gate, struct hf_json *list, const struct hf_member *content, size_t count)
{
    struct hf_json *item = count == 0 ? NULL : HF_NEW_UNSET(gate->scan.arena, struct hf_json, count);
    for (size_t i = 0; i < count; i++)
        item[i] = content[i].value;
    list->is.list.item = item;
    list->is.list.count = count;
}

static enum hf_rc close_object(struct gate *gate, struct hf_json *object, const struct hf_member *content,
                               size_t count)
{
    struct hf_member *member = count == 0 ? NULL : HF_NEW_UNSET(gate->scan.arena, struct hf_member, count);
    if (count > 0)
        memcpy(member, content, count * sizeof *member);
    size_t doubled = hf_members_sort(member, count);
    if (doubled < count) {
        const char *place = gate->scan.start + member[doubled].offset;
        return hf_scan_fail(&gate->scan, place, HF_WORD_json_doubled, member[doubled].name);
    }
    object->is.object.member = member;
    object->is.object.count = count;
    return HF_OK;
}

static enum hf_rc close_container(struct gate *gate, enum state *next)
{
    size_t own = gate->open[gate->depth - 1], count = gate->count - own - 1;
    struct hf_json *container = &gate->pending[own].value;
    const struct hf_member *content = gate->pending + own + 1;
    if (container->kind == HF_JSON_OBJECT)
        HF_TRY(close_object(gate, container, content, count));
    else
        close_list(gate, container, content, count);
    gate->scan.at++;
    gate->count = own + 1;
    gate->depth--;
    look_inside(gate);
    *next = after_value(gate);
    return HF_OK;
}

/* The value's place is made by its name in an object, here elsewhere. */
static enum hf_rc read_value(struct gate *gate, enum state *next)
{
    if (*gate->scan.at == ']' && gate->depth > 0 && !gate->in_object)
        return fail(gate, HF_WORD_json_trailing_comma, closing(gate));
    struct hf_member *place = gate->in_object ? &gate->pending[gate->count - 1] : push(gate);
    struct hf_json *value = &place->value;
    value->offset = (uint32_t)(gate->scan.at - gate->scan.start);
    *next = after_value(gate);
    switch (*gate->scan.at) {
    case '{':
    case '[':
        return open_container(gate, value, next);
    case '"':
        value->kind = HF_JSON_TEXT;
        return hf_scan_text(&gate->scan, &value->is.text);
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        return hf_scan_number(&gate->scan, value);
    default:
        return hf_scan_literal(&gate->scan, value);
    }
}

static enum hf_word why_no_name(char c)
{
    switch (c) {
    case '}':
        return HF_WORD_json_trailing_comma;
    case '\'':
        return HF_WORD_json_single_quote;
    case '/':
    case '#':
        return HF_WORD_json_comment;
    default:
        return HF_WORD_json_name;
    }
}

static enum hf_rc read_name(struct gate *gate, enum state *next)
{
    struct hf_str name;
    if (*gate->scan.at != '"')
        return fail(gate, why_no_name(*gate->scan.at), closing(gate));
    uint32_t offset = (uint32_t)(gate->scan.at - gate->scan.start);
    HF_TRY(hf_scan_text(&gate->scan, &name));
    hf_scan_blanks(&gate->scan);
    if (gate->scan.at == gate->scan.end)
        return fail(gate, HF_WORD_json_end, HF_STR_NONE);
    if (*gate->scan.at != ':')
        return fail(gate, HF_WORD_json_colon, HF_STR_NONE);
    gate->scan.at++;
    struct hf_member *member = push(gate);
    member->name = name;
    member->offset = offset;
    *next = VALUE;
    hf_scan_blanks(&gate->scan);
    return gate->scan.at == gate->scan.end ? HF_OK : read_value(gate, next);
}

static enum hf_rc read_after(struct gate *gate, enum state *next)
{
    char c = *gate->scan.at;
    if (c == (gate->in_object ? '}' : ']'))
        return close_container(gate, next);
    if (c != ',')
        return fail(gate, c == '/' || c == '#' ? HF_WORD_json_comment : HF_WORD_json_comma, closing(gate));
    gate->scan.at++;
    *next = gate->in_object ? NAME : VALUE;
    return HF_OK;
}

static enum hf_rc step(struct gate *gate, enum state *state)
{
    switch (*state) {
    case FIRST_ITEM:
        return *gate->scan.at == ']' ? close_container(gate, state) : read_value(gate, state);
    case VALUE:
        return read_value(gate, state);
    case FIRST_NAME:
        return *gate->scan.at == '}' ? close_container(gate, state) : read_name(gate, state);
    case NAME:
        return read_name(gate, state);
    case AFTER:
        return read_after(gate, state);
    case DONE:
        break;
    }
    HF_UNREACHABLE();
}

static enum hf_rc walk(struct gate *gate)
{
    enum state state = VALUE;
    while (state != DONE) {
        hf_scan_blanks(&gate->scan);
        if (gate->scan.at == gate->scan.end)
            return fail(gate, HF_WORD_json_end, HF_STR_NONE);
        HF_TRY(step(gate, &state));
    }
    hf_scan_blanks(&gate->scan);
    return gate->scan.at == gate->scan.end ? HF_OK : fail(gate, HF_WORD_json_after_end, HF_STR_NONE);
}

enum hf_rc hf_json_read(struct hf_str text, const struct hf_json_limits *limits, struct hf_arena *arena,
                        struct hf_json *out, struct hf_err *err)
{
    HF_CHECK(limits->depth <= HF_JSON_DEPTH_MAX && limits->bytes < UINT32_MAX);
    HF_UNSET struct hf_member first[PENDING_FIRST];
    struct hf_str source = text.at == NULL ? HF_STR("") : text;
    struct gate gate = {.scan = {.start = source.at,
                                 .at = source.at,
                                 .end = source.at + source.len,
                                 .limits = limits,
                                 .arena = arena,
                                 .err = err},
                        .pending = first,
                        .size = PENDING_FIRST};
    if (text.len > limits->bytes)
        return fail_limit(&gate, HF_WORD_json_too_long, limits->bytes);
    if (hf_str_begins(text, HF_STR("\xEF\xBB\xBF")))
        return fail(&gate, HF_WORD_json_bom, HF_STR_NONE);
    HF_TRY(walk(&gate));
    *out = gate.pending[0].value;
    return HF_OK;
}
