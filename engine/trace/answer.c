/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/answer.h"

#include "base/check.h"
#include "record/json.h"
#include "record/number.h"
#include "record/order.h"
#include "trace/order.h"

/* The most that a number with its marks takes. */
enum { AROUND = 96, AMOUNT = 24 };

static enum hf_rc full(const struct hf_trace_answer *answer, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_no_memory, answer->ledger->source.file, HF_STR("the answer"), HF_STR_NONE);
}

/* ---- writing where there is room ---- */

static char *put_text(char *at, const char *text, size_t len)
{
    memcpy(at, text, len);
    return at + len;
}
#define PUT(at, literal) put_text((at), "" literal, sizeof(literal) - 1)

static char *put_number(char *at, uint64_t number)
{
    static const char pairs[] =
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
        "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
        "8081828384858687888990919293949596979899";
    char digits[20];
    unsigned from = sizeof digits;
    while (number >= 100) {
        from -= 2;
        memcpy(&digits[from], &pairs[number % 100 * 2], 2);
        number /= 100;
    }
    if (number >= 10) {
        from -= 2;
        memcpy(&digits[from], &pairs[number * 2], 2);
    } else {
        digits[--from] = (char)('0' + number);
    }
    return put_text(at, &digits[from], sizeof digits - from);
}

/* As trace/amount.h says. */
static char *put_amount(char *at, uint64_t amount)
{
    bool text = amount > HF_JSON_INT_MAX;
    if (text)
        *at++ = '"';
    at = put_number(at, amount);
    if (text)
        *at++ = '"';
    return at;
}

/* The most bytes that a name can take as JSON. */
static size_t name_room(struct hf_str name)
{
    return 6 * name.len + 2;
}

static bool needs_escape(struct hf_str name)
{
    unsigned found = 0;
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];
        found |= c < 0x20 || c == '"' || c == '\\';
    }
    return found != 0;
}

static char *put_name(char *at, struct hf_str name)
{
    if (needs_escape(name)) {
        struct hf_buf buf = {.at = at, .size = name_room(name)};
        hf_json_put_text(&buf, name);
        return at + buf.len;
    }
    *at++ = '"';
    if (name.len > 0)
        at = put_text(at, name.at, name.len);
    *at++ = '"';
    return at;
}

static size_t parts_room(const struct hf_trace_answer *answer, const struct hf_trace_parts *parts)
{
    size_t room = AROUND;
    for (uint32_t i = 0; i < parts->count; i++)
        room += answer->claimant[parts->claimant[i]].len + AMOUNT;
    return room;
}

static bool place_before(const void *of, uint32_t a, uint32_t b)
{
    const uint32_t *place = of;
    return place[a] < place[b];
}

static char *put_part(const struct hf_trace_answer *answer, char *at, uint32_t claimant, int64_t amount)
{
    struct hf_str name = answer->claimant[claimant];
    at = put_text(at, name.at, name.len);
    return put_amount(at, (uint64_t)amount);
}

/* Where the canonical order is not that of the ranks: through the sums of the run, all 0 between rows. */
static char *put_parts_in_order(struct hf_trace_answer *answer, char *at, const struct hf_trace_parts *parts)
{
    int64_t *sum = answer->run.sum;
    for (uint32_t i = 0; i < parts->count; i++)
        sum[parts->claimant[i]] = parts->amount[i];
    uint32_t *order = answer->sorting, *scratch = order + answer->ledger->claimants.count;
    memcpy(order, parts->claimant, parts->count * sizeof *order);
    hf_trace_order(order, scratch, parts->count, place_before, answer->place);
    for (uint32_t i = 0; i < parts->count; i++) {
        if (i > 0)
            *at++ = ',';
        at = put_part(answer, at, order[i], sum[order[i]]);
        sum[order[i]] = 0;
    }
    return at;
}

