/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A second implementation of every method, slow and plain: every unit of money is a coin with its owner's
 * mark, and accounts are rows of coins. It shares nothing with the engine but the form of its answer.
 */
#ifndef HF_TESTS_TRACE_PLAIN_H
#define HF_TESTS_TRACE_PLAIN_H

#include "bench.h"

enum plain_kind {
    PLAIN_CREDIT,
    PLAIN_DEBIT,
    PLAIN_TRANSFER,
    PLAIN_FEE,
    PLAIN_PURCHASE,
    PLAIN_SALE,
    PLAIN_CONVERSION,
    PLAIN_LINK,
    PLAIN_COIN
};

enum { PLAIN_ROWS = 640, PLAIN_FEW = 40, PLAIN_ACCOUNTS = 3, PLAIN_PLACES = 64, PLAIN_ENDS = 3 };

struct plain_event {
    enum plain_kind kind;
    int day, amount;
    int account;  /* of a sale: the asset */
    int to;       /* an account; of a debit a sink, of a purchase an asset */
    int claimant; /* of a credit: A, B, OWN, UNKNOWN or Z */
    int received; /* of a conversion */
    bool charge;
    int debit, credit;                      /* of a link: rows */
    int input[PLAIN_ENDS], inputs, outputs; /* of coins: places; outputs are the next new ones */
    int output[PLAIN_ENDS];                 /* their amounts */
};

struct plain_case {
    struct plain_event event[PLAIN_ROWS];
    int events, places;
};

/* A case by chance; `wide`: with more than credits, debits and transfers; `coins`: with coins too. */
void plain_generate(struct bench_dice *dice, bool wide, bool coins, struct plain_case *out);
/* Hundreds of small credits to A and B, then payments that take many of them at once. */
void plain_generate_many(struct bench_dice *dice, struct plain_case *out);
/* The case as JSON. */
struct hf_str plain_json(const struct plain_case *what);
/* Its answer, written as the engine does. */
void plain_trace(const struct plain_case *what, const char *method, const struct hf_trace_choice *choice,
                 struct hf_buf *out);

/* pari_passu and direct_match, which follow no coins. */
void plain_pari_passu(const struct plain_case *what, const struct hf_trace_choice *choice,
                      struct hf_buf *out);
void plain_direct_match(const struct plain_case *what, const struct hf_trace_choice *choice,
                        struct hf_buf *out);

/* For both. */
enum { PLAIN_A, PLAIN_B, PLAIN_LENT, PLAIN_OWN, PLAIN_UNKNOWN, PLAIN_Z, PLAIN_OWNERS };
enum { PLAIN_ASSETS = 2, PLAIN_NAMED = 2 };
const char *plain_place(int place);
extern const char *const plain_assets[PLAIN_ASSETS], *const plain_sinks[PLAIN_NAMED];
void plain_put_composition(struct hf_buf *out, const int of[PLAIN_OWNERS]);
/* By largest remainder; among equals the first. */
void plain_shares(int total, const int *weight, int count, int *part);
int plain_third(enum hf_trace_ordering ordering, enum plain_kind kind);

#endif
