/* SPDX-License-Identifier: Apache-2.0 */
/* Hiding puts names in order, writes each disclosure and its digest; opening goes the same way back. */
#include "seal/disclose.h"

#include "base/code.h"

#define HF_HIDDEN HF_STR("_hidden")
#define HF_SD HF_STR("_sd")

static void sort_by_name(struct hf_hidden hidden[], size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct hf_hidden moved = hidden[i];
        size_t at = i;
        for (; at > 0 && hf_str_order(hidden[at - 1].name, moved.name) > 0; at--)
            hidden[at] = hidden[at - 1];
        hidden[at] = moved;
    }
}

static bool is_reserved(struct hf_str name)
{
    return hf_str_eq(name, HF_HIDDEN) || hf_str_eq(name, HF_SD) || hf_str_eq(name, HF_STR("..."));
}

/* `hidden` is in order, so a name given twice stands beside itself. */
static enum hf_rc check_names(const struct hf_json *open, const struct hf_hidden hidden[], size_t count,
                              struct hf_err *err)
{
    for (size_t i = 0; i < count; i++) {
        bool twice = i > 0 && hf_str_eq(hidden[i - 1].name, hidden[i].name);
        if (twice || is_reserved(hidden[i].name) || hf_json_get(open, hidden[i].name) != NULL)
            return hf_fail(err, HF_WORD_disclosure_name, hidden[i].name, hidden[i].name, HF_STR_NONE);
    }
    for (size_t i = 0; i < open->is.object.count; i++) {
        struct hf_str name = open->is.object.member[i].name;
        if (is_reserved(name))
            return hf_fail(err, HF_WORD_disclosure_name, name, name, HF_STR_NONE);
    }
    return HF_OK;
}

static struct hf_str text_of_bytes(struct hf_arena *arena, const void *bytes, size_t len)
{
    struct hf_buf text = hf_buf_in(arena, len / 3 * 4 + 4);

    hf_b64url_put(&text, bytes, len);
    return hf_buf_str(&text);
}

static struct hf_str write_disclosure(struct hf_arena *arena, const struct hf_hidden *hidden)
{
    struct hf_json_maker triple = hf_json_make(arena);
    struct hf_buf json = hf_buf_in(arena, 128);

    hf_json_add(&triple, HF_STR_NONE, hf_json_of_text(text_of_bytes(arena, hidden->salt, HF_SALT_SIZE)));
    hf_json_add(&triple, HF_STR_NONE, hf_json_of_text(hidden->name));
    hf_json_add(&triple, HF_STR_NONE, hidden->value);
    struct hf_json list = hf_json_list(&triple);
    hf_json_write(&json, &list);
    return text_of_bytes(arena, json.at, json.len);
}

static struct hf_str digest_text(struct hf_hasher *hasher, struct hf_arena *arena, struct hf_str text)
{
    struct hf_digest digest;

    hf_sha256(hasher, &text, 1, &digest);
    return text_of_bytes(arena, digest.byte, sizeof(digest.byte));
}

enum hf_rc hf_disclose_hide(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_json *open,
                            struct hf_hidden hidden[], size_t count, struct hf_json *out, struct hf_err *err)
{
    struct hf_json_maker object = hf_json_make(arena);
    struct hf_json_maker names = hf_json_make(arena);
    struct hf_json_maker digests = hf_json_make(arena);

    sort_by_name(hidden, count);
    HF_TRY(check_names(open, hidden, count, err));
    for (size_t i = 0; i < count; i++) {
        hidden[i].text = write_disclosure(arena, &hidden[i]);
        hf_json_add(&names, HF_STR_NONE, hf_json_of_text(hidden[i].name));
        hf_json_add(&digests, HF_STR_NONE, hf_json_of_text(digest_text(hasher, arena, hidden[i].text)));
    }
    /* These two come before lower-case names: most objects are made in canonical order then. */
    if (count > 0) {
        hf_json_add(&object, HF_HIDDEN, hf_json_list(&names));
        hf_json_add(&object, HF_SD, hf_json_list(&digests));
    }
    for (size_t i = 0; i < open->is.object.count; i++)
        hf_json_add(&object, open->is.object.member[i].name, open->is.object.member[i].value);
    *out = hf_json_object(&object);
    return HF_OK;
}