/* {"KAREN":500,"PAUL":250} */
static char *put_parts(struct hf_trace_answer *answer, char *at, const struct hf_trace_parts *parts)
{
    *at++ = '{';
    if (answer->place != NULL && parts->count > 1)
        at = put_parts_in_order(answer, at, parts);
    else
        for (uint32_t i = 0; i < parts->count; i++) {
            if (i > 0)
                *at++ = ',';
            at = put_part(answer, at, parts->claimant[i], parts->amount[i]);
        }
    *at++ = '}';
    return at;
}

/* Room for so many bytes more; *at is where they go. */
static bool open_room(struct hf_buf *out, size_t room, char **at)
{
    size_t twice = room > out->size ? room : out->size; /* so that growing is seldom */
    if (room > out->size - out->len && !hf_buf_reserve(out, twice) && !hf_buf_reserve(out, room))
        return false;
    *at = out->at + out->len;
    return true;
}

static void close_room(struct hf_buf *out, const char *at)
{
    out->len = (size_t)(at - out->at);
}

/* Puts the name, after what stands before it, where so many bytes more have room behind. */
static bool open_named(struct hf_buf *out, struct hf_str before, struct hf_str name, size_t room, char **at)
{
    if (!open_room(out, before.len + name_room(name) + room, at))
        return false;
    *at = put_name(put_text(*at, before.at, before.len), name);
    return true;
}

static struct hf_str comma(bool there)
{
    return there ? HF_STR(",") : HF_STR("");
}

static bool is_tainted(const struct hf_trace_answer *answer)
{
    return hf_trace_method_form(answer->choice.method) == HF_TRACE_TAINTED;
}

/* ---- beginning ---- */

static bool write_claimants(struct hf_trace_answer *answer)
{
    const struct hf_trace_ledger *ledger = answer->ledger;
    uint32_t count = ledger->claimants.count;
    answer->claimant =
        hf_arena_try_unset(answer->arena, sizeof(struct hf_str), _Alignof(struct hf_str), count);
    for (uint32_t rank = 0; answer->claimant != NULL && rank < count; rank++) {
        struct hf_str name = hf_trace_claimant(ledger, rank);
        char *text = hf_arena_try_unset(answer->arena, 1, 1, name_room(name) + 1);
        if (text == NULL)
            return false;
        char *end = put_name(text, name);
        *end++ = ':';
        answer->claimant[rank] = (struct hf_str){text, (size_t)(end - text)};
    }
    return answer->claimant != NULL;
}

/* Places in canonical order, where that is not the order of ranks. */
static bool place_claimants(struct hf_trace_answer *answer)
{
    const struct hf_trace_ledger *ledger = answer->ledger;
    uint32_t count = ledger->claimants.count;
    uint32_t *order = hf_trace_roll_canonically(&ledger->claimants, answer->arena);
    bool same = true;
    for (uint32_t i = 0; order != NULL && i < count; i++)
        same &= order[i] == ledger->claimant_order[i];
    if (order == NULL || same)
        return order != NULL;
    uint32_t *rank = hf_arena_try_unset(answer->arena, sizeof(uint32_t), _Alignof(uint32_t), count);
    for (uint32_t i = 0; rank != NULL && i < count; i++)
        rank[ledger->claimant_order[i]] = i;
    answer->place = hf_arena_try_unset(answer->arena, sizeof(uint32_t), _Alignof(uint32_t), count);
    answer->sorting =
        hf_arena_try_unset(answer->arena, sizeof(uint32_t), _Alignof(uint32_t), 2 * (size_t)count);
    for (uint32_t i = 0; rank != NULL && answer->place != NULL && i < count; i++)
        answer->place[rank[order[i]]] = i;
    return rank != NULL && answer->place != NULL && answer->sorting != NULL;
}

/* Where days are put in another order, ids do not come one after the other. */
static bool gather_ids(struct hf_trace_answer *answer)
{
    const struct hf_trace_ledger *ledger = answer->ledger;
    answer->ids = hf_trace_ids_begin(&ledger->ids);
    if (ledger->ids.text != NULL || ledger->ids.numbered) {
        answer->id = ledger->ids.text;
        return true;
    }
    if (answer->choice.ordering == HF_TRACE_LEDGER)
        return true;
    struct hf_str *id =
        hf_arena_try_unset(answer->arena, sizeof *id, _Alignof(struct hf_str), (size_t)ledger->count + 1);
    for (uint32_t i = 0; id != NULL && i < ledger->count; i++)
        id[i] = hf_trace_ids_next(&answer->ids);
    answer->id = id;
    return id != NULL;
}

