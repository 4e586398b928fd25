/* SPDX-License-Identifier: Apache-2.0 */
/* Templates of notices: whom they reach, which fields they show, and their text cut at its places. */
#include "flow/reader.h"

static const struct hf_member_rule rules[] = {
    {HF_STR_INIT("of"), HF_JSON_TEXT, true},
    {HF_STR_INIT("to"), HF_JSON_TEXT, true},
    {HF_STR_INIT("classification"), HF_JSON_TEXT, true},
    {HF_STR_INIT("fields"), HF_JSON_LIST, true},
    {HF_STR_INIT("text"), HF_JSON_OBJECT, true},
    {HF_STR_INIT("event"), HF_JSON_TEXT, false},
};

/* "data.x" or "linked.l.data.x"; C11 otherwise. */
static bool find_field(struct hf_reader *r, const struct hf_json *path, uint16_t k, struct hf_field *out)
{
    struct hf_str rest = path->kind == HF_JSON_TEXT ? path->is.text : HF_STR_NONE;
    const struct hf_kind *kind = &r->kind[k];
    *out = (struct hf_field){.path = rest, .link = HF_NONE, .data = HF_NONE};
    if (hf_str_begins(rest, HF_STR("linked."))) {
        (void)hf_str_cut(&rest, '.');
        out->link = hf_kind_link(kind, hf_str_cut(&rest, '.'));
        bool linked = out->link != HF_NONE && kind->link[out->link].kind != HF_NONE;
        kind = linked ? &r->kind[kind->link[out->link].kind] : NULL;
    }
    if (kind != NULL && hf_str_eq(hf_str_cut(&rest, '.'), HF_STR("data")))
        out->data = hf_shape_find(kind->data, rest);
    if (kind == NULL || out->data == HF_NONE) {
        hf_find(r, 11, path, HF_WORD_flow_field_unknown, out->path, HF_STR_NONE);
        return false;
    }
    out->shape = kind->data->member[out->data].shape;
    return true;
}

static void read_fields(struct hf_reader *r, const struct hf_json *list, struct hf_template *tmpl)
{
    uint16_t count = hf_item_count(r, list, 256);
    struct hf_field *field = HF_NEW(r->arena, struct hf_field, count + 1u);
    bool internal = hf_str_eq(tmpl->classification, HF_STR("internal"));
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_json *path = &list->is.list.item[i];
        if (!find_field(r, path, tmpl->of, &field[tmpl->fields]))
            continue;
        if (internal && field[tmpl->fields].shape->personal != HF_OPEN)
            hf_find(r, 22, path, HF_WORD_flow_internal_personal, path->is.text, HF_STR_NONE);
        tmpl->fields++;
    }
    tmpl->field = field;
}

static uint16_t field_of(const struct hf_template *tmpl, struct hf_str path)
{
    for (uint16_t i = 0; i < tmpl->fields; i++) {
        if (hf_str_eq(tmpl->field[i].path, path))
            return i;
    }
    return HF_NONE;
}

static void cut_text(struct hf_reader *r, const struct hf_json *at, struct hf_str text,
                     struct hf_template *tmpl, enum hf_lang lang)
{
    size_t places = 1;
    for (size_t i = 0; i < text.len; i++)
        places += text.at[i] == '{';
    struct hf_piece *piece = HF_NEW(r->arena, struct hf_piece, places);
    uint16_t count = 0;
    while (text.len > 0) {
        struct hf_piece *one = &piece[count++];
        *one = (struct hf_piece){.text = hf_str_cut(&text, '{'), .field = HF_NONE};
        if (text.at == NULL)
            break;
        struct hf_str path = hf_str_cut(&text, '}');
        one->field = field_of(tmpl, path);
        if (one->field == HF_NONE)
            hf_find(r, 11, at, HF_WORD_flow_field_unlisted, path, HF_STR_NONE);
    }
    tmpl->text[lang].piece = piece;
    tmpl->text[lang].count = count;
}

void hf_read_template_names(struct hf_reader *r)
{
    const struct hf_json *all = hf_member_object(r->json, "templates");
    uint16_t count = hf_member_count(r, all, 256);
    struct hf_template *tmpl = HF_NEW(r->arena, struct hf_template, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_member *member = &all->is.object.member[i];
        hf_read_name(r, member, "-");
        tmpl[i] = (struct hf_template){
            .name = member->name, .of = HF_NONE, .to = HF_NONE, .offset = member->offset};
    }
    r->flow->tmpl = r->tmpl = tmpl;
    r->flow->tmpls = count;
}

static void read_template(struct hf_reader *r, const struct hf_json *json, struct hf_template *tmpl)
{
    if (!HF_MEMBERS(r, json, rules))
        return;
    struct hf_str event = hf_member_str(json, "event");
    tmpl->event = event.len == 0 ? tmpl->name : event;
    hf_read_shown(r, hf_member_text(json, "classification"));
    tmpl->classification = hf_member_str(json, "classification");
    tmpl->of = hf_read_name_of(r, hf_member_text(json, "of"),
                               HF_NAMED(r->flow->kind, r->flow->kinds, hf_kind, "kinds"));
    if (tmpl->of == HF_NONE)
        return;
    const struct hf_kind *kind = &r->kind[tmpl->of];
    const struct hf_json *text = hf_member_object(json, "text");
    tmpl->to = hf_read_name_of(r, hf_member_text(json, "to"),
                               HF_NAMED(kind->part, kind->parts, hf_part, "parts, roles"));
    read_fields(r, hf_member_list(json, "fields"), tmpl);
    struct hf_text say = hf_read_text(r, text);
    for (int lang = 0; lang < HF_LANGS && text != NULL; lang++)
        cut_text(r, text, say.say[lang], tmpl, (enum hf_lang)lang);
}

void hf_read_templates(struct hf_reader *r)
{
    const struct hf_json *all = hf_member_object(r->json, "templates");
    for (uint16_t i = 0; i < r->flow->tmpls; i++)
        read_template(r, &all->is.object.member[i].value, &r->tmpl[i]);
}