static enum hf_rc malformed(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_disclosure_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc read_disclosure(struct hf_arena *arena, struct hf_str text, struct hf_hidden *out,
                                  struct hf_err *err)
{
    size_t len = hf_b64url_size(text.len);
    struct hf_json json;

    if (len == SIZE_MAX || len > hf_json_payload_limits.bytes)
        return malformed(err);
    char *bytes = HF_NEW(arena, char, len + 1);
    if (!hf_b64url_read(text, bytes, len))
        return malformed(err);
    HF_TRY(hf_json_read((struct hf_str){bytes, len}, &hf_json_payload_limits, arena, &json, err));
    if (json.kind != HF_JSON_LIST || json.is.list.count != 3)
        return malformed(err);
    const struct hf_json *item = json.is.list.item;
    if (item[0].kind != HF_JSON_TEXT || item[1].kind != HF_JSON_TEXT ||
        !hf_b64url_read(item[0].is.text, out->salt, HF_SALT_SIZE))
        return malformed(err);
    out->name = item[1].is.text;
    out->value = item[2];
    out->text = text;
    return HF_OK;
}

static const struct hf_json *list_of(const struct hf_json *holder, struct hf_str name)
{
    const struct hf_json *list = hf_json_get(holder, name);

    return list != NULL && list->kind == HF_JSON_LIST ? list : NULL;
}

static bool is_text(const struct hf_json *json, struct hf_str text)
{
    return json->kind == HF_JSON_TEXT && hf_str_eq(json->is.text, text);
}

static bool holds(const struct hf_json *holder, struct hf_str name, struct hf_str digest)
{
    const struct hf_json *names = list_of(holder, HF_HIDDEN);
    const struct hf_json *digests = list_of(holder, HF_SD);

    if (names == NULL || digests == NULL || names->is.list.count != digests->is.list.count)
        return false;
    for (size_t i = 0; i < names->is.list.count; i++) {
        if (is_text(&names->is.list.item[i], name))
            return is_text(&digests->is.list.item[i], digest);
    }
    return false;
}

enum hf_rc hf_disclose_open(struct hf_hasher *hasher, struct hf_arena *arena, struct hf_str text,
                            const struct hf_json *holder, struct hf_hidden *out, struct hf_err *err)
{
    struct hf_hidden read = {0};

    HF_TRY(read_disclosure(arena, text, &read, err));
    if (!holds(holder, read.name, digest_text(hasher, arena, text)))
        return hf_fail(err, HF_WORD_disclosure_unmatched, read.name, read.name, HF_STR_NONE);
    *out = read;
    return HF_OK;
}

bool hf_disclose_has(const struct hf_json *holder, struct hf_str name)
{
    const struct hf_json *names = list_of(holder, HF_HIDDEN);

    if (hf_json_get(holder, name) != NULL)
        return true;
    for (size_t i = 0; names != NULL && i < names->is.list.count; i++) {
        if (is_text(&names->is.list.item[i], name))
            return true;
    }
    return false;
}

/* ---- told ---- */

enum { DEPTH = 20 };

struct level {
    const struct hf_json *json;
    size_t next;
};

static const struct hf_json *children(const struct hf_json *json, size_t i)
{
    if (json->kind == HF_JSON_OBJECT && i < json->is.object.count)
        return &json->is.object.member[i].value;
    return json->kind == HF_JSON_LIST && i < json->is.list.count ? &json->is.list.item[i] : NULL;
}

static bool tell_list(const struct hf_json *sd, uint32_t *place, hf_disclosed_fn each, void *context)
{
    for (size_t i = 0; i < sd->is.list.count; i++) {
        const struct hf_json *item = &sd->is.list.item[i];
        if (!each(context, (*place)++, item->kind == HF_JSON_TEXT ? item->is.text : HF_STR_NONE))
            return false;
    }
    return true;
}

void hf_disclose_each(const struct hf_json *payload, hf_disclosed_fn each, void *context)
{
    struct level stack[DEPTH] = {{payload, 0}};
    size_t depth = 1;
    uint32_t place = 0;
    while (depth > 0) {
        struct level *top = &stack[depth - 1];
        const struct hf_json *sd = top->next == 0 ? hf_json_get(top->json, HF_SD) : NULL;
        if (sd != NULL && sd->kind == HF_JSON_LIST && !tell_list(sd, &place, each, context))
            return;
        const struct hf_json *child = children(top->json, top->next++);
        if (child == NULL)
            depth--;
        else if ((child->kind == HF_JSON_OBJECT || child->kind == HF_JSON_LIST) && depth < DEPTH)
            stack[depth++] = (struct level){child, 0};
    }
}