static struct hf_str id_of(struct hf_trace_answer *answer, uint32_t row)
{
    struct hf_str id = HF_STR_NONE;
    if (answer->id != NULL)
        return answer->id[row];
    if (answer->ledger->ids.numbered) {
        answer->ids.row = row;
        answer->ids.at = answer->ids.ids->end;
        return hf_trace_ids_next(&answer->ids);
    }
    while (answer->ids_row <= row) {
        id = hf_trace_ids_next(&answer->ids);
        answer->ids_row++;
    }
    return id;
}

enum hf_rc hf_trace_answer_begin(struct hf_trace_answer *answer, const struct hf_trace_ledger *ledger,
                                 const struct hf_trace_choice *choice, bool lines, struct hf_arena *arena,
                                 struct hf_err *err)
{
    *answer = (struct hf_trace_answer){.ledger = ledger, .choice = *choice, .arena = arena, .lines = lines};
    if (!write_claimants(answer) || !place_claimants(answer) || !gather_ids(answer))
        return full(answer, err);
    answer->mark = hf_arena_mark(arena);
    HF_TRY(hf_trace_begin(&answer->run, ledger, choice, arena, err));
    bool shares = hf_trace_method_form(choice->method) == HF_TRACE_SHARES;
    answer->run.watch = lines && !shares ? HF_TRACE_WATCH : HF_TRACE_COUNT;
    answer->stage = lines && !shares ? HF_TRACE_DEBITS : HF_TRACE_FOLLOWING;
    return HF_OK;
}

/* ---- accounts and assets ---- */

static bool put_account(struct hf_trace_answer *answer, uint32_t account, const struct hf_trace_parts *parts,
                        struct hf_buf *out)
{
    int64_t owed = hf_trace_owed(&answer->run, account), balance = hf_trace_balance(&answer->run, account);
    char *at;
    if (!open_named(out, comma(answer->at > 0), hf_trace_roll_name(&answer->ledger->accounts, account),
                    parts_room(answer, parts) + 4 * AMOUNT, &at))
        return false;
    at = PUT(at, ":{\"balance\":");
    at = put_amount(at, (uint64_t)balance);
    if (!is_tainted(answer)) {
        at = PUT(at, ",\"composition\":");
        at = put_parts(answer, at, parts);
    }
    if (owed > 0) {
        at = PUT(at, ",\"overdraft\":");
        at = put_amount(at, (uint64_t)owed);
    }
    if (is_tainted(answer)) {
        at = PUT(at, ",\"tainted\":");
        at = put_amount(at, parts->count > 0 ? (uint64_t)parts->amount[0] : 0);
    }
    close_room(out, PUT(at, "}"));
    return true;
}

/* {"composition":{...}} or {"tainted":n} after a name */
static bool put_held(struct hf_trace_answer *answer, struct hf_str name, const struct hf_trace_parts *parts,
                     struct hf_buf *out)
{
    char *at;
    if (!open_named(out, comma(answer->at > 0), name, parts_room(answer, parts) + AROUND, &at))
        return false;
    at = PUT(at, ":");
    at = is_tainted(answer) ? put_amount(at, parts->count > 0 ? (uint64_t)parts->amount[0] : 0)
                            : put_parts(answer, at, parts);
    close_room(out, at);
    return true;
}

static bool put_literal(struct hf_buf *out, struct hf_str text)
{
    char *at;
    if (!open_room(out, text.len, &at))
        return false;
    close_room(out, put_text(at, text.at, text.len));
    return true;
}

/* What stands before a member, and before it the one that is asked for besides. */
static bool put_more(const struct hf_trace_answer *answer, struct hf_str before, struct hf_buf *out)
{
    return put_literal(out, before) &&
           (answer->more.len == 0 || (put_literal(out, answer->more) && put_literal(out, HF_STR(","))));
}

