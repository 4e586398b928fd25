/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The document that a notice shows: plain UTF-8 text, in each of the addressee's languages that the
 * definition has. The template's text with its places filled, then the items of the thread with the fields
 * that the template shows of them. Fields and nothing else; hidden values are opened for it.
 */
#include "base/money.h"
#include "casefile/entry.h"
#include "desk/ask.h"
#include "desk/inside.h"

struct rendering {
    struct hf_serving *s;
    const struct hf_work *work;
    const struct hf_draft *draft;
    const struct hf_case *c;
    const struct hf_flows *flows;
    const struct hf_template *tmpl;
    enum hf_lang lang;
    struct hf_buf *out;
    struct hf_err *err;
};

/* ---- hidden values ---- */

/* Those of events that this batch decided are still at hand, unsealed. */
static const struct hf_disclosure *find_fresh(const struct rendering *r, uint32_t seq, uint32_t place)
{
    const struct hf_touched *touched = r->work->touched;
    size_t works = (size_t)(r->work - r->s->works) + 1;
    while (seq > touched->old_seq && works-- > 0) {
        const struct hf_work *work = &r->s->works[works];
        for (size_t i = 0; work->touched == touched && i < work->decision.count; i++) {
            const struct hf_fact *fact = &work->decision.events[i];
            if (fact->header.seq == seq && place < fact->hiddens)
                return &fact->hidden[place];
        }
    }
    return NULL;
}

