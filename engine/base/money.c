/* SPDX-License-Identifier: Apache-2.0 */
#include "base/money.h"

static const struct {
    int decimals;
    struct hf_str codes; /* sorted, three letters and a blank each */
} currencies[] = {
    /* clang-format off */
    {0, HF_STR_INIT("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF")},
    {2, HF_STR_INIT("AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF "
        "CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
        "GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL "
        "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR "
        "PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP "
        "TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG")},
    {3, HF_STR_INIT("BHD IQD JOD KWD LYD OMR TND")},
    {4, HF_STR_INIT("CLF UYW")},
    {8, HF_STR_INIT("BTC")},
    {9, HF_STR_INIT("ETH")},
    /* clang-format on */
};

int hf_currency_decimals(struct hf_str currency)
{
    if (currency.len != 3)
        return -1;
    for (size_t i = 0; i < sizeof currencies / sizeof currencies[0]; i++)
        for (size_t at = 0; at < currencies[i].codes.len; at += 4)
            if (hf_str_eq(hf_str_part(currencies[i].codes, at, at + 3), currency))
                return currencies[i].decimals;
    return -1;
}

bool hf_money_same(const struct hf_money *a, const struct hf_money *b)
{
    return memcmp(a->currency, b->currency, 3) == 0;
}

static enum hf_rc mismatch(const struct hf_money *a, const struct hf_money *b, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_currency_mismatch, HF_STR_NONE, (struct hf_str){a->currency, 3},
                   (struct hf_str){b->currency, 3});
}

enum hf_rc hf_money_add(const struct hf_money *a, const struct hf_money *b, struct hf_money *out,
                        struct hf_err *err)
{
    struct hf_money sum = *a;
    if (!hf_money_same(a, b))
        return mismatch(a, b, err);
    if (__builtin_add_overflow(a->minor, b->minor, &sum.minor))
        return hf_fail(err, HF_WORD_overflow, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    *out = sum;
    return HF_OK;
}

enum hf_rc hf_money_subtract(const struct hf_money *a, const struct hf_money *b, struct hf_money *out,
                             struct hf_err *err)
{
    struct hf_money difference = *a;
    if (!hf_money_same(a, b))
        return mismatch(a, b, err);
    if (__builtin_sub_overflow(a->minor, b->minor, &difference.minor))
        return hf_fail(err, HF_WORD_overflow, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    *out = difference;
    return HF_OK;
}

static int64_t power_of_ten(int exponent)
{
    int64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

enum hf_rc hf_money_read(struct hf_str amount, struct hf_str currency, struct hf_money *out,
                         struct hf_err *err)
{
    int decimals = hf_currency_decimals(currency);
    if (decimals < 0)
        return hf_fail(err, HF_WORD_unknown_currency, HF_STR_NONE, currency, HF_STR_NONE);
    bool negative = hf_str_begins(amount, HF_STR("-"));
    struct hf_str fraction = hf_str_part(amount, negative ? 1 : 0, amount.len);
    struct hf_str whole = hf_str_cut(&fraction, '.');
    bool dot = fraction.at != NULL;
    int64_t major, minor = 0;
    bool ok = hf_str_i64(whole, &major) && major >= 0 && dot == (fraction.len > 0) &&
              fraction.len <= (size_t)decimals;
    for (size_t i = 0; ok && i < (size_t)decimals; i++) {
        int digit = i < fraction.len ? fraction.at[i] - '0' : 0;
        ok = digit >= 0 && digit <= 9;
        minor = minor * 10 + digit;
    }
    if (!ok || __builtin_mul_overflow(major, power_of_ten(decimals), &major) ||
        __builtin_add_overflow(major, minor, &major))
        return hf_fail(err, HF_WORD_bad_amount, HF_STR_NONE, amount, HF_STR_NONE);
    *out = (struct hf_money){.minor = negative ? -major : major};
    memcpy(out->currency, currency.at, 3);
    return HF_OK;
}

void hf_money_put(struct hf_buf *buf, const struct hf_money *money)
{
    struct hf_str currency = {money->currency, 3};
    int decimals = hf_currency_decimals(currency);
    uint64_t unit = (uint64_t)power_of_ten(decimals < 0 ? 0 : decimals);
    uint64_t size = money->minor < 0 ? 0 - (uint64_t)money->minor : (uint64_t)money->minor;
    if (money->minor < 0)
        hf_buf_put_char(buf, '-');
    hf_buf_put_padded(buf, size / unit, 1);
    if (decimals > 0) {
        hf_buf_put_char(buf, '.');
        hf_buf_put_padded(buf, size % unit, (size_t)decimals);
    }
    hf_buf_put_char(buf, ' ');
    hf_buf_put(buf, currency);
}
