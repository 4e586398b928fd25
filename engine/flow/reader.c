/* SPDX-License-Identifier: Apache-2.0 */
/* Findings and members: what every reader of a part of a definition needs. */
#include "flow/reader.h"

/* The JSON pointer of the value at `offset`, found by going down the tree to where it lies. */
static void put_step(struct hf_buf *out, struct hf_str name)
{
    hf_buf_put_char(out, '/');
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] == '~' || name.at[i] == '/')
            hf_buf_put(out, name.at[i] == '~' ? HF_STR("~0") : HF_STR("~1"));
        else
            hf_buf_put_char(out, name.at[i]);
    }
}

static const struct hf_json *step_into_object(const struct hf_json *json, size_t offset, struct hf_buf *out)
{
    const struct hf_member *last = NULL;
    for (size_t i = 0; i < json->is.object.count && json->is.object.member[i].offset <= offset; i++)
        last = &json->is.object.member[i];
    if (last == NULL)
        return NULL;
    put_step(out, last->name);
    return &last->value;
}

static const struct hf_json *step_into_list(const struct hf_json *json, size_t offset, struct hf_buf *out)
{
    size_t count = 0;
    while (count < json->is.list.count && json->is.list.item[count].offset <= offset)
        count++;
    if (count == 0)
        return NULL;
    hf_buf_put_char(out, '/');
    hf_buf_put_i64(out, (int64_t)count - 1);
    return &json->is.list.item[count - 1];
}

static struct hf_str pointer_to(struct hf_reader *r, size_t offset)
{
    struct hf_buf out = hf_buf_in(r->arena, 64);
    const struct hf_json *json = r->json;
    while (json != NULL && json->offset < offset) {
        if (json->kind == HF_JSON_OBJECT)
            json = step_into_object(json, offset, &out);
        else if (json->kind == HF_JSON_LIST)
            json = step_into_list(json, offset, &out);
        else
            break;
    }
    return hf_buf_str(&out);
}

static bool known(const struct hf_findings *findings, const struct hf_finding *fresh)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct hf_finding *old = &findings->at[i];
        if (old->offset == fresh->offset && old->word == fresh->word &&
            hf_str_eq(old->arg[0], fresh->arg[0]) && hf_str_eq(old->arg[1], fresh->arg[1]))
            return true;
    }
    return false;
}

static void count(struct hf_findings *all, enum hf_severity severity)
{
    all->faults += severity == HF_FAULT;
    all->warnings += severity == HF_WARNING;
}

static void note(struct hf_reader *r, struct hf_finding finding, size_t offset)
{
    struct hf_findings *all = r->findings;
    size_t line, column;
    if (all->count == HF_FINDINGS_MAX) { /* beyond, even the place would cost more than it is worth */
        count(all, finding.severity);
        all->left_out++;
        return;
    }
    finding.offset = offset;
    if (known(all, &finding))
        return;
    count(all, finding.severity);
    hf_json_place(r->text, offset, &line, &column);
    finding.line = (uint32_t)line;
    finding.column = (uint32_t)column;
    finding.pointer = pointer_to(r, offset);
    finding.arg[0] = hf_arena_keep(r->arena, finding.arg[0]);
    finding.arg[1] = hf_arena_keep(r->arena, finding.arg[1]);
    all->at[all->count++] = finding;
}

void hf_find_at(struct hf_reader *r, unsigned rule, size_t offset, enum hf_word word, struct hf_str arg0,
                struct hf_str arg1)
{
    note(r, (struct hf_finding){.rule = (uint16_t)rule, .word = word, .arg = {arg0, arg1}}, offset);
}

void hf_find(struct hf_reader *r, unsigned rule, const struct hf_json *at, enum hf_word word,
             struct hf_str arg0, struct hf_str arg1)
{
    hf_find_at(r, rule, at->offset, word, arg0, arg1);
}

void hf_warn_at(struct hf_reader *r, size_t offset, enum hf_word word, struct hf_str arg0, struct hf_str arg1)
{
    note(r, (struct hf_finding){.severity = HF_WARNING, .word = word, .arg = {arg0, arg1}}, offset);
}

