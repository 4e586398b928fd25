/* SPDX-License-Identifier: Apache-2.0 */
#include "plain.h"

#include <stdio.h>

/* In byte order, as compositions are written and ties are broken. */
enum {
    A = PLAIN_A,
    B = PLAIN_B,
    LENT = PLAIN_LENT,
    OWN = PLAIN_OWN,
    UNKNOWN = PLAIN_UNKNOWN,
    Z = PLAIN_Z,
    OWNERS = PLAIN_OWNERS
};
static const char *const owner_names[OWNERS] = {"A", "B", "OVERDRAFT", "OWN", "UNKNOWN", "Z"};

enum { COINS = 32768, ASSETS = PLAIN_ASSETS, NAMED = PLAIN_NAMED, SINKS = 256 };
static const char *const account_names[PLAIN_ACCOUNTS] = {"A", "B", "C"};
const char *const plain_assets[ASSETS] = {"X", "Y"};
const char *const plain_sinks[NAMED] = {"s", "t"};

/* ---- cases by chance ---- */

static int dice_below(struct bench_dice *dice, int sides)
{
    return (int)bench_below(dice, (uint32_t)sides);
}

static bool pays_in(const struct plain_event *event, int account)
{
    switch (event->kind) {
    case PLAIN_CREDIT:
        return event->account == account;
    case PLAIN_TRANSFER:
    case PLAIN_SALE:
    case PLAIN_CONVERSION:
        return event->to == account;
    case PLAIN_DEBIT:
    case PLAIN_FEE:
    case PLAIN_PURCHASE:
    case PLAIN_LINK:
    case PLAIN_COIN:
        break;
    }
    return false;
}

static bool on_credit(const struct plain_event *event)
{
    return event->kind == PLAIN_DEBIT || event->kind == PLAIN_PURCHASE || event->kind == PLAIN_FEE;
}

/* A later credit for an earlier debit on the same account; false when there are none. */
static bool make_link(struct bench_dice *dice, const struct plain_case *what, struct plain_event *link)
{
    for (int tries = 0; tries < 20 && what->events > 1; tries++) {
        int debit = dice_below(dice, what->events), credit = dice_below(dice, what->events);
        const struct plain_event *from = &what->event[debit];
        if (debit < credit && on_credit(from) && pays_in(&what->event[credit], from->account)) {
            link->debit = debit;
            link->credit = credit;
            link->account = from->account;
            return true;
        }
    }
    return false;
}

/* Coins there are, and what each is worth. */
struct purse {
    int value[PLAIN_PLACES];
};

static bool make_coin(struct bench_dice *dice, struct plain_case *what, struct purse *purse,
                      struct plain_event *event)
{
    int coins = what->places - PLAIN_ACCOUNTS, sum = 0;
    if (coins < 1 || what->places + PLAIN_ENDS > PLAIN_PLACES)
        return false;
    event->inputs = 1 + dice_below(dice, PLAIN_ENDS);
    for (int i = 0; i < event->inputs; i++) {
        event->input[i] = PLAIN_ACCOUNTS + dice_below(dice, coins);
        sum += purse->value[event->input[i]];
        purse->value[event->input[i]] = 0;
    }
    event->outputs = 1 + dice_below(dice, PLAIN_ENDS);
    for (int i = 0; i < event->outputs; i++) {
        int amount = dice_below(dice, sum + 1);
        event->output[i] = purse->value[what->places + i] = amount;
        sum -= amount;
    }
    what->places += event->outputs;
    return true;
}

static void make_credit(struct bench_dice *dice, struct plain_case *what, struct purse *purse, bool coins,
                        struct plain_event *event)
{
    static const int claimants[] = {A, B, OWN, OWN, UNKNOWN, Z};
    event->kind = PLAIN_CREDIT;
    event->claimant = claimants[dice_below(dice, 6)];
    if (coins && dice_below(dice, 3) == 0 && what->places < PLAIN_PLACES) {
        event->account = what->places++;
        purse->value[event->account] = event->amount;
    }
}

