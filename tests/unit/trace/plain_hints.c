/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "plain.h"

enum { ALL_PLACES = PLAIN_PLACES + PLAIN_ASSETS };

struct credit {
    int amount, owner, day;
    bool used;
};

struct sheet {
    const struct plain_case *what;
    const struct hf_trace_choice *choice;
    int sum[ALL_PLACES], mentioned[PLAIN_PLACES], mentions, next;
    bool seen[PLAIN_PLACES], held[PLAIN_ASSETS];
    /* pari_passu */
    int fund[ALL_PLACES], paid[ALL_PLACES][PLAIN_OWNERS];
    /* direct_match */
    struct credit credit[ALL_PLACES][PLAIN_ROWS];
    int credits[ALL_PLACES], sunk[PLAIN_NAMED + PLAIN_ACCOUNTS][PLAIN_OWNERS];
    bool sink_seen[PLAIN_NAMED + PLAIN_ACCOUNTS];
    struct hf_buf *out;
    int debits, row;
};

static void put(struct sheet *sheet, const char *text)
{
    hf_buf_put(sheet->out, hf_str_of(text));
}

static void mention(struct sheet *sheet, int place)
{
    if (!sheet->seen[place])
        sheet->mentioned[sheet->mentions++] = place;
    sheet->seen[place] = true;
}

static int owner_of(const struct sheet *sheet, int owner)
{
    return owner == PLAIN_UNKNOWN && sheet->choice->unknown_own ? PLAIN_OWN : owner;
}

static int asset_place(int asset)
{
    return PLAIN_PLACES + asset;
}

static void mention_all(struct sheet *sheet)
{
    int next = PLAIN_ACCOUNTS;
    for (int i = 0; i < sheet->what->events; i++) {
        const struct plain_event *event = &sheet->what->event[i];
        if (event->kind != PLAIN_SALE && event->kind != PLAIN_COIN)
            mention(sheet, event->account);
        if (event->kind == PLAIN_TRANSFER || event->kind == PLAIN_SALE || event->kind == PLAIN_CONVERSION)
            mention(sheet, event->to);
        if (event->kind == PLAIN_PURCHASE)
            sheet->held[event->to] = true;
        if (event->kind == PLAIN_CREDIT && event->account >= next)
            next = event->account + 1;
        for (int k = 0; event->kind == PLAIN_COIN && k < event->outputs; k++)
            mention(sheet, next++);
        if (event->kind == PLAIN_DEBIT)
            sheet->sink_seen[event->to] = true;
        if (event->kind == PLAIN_FEE)
            sheet->sink_seen[PLAIN_NAMED + event->account] = true;
    }
}

/* Every row in its turn. */
static void each_row(struct sheet *sheet, void (*follow)(struct sheet *, const struct plain_event *))
{
    sheet->next = PLAIN_ACCOUNTS;
    for (int day = 0; day <= PLAIN_FEW; day++)
        for (int third = 0; third < 3; third++)
            for (sheet->row = 0; sheet->row < sheet->what->events; sheet->row++) {
                const struct plain_event *event = &sheet->what->event[sheet->row];
                if (event->day == day && plain_third(sheet->choice->ordering, event->kind) == third)
                    follow(sheet, event);
            }
}

/* ---- pari_passu ---- */

static void unite(struct sheet *sheet, int a, int b)
{
    int from = sheet->fund[a], to = sheet->fund[b];
    for (int i = 0; i < ALL_PLACES; i++)
        sheet->fund[i] = sheet->fund[i] == from ? to : sheet->fund[i];
}

static void pay_out(struct sheet *sheet, const struct plain_event *event)
{
    int lacks = event->amount - sheet->sum[event->account];
    if (sheet->choice->unknown_opening && lacks > 0) {
        sheet->paid[event->account][owner_of(sheet, PLAIN_UNKNOWN)] += lacks;
        sheet->sum[event->account] += lacks;
    }
    sheet->sum[event->account] -= event->amount;
}

static void spend_together(struct sheet *sheet, const struct plain_event *event)
{
    for (int i = 0; i < event->inputs; i++) {
        unite(sheet, event->input[0], event->input[i]);
        sheet->sum[event->input[i]] = 0;
    }
    for (int i = 0; i < event->outputs; i++) {
        unite(sheet, event->input[0], sheet->next);
        sheet->sum[sheet->next++] += event->output[i];
    }
}

