/* SPDX-License-Identifier: Apache-2.0 */
#include "plain.h"

#include <stdio.h>

enum { COINS = 1024 };

/* In byte order, as compositions are written and ties are broken. */
static const char owners[] = {'A', 'B', 'L', 'O', 'Z', 0};
static const char *const owner_names[] = {"A", "B", "OVERDRAFT", "OWN", "Z"};
enum { OWNERS = 5, LENT = 2, OWN = 3 };

struct plain {
    const char *method;
    char coin[3][COINS];
    int coins[3], owed[3];
    bool seen[3], sunk[5];
    long sink[5][OWNERS]; /* overdraft:A, overdraft:B, overdraft:C, s, t */
    struct hf_buf *out;
    int debits;
};

static const char *const sink_names[] = {"overdraft:A", "overdraft:B", "overdraft:C", "s", "t"};

static int owner_of(char coin)
{
    return (int)(strchr(owners, coin) - owners);
}

static bool is(const struct plain *plain, const char *method)
{
    return strcmp(plain->method, method) == 0;
}

/* Takes the coin at `at` out of the row; the others close up. */
static char pick(struct plain *plain, int account, int at)
{
    char coin = plain->coin[account][at];
    memmove(&plain->coin[account][at], &plain->coin[account][at + 1],
            (size_t)(plain->coins[account] - at - 1));
    plain->coins[account]--;
    return coin;
}

static void pick_owners(struct plain *plain, int account, int owner, int count, char *taken, int *n)
{
    for (int at = 0; count > 0; at++)
        if (plain->coin[account][at] == owners[owner]) {
            taken[(*n)++] = pick(plain, account, at--);
            count--;
        }
}

/* `total` coins from the owners for whom `in` holds, in proportion to what they have. */
static void pick_shares(struct plain *plain, int account, const bool in[OWNERS], int total, char *taken,
                        int *n)
{
    int have[OWNERS] = {0}, part[OWNERS], rest[OWNERS], sum = 0, given = 0;
    for (int i = 0; i < plain->coins[account]; i++)
        have[owner_of(plain->coin[account][i])]++;
    for (int i = 0; i < OWNERS; i++)
        sum += in[i] ? have[i] : 0;
    for (int i = 0; i < OWNERS; i++) {
        part[i] = in[i] && sum > 0 ? total * have[i] / sum : 0;
        rest[i] = in[i] && sum > 0 ? total * have[i] % sum : -1;
        given += part[i];
    }
    for (; given < total; given++) {
        int best = 0;
        for (int i = 1; i < OWNERS; i++)
            best = rest[i] > rest[best] ? i : best;
        part[best]++;
        rest[best] = -1;
    }
    for (int i = 0; i < OWNERS; i++)
        pick_owners(plain, account, i, part[i], taken, n);
}