static enum hf_rc begin_accounts(struct hf_trace_answer *answer, struct hf_buf *out, struct hf_err *err)
{
    answer->order = hf_trace_roll_canonically(&answer->ledger->accounts, answer->arena);
    answer->stage = HF_TRACE_ACCOUNTS;
    answer->at = 0;
    if (answer->order == NULL || !put_literal(out, HF_STR("{\"accounts\":{")))
        return full(answer, err);
    return HF_OK;
}

static enum hf_rc begin_assets(struct hf_trace_answer *answer, struct hf_buf *out, struct hf_err *err)
{
    const struct hf_trace_roll *assets = &answer->ledger->assets;
    answer->order = hf_trace_roll_canonically(assets, answer->arena);
    answer->stage = HF_TRACE_ASSETS;
    answer->at = 0;
    if (answer->order == NULL || !put_literal(out, assets->count > 0 ? HF_STR("},\"assets\":{") : HF_STR("")))
        return full(answer, err);
    return HF_OK;
}

/* The second time through the ledger, in the memory of the first. */
static enum hf_rc begin_debits(struct hf_trace_answer *answer, struct hf_buf *out, struct hf_err *err)
{
    hf_arena_reset(answer->arena, answer->mark);
    HF_TRY(hf_trace_begin(&answer->run, answer->ledger, &answer->choice, answer->arena, err));
    answer->run.watch = HF_TRACE_WATCH;
    answer->stage = HF_TRACE_DEBITS;
    return put_more(answer, HF_STR("},"), out) && put_literal(out, HF_STR("\"debits\":["))
               ? HF_OK
               : full(answer, err);
}

static enum hf_rc step_accounts(struct hf_trace_answer *answer, uint32_t rows, struct hf_buf *out,
                                struct hf_err *err)
{
    struct hf_trace_parts parts = {0};
    for (uint32_t i = 0; i < rows && answer->at < answer->ledger->accounts.count; i++, answer->at++) {
        HF_TRY(hf_trace_look(&answer->run, answer->order[answer->at], &parts, err));
        if (!put_account(answer, answer->order[answer->at], &parts, out))
            return full(answer, err);
    }
    return answer->at < answer->ledger->accounts.count ? HF_OK : begin_assets(answer, out, err);
}

static enum hf_rc step_assets(struct hf_trace_answer *answer, uint32_t rows, struct hf_buf *out,
                              struct hf_err *err)
{
    const struct hf_trace_ledger *ledger = answer->ledger;
    struct hf_trace_parts parts = {0};
    for (uint32_t i = 0; i < rows && answer->at < ledger->assets.count; i++, answer->at++) {
        uint32_t asset = answer->order[answer->at];
        HF_TRY(hf_trace_look(&answer->run, ledger->accounts.count + asset, &parts, err));
        if (!put_held(answer, hf_trace_roll_name(&ledger->assets, asset), &parts, out))
            return full(answer, err);
    }
    return answer->at < ledger->assets.count ? HF_OK : begin_debits(answer, out, err);
}

/* ---- debits ---- */

static int64_t amount_of(const struct hf_trace_answer *answer)
{
    struct hf_trace_event event = hf_trace_event_at(answer->ledger, answer->run.row);
    return event.kind == HF_TRACE_COIN ? answer->run.coin_fee : event.amount;
}

/* {"amount":1000,"composition":{"PAUL":1000},"id":"e3"} */
static bool put_debit(struct hf_trace_answer *answer, struct hf_buf *out)
{
    const struct hf_trace_parts *parts = &answer->run.part;
    struct hf_str id = id_of(answer, answer->run.row);
    char *at;
    if (!open_room(out, name_room(id) + parts_room(answer, parts) + AROUND, &at))
        return false;
    if (answer->written && !answer->lines)
        *at++ = ',';
    at = PUT(at, "{\"amount\":");
    at = put_amount(at, (uint64_t)amount_of(answer));
    if (!is_tainted(answer)) {
        at = PUT(at, ",\"composition\":");
        at = put_parts(answer, at, parts);
    }
    at = PUT(at, ",\"id\":");
    at = put_name(at, id);
    if (is_tainted(answer)) {
        at = PUT(at, ",\"tainted\":");
        at = put_amount(at, parts->count > 0 ? (uint64_t)parts->amount[0] : 0);
    }
    *at++ = '}';
    if (answer->lines)
        *at++ = '\n';
    close_room(out, at);
    answer->written = true;
    return true;
}