/* What the claims paid into the fund goes along, the rest is the holder's own; both at the new value. */
static void carry(struct sheet *sheet, const struct plain_event *event)
{
    int *mine = sheet->paid[event->account], out[PLAIN_OWNERS], in[PLAIN_OWNERS], claims = 0;
    if (event->amount == 0) {
        sheet->paid[event->to][owner_of(sheet, PLAIN_UNKNOWN)] += event->received;
        return;
    }
    for (int i = 0; i < ALL_PLACES; i++) /* all that is in the fund is put down to this account */
        for (int k = 0; k < PLAIN_OWNERS && i != event->account; k++)
            if (sheet->fund[i] == sheet->fund[event->account]) {
                mine[k] += sheet->paid[i][k];
                sheet->paid[i][k] = 0;
            }
    mine[PLAIN_OWN] = 0;
    for (int k = 0; k < PLAIN_OWNERS; k++)
        claims += mine[k];
    plain_shares(event->amount < claims ? event->amount : claims, mine, PLAIN_OWNERS, out);
    for (int k = 0; k < PLAIN_OWNERS; k++)
        mine[k] -= out[k];
    out[PLAIN_OWN] = event->amount > claims ? event->amount - claims : 0;
    plain_shares(event->received, out, PLAIN_OWNERS, in);
    for (int k = 0; k < PLAIN_OWNERS; k++)
        sheet->paid[event->to][k] += in[k];
}

static void share_row(struct sheet *sheet, const struct plain_event *event)
{
    switch (event->kind) {
    case PLAIN_CREDIT:
        sheet->sum[event->account] += event->amount;
        sheet->paid[event->account][owner_of(sheet, event->claimant)] += event->amount;
        sheet->next = event->account >= sheet->next ? event->account + 1 : sheet->next;
        break;
    case PLAIN_DEBIT:
    case PLAIN_FEE:
        pay_out(sheet, event);
        break;
    case PLAIN_TRANSFER:
        unite(sheet, event->account, event->to);
        pay_out(sheet, event);
        sheet->sum[event->to] += event->amount;
        break;
    case PLAIN_PURCHASE:
        unite(sheet, event->account, asset_place(event->to));
        pay_out(sheet, event);
        break;
    case PLAIN_SALE:
        unite(sheet, event->to, asset_place(event->account));
        sheet->sum[event->to] += event->amount;
        break;
    case PLAIN_CONVERSION:
        pay_out(sheet, event);
        sheet->sum[event->to] += event->received;
        carry(sheet, event);
        break;
    case PLAIN_COIN:
        spend_together(sheet, event);
        break;
    case PLAIN_LINK:
        break;
    }
}

static void put_shares(struct sheet *sheet, int balance, int fund)
{
    int paid[PLAIN_OWNERS] = {0}, part[PLAIN_OWNERS], claims = 0;
    for (int i = 0; i < ALL_PLACES; i++)
        for (int k = 0; k < PLAIN_OWNERS && sheet->fund[i] == fund; k++)
            paid[k] += k == PLAIN_OWN ? 0 : sheet->paid[i][k];
    for (int k = 0; k < PLAIN_OWNERS; k++)
        claims += paid[k];
    plain_shares(balance < claims ? balance : claims, paid, PLAIN_OWNERS, part);
    part[PLAIN_OWN] = balance > claims ? balance - claims : 0;
    put(sheet, "\"shares\":");
    plain_put_composition(sheet->out, part);
    put(sheet, "}");
}

static void put_fund(struct sheet *sheet, int fund, bool first)
{
    int balance = 0, listed = 0;
    put(sheet, first ? "{\"accounts\":[" : ",{\"accounts\":[");
    for (int place = 0; place < PLAIN_PLACES; place++) /* in the order of their names */
        if (sheet->seen[place] && sheet->fund[place] == fund) {
            balance += sheet->sum[place] > 0 ? sheet->sum[place] : 0;
            put(sheet, listed++ > 0 ? ",\"" : "\"");
            put(sheet, plain_place(place));
            put(sheet, "\"");
        }
    put(sheet, "],\"balance\":");
    hf_buf_put_i64(sheet->out, balance);
    put(sheet, ",");
    put_shares(sheet, balance, fund);
}