static enum plain_kind kind_by_chance(struct bench_dice *dice, bool wide, bool coins)
{
    static const enum plain_kind more[] = {PLAIN_FEE,        PLAIN_PURCHASE, PLAIN_PURCHASE, PLAIN_SALE,
                                           PLAIN_CONVERSION, PLAIN_LINK,     PLAIN_LINK};
    int throw = dice_below(dice, 20);
    if (coins && throw < 3)
        return PLAIN_COIN;
    if (wide && throw < 10)
        return more[dice_below(dice, 7)];
    throw = dice_below(dice, 10);
    return throw < 4 ? PLAIN_CREDIT : throw < 7 ? PLAIN_DEBIT : PLAIN_TRANSFER;
}

static bool bought(const struct plain_case *what, int asset)
{
    for (int i = 0; i < what->events; i++)
        if (what->event[i].kind == PLAIN_PURCHASE && what->event[i].to == asset)
            return true;
    return false;
}

static void add_event(struct bench_dice *dice, bool wide, bool coins, struct plain_case *what,
                      struct purse *purse)
{
    struct plain_event event = {.kind = kind_by_chance(dice, wide, coins),
                                .amount = dice_below(dice, 12) == 0 ? 0 : dice_below(dice, 41),
                                .account = dice_below(dice, PLAIN_ACCOUNTS),
                                .to = dice_below(dice, PLAIN_ACCOUNTS),
                                .received = dice_below(dice, 60),
                                .charge = dice_below(dice, 2) == 0};
    event.day = what->events / 6;
    if (event.kind == PLAIN_DEBIT)
        event.to = dice_below(dice, NAMED);
    if (event.kind == PLAIN_PURCHASE)
        event.to = dice_below(dice, ASSETS);
    if (event.kind == PLAIN_SALE)
        event.account = dice_below(dice, ASSETS);
    if ((event.kind == PLAIN_SALE && !bought(what, event.account)) ||
        (event.kind == PLAIN_LINK && !make_link(dice, what, &event)) ||
        (event.kind == PLAIN_COIN && !make_coin(dice, what, purse, &event)))
        event = (struct plain_event){.kind = PLAIN_CREDIT, .amount = event.amount, .day = event.day};
    if (event.kind == PLAIN_CREDIT)
        make_credit(dice, what, purse, coins, &event);
    what->event[what->events++] = event;
}

void plain_generate(struct bench_dice *dice, bool wide, bool coins, struct plain_case *out)
{
    struct purse purse = {{0}};
    int rows = 2 + dice_below(dice, PLAIN_FEW - 2);
    *out = (struct plain_case){.places = PLAIN_ACCOUNTS};
    while (out->events < rows)
        add_event(dice, wide, coins, out, &purse);
}

void plain_generate_many(struct bench_dice *dice, struct plain_case *out)
{
    int rows = 300 + dice_below(dice, PLAIN_ROWS - 300), credits = rows * 2 / 3;
    struct purse purse = {{0}};
    *out = (struct plain_case){.places = PLAIN_ACCOUNTS};
    while (out->events < rows) {
        struct plain_event *event = &out->event[out->events];
        bool in = out->events < credits;
        *event = (struct plain_event){.kind = dice_below(dice, 5) == 0 ? PLAIN_DEBIT : PLAIN_TRANSFER,
                                      .amount = 1 + dice_below(dice, in ? 4 : 400),
                                      .account = dice_below(dice, in ? 2 : PLAIN_ACCOUNTS),
                                      .to = dice_below(dice, 2),
                                      .day = 1 + out->events * 20 / rows};
        if (in)
            make_credit(dice, out, &purse, false, event);
        out->events++;
    }
}

/* ---- as JSON ---- */

const char *plain_place(int place)
{
    static char names[4][16];
    static unsigned turn;
    if (place < PLAIN_ACCOUNTS)
        return account_names[place];
    char *name = names[turn++ % 4];
    snprintf(name, 16, "c%02u", (unsigned)place % 100);
    return name;
}

static void put(struct hf_buf *out, const char *text)
{
    hf_buf_put(out, hf_str_of(text));
}

static void put_member(struct hf_buf *out, const char *name, const char *text)
{
    put(out, ",\"");
    put(out, name);
    put(out, "\":\"");
    put(out, text);
    put(out, "\"");
}