void hf_warn(struct hf_reader *r, const struct hf_json *at, enum hf_word word, struct hf_str arg0,
             struct hf_str arg1)
{
    hf_warn_at(r, at->offset, word, arg0, arg1);
}

void hf_note_at(struct hf_reader *r, unsigned rule, size_t offset, enum hf_word word, struct hf_str arg0,
                struct hf_str arg1)
{
    note(r,
         (struct hf_finding){.rule = (uint16_t)rule, .severity = HF_NOTE, .word = word, .arg = {arg0, arg1}},
         offset);
}

void hf_find_err(struct hf_reader *r, unsigned rule, const struct hf_json *at, const struct hf_err *err)
{
    hf_find(r, rule, at, err->word, hf_str_of(err->arg[0]), hf_str_of(err->arg[1]));
}

bool hf_read_full(struct hf_reader *r, const struct hf_json *at)
{
    size_t left = r->arena->size - r->arena->used;
    if (!r->full && left > HF_READ_SPARE && r->arena->used - r->begin <= HF_READ_MOST)
        return false;
    if (!r->full && left > HF_READ_SPARE / 2)
        hf_find(r, 1, at, HF_WORD_flow_too_large, HF_STR_NONE, HF_STR_NONE);
    r->full = true;
    return true;
}

/* Members */

/* What to say of a member that is of another kind than this one. */
static const enum hf_word kind_words[] = {
    [HF_JSON_BOOL] = HF_WORD_flow_member_truth,    [HF_JSON_INT] = HF_WORD_flow_member_whole,
    [HF_JSON_TEXT] = HF_WORD_flow_member_text,     [HF_JSON_LIST] = HF_WORD_flow_member_list,
    [HF_JSON_OBJECT] = HF_WORD_flow_member_object,
};

static const struct hf_member_rule *rule_of(const struct hf_member_rule *rule, size_t rules,
                                            struct hf_str name)
{
    for (size_t i = 0; i < rules; i++) {
        if (hf_str_eq(rule[i].name, name))
            return &rule[i];
    }
    return NULL;
}

static void look_at_member(struct hf_reader *r, const struct hf_member *member,
                           const struct hf_member_rule *rule)
{
    static const struct hf_member_rule note = {HF_STR_INIT("note"), HF_JSON_TEXT, false};
    if (rule == NULL && hf_str_eq(member->name, note.name))
        rule = &note;
    if (rule == NULL)
        hf_find_at(r, 1, member->offset, HF_WORD_flow_member_unknown, member->name, HF_STR_NONE);
    else if (member->value.kind != rule->kind && rule->kind != HF_JSON_NULL)
        hf_find(r, 1, &member->value, kind_words[rule->kind], member->name, HF_STR_NONE);
}

bool hf_members(struct hf_reader *r, const struct hf_json *json, const struct hf_member_rule *rule,
                size_t rules)
{
    if (json == NULL)
        return false;
    if (json->kind != HF_JSON_OBJECT) {
        hf_find(r, 1, json, HF_WORD_flow_object_expected, HF_STR_NONE, HF_STR_NONE);
        return false;
    }
    if (r->orders != NULL)
        hf_order_note(r->orders, json, rule, rules);
    for (size_t i = 0; i < json->is.object.count; i++) {
        const struct hf_member *member = &json->is.object.member[i];
        look_at_member(r, member, rule_of(rule, rules, member->name));
    }
    for (size_t i = 0; i < rules; i++) {
        if (rule[i].required && hf_json_get(json, rule[i].name) == NULL)
            hf_find(r, 1, json, HF_WORD_flow_member_missing, rule[i].name, HF_STR_NONE);
    }
    return true;
}

static const struct hf_json *get(const struct hf_json *json, const char *name, enum hf_json_kind kind)
{
    const struct hf_json *value = json == NULL ? NULL : hf_json_get(json, hf_str_of(name));
    return value != NULL && value->kind == kind ? value : NULL;
}