void plain_pari_passu(const struct plain_case *what, const struct hf_trace_choice *choice, struct hf_buf *out)
{
    static struct sheet sheet;
    bool done[ALL_PLACES] = {false}, first = true;
    memset(&sheet, 0, sizeof sheet);
    sheet.what = what;
    sheet.choice = choice;
    sheet.out = out;
    for (int i = 0; i < ALL_PLACES; i++)
        sheet.fund[i] = i;
    mention_all(&sheet);
    each_row(&sheet, share_row);
    if (sheet.mentions == 1) {
        int place = sheet.mentioned[0];
        put(&sheet, "{\"account\":\"");
        put(&sheet, plain_place(place));
        put(&sheet, "\",");
        put_shares(&sheet, sheet.sum[place] > 0 ? sheet.sum[place] : 0, sheet.fund[place]);
        return;
    }
    put(&sheet, "{\"funds\":[");
    for (int i = 0; i < sheet.mentions; i++) {
        int fund = sheet.fund[sheet.mentioned[i]];
        if (!done[fund])
            put_fund(&sheet, fund, first);
        first = false;
        done[fund] = true;
    }
    put(&sheet, "]}");
}

/* ---- direct_match ---- */

static void wait(struct sheet *sheet, int place, int owner, int amount)
{
    struct credit *credit = &sheet->credit[place][sheet->credits[place]];
    if (amount == 0 || owner < 0)
        return;
    *credit = (struct credit){amount, owner_of(sheet, owner), sheet->what->event[sheet->row].day, false};
    sheet->credits[place]++;
}

/* Whose credit the payment is taken to be; -1: nobody's. */
static int pay(struct sheet *sheet, int account, int amount)
{
    int day = sheet->what->event[sheet->row].day, owner = -1, of[PLAIN_OWNERS] = {0};
    char id[32];
    for (int i = 0; i < sheet->credits[account] && owner < 0; i++) {
        struct credit *credit = &sheet->credit[account][i];
        if (credit->used || credit->amount != amount || day - credit->day > sheet->choice->days)
            continue;
        credit->used = true;
        owner = credit->owner;
    }
    sheet->sum[account] -= amount;
    if (owner >= 0)
        of[owner] = amount;
    put(sheet, sheet->debits++ == 0 ? "{\"amount\":" : ",{\"amount\":");
    hf_buf_put_i64(sheet->out, amount);
    put(sheet, ",\"composition\":");
    plain_put_composition(sheet->out, of);
    snprintf(id, sizeof id, ",\"id\":\"e%d\"}", sheet->row);
    put(sheet, id);
    return owner;
}

static void put_unmatched(struct sheet *sheet, int amount)
{
    char line[96];
    snprintf(line, sizeof line, "%s{\"amount\":%d,\"composition\":{},\"id\":\"e%d\"}",
             sheet->debits++ == 0 ? "" : ",", amount, sheet->row);
    put(sheet, line);
}

static void match_row(struct sheet *sheet, const struct plain_event *event)
{
    int owner, fee = 0;
    switch (event->kind) {
    case PLAIN_CREDIT:
        sheet->sum[event->account] += event->amount;
        wait(sheet, event->account, event->claimant, event->amount);
        sheet->next = event->account >= sheet->next ? event->account + 1 : sheet->next;
        break;
    case PLAIN_DEBIT:
    case PLAIN_FEE:
        owner = pay(sheet, event->account, event->amount);
        if (owner >= 0)
            sheet->sunk[event->kind == PLAIN_DEBIT ? event->to : PLAIN_NAMED + event->account][owner] +=
                event->amount;
        break;
    case PLAIN_TRANSFER:
        owner = pay(sheet, event->account, event->amount);
        sheet->sum[event->to] += event->amount;
        wait(sheet, event->to, owner, event->amount);
        break;
    case PLAIN_PURCHASE:
        owner = pay(sheet, event->account, event->amount);
        wait(sheet, asset_place(event->to), owner, event->amount);
        break;
    case PLAIN_SALE:
        sheet->sum[event->to] += event->amount;
        put_unmatched(sheet, event->amount);
        break;
    case PLAIN_CONVERSION:
        owner = pay(sheet, event->account, event->amount);
        sheet->sum[event->to] += event->received;
        wait(sheet, event->to, owner, event->received);
        break;
    case PLAIN_COIN:
        for (int i = 0; i < event->inputs; i++) {
            fee += sheet->sum[event->input[i]];
            sheet->sum[event->input[i]] = 0;
        }
        for (int i = 0; i < event->outputs; i++) {
            fee -= event->output[i];
            sheet->sum[sheet->next++] += event->output[i];
        }
        put_unmatched(sheet, fee);
        break;
    case PLAIN_LINK:
        break;
    }
}

