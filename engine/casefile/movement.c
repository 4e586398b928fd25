/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/movement.h"

/* In which currency a movement of each kind is at what it names: that of its amount, or of what was received.
 */
static const struct side {
    struct hf_str kind, holder, money;
} sides[] = {
    {HF_STR_INIT("credit"), HF_STR_INIT("account"), HF_STR_INIT("amount")},
    {HF_STR_INIT("debit"), HF_STR_INIT("account"), HF_STR_INIT("amount")},
    {HF_STR_INIT("fee"), HF_STR_INIT("account"), HF_STR_INIT("amount")},
    {HF_STR_INIT("transfer"), HF_STR_INIT("account"), HF_STR_INIT("amount")},
    {HF_STR_INIT("transfer"), HF_STR_INIT("to_account"), HF_STR_INIT("amount")},
    {HF_STR_INIT("purchase"), HF_STR_INIT("account"), HF_STR_INIT("amount")},
    {HF_STR_INIT("purchase"), HF_STR_INIT("asset"), HF_STR_INIT("amount")},
    {HF_STR_INIT("sale"), HF_STR_INIT("to_account"), HF_STR_INIT("amount")},
    {HF_STR_INIT("sale"), HF_STR_INIT("asset"), HF_STR_INIT("amount")},
    {HF_STR_INIT("conversion"), HF_STR_INIT("account"), HF_STR_INIT("amount")},
    {HF_STR_INIT("conversion"), HF_STR_INIT("to_account"), HF_STR_INIT("received")},
    {HF_STR_INIT("link"), HF_STR_INIT("account"), HF_STR_INIT("amount")},
};
enum { SIDES = sizeof sides / sizeof sides[0] };

/* What a movement of a kind, or a credit by its origin, needs besides. The house's definition asks for it
 * when one is added; a correction may change the kind. */
static const struct need {
    struct hf_str datum, is, needed;
} needs[] = {
    {HF_STR_INIT("kind"), HF_STR_INIT("credit"), HF_STR_INIT("origin")},
    {HF_STR_INIT("origin"), HF_STR_INIT("claim"), HF_STR_INIT("claimant")},
    {HF_STR_INIT("kind"), HF_STR_INIT("link"), HF_STR_INIT("debit")},
    {HF_STR_INIT("kind"), HF_STR_INIT("link"), HF_STR_INIT("credit")},
    {HF_STR_INIT("kind"), HF_STR_INIT("link"), HF_STR_INIT("document")},
};

static bool is_a(const struct hf_deciding *d, hf_instance i, struct hf_str kind)
{
    const struct hf_case *c = &d->out->after;
    return hf_case_instance(c, i)->owner == HF_OF_HOUSE &&
           hf_str_eq(hf_case_kind(d->flows, c, i)->name, kind);
}

/* A movement that was not withdrawn. */
static bool is_movement(const struct hf_deciding *d, hf_instance i)
{
    const struct hf_case *c = &d->out->after;
    return is_a(d, i, HF_STR("payment")) &&
           hf_case_kind(d->flows, c, i)->state[hf_case_instance(c, i)->state].end == HF_END_NOT;
}

/* A datum of an entry, as canonical text; HF_STR_NONE where it is absent. */
static struct hf_str datum(const struct hf_deciding *d, hf_instance i, struct hf_str name)
{
    const struct hf_case *c = &d->out->after;
    uint16_t index = hf_shape_find(hf_case_kind(d->flows, c, i)->data, name);
    struct hf_datum found =
        index == HF_NONE ? (struct hf_datum){.held = HF_ABSENT} : hf_case_datum(c, i, index);
    return found.held == HF_PLAIN ? found.json : HF_STR_NONE;
}

/* Without its quotation marks: such texts hold no escapes. */
static struct hf_str word(const struct hf_deciding *d, hf_instance i, struct hf_str name)
{
    struct hf_str json = datum(d, i, name);
    return json.len < 2 ? HF_STR_NONE : hf_str_part(json, 1, json.len - 1);
}

static struct hf_str currency_of(const struct hf_deciding *d, hf_instance i, struct hf_str money)
{
    HF_UNSET struct hf_err unread;
    struct hf_json json;
    if (hf_json_read(datum(d, i, money), &hf_json_payload_limits, d->arena, &json, &unread) != HF_OK)
        return HF_STR_NONE;
    return hf_json_text(&json, HF_STR("currency"));
}

/* The currency in which the movement is at the entry of this id; HF_STR_NONE: it does not name it. */
static struct hf_str currency_at(const struct hf_deciding *d, hf_instance movement, struct hf_str id)
{
    struct hf_str kind = word(d, movement, HF_STR("kind"));
    for (size_t k = 0; k < SIDES; k++)
        if (hf_str_eq(sides[k].kind, kind) && hf_str_eq(word(d, movement, sides[k].holder), id))
            return currency_of(d, movement, sides[k].money);
    return HF_STR_NONE;
}

