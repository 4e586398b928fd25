/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rates of exchange as conversions tell them: how much of the currency received one of the currency paid
 * gave, in whole currencies and not in their least units ("1.1": 100.00 EUR gave 110.00 USD).
 */
#ifndef HF_BASE_RATE_H
#define HF_BASE_RATE_H

#include "base/str.h"

/* digits / 10^decimals */
struct hf_rate {
    int64_t digits;
    int decimals;
};

/* At most 15 digits before the point and 15 behind; of all these the first 15 that are not 0 in front count.
 */
bool hf_rate_read(struct hf_str text, struct hf_rate *out);

struct hf_exchange {
    int64_t paid, received;               /* least units */
    int paid_decimals, received_decimals; /* of the currencies */
};

/*
 * Does the rate turn the one into the other, when it was rounded to its last digit and each amount up or down
 * to a least unit? Amounts whose products exceed 126 bits are not judged: true.
 */
bool hf_rate_fits(struct hf_rate rate, const struct hf_exchange *exchange);

#endif