static void put_waiting(struct sheet *sheet, int place)
{
    int of[PLAIN_OWNERS] = {0};
    for (int i = 0; i < sheet->credits[place]; i++)
        of[sheet->credit[place][i].owner] +=
            sheet->credit[place][i].used ? 0 : sheet->credit[place][i].amount;
    plain_put_composition(sheet->out, of);
}

static void put_name(struct sheet *sheet, const char *head, const char *name, bool *first)
{
    put(sheet, *first ? "\"" : ",\"");
    put(sheet, head);
    put(sheet, name);
    put(sheet, "\":");
    *first = false;
}

static void put_matched_accounts(struct sheet *sheet)
{
    bool first = true;
    for (int place = 0; place < PLAIN_PLACES; place++) {
        if (!sheet->seen[place])
            continue;
        put_name(sheet, "", plain_place(place), &first);
        put(sheet, "{\"balance\":");
        hf_buf_put_i64(sheet->out, sheet->sum[place] > 0 ? sheet->sum[place] : 0);
        put(sheet, ",\"composition\":");
        put_waiting(sheet, place);
        if (sheet->sum[place] < 0) {
            put(sheet, ",\"overdraft\":");
            hf_buf_put_i64(sheet->out, -sheet->sum[place]);
        }
        put(sheet, "}");
    }
    first = true;
    for (int i = 0; i < PLAIN_ASSETS; i++)
        if (sheet->held[i]) {
            put(sheet, first ? "},\"assets\":{" : "");
            put_name(sheet, "", plain_assets[i], &first);
            put_waiting(sheet, asset_place(i));
        }
}

/* Names of sinks in their order: those of fees before others, coins' fees after accounts'. */
static void put_matched_sinks(struct sheet *sheet)
{
    bool first = true;
    int none[PLAIN_OWNERS] = {0};
    for (int i = 0; i < PLAIN_ACCOUNTS; i++)
        if (sheet->sink_seen[PLAIN_NAMED + i]) {
            put_name(sheet, "fee:", plain_place(i), &first);
            plain_put_composition(sheet->out, sheet->sunk[PLAIN_NAMED + i]);
        }
    for (int lead = 0; lead < 10; lead++)
        for (int tail = -1; tail < 10; tail++) {
            int row = tail < 0 ? lead : lead * 10 + tail;
            char id[16];
            if ((tail >= 0 && lead == 0) || row >= sheet->what->events ||
                sheet->what->event[row].kind != PLAIN_COIN)
                continue;
            snprintf(id, sizeof id, "e%d", row);
            put_name(sheet, "fee:", id, &first);
            plain_put_composition(sheet->out, none);
        }
    for (int i = 0; i < PLAIN_NAMED; i++)
        if (sheet->sink_seen[i]) {
            put_name(sheet, "", plain_sinks[i], &first);
            plain_put_composition(sheet->out, sheet->sunk[i]);
        }
}

void plain_direct_match(const struct plain_case *what, const struct hf_trace_choice *choice,
                        struct hf_buf *out)
{
    static char room[1 << 16];
    static struct sheet sheet;
    struct hf_buf debits = HF_BUF(room);
    memset(&sheet, 0, sizeof sheet);
    sheet.what = what;
    sheet.choice = choice;
    sheet.out = &debits;
    mention_all(&sheet);
    each_row(&sheet, match_row);
    sheet.out = out;
    put(&sheet, "{\"accounts\":{");
    put_matched_accounts(&sheet);
    put(&sheet, "},\"debits\":[");
    hf_buf_put(out, hf_buf_str(&debits));
    put(&sheet, "],\"sinks\":{");
    put_matched_sinks(&sheet);
    put(&sheet, "}}");
}