/* The newest other movement that names the entry; HF_NO_INSTANCE: there is none. */
static hf_instance newest_at(const struct hf_deciding *d, struct hf_str id, hf_instance other_than,
                             struct hf_str *currency)
{
    for (hf_instance i = hf_case_head(&d->out->after)->instances; i-- > 1;) {
        if (i == other_than || !is_movement(d, i))
            continue;
        *currency = currency_at(d, i, id);
        if (currency->len > 0)
            return i;
    }
    return HF_NO_INSTANCE;
}

static struct hf_str name_of(const struct hf_deciding *d, hf_instance i)
{
    struct hf_buf name = hf_buf_in(d->arena, 32);
    hf_case_put_name(d->flows, &d->out->after, i, &name);
    return hf_buf_str(&name);
}

static enum hf_rc refuse(const struct hf_deciding *d, enum hf_word what, hf_instance holder,
                         struct hf_str is_in, struct hf_str said, hf_instance shown_by)
{
    enum hf_rc rc = hf_fail(d->err, what, name_of(d, holder), is_in, said);
    if (shown_by != HF_NO_INSTANCE)
        hf_err_detail(d->err, name_of(d, shown_by), name_of(d, shown_by));
    return rc;
}

static enum hf_rc fits_at(const struct hf_deciding *d, hf_instance movement, const struct side *side)
{
    struct hf_str id_text = word(d, movement, side->holder), said = currency_of(d, movement, side->money),
                  is_in;
    struct hf_id id;
    if (!hf_id_read(id_text, &id))
        return HF_OK;
    hf_instance holder = hf_case_by_id(&d->out->after, &id), shown_by = HF_NO_INSTANCE;
    if (holder == HF_NO_INSTANCE)
        return HF_OK;
    bool asset = is_a(d, holder, HF_STR("asset"));
    is_in = asset ? HF_STR_NONE : word(d, holder, HF_STR("currency"));
    if (is_in.len == 0)
        shown_by = newest_at(d, id_text, movement, &is_in);
    if (is_in.len == 0 || hf_str_eq(is_in, said))
        return HF_OK;
    return refuse(d, asset ? HF_WORD_book_asset : HF_WORD_book_account, holder, is_in, said, shown_by);
}

static enum hf_rc has(const struct hf_deciding *d, hf_instance movement, struct hf_str needed)
{
    if (datum(d, movement, needed).len > 0)
        return HF_OK;
    return hf_fail(d->err, HF_WORD_book_needs, name_of(d, movement), word(d, movement, HF_STR("kind")),
                   needed);
}

static enum hf_rc is_whole(const struct hf_deciding *d, hf_instance movement)
{
    struct hf_str kind = word(d, movement, HF_STR("kind"));
    for (size_t k = 0; k < SIDES; k++)
        if (hf_str_eq(sides[k].kind, kind)) {
            HF_TRY(has(d, movement, sides[k].holder));
            HF_TRY(has(d, movement, sides[k].money));
        }
    for (size_t k = 0; k < sizeof needs / sizeof needs[0]; k++)
        if (hf_str_eq(word(d, movement, needs[k].datum), needs[k].is))
            HF_TRY(has(d, movement, needs[k].needed));
    return HF_OK;
}

static enum hf_rc movement_fits(const struct hf_deciding *d, hf_instance movement)
{
    struct hf_str kind = word(d, movement, HF_STR("kind"));
    HF_TRY(is_whole(d, movement));
    for (size_t k = 0; k < SIDES; k++)
        if (hf_str_eq(sides[k].kind, kind))
            HF_TRY(fits_at(d, movement, &sides[k]));
    return HF_OK;
}

/* An account that is said to be in another currency than that of its movements. */
static enum hf_rc account_fits(const struct hf_deciding *d, hf_instance account)
{
    struct hf_buf id = hf_buf_in(d->arena, HF_ID_TEXT);
    struct hf_str said = word(d, account, HF_STR("currency")), is_in = HF_STR_NONE;
    hf_id_put(&id, &hf_case_instance(&d->out->after, account)->id);
    hf_instance shown_by = newest_at(d, hf_buf_str(&id), HF_NO_INSTANCE, &is_in);
    if (shown_by == HF_NO_INSTANCE || hf_str_eq(is_in, said))
        return HF_OK;
    return refuse(d, HF_WORD_book_used, account, is_in, said, shown_by);
}

enum hf_rc hf_movement_fits(struct hf_deciding *d, const struct hf_step *step)
{
    if (step->owner != HF_OF_HOUSE || hf_case_head(&d->out->after)->kind != HF_FILE_CASE)
        return HF_OK;
    if (is_movement(d, step->instance))
        return movement_fits(d, step->instance);
    if (is_a(d, step->instance, HF_STR("account")) && HF_JSON_GET(&step->payload, "currency") != NULL)
        return account_fits(d, step->instance);
    return HF_OK;
}