static int held(const struct plain *plain, int account, bool own)
{
    int count = 0;
    for (int i = 0; i < plain->coins[account]; i++)
        count += (plain->coin[account][i] == owners[OWN]) == own;
    return count;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* The coins that leave, in the order in which they do; there are enough. */
static int take(struct plain *plain, int account, int count, char *taken)
{
    static const bool all[OWNERS] = {true, true, true, true, true};
    static const bool own[OWNERS] = {[OWN] = true}, claims[OWNERS] = {true, true, true, false, true};
    int n = 0;
    if (is(plain, "rolling_pro_rata")) {
        pick_shares(plain, account, all, count, taken, &n);
    } else if (is(plain, "own_first")) {
        int first = smaller(held(plain, account, true), count);
        pick_shares(plain, account, own, first, taken, &n);
        pick_shares(plain, account, claims, count - first, taken, &n);
    } else if (is(plain, "claim_first")) {
        int first = smaller(held(plain, account, false), count);
        pick_shares(plain, account, claims, first, taken, &n);
        pick_shares(plain, account, own, count - first, taken, &n);
    } else {
        while (n < count) {
            int at = is(plain, "fifo") ? 0 : plain->coins[account] - 1;
            taken[n++] = pick(plain, account, at);
        }
    }
    return n;
}

static void sink(struct plain *plain, int to, const char *coin, int count)
{
    plain->sunk[to] = true;
    for (int i = 0; i < count; i++)
        plain->sink[to][owner_of(coin[i])]++;
}

static void come_in(struct plain *plain, int account, const char *coin, int count)
{
    char taken[COINS];
    for (int i = 0; i < count; i++)
        plain->coin[account][plain->coins[account]++] = coin[i] == owners[LENT] ? owners[OWN] : coin[i];
    int back = smaller(plain->owed[account], plain->coins[account]);
    if (back == 0)
        return;
    take(plain, account, back, taken);
    sink(plain, account, taken, back);
    plain->owed[account] -= back;
}

static void put(struct plain *plain, const char *text)
{
    hf_buf_put(plain->out, hf_str_of(text));
}

/* "name":  with a comma where something stands before. */
static void put_name(struct plain *plain, bool *first, const char *name)
{
    put(plain, *first ? "\"" : ",\"");
    put(plain, name);
    put(plain, "\":");
    *first = false;
}

static void print_composition(struct plain *plain, const long of[OWNERS])
{
    bool first = true;
    put(plain, "{");
    for (int i = 0; i < OWNERS; i++)
        if (of[i] > 0) {
            put_name(plain, &first, owner_names[i]);
            hf_buf_put_i64(plain->out, of[i]);
        }
    put(plain, "}");
}

static void print_coins(struct plain *plain, const char *coin, int count)
{
    long of[OWNERS] = {0};
    for (int i = 0; i < count; i++)
        of[owner_of(coin[i])]++;
    print_composition(plain, of);
}

static void go_out(struct plain *plain, int account, int amount, const char *id, const char *kind,
                   const char *to)
{
    char taken[COINS];
    int there = smaller(plain->coins[account], amount), n = take(plain, account, there, taken);
    while (n < amount) {
        taken[n++] = owners[LENT];
        plain->owed[account]++;
    }
    put(plain, plain->debits++ == 0 ? "{\"amount\":" : ",{\"amount\":");
    hf_buf_put_i64(plain->out, amount);
    put(plain, ",\"composition\":");
    print_coins(plain, taken, n);
    put(plain, ",\"id\":\"");
    put(plain, id);
    put(plain, "\"}");
    if (strcmp(kind, "debit") == 0) {
        sink(plain, to[0] == 's' ? 3 : 4, taken, n);
    } else {
        plain->seen[to[0] - 'A'] = true;
        come_in(plain, to[0] - 'A', taken, n);
    }
}

static void row(struct plain *plain, struct hf_str line)
{
    char cell[7][32];
    for (int i = 0; i < 7; i++) {
        struct hf_str field = hf_str_cut(&line, ',');
        snprintf(cell[i], sizeof cell[i], "%.*s", HF_STR_ARG(field));
    }
    int account = cell[2][0] - 'A';
    int64_t amount = 0;
    char coins[COINS];
    hf_str_i64(hf_str_of(cell[4]), &amount);
    plain->seen[account] = true;
    if (strcmp(cell[3], "credit") == 0) {
        memset(coins, cell[5][0], sizeof coins);
        come_in(plain, account, coins, (int)amount);
    } else {
        go_out(plain, account, (int)amount, cell[0], cell[3], cell[6]);
    }
}

static void print_accounts(struct plain *plain)
{
    bool first = true;
    for (int i = 0; i < 3; i++) {
        char name[2] = {(char)('A' + i), 0};
        if (!plain->seen[i])
            continue;
        put_name(plain, &first, name);
        put(plain, "{\"balance\":");
        hf_buf_put_i64(plain->out, plain->coins[i]);
        put(plain, ",\"composition\":");
        print_coins(plain, plain->coin[i], plain->coins[i]);
        put(plain, plain->owed[i] > 0 ? ",\"overdraft\":" : "");
        if (plain->owed[i] > 0)
            hf_buf_put_i64(plain->out, plain->owed[i]);
        put(plain, "}");
    }
}

static void print_sinks(struct plain *plain)
{
    bool first = true;
    for (int i = 0; i < 5; i++)
        if (plain->sunk[i]) {
            put_name(plain, &first, sink_names[i]);
            print_composition(plain, plain->sink[i]);
        }
}

void plain_trace(struct hf_str csv, const char *method, struct hf_buf *out)
{
    char room[8192];
    struct hf_buf debits = HF_BUF(room);
    struct plain plain = {.method = method, .out = &debits};
    hf_str_cut(&csv, '\n');
    while (csv.len > 0)
        row(&plain, hf_str_cut(&csv, '\n'));
    plain.out = out;
    put(&plain, "{\"accounts\":{");
    print_accounts(&plain);
    put(&plain, "},\"debits\":[");
    hf_buf_put(out, hf_buf_str(&debits));
    put(&plain, "],\"sinks\":{");
    print_sinks(&plain);
    put(&plain, "}}");
}