static enum hf_rc open_stored(const struct rendering *r, uint32_t seq, uint32_t place, struct hf_json *out)
{
    struct hf_touched *touched = r->work->touched;
    struct hf_revealed opened;
    HF_TRY(hf_read_hidden(r->s, touched));
    for (size_t i = 0; i < touched->hiddens; i++)
        if (touched->hidden[i].seq == seq && touched->hidden[i].place == place) {
            HF_TRY(hf_disclosure_open(r->s->desk, &touched->hidden[i], &r->s->desk->trial, &opened, r->err));
            *out = opened.value;
            return HF_OK;
        }
    return hf_fail(r->err, HF_WORD_key_forgotten, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

/* The value of a datum; NULL kind where it is absent. */
static enum hf_rc value_of(const struct rendering *r, hf_instance i, uint16_t datum, struct hf_json *out)
{
    struct hf_datum held = hf_case_datum(r->c, i, datum);
    struct hf_str name;
    *out = (struct hf_json){.kind = HF_JSON_NULL};
    if (held.held == HF_ABSENT)
        return HF_OK;
    if (held.held == HF_PLAIN)
        return hf_json_read(held.json, &hf_json_payload_limits, &r->s->desk->trial, out, r->err);
    const struct hf_disclosure *fresh = find_fresh(r, held.seq, held.place);
    if (fresh != NULL)
        return hf_disclosure_value(fresh->text, &r->s->desk->trial, &name, out, r->err);
    return open_stored(r, held.seq, held.place, out);
}

/* ---- values as people read them ---- */

static void put_scalar(const struct rendering *r, const struct hf_shape *shape, const struct hf_json *value)
{
    for (uint16_t i = 0; value->kind == HF_JSON_TEXT && i < shape->choices; i++)
        if (hf_str_eq(shape->choice[i].value, value->is.text)) {
            hf_buf_put(r->out, shape->choice[i].label.say[r->lang]);
            return;
        }
    if (value->kind == HF_JSON_TEXT)
        hf_buf_put(r->out, value->is.text);
    else if (value->kind == HF_JSON_BOOL)
        hf_buf_put(r->out, value->is.truth ? (r->lang == HF_FR ? HF_STR("oui") : HF_STR("yes"))
                                           : (r->lang == HF_FR ? HF_STR("non") : HF_STR("no")));
    else if (value->kind == HF_JSON_INT)
        hf_buf_put_i64(r->out, value->is.integer);
}

static void put_money(const struct rendering *r, const struct hf_json *value)
{
    const struct hf_json *amount = HF_JSON_GET(value, "amount");
    struct hf_str currency = hf_json_text(value, HF_STR("currency"));
    struct hf_money money = {.minor = amount == NULL ? 0 : amount->is.integer};
    memcpy(money.currency, currency.at, currency.len < 3 ? currency.len : 3);
    hf_money_put(r->out, &money);
}

/* Which datum of a register entry is the one people call it by. */
static struct hf_str naming_datum(struct hf_str kind)
{
    static const struct {
        struct hf_str kind, datum;
    } names[] = {{HF_STR_INIT("party"), HF_STR_INIT("name")},
                 {HF_STR_INIT("account"), HF_STR_INIT("number")},
                 {HF_STR_INIT("asset"), HF_STR_INIT("description")},
                 {HF_STR_INIT("order"), HF_STR_INIT("number")},
                 {HF_STR_INIT("document"), HF_STR_INIT("title")},
                 {HF_STR_INIT("arrangement"), HF_STR_INIT("concluded_on")}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (hf_str_eq(names[i].kind, kind))
            return names[i].datum;
    return HF_STR_NONE;
}

static enum hf_rc put_entry(const struct rendering *r, const struct hf_id *id)
{
    hf_instance i = hf_case_by_id(r->c, id);
    if (i == HF_NO_INSTANCE)
        return HF_OK;
    const struct hf_kind *kind = hf_case_kind(r->flows, r->c, i);
    uint16_t datum = hf_shape_find(kind->data, naming_datum(kind->name));
    struct hf_json value = {.kind = HF_JSON_NULL};
    hf_buf_put(r->out, kind->title.say[r->lang]);
    if (datum == HF_NONE)
        return HF_OK;
    HF_TRY(value_of(r, i, datum, &value));
    hf_buf_put_char(r->out, ' ');
    put_scalar(r, kind->data->member[datum].shape, &value);
    return HF_OK;
}

static enum hf_rc put_ref(const struct rendering *r, const struct hf_shape *shape,
                          const struct hf_json *value)
{
    struct hf_id id;
    if (value->kind != HF_JSON_TEXT || !hf_id_read(value->is.text, &id))
        return HF_OK;
    const struct hf_case *authority = hf_house_authority(&r->s->desk->house, &id);
    if (shape->ref != HF_REF_AUTHORITY)
        return put_entry(r, &id);
    if (authority != NULL) {
        struct hf_entry entry =
            hf_entry_now(&r->s->desk->house, r->s->desk->setup.house, authority, r->s->now_ms);
        hf_buf_put(r->out, hf_entry_text(&entry, HF_STR("name"), &r->s->desk->trial));
    }
    return HF_OK;
}

static enum hf_rc put_one(const struct rendering *r, const struct hf_shape *shape,
                          const struct hf_json *value)
{
    if (shape->kind == HF_SHAPE_REF)
        return put_ref(r, shape, value);
    if (shape->kind == HF_SHAPE_MONEY)
        put_money(r, value);
    else
        put_scalar(r, shape, value);
    return HF_OK;
}

static enum hf_rc put_field(const struct rendering *r, hf_instance i, const struct hf_field *field)
{
    struct hf_json value;
    HF_TRY(value_of(r, i, field->data, &value));
    if (value.kind == HF_JSON_NULL)
        hf_buf_put(r->out, HF_STR("–"));
    if (value.kind == HF_JSON_NULL || field->shape->kind != HF_SHAPE_LIST)
        return value.kind == HF_JSON_NULL ? HF_OK : put_one(r, field->shape, &value);
    for (size_t n = 0; value.kind == HF_JSON_LIST && n < value.is.list.count; n++) {
        if (n > 0)
            hf_buf_put(r->out, HF_STR(", "));
        HF_TRY(put_one(r, field->shape->item, &value.is.list.item[n]));
    }
    return HF_OK;
}

/* ---- the text ---- */

static enum hf_rc put_text(const struct rendering *r)
{
    for (uint16_t i = 0; i < r->tmpl->text[r->lang].count; i++) {
        const struct hf_piece *piece = &r->tmpl->text[r->lang].piece[i];
        hf_buf_put(r->out, piece->text);
        if (piece->field != HF_NONE && r->tmpl->field[piece->field].link == HF_NONE)
            HF_TRY(put_field(r, r->draft->instance, &r->tmpl->field[piece->field]));
    }
    hf_buf_put_char(r->out, '\n');
    return HF_OK;
}

static void put_item_number(const struct rendering *r, size_t number, hf_instance i)
{
    hf_buf_put_char(r->out, '\n');
    hf_buf_put_i64(r->out, (int64_t)number);
    hf_buf_put(r->out, HF_STR(". "));
    hf_buf_put(r->out, hf_case_kind(r->flows, r->c, i)->title.say[r->lang]);
}

/* Items in the order of their numbers in the thread: that of the link. */
static enum hf_rc put_linked(const struct rendering *r, const struct hf_field *field)
{
    const struct hf_kind *kind = hf_case_kind(r->flows, r->c, r->draft->instance);
    const hf_instance *linked;
    size_t count = hf_case_linked(r->flows, r->c, r->draft->instance, kind->link[field->link].name,
                                  &r->s->desk->trial, &linked);
    for (size_t i = 0; i < count; i++) {
        put_item_number(r, i + 1, linked[i]);
        hf_buf_put(r->out, r->lang == HF_FR ? HF_STR(" : ") : HF_STR(": "));
        HF_TRY(put_field(r, linked[i], field));
    }
    if (count > 0)
        hf_buf_put_char(r->out, '\n');
    return HF_OK;
}

/* A notice that tells of several instances outside a request lists what it shows of each. */
static enum hf_rc put_told(const struct rendering *r)
{
    for (size_t i = 0; i < r->draft->instance_count; i++) {
        put_item_number(r, i + 1, r->draft->instances[i]);
        for (uint16_t f = 0; f < r->tmpl->fields; f++) {
            if (r->tmpl->field[f].link != HF_NONE)
                continue;
            hf_buf_put(r->out, r->lang == HF_FR ? HF_STR(" : ") : HF_STR(": "));
            HF_TRY(put_field(r, r->draft->instances[i], &r->tmpl->field[f]));
        }
    }
    hf_buf_put_char(r->out, '\n');
    return HF_OK;
}

static enum hf_rc put_language(const struct rendering *r)
{
    hf_buf_put(r->out, r->flows->workflow->title.say[r->lang]);
    hf_buf_put(r->out, HF_STR("\n\n"));
    HF_TRY(put_text(r));
    for (uint16_t f = 0; f < r->tmpl->fields; f++)
        if (r->tmpl->field[f].link != HF_NONE)
            HF_TRY(put_linked(r, &r->tmpl->field[f]));
    return hf_case_kind(r->flows, r->c, r->draft->instance)->thread ? HF_OK : put_told(r);
}

/* ---- languages ---- */

/* As of when the request was sent, where one is in progress: rule 180(2). */
static bool addressee_reads(const struct rendering *r, struct hf_str language)
{
    const struct hf_house *house = &r->s->desk->house;
    const struct hf_flow *house_flow = r->s->desk->setup.house;
    const struct hf_case *authority = hf_house_authority(house, &r->draft->recipient);
    struct hf_json list;
    if (authority == NULL)
        return false;
    int64_t as_of_ms =
        hf_notice_as_of(r->flows, r->c, r->draft->instance, &r->draft->recipient, &r->s->desk->trial);
    struct hf_entry entry = as_of_ms == INT64_MAX ? hf_entry_now(house, house_flow, authority, r->s->now_ms)
                                                  : hf_entry_then(house, house_flow, authority, as_of_ms);
    if (!hf_entry_member(&entry, HF_STR("languages"), &r->s->desk->trial, &list))
        return false;
    for (size_t i = 0; i < list.is.list.count; i++)
        if (hf_str_begins(list.is.list.item[i].is.text, language))
            return true;
    return false;
}

static bool has_language(const struct rendering *r, struct hf_str language)
{
    for (uint16_t i = 0; i < r->flows->workflow->languages; i++)
        if (hf_str_eq(r->flows->workflow->language[i], language))
            return true;
    return false;
}

enum hf_rc hf_render(struct hf_serving *s, const struct hf_work *work, const struct hf_draft *draft,
                     struct hf_str *out, struct hf_err *err)
{
    static const struct hf_str names[HF_LANGS] = {[HF_EN] = HF_STR_INIT("en"), [HF_FR] = HF_STR_INIT("fr")};
    const struct hf_flows *flows = &work->touched->flows;
    struct hf_buf text = hf_buf_in(&s->desk->trial, 4096);
    struct rendering r = {.s = s,
                          .work = work,
                          .draft = draft,
                          .c = &work->decision.after,
                          .flows = flows,
                          .tmpl = &flows->workflow->tmpl[draft->template_index],
                          .out = &text,
                          .err = err};
    for (int lang = 0; lang < HF_LANGS; lang++) {
        r.lang = (enum hf_lang)lang;
        if (!has_language(&r, names[lang]) || !addressee_reads(&r, names[lang]))
            continue;
        if (text.len > 0)
            hf_buf_put(&text, HF_STR("\n----\n\n"));
        HF_TRY(put_language(&r));
    }
    r.lang = HF_EN;
    if (text.len == 0)
        HF_TRY(put_language(&r)); /* in the definition's first language: better than nothing at all */
    *out = hf_buf_str(&text);
    return HF_OK;
}