/* ---- sinks ---- */

static bool add_overdraft(struct hf_trace_answer *answer, uint32_t account, uint32_t *out)
{
    struct hf_str name = hf_trace_roll_name(&answer->ledger->accounts, account);
    struct hf_buf text = {.size = name.len + 10};
    text.at = hf_arena_try_unset(answer->arena, 1, 1, text.size);
    if (text.at == NULL)
        return false;
    hf_buf_put(&text, HF_STR("overdraft:"));
    hf_buf_put(&text, name);
    *out = hf_trace_roll_add(&answer->sinks, hf_buf_str(&text));
    return *out != HF_TRACE_NOBODY;
}

/* The sinks of the ledger, under the same numbers, and behind them one for each overdraft repaid. */
static bool name_sinks(struct hf_trace_answer *answer, uint32_t *number)
{
    const struct hf_trace_ledger *ledger = answer->ledger;
    const struct hf_trace_cells *cells = &answer->run.sinks;
    for (uint32_t i = 0; i < ledger->sinks.count; i++)
        number[i] = hf_trace_roll_add(&answer->sinks, hf_trace_roll_name(&ledger->sinks, i));
    for (uint32_t i = 0; i < ledger->accounts.count; i++)
        number[ledger->sinks.count + i] = HF_TRACE_NOBODY;
    for (size_t i = 0; i < cells->size; i++) {
        uint32_t sink = cells->cell[i].sink;
        if (cells->cell[i].amount > 0 && number[sink] == HF_TRACE_NOBODY &&
            !add_overdraft(answer, sink - ledger->sinks.count, &number[sink]))
            return false;
    }
    return true;
}

/* The cells of sink s are cell[first[s]] to before cell[first[s + 1]]. */
static bool gather_cells(struct hf_trace_answer *answer, const uint32_t *number)
{
    const struct hf_trace_cells *cells = &answer->run.sinks;
    uint32_t sinks = answer->sinks.count, *first;
    answer->cell =
        hf_arena_try_unset(answer->arena, sizeof *answer->cell, _Alignof(struct hf_trace_cell), cells->count);
    first = hf_arena_try(answer->arena, sizeof *first, _Alignof(uint32_t), (size_t)sinks + 2);
    if (answer->cell == NULL || first == NULL)
        return false;
    /* Counted two places further on, so that laying down moves each beginning to where it belongs. */
    for (size_t i = 0; i < cells->size; i++)
        if (cells->cell[i].amount > 0)
            first[number[cells->cell[i].sink] + 2]++;
    for (uint32_t i = 2; i < sinks + 2; i++)
        first[i] += first[i - 1];
    for (size_t i = 0; i < cells->size; i++)
        if (cells->cell[i].amount > 0)
            answer->cell[first[number[cells->cell[i].sink] + 1]++] = cells->cell[i];
    answer->first = first;
    return true;
}

static uint32_t sinks_most(const struct hf_trace_answer *answer)
{
    size_t most = (size_t)answer->ledger->sinks.count + answer->run.sinks.count + 1;
    return most < UINT32_MAX ? (uint32_t)most : UINT32_MAX - 1;
}

