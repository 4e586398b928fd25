/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Money: an int64 in minor units and a currency; never a floating number.
 * The unit of each currency is fixed by the table in money.c: ISO 4217 minor units (list of
 * datasets/currency-codes, PDDL), and for crypto-assets a scale of our own (ETH in 10^-9, BTC in
 * 10^-8).
 */
#ifndef HF_BASE_MONEY_H
#define HF_BASE_MONEY_H

#include "base/err.h"

struct hf_money {
    int64_t minor;
    char currency[4]; /* three letters and NUL */
};

/* How many decimals the currency's unit has; -1 when it is not known. */
int hf_currency_decimals(struct hf_str currency);

bool hf_money_same(const struct hf_money *a, const struct hf_money *b); /* currency only */
/* REFUSED currency_mismatch or overflow. */
enum hf_rc hf_money_add(const struct hf_money *a, const struct hf_money *b, struct hf_money *out,
                        struct hf_err *err);
enum hf_rc hf_money_subtract(const struct hf_money *a, const struct hf_money *b, struct hf_money *out,
                             struct hf_err *err);

/* "1234.50" in the decimals of the currency; more decimals than it has are refused. */
enum hf_rc hf_money_read(struct hf_str amount, struct hf_str currency, struct hf_money *out,
                         struct hf_err *err);
/* "1234.50 EUR" */
void hf_money_put(struct hf_buf *buf, const struct hf_money *money);

#endif