const struct hf_json *hf_member_list(const struct hf_json *json, const char *name)
{
    return get(json, name, HF_JSON_LIST);
}

const struct hf_json *hf_member_object(const struct hf_json *json, const char *name)
{
    return get(json, name, HF_JSON_OBJECT);
}

const struct hf_json *hf_member_text(const struct hf_json *json, const char *name)
{
    return get(json, name, HF_JSON_TEXT);
}

struct hf_str hf_member_str(const struct hf_json *json, const char *name)
{
    const struct hf_json *value = get(json, name, HF_JSON_TEXT);
    return value == NULL ? HF_STR_NONE : value->is.text;
}

int64_t hf_member_int(const struct hf_json *json, const char *name, int64_t otherwise)
{
    const struct hf_json *value = get(json, name, HF_JSON_INT);
    return value == NULL ? otherwise : value->is.integer;
}

bool hf_member_bool(const struct hf_json *json, const char *name, bool otherwise)
{
    const struct hf_json *value = get(json, name, HF_JSON_BOOL);
    return value == NULL ? otherwise : value->is.truth;
}

static uint16_t at_most(struct hf_reader *r, const struct hf_json *json, size_t count, size_t most)
{
    if (count <= most)
        return (uint16_t)count;
    char text[24];
    struct hf_buf number = HF_BUF(text);
    hf_buf_put_i64(&number, (int64_t)most);
    hf_find(r, 1, json, HF_WORD_flow_too_many, hf_buf_str(&number), HF_STR_NONE);
    return (uint16_t)most;
}

uint16_t hf_member_count(struct hf_reader *r, const struct hf_json *json, size_t most)
{
    return json == NULL || json->kind != HF_JSON_OBJECT ? 0 : at_most(r, json, json->is.object.count, most);
}

uint16_t hf_item_count(struct hf_reader *r, const struct hf_json *json, size_t most)
{
    return json == NULL || json->kind != HF_JSON_LIST ? 0 : at_most(r, json, json->is.list.count, most);
}

/* Texts and names */

enum { FOUND_NUL = 0x100 };

/* The first character that commands whoever shows it: C0 but for line ends and tabs, DEL, C1; 0: none. */
static unsigned find_control(struct hf_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        unsigned char next = i + 1 < text.len ? (unsigned char)text.at[i + 1] : 0;
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
            return c == 0 ? FOUND_NUL : c;
        if (c == 0xC2 && next >= 0x80 && next < 0xA0)
            return next;
    }
    return 0;
}

void hf_read_shown(struct hf_reader *r, const struct hf_json *json)
{
    static const char hex[] = "0123456789ABCDEF";
    if (json == NULL || json->kind != HF_JSON_TEXT)
        return;
    unsigned found = find_control(json->is.text);
    char code[] = {'U', '+', '0', '0', hex[found >> 4 & 15], hex[found & 15]};
    if (found != 0)
        hf_find(r, 1, json, HF_WORD_flow_text_control, (struct hf_str){code, sizeof code}, HF_STR_NONE);
}

struct hf_text hf_read_text(struct hf_reader *r, const struct hf_json *json)
{
    static const char *const program[HF_LANGS] = {[HF_EN] = "en", [HF_FR] = "fr"};
    struct hf_text text = {{{0}}};
    struct hf_str first = HF_STR_NONE;
    if (json == NULL || json->kind != HF_JSON_OBJECT)
        return text;
    if (r->orders != NULL)
        hf_order_note(r->orders, json, r->languages, r->flow->languages);
    for (uint16_t i = 0; i < r->flow->languages; i++) {
        struct hf_str say = hf_json_text(json, r->flow->language[i]);
        if (say.len == 0)
            hf_find(r, 1, json, HF_WORD_flow_text_missing, r->flow->language[i], HF_STR_NONE);
        first = first.len == 0 ? say : first;
    }
    for (size_t i = 0; i < json->is.object.count; i++) {
        const struct hf_member *member = &json->is.object.member[i];
        hf_read_shown(r, &member->value);
        bool declared = hf_str_eq(member->name, HF_STR("note"));
        for (uint16_t k = 0; k < r->flow->languages; k++)
            declared = declared || hf_str_eq(member->name, r->flow->language[k]);
        if (!declared)
            hf_find_at(r, 1, member->offset, HF_WORD_flow_language_undeclared, member->name, HF_STR_NONE);
    }
    for (int lang = 0; lang < HF_LANGS; lang++) {
        text.say[lang] = hf_json_text(json, hf_str_of(program[lang]));
        text.say[lang] = text.say[lang].len == 0 ? first : text.say[lang];
    }
    return text;
}