static enum hf_rc begin_sinks(struct hf_trace_answer *answer, struct hf_buf *out, struct hf_err *err)
{
    const struct hf_trace_ledger *ledger = answer->ledger;
    uint32_t *number = hf_arena_try_unset(answer->arena, sizeof *number, _Alignof(uint32_t),
                                          (size_t)ledger->sinks.count + ledger->accounts.count);
    if (number == NULL ||
        !hf_trace_roll_open(&answer->sinks, sinks_most(answer), answer->arena, answer->arena) ||
        !name_sinks(answer, number) || !gather_cells(answer, number))
        return full(answer, err);
    answer->order = hf_trace_roll_canonically(&answer->sinks, answer->arena);
    answer->stage = HF_TRACE_SINKS;
    answer->at = 0;
    if (answer->order == NULL || !put_literal(out, HF_STR("],\"sinks\":{")))
        return full(answer, err);
    return HF_OK;
}

static enum hf_rc step_sinks(struct hf_trace_answer *answer, uint32_t rows, struct hf_buf *out,
                             struct hf_err *err)
{
    struct hf_trace_run *run = &answer->run;
    for (uint32_t i = 0; i < rows && answer->at < answer->sinks.count; i++, answer->at++) {
        uint32_t sink = answer->order[answer->at];
        struct hf_trace_parts parts = run->part;
        parts.count = 0;
        hf_trace_parts_gather(run, &answer->cell[answer->first[sink]],
                              answer->first[sink + 1] - answer->first[sink], &parts);
        if (!put_held(answer, hf_trace_roll_name(&answer->sinks, sink), &parts, out))
            return full(answer, err);
    }
    if (answer->at < answer->sinks.count)
        return HF_OK;
    answer->stage = HF_TRACE_ANSWERED;
    return put_literal(out, HF_STR("}}")) ? HF_OK : full(answer, err);
}

static enum hf_rc step_debits(struct hf_trace_answer *answer, uint32_t rows, struct hf_buf *out,
                              struct hf_err *err)
{
    struct hf_trace_run *run = &answer->run;
    for (uint32_t i = 0; i < rows && !run->done; i++) {
        HF_TRY(hf_trace_next(run, err));
        if (run->paid && !put_debit(answer, out))
            return full(answer, err);
    }
    if (!run->done)
        return HF_OK;
    if (!answer->lines)
        return begin_sinks(answer, out, err);
    answer->stage = HF_TRACE_ANSWERED;
    return HF_OK;
}

/* ---- pari_passu ---- */

/* Accounts by fund, within each in canonical order: those of fund f are account[first[f]] and so on. */
static bool sort_accounts(struct hf_trace_answer *answer)
{
    uint32_t accounts = answer->ledger->accounts.count, funds = answer->funds.count, *first, *account;
    const uint32_t *order = hf_trace_roll_canonically(&answer->ledger->accounts, answer->arena);
    first = hf_arena_try(answer->arena, sizeof *first, _Alignof(uint32_t), (size_t)funds + 2);
    account = hf_arena_try_unset(answer->arena, sizeof *account, _Alignof(uint32_t), (size_t)accounts + 1);
    if (order == NULL || first == NULL || account == NULL)
        return false;
    for (uint32_t i = 0; i < accounts; i++)
        first[answer->funds.number[hf_trace_fund_of(&answer->run, i)] + 2]++;
    for (uint32_t i = 2; i < funds + 2; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < accounts; i++)
        account[first[answer->funds.number[hf_trace_fund_of(&answer->run, order[i])] + 1]++] = order[i];
    answer->order = account;
    answer->first = first;
    return true;
}

static bool put_fund_accounts(struct hf_trace_answer *answer, uint32_t fund, struct hf_buf *out)
{
    for (uint32_t i = answer->first[fund]; i < answer->first[fund + 1]; i++) {
        char *at;
        if (!open_named(out, comma(i > answer->first[fund]),
                        hf_trace_roll_name(&answer->ledger->accounts, answer->order[i]), 0, &at))
            return false;
        close_room(out, at);
    }
    return true;
}

/* What closes the list of accounts, too. */
static bool put_shares(struct hf_trace_answer *answer, uint32_t fund, const struct hf_trace_parts *parts,
                       struct hf_buf *out)
{
    char *at;
    if (!open_room(out, parts_room(answer, parts) + AROUND, &at))
        return false;
    at = PUT(at, "],\"balance\":");
    at = put_amount(at, (uint64_t)answer->funds.fund[fund].balance);
    at = PUT(at, ",\"shares\":");
    close_room(out, PUT(put_parts(answer, at, parts), "}"));
    return true;
}

