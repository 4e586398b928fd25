/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/movement.h"

#include "base/money.h"
#include "base/rate.h"
#include "casefile/registers.h"

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

/* What beside the sides a movement of some kind has, a credit by its origin; with another kind nobody would
 * ever read it. */
static const struct extra {
    struct hf_str member, kind, origin;
} extras[] = {
    {HF_STR_INIT("origin"), HF_STR_INIT("credit"), HF_STR_INIT("")},
    {HF_STR_INIT("claimant"), HF_STR_INIT("credit"), HF_STR_INIT("claim")},
    {HF_STR_INIT("payee"), HF_STR_INIT("debit"), HF_STR_INIT("")},
    {HF_STR_INIT("payee"), HF_STR_INIT("fee"), HF_STR_INIT("")},
    {HF_STR_INIT("rate"), HF_STR_INIT("conversion"), HF_STR_INIT("")},
    {HF_STR_INIT("election"), HF_STR_INIT("sale"), HF_STR_INIT("")},
    {HF_STR_INIT("debit"), HF_STR_INIT("link"), HF_STR_INIT("")},
    {HF_STR_INIT("credit"), HF_STR_INIT("link"), HF_STR_INIT("")},
};

/* A movement that was not withdrawn. */
static bool is_movement(const struct hf_deciding *d, hf_instance i)
{
    const struct hf_case *c = &d->out->after;
    return hf_register_is(d, i, HF_STR("payment")) &&
           hf_case_kind(d->flows, c, i)->state[hf_case_instance(c, i)->state].end == HF_END_NOT;
}

static bool money_of(const struct hf_deciding *d, hf_instance i, struct hf_str name, struct hf_money *out)
{
    HF_UNSET struct hf_err unread;
    struct hf_json json;
    struct hf_str text = hf_register_datum(d, i, name);
    *out = (struct hf_money){0};
    if (hf_json_read(text, &hf_json_payload_limits, d->arena, &json, &unread) != HF_OK)
        return false;
    const struct hf_json *amount = HF_JSON_GET(&json, "amount");
    struct hf_str currency = hf_json_text(&json, HF_STR("currency"));
    if (amount == NULL || amount->kind != HF_JSON_INT || currency.len != 3)
        return false;
    out->minor = amount->is.integer;
    memcpy(out->currency, currency.at, currency.len);
    return true;
}

static struct hf_str currency_of(const struct hf_deciding *d, hf_instance i, struct hf_str name)
{
    struct hf_money money;
    return money_of(d, i, name, &money) ? hf_arena_keep(d->arena, hf_str_of(money.currency)) : HF_STR_NONE;
}

