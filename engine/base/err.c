/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

#include "base/check.h"

struct word {
    struct hf_str code;
    enum hf_rc rc;
    struct hf_str say[HF_LANGS];
};

#define HF_WORD(code_, rc_, en_, fr_) \
    [HF_WORD_##code_] = {HF_STR_INIT(#code_), HF_##rc_, {HF_STR_INIT(en_), HF_STR_INIT(fr_)}},
#define HF_CODE(code_, rc_, en_, fr_) HF_WORD(code_, rc_, #code_, #code_)
#ifndef HF_FAR
#define HF_FAR HF_WORD /* HF_CODE where the sentences of other layers are left out (adapters/verify) */
#endif
static const struct word words[HF_WORD_COUNT] = {HF_WORDS_NEAR(HF_WORD) HF_WORDS_FAR(HF_FAR)};
#undef HF_WORD

struct term {
    struct hf_str say[HF_LANGS];
};
#define HF_TERM(name, en_, fr_) {{HF_STR_INIT(en_), HF_STR_INIT(fr_)}},
static const struct term places[] = {HF_PLACES(HF_TERM)};
static const struct term things[] = {HF_THINGS(HF_TERM)};
#undef HF_TERM

int hf_rc_http(enum hf_rc rc)
{
    static const int http[] = {
#define HF_RC(name, exit, http_, retry) [exit] = (http_),
        HF_RCS(HF_RC)
#undef HF_RC
    };
    HF_CHECK((size_t)rc < sizeof http / sizeof http[0]);
    return http[rc];
}

bool hf_rc_retry(enum hf_rc rc)
{
    static const bool retries[] = {
#define HF_RC(name, exit, http_, retry) [exit] = (retry),
        HF_RCS(HF_RC)
#undef HF_RC
    };
    HF_CHECK((size_t)rc < sizeof retries / sizeof retries[0]);
    return retries[rc];
}

/* The longest beginning of s that fits into `size` bytes with its NUL and does not end inside a character. */
static size_t fitting(struct hf_str s, size_t size)
{
    if (s.len < size)
        return s.len;
    size_t len = size - 1;
    while (len > 0 && ((unsigned char)s.at[len] & 0xC0) == 0x80)
        len--;
    return len;
}

static void copy(char *out, size_t size, struct hf_str s)
{
    size_t len = fitting(s, size);
    if (len > 0)
        memcpy(out, s.at, len);
    out[len] = '\0';
}

#undef hf_fail
enum hf_rc hf_fail(struct hf_err *err, enum hf_word word, struct hf_str where, struct hf_str arg0,
                   struct hf_str arg1)
{
    HF_CHECK(word > HF_WORD_ok && word < HF_WORD_COUNT);
    err->word = word;
    copy(err->where, sizeof err->where, where);
    copy(err->arg[0], sizeof err->arg[0], arg0);
    copy(err->arg[1], sizeof err->arg[1], arg1);
    err->detail[HF_EN][0] = err->detail[HF_FR][0] = '\0';
    return words[word].rc;
}

void hf_err_detail(struct hf_err *err, struct hf_str en, struct hf_str fr)
{
    struct hf_str line[HF_LANGS] = {[HF_EN] = en, [HF_FR] = fr};
    for (int lang = 0; lang < HF_LANGS; lang++) {
        size_t used = strlen(err->detail[lang]);
        if (used + line[lang].len + 2 > HF_ERR_DETAIL_MAX)
            continue; /* the first refusals of a long list are enough to begin mending */
        if (used > 0)
            err->detail[lang][used++] = '\n';
        copy(err->detail[lang] + used, HF_ERR_DETAIL_MAX - used, line[lang]);
    }
}

enum hf_rc hf_err_rc(const struct hf_err *err)
{
    return words[err->word].rc;
}

struct hf_str hf_err_code(const struct hf_err *err)
{
    return words[err->word].code;
}

/* An argument in the reader's language, where it is ours. */
static struct hf_str argument(struct hf_str text, enum hf_lang lang)
{
    for (size_t i = 0; i < sizeof things / sizeof things[0]; i++)
        if (hf_str_eq(text, things[i].say[HF_EN]))
            return things[i].say[lang];
    return text;
}

void hf_err_say(const struct hf_err *err, enum hf_lang lang, struct hf_buf *out)
{
    struct hf_str rest = words[err->word].say[lang];
    while (rest.len > 0) {
        bool asked = rest.len >= 3 && rest.at[0] == '{' && rest.at[2] == '}' &&
                     (rest.at[1] == '0' || rest.at[1] == '1');
        if (asked)
            hf_buf_put(out, argument(hf_str_of(err->arg[rest.at[1] - '0']), lang));
        else
            hf_buf_put_char(out, rest.at[0]);
        rest = hf_str_part(rest, asked ? 3 : 1, rest.len);
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The word of a place with which the text begins and behind which a number stands; NULL: none. */
static const struct term *place_at(struct hf_str text)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        size_t len = places[i].say[HF_EN].len;
        if (hf_str_begins(text, places[i].say[HF_EN]) && text.len > len + 1 && text.at[len] == ' ' &&
            text.at[len + 1] >= '0' && text.at[len + 1] <= '9')
            return &places[i];
    }
    return NULL;
}

void hf_err_place(const struct hf_err *err, enum hf_lang lang, struct hf_buf *out)
{
    struct hf_str rest = hf_str_of(err->where);
    bool in_word = false;
    while (rest.len > 0) {
        const struct term *place = in_word ? NULL : place_at(rest);
        if (place != NULL)
            hf_buf_put(out, place->say[lang]);
        else
            hf_buf_put_char(out, rest.at[0]);
        in_word = place != NULL || is_letter(rest.at[0]);
        rest = hf_str_part(rest, place == NULL ? 1 : place->say[HF_EN].len, rest.len);
    }
}

void hf_err_print(const struct hf_err *err, enum hf_lang lang, struct hf_buf *out)
{
    if (err->where[0] != '\0') {
        hf_err_place(err, lang, out);
        hf_buf_put(out, lang == HF_FR ? HF_STR(" : ") : HF_STR(": "));
    }
    hf_err_say(err, lang, out);
    struct hf_str rest = hf_str_of(err->detail[lang]);
    while (rest.len > 0) {
        hf_buf_put(out, HF_STR("\n  - "));
        hf_buf_put(out, hf_str_cut(&rest, '\n'));
    }
}
