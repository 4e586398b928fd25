/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever a reader of engine/base takes has one written form: writing the value gives the text back. */
#include "base/check.h"
#include "base/id.h"
#include "base/money.h"
#include "base/when.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void same(const struct hf_buf *written, struct hf_str text)
{
    HF_CHECK(!written->full && hf_str_eq(hf_buf_str(written), text));
}

static void instants(struct hf_str text)
{
    int64_t at_ms;
    char room[HF_INSTANT_TEXT];
    struct hf_buf buf = HF_BUF(room);
    if (!hf_instant_read(text, &at_ms))
        return;
    hf_instant_put(&buf, at_ms);
    same(&buf, text);
}

static void ids(struct hf_str text)
{
    struct hf_id id;
    char room[HF_ID_TEXT];
    struct hf_buf buf = HF_BUF(room);
    if (!hf_id_read(text, &id))
        return;
    hf_id_put(&buf, &id);
    same(&buf, text);
}

static void references(struct hf_str text)
{
    char normal[HF_REFERENCE_TEXT], again[HF_REFERENCE_TEXT];
    if (!hf_reference_read(text, normal))
        return;
    HF_CHECK(hf_reference_read((struct hf_str){normal, sizeof normal}, again));
    HF_CHECK(memcmp(normal, again, sizeof normal) == 0);
}

static void integers(struct hf_str text)
{
    int64_t value;
    char room[20];
    struct hf_buf buf = HF_BUF(room);
    if (!hf_str_i64(text, &value))
        return;
    hf_buf_put_i64(&buf, value);
    same(&buf, text);
}

/* "1.5" EUR is written 1.50: read again, it is the same amount. */
static void amounts(struct hf_str text)
{
    static const char *const currencies[] = {"JPY", "EUR", "ETH"};
    struct hf_err err;
    for (size_t i = 0; i < sizeof currencies / sizeof currencies[0]; i++) {
        struct hf_money money, again;
        char room[40];
        struct hf_buf buf = HF_BUF(room);
        if (hf_money_read(text, hf_str_of(currencies[i]), &money, &err) != HF_OK)
            continue;
        hf_money_put(&buf, &money);
        struct hf_str written = hf_str_part(hf_buf_str(&buf), 0, buf.len - 4);
        HF_CHECK(hf_money_read(written, hf_str_of(currencies[i]), &again, &err) == HF_OK);
        HF_CHECK(again.minor == money.minor);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_str text = {(const char *)data, size};
    instants(text);
    ids(text);
    references(text);
    integers(text);
    amounts(text);
    return 0;
}