/* The currency in which the movement is at the entry of this id; HF_STR_NONE: it does not name it. */
static struct hf_str currency_at(const struct hf_deciding *d, hf_instance movement, struct hf_str id)
{
    struct hf_str kind = hf_register_word(d, movement, HF_STR("kind"));
    for (size_t k = 0; k < SIDES; k++)
        if (hf_str_eq(sides[k].kind, kind) && hf_str_eq(hf_register_word(d, movement, sides[k].holder), id))
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

static enum hf_rc refuse(const struct hf_deciding *d, enum hf_word what, hf_instance holder,
                         struct hf_str is_in, struct hf_str said, hf_instance shown_by)
{
    enum hf_rc rc = hf_fail(d->err, what, hf_register_name(d, holder), is_in, said);
    if (shown_by != HF_NO_INSTANCE)
        hf_err_detail(d->err, hf_register_name(d, shown_by), hf_register_name(d, shown_by));
    return rc;
}

static enum hf_rc fits_at(const struct hf_deciding *d, hf_instance movement, const struct side *side)
{
    struct hf_str id_text = hf_register_word(d, movement, side->holder),
                  said = currency_of(d, movement, side->money), is_in;
    struct hf_id id;
    if (!hf_id_read(id_text, &id))
        return HF_OK;
    hf_instance holder = hf_case_by_id(&d->out->after, &id), shown_by = HF_NO_INSTANCE;
    if (holder == HF_NO_INSTANCE)
        return HF_OK;
    bool asset = hf_register_is(d, holder, HF_STR("asset"));
    is_in = asset ? HF_STR_NONE : hf_register_word(d, holder, HF_STR("currency"));
    if (is_in.len == 0)
        shown_by = newest_at(d, id_text, movement, &is_in);
    if (is_in.len == 0 || hf_str_eq(is_in, said))
        return HF_OK;
    return refuse(d, asset ? HF_WORD_book_asset : HF_WORD_book_account, holder, is_in, said, shown_by);
}

static enum hf_rc has(const struct hf_deciding *d, hf_instance movement, struct hf_str needed)
{
    if (hf_register_datum(d, movement, needed).len > 0)
        return HF_OK;
    return hf_fail(d->err, HF_WORD_book_needs, hf_register_name(d, movement),
                   hf_register_word(d, movement, HF_STR("kind")), needed);
}

static enum hf_rc is_whole(const struct hf_deciding *d, hf_instance movement)
{
    struct hf_str kind = hf_register_word(d, movement, HF_STR("kind"));
    for (size_t k = 0; k < SIDES; k++)
        if (hf_str_eq(sides[k].kind, kind)) {
            HF_TRY(has(d, movement, sides[k].holder));
            HF_TRY(has(d, movement, sides[k].money));
        }
    for (size_t k = 0; k < sizeof needs / sizeof needs[0]; k++)
        if (hf_str_eq(hf_register_word(d, movement, needs[k].datum), needs[k].is))
            HF_TRY(has(d, movement, needs[k].needed));
    return HF_OK;
}

/* ---- what nobody would read ---- */

static bool is_side(const struct side *side, struct hf_str member)
{
    return hf_str_eq(side->holder, member) || hf_str_eq(side->money, member);
}

/* Does the member go with this movement? Where it does not, *because is the datum that says so. */
static bool goes(const struct hf_deciding *d, hf_instance movement, struct hf_str member,
                 struct hf_str *because)
{
    struct hf_str kind = hf_register_word(d, movement, HF_STR("kind")),
                  origin = hf_register_word(d, movement, HF_STR("origin"));
    bool somewhere = false;
    *because = HF_STR("kind");
    for (size_t k = 0; k < SIDES; k++) {
        somewhere |= is_side(&sides[k], member);
        if (is_side(&sides[k], member) && hf_str_eq(sides[k].kind, kind))
            return true;
    }
    for (size_t k = 0; k < sizeof extras / sizeof extras[0]; k++) {
        bool same = hf_str_eq(extras[k].member, member);
        somewhere |= same;
        if (!same || !hf_str_eq(extras[k].kind, kind))
            continue;
        if (extras[k].origin.len == 0 || hf_str_eq(extras[k].origin, origin))
            return true;
        *because = HF_STR("origin");
    }
    return !somewhere;
}

static enum hf_rc nothing_stray(const struct hf_deciding *d, hf_instance movement,
                                const struct hf_json *payload)
{
    for (size_t i = 0; i < payload->is.object.count; i++) {
        const struct hf_member *said = hf_json_member(payload, i);
        struct hf_str because;
        if (said->value.kind == HF_JSON_NULL || goes(d, movement, said->name, &because))
            continue;
        struct hf_buf reason = hf_buf_in(d->arena, 32);
        hf_buf_put(&reason, because);
        hf_buf_put_char(&reason, '=');
        hf_buf_put(&reason, hf_register_word(d, movement, because));
        return hf_fail(d->err, HF_WORD_book_stray, hf_register_name(d, movement), hf_buf_str(&reason),
                       said->name);
    }
    return HF_OK;
}

/* ---- the rate of a conversion ---- */

static enum hf_rc rate_fits(const struct hf_deciding *d, hf_instance movement)
{
    struct hf_str said = hf_register_word(d, movement, HF_STR("rate"));
    struct hf_money paid, received;
    struct hf_rate rate;
    if (!hf_str_eq(hf_register_word(d, movement, HF_STR("kind")), HF_STR("conversion")) ||
        !money_of(d, movement, HF_STR("amount"), &paid) ||
        !money_of(d, movement, HF_STR("received"), &received) || !hf_rate_read(said, &rate))
        return HF_OK;
    struct hf_exchange exchange = {paid.minor, received.minor, hf_currency_decimals(hf_str_of(paid.currency)),
                                   hf_currency_decimals(hf_str_of(received.currency))};
    if (hf_rate_fits(rate, &exchange))
        return HF_OK;
    struct hf_buf got = hf_buf_in(d->arena, 40);
    hf_money_put(&got, &received);
    return hf_fail(d->err, HF_WORD_book_rate, hf_register_name(d, movement), said, hf_buf_str(&got));
}

/* ---- all of it ---- */

static enum hf_rc movement_fits(const struct hf_deciding *d, hf_instance movement,
                                const struct hf_json *payload)
{
    struct hf_str kind = hf_register_word(d, movement, HF_STR("kind"));
    HF_TRY(is_whole(d, movement));
    HF_TRY(nothing_stray(d, movement, payload));
    for (size_t k = 0; k < SIDES; k++)
        if (hf_str_eq(sides[k].kind, kind))
            HF_TRY(fits_at(d, movement, &sides[k]));
    return rate_fits(d, movement);
}

/* An account that is said to be in another currency than that of its movements. */
static enum hf_rc account_fits(const struct hf_deciding *d, hf_instance account)
{
    struct hf_buf id = hf_buf_in(d->arena, HF_ID_TEXT);
    struct hf_str said = hf_register_word(d, account, HF_STR("currency")), is_in = HF_STR_NONE;
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
        return movement_fits(d, step->instance, &step->payload);
    if (hf_register_is(d, step->instance, HF_STR("account")) &&
        HF_JSON_GET(&step->payload, "currency") != NULL)
        return account_fits(d, step->instance);
    return HF_OK;
}