static void put_count(struct hf_buf *out, const char *name, int number)
{
    put(out, ",\"");
    put(out, name);
    put(out, "\":");
    hf_buf_put_i64(out, number);
}

static void put_row_id(struct hf_buf *out, const char *name, int row)
{
    char id[16];
    snprintf(id, sizeof id, "e%d", row);
    put_member(out, name, id);
}

static void put_coins(struct hf_buf *out, const struct plain_event *event, int *next)
{
    put(out, ",\"inputs\":[");
    for (int i = 0; i < event->inputs; i++) {
        put(out, i > 0 ? ",\"" : "\"");
        put(out, plain_place(event->input[i]));
        put(out, "\"");
    }
    put(out, "],\"outputs\":[");
    for (int i = 0; i < event->outputs; i++) {
        put(out, i > 0 ? ",{\"account\":\"" : "{\"account\":\"");
        put(out, plain_place((*next)++));
        put(out, "\"");
        put_count(out, "amount", event->output[i]);
        put(out, "}");
    }
    put(out, "]");
}

static void put_event(struct hf_buf *out, const struct plain_event *event, int row, int *next)
{
    static const char *const kinds[] = {"credit", "debit",      "transfer", "fee", "purchase",
                                        "sale",   "conversion", "link",     "coin"};
    char date[16];
    snprintf(date, sizeof date, "2026-01-%02u", (unsigned)(event->day + 1) % 32);
    put(out, row > 0 ? ",\n{\"kind\":\"" : "{\"kind\":\"");
    put(out, kinds[event->kind]);
    put(out, "\"");
    put_member(out, "date", date);
    put_row_id(out, "id", row);
    if (event->kind == PLAIN_COIN) {
        put_coins(out, event, next);
        put(out, "}");
        return;
    }
    put_count(out, "amount", event->amount);
    put_member(out, "account",
               event->kind == PLAIN_SALE ? plain_assets[event->account] : plain_place(event->account));
    if (event->kind == PLAIN_CREDIT) {
        put_member(out, "claimant", owner_names[event->claimant]);
        *next = event->account >= *next ? event->account + 1 : *next;
    }
    if (event->kind == PLAIN_DEBIT)
        put_member(out, "to", plain_sinks[event->to]);
    if (event->kind == PLAIN_PURCHASE)
        put_member(out, "to", plain_assets[event->to]);
    if (event->kind == PLAIN_TRANSFER || event->kind == PLAIN_SALE || event->kind == PLAIN_CONVERSION)
        put_member(out, "to", plain_place(event->to));
    if (event->kind == PLAIN_SALE && event->charge)
        put_member(out, "election", "charge");
    if (event->kind == PLAIN_CONVERSION)
        put_count(out, "received", event->received);
    if (event->kind == PLAIN_LINK) {
        put_row_id(out, "debit", event->debit);
        put_row_id(out, "credit", event->credit);
        put_member(out, "evidence", "loan agreement");
    }
    put(out, "}");
}

struct hf_str plain_json(const struct plain_case *what)
{
    struct hf_buf out = hf_buf_in(&bench, 16384);
    int next = PLAIN_ACCOUNTS;
    put(&out, "{\"events\":[");
    for (int i = 0; i < what->events; i++)
        put_event(&out, &what->event[i], i, &next);
    put(&out, "]}");
    return hf_buf_str(&out);
}

/* ---- following ---- */

struct row_of_coins {
    int count;
    bool tainted; /* poison only */
    char coin[COINS];
};

struct sink {
    char name[32];
    int of[OWNERS], tainted;
    bool used;
};

struct plain {
    const struct plain_case *what;
    const char *method;
    const struct hf_trace_choice *choice;
    struct row_of_coins *place, *asset, hand;
    int owed[PLAIN_PLACES];
    bool seen[PLAIN_PLACES], held[ASSETS];
    struct sink sink[SINKS];
    int lent[PLAIN_ROWS], repaid[PLAIN_ROWS][OWNERS], next;
    struct hf_buf *out;
    int debits, row;
};