/* {"account":"F","shares":{"KAREN":334}} */
static bool put_only_fund(struct hf_trace_answer *answer, const struct hf_trace_parts *parts,
                          struct hf_buf *out)
{
    char *at;
    if (!open_named(out, HF_STR("{\"account\":"), hf_trace_roll_name(&answer->ledger->accounts, 0), 0, &at))
        return false;
    close_room(out, at);
    if (!put_more(answer, HF_STR(","), out) || !open_room(out, parts_room(answer, parts) + AROUND, &at))
        return false;
    at = PUT(at, "\"shares\":");
    close_room(out, PUT(put_parts(answer, at, parts), "}"));
    return true;
}

static enum hf_rc step_funds(struct hf_trace_answer *answer, uint32_t rows, struct hf_buf *out,
                             struct hf_err *err)
{
    struct hf_trace_parts parts = {0};
    for (uint32_t i = 0; i < rows && answer->at < answer->funds.count; i++, answer->at++) {
        HF_TRY(hf_trace_fund_shares(&answer->run, &answer->funds, answer->at, &parts, err));
        if (!put_literal(out, answer->at == 0 ? HF_STR("{\"accounts\":[") : HF_STR(",{\"accounts\":[")) ||
            !put_fund_accounts(answer, answer->at, out) || !put_shares(answer, answer->at, &parts, out))
            return full(answer, err);
    }
    if (answer->at < answer->funds.count)
        return HF_OK;
    answer->stage = HF_TRACE_ANSWERED;
    return put_literal(out, HF_STR("]}")) ? HF_OK : full(answer, err);
}

static enum hf_rc begin_funds(struct hf_trace_answer *answer, struct hf_buf *out, struct hf_err *err)
{
    struct hf_trace_parts parts = {0};
    HF_TRY(hf_trace_funds_of(&answer->run, &answer->funds, err));
    if (!sort_accounts(answer))
        return full(answer, err);
    answer->at = 0;
    answer->stage = HF_TRACE_FUNDS;
    if (answer->ledger->accounts.count != 1)
        return put_more(answer, HF_STR("{"), out) && put_literal(out, HF_STR("\"funds\":["))
                   ? HF_OK
                   : full(answer, err);
    HF_TRY(hf_trace_fund_shares(&answer->run, &answer->funds, 0, &parts, err));
    answer->stage = HF_TRACE_ANSWERED;
    return put_only_fund(answer, &parts, out) ? HF_OK : full(answer, err);
}

/* ---- */

static enum hf_rc step_following(struct hf_trace_answer *answer, uint32_t rows, struct hf_buf *out,
                                 struct hf_err *err)
{
    HF_TRY(hf_trace_step(&answer->run, rows, err));
    if (!answer->run.done)
        return HF_OK;
    if (hf_trace_method_form(answer->choice.method) == HF_TRACE_SHARES)
        return begin_funds(answer, out, err);
    return begin_accounts(answer, out, err);
}

enum hf_rc hf_trace_answer_step(struct hf_trace_answer *answer, uint32_t rows, struct hf_buf *out,
                                struct hf_err *err)
{
    switch (answer->stage) {
    case HF_TRACE_FOLLOWING:
        return step_following(answer, rows, out, err);
    case HF_TRACE_ACCOUNTS:
        return step_accounts(answer, rows, out, err);
    case HF_TRACE_ASSETS:
        return step_assets(answer, rows, out, err);
    case HF_TRACE_DEBITS:
        return step_debits(answer, rows, out, err);
    case HF_TRACE_SINKS:
        return step_sinks(answer, rows, out, err);
    case HF_TRACE_FUNDS:
        return step_funds(answer, rows, out, err);
    case HF_TRACE_ANSWERED:
        break;
    }
    return HF_OK;
}