struct hf_text hf_text_of(struct hf_str s)
{
    struct hf_text text;
    for (int lang = 0; lang < HF_LANGS; lang++)
        text.say[lang] = s;
    return text;
}

struct hf_text hf_read_text_or_string(struct hf_reader *r, const struct hf_json *json, const char *member)
{
    if (json == NULL || json->kind == HF_JSON_OBJECT)
        return hf_read_text(r, json);
    if (json->kind != HF_JSON_TEXT)
        hf_find(r, 1, json, HF_WORD_flow_member_text, hf_str_of(member), HF_STR_NONE);
    hf_read_shown(r, json);
    return hf_text_of(json->kind == HF_JSON_TEXT ? json->is.text : HF_STR_NONE);
}

bool hf_name_good(struct hf_str name, const char *also)
{
    if (name.len == 0 || name.len > 64 || name.at[0] < 'a' || name.at[0] > 'z')
        return false;
    for (size_t i = 1; i < name.len; i++) {
        char c = name.at[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
                    hf_str_contains(hf_str_of(also), (struct hf_str){&c, 1});
        if (!good)
            return false;
    }
    return true;
}

void hf_read_name(struct hf_reader *r, const struct hf_member *member, const char *also)
{
    if (!hf_name_good(member->name, also))
        hf_find_at(r, 1, member->offset, HF_WORD_flow_name_bad, member->name, HF_STR_NONE);
}

uint16_t hf_read_name_of(struct hf_reader *r, const struct hf_json *json, struct hf_named named)
{
    if (json == NULL)
        return HF_NONE;
    struct hf_str name = json->kind == HF_JSON_TEXT ? json->is.text : HF_STR_NONE;
    uint16_t index = hf_named_find(&named, name);
    if (index == HF_NONE)
        hf_find(r, 2, json, HF_WORD_flow_name_unknown, name, hf_str_of(named.what));
    return index;
}

struct hf_indices hf_read_names(struct hf_reader *r, const struct hf_json *list, struct hf_named named)
{
    struct hf_indices out = {.at = NULL};
    if (list == NULL || list->kind != HF_JSON_LIST || list->is.list.count == 0)
        return out;
    uint16_t *at = HF_NEW(r->arena, uint16_t, list->is.list.count);
    for (size_t i = 0; i < list->is.list.count && out.count < HF_NONE - 1; i++) {
        uint16_t index = hf_read_name_of(r, &list->is.list.item[i], named);
        if (index != HF_NONE)
            at[out.count++] = index;
    }
    out.at = at;
    return out;
}

unsigned hf_read_word(struct hf_reader *r, const struct hf_json *json, const char *const *word,
                      unsigned words, unsigned otherwise)
{
    if (json == NULL || json->kind != HF_JSON_TEXT)
        return otherwise;
    struct hf_buf all = hf_buf_in(r->arena, 64);
    for (unsigned i = 0; i < words; i++) {
        if (hf_str_eq(json->is.text, hf_str_of(word[i])))
            return i;
        hf_buf_put(&all, i == 0 ? HF_STR("") : HF_STR(", "));
        hf_buf_put(&all, hf_str_of(word[i]));
    }
    hf_find(r, 1, json, HF_WORD_flow_word_unknown, json->is.text, hf_buf_str(&all));
    return otherwise;
}