static bool is(const struct plain *plain, const char *method)
{
    return strcmp(plain->method, method) == 0;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static void count(const struct row_of_coins *row, int of[OWNERS])
{
    memset(of, 0, OWNERS * sizeof *of);
    for (int i = 0; i < row->count; i++)
        of[(int)row->coin[i]]++;
}

static void copy_row(struct row_of_coins *to, const struct row_of_coins *from)
{
    to->count = from->count;
    to->tainted = from->tainted;
    memcpy(to->coin, from->coin, (size_t)from->count);
}

static void push(struct row_of_coins *row, int owner)
{
    assert_true(row->count < COINS);
    row->coin[row->count++] = (char)owner;
}

/* Takes the coin at `at` out of the row; the others close up. */
static void pick(struct row_of_coins *row, int at, struct row_of_coins *to)
{
    push(to, row->coin[at]);
    memmove(&row->coin[at], &row->coin[at + 1], (size_t)(row->count - at - 1));
    row->count--;
}

static void pick_owner(struct row_of_coins *row, int owner, int number, struct row_of_coins *to)
{
    for (int at = 0; number > 0; at++)
        if (row->coin[at] == owner) {
            pick(row, at--, to);
            number--;
        }
}

/* By largest remainder; among equals the first. */
void plain_shares(int total, const int *weight, int count_, int *part)
{
    long sum = 0, given = 0, rest[PLAIN_PLACES];
    for (int i = 0; i < count_; i++)
        sum += weight[i];
    for (int i = 0; i < count_; i++) {
        part[i] = sum == 0 ? 0 : (int)((long)total * weight[i] / sum);
        rest[i] = sum == 0 ? 0 : (long)total * weight[i] % sum;
        given += part[i];
    }
    for (; sum > 0 && given < total; given++) {
        int best = 0;
        for (int i = 1; i < count_; i++)
            best = rest[i] > rest[best] ? i : best;
        part[best]++;
        rest[best] = -1;
    }
}

/* `total` coins from those owners, in proportion to what they have. */
static void pick_shares(struct row_of_coins *row, bool own, bool claims, int total, struct row_of_coins *to)
{
    int have[OWNERS], part[OWNERS];
    count(row, have);
    for (int i = 0; i < OWNERS; i++)
        have[i] = (i == OWN ? own : claims) ? have[i] : 0;
    plain_shares(total, have, OWNERS, part);
    for (int i = 0; i < OWNERS; i++)
        pick_owner(row, i, part[i], to);
}

static int number_of(const struct row_of_coins *row, bool own)
{
    int of[OWNERS];
    count(row, of);
    return own ? of[OWN] : row->count - of[OWN];
}

/* Into the hand, in the order in which they leave; there are enough. */
static void take(struct plain *plain, struct row_of_coins *row, int number)
{
    struct row_of_coins *hand = &plain->hand;
    hand->count = 0;
    hand->tainted = row->tainted;
    if (is(plain, "rolling_pro_rata")) {
        pick_shares(row, true, true, number, hand);
    } else if (is(plain, "own_first")) {
        int first = smaller(number_of(row, true), number);
        pick_shares(row, true, false, first, hand);
        pick_shares(row, false, true, number - first, hand);
    } else if (is(plain, "claim_first")) {
        int first = smaller(number_of(row, false), number);
        pick_shares(row, false, true, first, hand);
        pick_shares(row, true, false, number - first, hand);
    } else {
        while (hand->count < number)
            pick(row, is(plain, "lifo") ? row->count - 1 : 0, hand);
    }
}

static struct sink *sink_called(struct plain *plain, const char *head, const char *name)
{
    char whole[32];
    int i = 0;
    snprintf(whole, sizeof whole, "%s%s", head, name);
    while (plain->sink[i].used && strcmp(plain->sink[i].name, whole) != 0)
        i++;
    plain->sink[i].used = true;
    snprintf(plain->sink[i].name, sizeof plain->sink[i].name, "%s", whole);
    return &plain->sink[i];
}

static void drop(struct plain *plain, struct sink *sink)
{
    for (int i = 0; i < plain->hand.count; i++)
        sink->of[(int)plain->hand.coin[i]]++;
    sink->tainted += plain->hand.tainted ? plain->hand.count : 0;
    plain->hand.count = 0;
}

static void repay(struct plain *plain, int account)
{
    int back = smaller(plain->owed[account], plain->place[account].count), of[OWNERS];
    if (back == 0)
        return;
    plain->owed[account] -= back;
    take(plain, &plain->place[account], back);
    count(&plain->hand, of);
    for (int i = 0; i < OWNERS; i++)
        plain->repaid[plain->row][i] += of[i];
    if (is(plain, "poison")) {
        memset(plain->repaid[plain->row], 0, sizeof plain->repaid[0]);
        plain->repaid[plain->row][0] = plain->hand.tainted ? back : 0;
    }
    struct sink *bank = sink_called(plain, "overdraft:", plain_place(account));
    drop(plain, bank);
}

/* The hand comes to a place; in an account it repays. */
static void arrive(struct plain *plain, struct row_of_coins *to)
{
    for (int i = 0; i < plain->hand.count; i++)
        push(to, plain->hand.coin[i]);
    to->tainted |= plain->hand.count > 0 && plain->hand.tainted;
}

static void come_in(struct plain *plain, int account, int owner, int amount)
{
    plain->hand.count = 0;
    plain->hand.tainted = owner != OWN && owner != LENT;
    for (int i = 0; i < amount; i++)
        push(&plain->hand, owner);
    arrive(plain, &plain->place[account]);
    repay(plain, account);
}

static void rename_lent(struct row_of_coins *row)
{
    for (int i = 0; i < row->count; i++)
        row->coin[i] = row->coin[i] == LENT ? OWN : row->coin[i];
}

static int unknown_as(const struct plain *plain)
{
    return plain->choice->unknown_own ? OWN : UNKNOWN;
}

static int lent_as(const struct plain *plain)
{
    return plain->choice->unknown_opening ? unknown_as(plain) : LENT;
}

/* ---- writing ---- */

void plain_put_composition(struct hf_buf *out, const int of[OWNERS])
{
    bool first = true;
    put(out, "{");
    for (int i = 0; i < OWNERS; i++)
        if (of[i] > 0) {
            put(out, first ? "\"" : ",\"");
            put(out, owner_names[i]);
            put(out, "\":");
            hf_buf_put_i64(out, of[i]);
            first = false;
        }
    put(out, "}");
}

static void put_debit(struct plain *plain, int amount, const struct row_of_coins *paid)
{
    char id[16];
    int of[OWNERS];
    count(paid, of);
    put(plain->out, plain->debits++ == 0 ? "{\"amount\":" : ",{\"amount\":");
    hf_buf_put_i64(plain->out, amount);
    if (!is(plain, "poison")) {
        put(plain->out, ",\"composition\":");
        plain_put_composition(plain->out, of);
    }
    snprintf(id, sizeof id, "e%d", plain->row);
    put_member(plain->out, "id", id);
    if (is(plain, "poison"))
        put_count(plain->out, "tainted", paid->tainted ? paid->count : 0);
    put(plain->out, "}");
}

/* The amount leaves an account into the hand and is written; the bank lends what is missing. */
static void go_out(struct plain *plain, int account, int amount)
{
    struct row_of_coins *from = &plain->place[account];
    int there = smaller(from->count, amount);
    take(plain, from, there);
    if (!plain->choice->unknown_opening)
        plain->owed[account] += amount - there;
    if (!(is(plain, "poison") && (plain->hand.tainted || lent_as(plain) == UNKNOWN)))
        plain->lent[plain->row] = amount - there;
    plain->hand.tainted |= there < amount && lent_as(plain) == UNKNOWN;
    while (plain->hand.count < amount)
        push(&plain->hand, lent_as(plain));
    put_debit(plain, amount, &plain->hand);
}

/* ---- what is rare ---- */

/* The k-th coin of an owner becomes as many as the owner's share up to it has grown. */
static void scale(struct plain *plain, int total)
{
    static struct row_of_coins scaled;
    int of[OWNERS], part[OWNERS], before[OWNERS] = {0};
    count(&plain->hand, of);
    plain_shares(total, of, OWNERS, part);
    scaled.count = 0;
    scaled.tainted = plain->hand.tainted;
    for (int i = 0; i < plain->hand.count; i++) {
        int owner = (unsigned char)plain->hand.coin[i], k = before[owner]++;
        int more = part[owner] * (k + 1) / of[owner] - part[owner] * k / of[owner];
        while (more-- > 0)
            push(&scaled, owner);
    }
    rename_lent(&scaled);
    copy_row(&plain->hand, &scaled);
}

static void sell_by_charge(struct plain *plain, int proceeds)
{
    int of[OWNERS], part[OWNERS], claims;
    count(&plain->hand, of);
    of[OWN] = of[LENT] = 0;
    claims = of[A] + of[B] + of[UNKNOWN] + of[Z];
    plain_shares(smaller(proceeds, claims), of, OWNERS, part);
    plain->hand.count = 0;
    for (int i = 0; i < OWNERS; i++)
        while (part[i]-- > 0)
            push(&plain->hand, i);
    while (plain->hand.count < proceeds)
        push(&plain->hand, OWN);
}

static void sell(struct plain *plain, const struct plain_event *event)
{
    struct row_of_coins *asset = &plain->asset[event->account];
    bool empty = asset->count == 0, poison = is(plain, "poison");
    plain->seen[event->to] = true;
    take(plain, asset, asset->count);
    if (empty) {
        plain->hand.tainted |= unknown_as(plain) != OWN;
        for (int i = 0; i < event->amount; i++)
            push(&plain->hand, unknown_as(plain));
    } else if (event->charge && !poison) {
        sell_by_charge(plain, event->amount);
    } else {
        scale(plain, event->amount);
    }
    put_debit(plain, event->amount, &plain->hand);
    arrive(plain, &plain->place[event->to]);
    repay(plain, event->to);
}

static void exchange_in_asset(struct row_of_coins *asset, int amount, const int part[OWNERS])
{
    int of[OWNERS];
    count(asset, of);
    of[LENT] -= amount;
    asset->count = 0;
    for (int i = 0; i < OWNERS; i++)
        while (of[i]-- > 0)
            push(asset, i);
    for (int i = 0; i < OWNERS; i++)
        for (int k = 0; k < part[i]; k++)
            push(asset, i);
}

static struct sink *sink_of(struct plain *plain, const struct plain_event *event)
{
    return event->kind == PLAIN_FEE ? sink_called(plain, "fee:", plain_place(event->account))
                                    : sink_called(plain, "", plain_sinks[event->to]);
}

static void link_back(struct plain *plain, const struct plain_event *link)
{
    const struct plain_event *debit = &plain->what->event[link->debit];
    int *repaid = plain->repaid[link->credit], part[OWNERS], of[OWNERS], sum = 0;
    bool asset = debit->kind == PLAIN_PURCHASE, poison = is(plain, "poison");
    for (int i = 0; i < OWNERS; i++)
        sum += repaid[i];
    int amount = smaller(smaller(link->amount, plain->lent[link->debit]), sum);
    count(&plain->asset[asset ? debit->to : 0], of);
    if (asset && !poison)
        amount = smaller(amount, of[LENT]);
    if (amount == 0)
        return;
    plain->lent[link->debit] -= amount;
    if (poison) {
        repaid[0] -= amount;
        if (!asset)
            sink_of(plain, debit)->tainted += amount;
        else if (plain->asset[debit->to].count >= amount)
            plain->asset[debit->to].tainted = true;
        return;
    }
    plain_shares(amount, repaid, OWNERS, part);
    struct sink *bank = sink_called(plain, "overdraft:", plain_place(link->account));
    for (int i = 0; i < OWNERS; i++) {
        repaid[i] -= part[i];
        bank->of[i] -= part[i];
        if (!asset)
            sink_of(plain, debit)->of[i] += part[i];
    }
    bank->of[LENT] += amount;
    if (asset)
        exchange_in_asset(&plain->asset[debit->to], amount, part);
    else
        sink_of(plain, debit)->of[LENT] -= amount;
}

/* All coins of the inputs in a row, from which the outputs and then the fee are taken. */
static void spend_coins(struct plain *plain, const struct plain_event *event)
{
    static struct row_of_coins mixed;
    char id[16];
    mixed.count = 0;
    mixed.tainted = false;
    snprintf(id, sizeof id, "e%d", plain->row);
    struct sink *fee = sink_called(plain, "fee:", id);
    for (int i = 0; i < event->inputs; i++) {
        struct row_of_coins *input = &plain->place[event->input[i]];
        mixed.tainted |= input->count > 0 && input->tainted;
        for (int k = 0; k < input->count; k++)
            push(&mixed, input->coin[k]);
        input->count = 0;
    }
    if (is(plain, "rolling_pro_rata")) {
        static const int order[OWNERS] = {A, B, LENT, UNKNOWN, Z, OWN};
        int left[PLAIN_ENDS + 1] = {0}, of[OWNERS], part[PLAIN_ENDS + 1], sum = mixed.count;
        for (int i = 0; i < event->outputs; i++)
            sum -= left[i] = event->output[i];
        left[event->outputs] = sum;
        count(&mixed, of);
        mixed.count = 0;
        for (int i = 0; i < OWNERS; i++) {
            plain_shares(of[order[i]], left, event->outputs + 1, part);
            for (int k = 0; k <= event->outputs; k++) {
                left[k] -= part[k];
                for (int n = 0; n < part[k]; n++)
                    push(k < event->outputs ? &plain->place[plain->next + k] : &mixed, order[i]);
            }
        }
        copy_row(&plain->hand, &mixed);
    } else {
        for (int i = 0; i < event->outputs; i++) {
            take(plain, &mixed, event->output[i]);
            arrive(plain, &plain->place[plain->next + i]);
        }
        take(plain, &mixed, mixed.count);
    }
    for (int i = 0; i < event->outputs; i++)
        plain->seen[plain->next + i] = true;
    plain->next += event->outputs;
    put_debit(plain, plain->hand.count, &plain->hand);
    drop(plain, fee);
}

/* ---- a row ---- */

static void follow(struct plain *plain, const struct plain_event *event)
{
    int owner = event->claimant;
    if (event->kind != PLAIN_SALE && event->kind != PLAIN_COIN)
        plain->seen[event->account] = true;
    switch (event->kind) {
    case PLAIN_CREDIT:
        owner = owner == UNKNOWN ? unknown_as(plain) : owner;
        plain->next = event->account >= plain->next ? event->account + 1 : plain->next;
        come_in(plain, event->account, owner, event->amount);
        break;
    case PLAIN_DEBIT:
    case PLAIN_FEE:
        go_out(plain, event->account, event->amount);
        drop(plain, sink_of(plain, event));
        break;
    case PLAIN_TRANSFER:
        plain->seen[event->to] = true;
        go_out(plain, event->account, event->amount);
        rename_lent(&plain->hand);
        arrive(plain, &plain->place[event->to]);
        repay(plain, event->to);
        break;
    case PLAIN_PURCHASE:
        plain->held[event->to] = true;
        go_out(plain, event->account, event->amount);
        arrive(plain, &plain->asset[event->to]);
        break;
    case PLAIN_SALE:
        sell(plain, event);
        break;
    case PLAIN_CONVERSION:
        plain->seen[event->to] = true;
        go_out(plain, event->account, event->amount);
        if (event->amount == 0) {
            come_in(plain, event->to, unknown_as(plain), event->received);
            break;
        }
        scale(plain, event->received);
        arrive(plain, &plain->place[event->to]);
        repay(plain, event->to);
        break;
    case PLAIN_LINK:
        link_back(plain, event);
        break;
    case PLAIN_COIN:
        spend_coins(plain, event);
        break;
    }
}

/* In which third of its day a row counts. */
int plain_third(enum hf_trace_ordering ordering, enum plain_kind kind)
{
    bool in = kind == PLAIN_CREDIT || kind == PLAIN_SALE;
    bool out = kind == PLAIN_DEBIT || kind == PLAIN_FEE || kind == PLAIN_PURCHASE;
    if (ordering == HF_TRACE_LEDGER)
        return 0;
    return ordering == HF_TRACE_CREDITS_FIRST ? (in ? 0 : out ? 2 : 1) : (out ? 0 : in ? 2 : 1);
}

static void follow_all(struct plain *plain)
{
    const struct plain_case *what = plain->what;
    for (int day = 0; day <= PLAIN_FEW; day++)
        for (int third = 0; third < 3; third++)
            for (plain->row = 0; plain->row < what->events; plain->row++) {
                const struct plain_event *event = &what->event[plain->row];
                if (event->day == day && plain_third(plain->choice->ordering, event->kind) == third)
                    follow(plain, event);
            }
}

static void put_accounts(struct plain *plain)
{
    bool first = true;
    for (int i = 0; i < PLAIN_PLACES; i++) {
        int of[OWNERS];
        if (!plain->seen[i])
            continue;
        put(plain->out, first ? "\"" : ",\"");
        put(plain->out, plain_place(i));
        put(plain->out, "\":{\"balance\":");
        hf_buf_put_i64(plain->out, plain->place[i].count);
        count(&plain->place[i], of);
        if (!is(plain, "poison")) {
            put(plain->out, ",\"composition\":");
            plain_put_composition(plain->out, of);
        }
        if (plain->owed[i] > 0)
            put_count(plain->out, "overdraft", plain->owed[i]);
        if (is(plain, "poison"))
            put_count(plain->out, "tainted", plain->place[i].tainted ? plain->place[i].count : 0);
        put(plain->out, "}");
        first = false;
    }
}

static void put_assets(struct plain *plain)
{
    bool first = true;
    for (int i = 0; i < ASSETS; i++) {
        int of[OWNERS];
        if (!plain->held[i])
            continue;
        put(plain->out, first ? "},\"assets\":{\"" : ",\"");
        put(plain->out, plain_assets[i]);
        put(plain->out, "\":");
        count(&plain->asset[i], of);
        if (is(plain, "poison"))
            hf_buf_put_i64(plain->out, plain->asset[i].tainted ? plain->asset[i].count : 0);
        else
            plain_put_composition(plain->out, of);
        first = false;
    }
}

static void put_sinks(struct plain *plain)
{
    bool first = true;
    for (;;) {
        struct sink *next = NULL;
        for (int i = 0; i < SINKS; i++)
            if (plain->sink[i].used && (next == NULL || strcmp(plain->sink[i].name, next->name) < 0))
                next = &plain->sink[i];
        if (next == NULL)
            return;
        next->used = false;
        bool bank = strncmp(next->name, "overdraft:", 10) == 0;
        if (bank && is(plain, "poison") && next->tainted == 0)
            continue;
        put(plain->out, first ? "\"" : ",\"");
        put(plain->out, next->name);
        put(plain->out, "\":");
        if (is(plain, "poison"))
            hf_buf_put_i64(plain->out, next->tainted);
        else
            plain_put_composition(plain->out, next->of);
        first = false;
    }
}

void plain_trace(const struct plain_case *what, const char *method, const struct hf_trace_choice *choice,
                 struct hf_buf *out)
{
    static char room[1 << 18];
    static struct row_of_coins place[PLAIN_PLACES], asset[ASSETS];
    static struct plain plain;
    struct hf_buf debits = HF_BUF(room);
    for (int i = 0; i < PLAIN_PLACES; i++)
        place[i].count = place[i].tainted = 0;
    for (int i = 0; i < ASSETS; i++)
        asset[i].count = asset[i].tainted = 0;
    memset(&plain, 0, sizeof plain);
    plain.place = place;
    plain.asset = asset;
    plain.what = what;
    plain.method = method;
    plain.choice = choice;
    plain.out = &debits;
    plain.next = PLAIN_ACCOUNTS;
    follow_all(&plain);
    plain.out = out;
    put(out, "{\"accounts\":{");
    put_accounts(&plain);
    put_assets(&plain);
    put(out, "},\"debits\":[");
    hf_buf_put(out, hf_buf_str(&debits));
    put(out, "],\"sinks\":{");
    put_sinks(&plain);
    put(out, "}}");
}
