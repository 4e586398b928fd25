/* SPDX-License-Identifier: Apache-2.0 */
/* Weights are thousandths, so that they compare as whole numbers. */
#include "http/accept.h"

#include <strings.h>

enum { FULL = 1000 };

static const struct hf_str tags[HF_LANGS] = {HF_STR_INIT("en"), HF_STR_INIT("fr")};

struct hf_str hf_lang_tag(enum hf_lang lang)
{
    return tags[lang];
}

static bool same_word(struct hf_str a, struct hf_str b)
{
    return a.len == b.len && (a.len == 0 || strncasecmp(a.at, b.at, a.len) == 0);
}

/* "0.75" as 750; what is not a weight counts nothing. */
static int weight_of(struct hf_str q)
{
    int weight = 0;
    int unit = FULL;
    if (q.len == 0 || q.len > 5 || (q.len > 1 && q.at[1] != '.'))
        return 0;
    for (size_t i = 0; i < q.len; i++) {
        if (i == 1)
            continue;
        if (q.at[i] < '0' || q.at[i] > '9')
            return 0;
        weight += (q.at[i] - '0') * unit;
        unit /= 10;
    }
    return weight <= FULL ? weight : 0;
}

/* What stands behind the language: ";q=0.5" or nothing. */
static int weight_in(struct hf_str parameters)
{
    while (parameters.len > 0) {
        struct hf_str parameter = hf_str_trim(hf_str_cut(&parameters, ';'));
        if (parameter.len > 2 && same_word(hf_str_part(parameter, 0, 2), HF_STR("q=")))
            return weight_of(hf_str_part(parameter, 2, parameter.len));
    }
    return FULL;
}

enum hf_lang hf_accept_language(struct hf_str header)
{
    enum hf_lang best = HF_EN;
    int most = 0;
    while (header.len > 0) {
        struct hf_str range = hf_str_cut(&header, ',');
        struct hf_str tag = hf_str_trim(hf_str_cut(&range, ';'));
        struct hf_str primary = hf_str_cut(&tag, '-');
        int weight = weight_in(range);
        for (enum hf_lang lang = HF_EN; lang < HF_LANGS; lang++)
            if (weight > most && same_word(primary, tags[lang])) {
                most = weight;
                best = lang;
            }
    }
    return best;
}

bool hf_accept_type(struct hf_str field, struct hf_str wanted)
{
    return same_word(hf_str_trim(hf_str_cut(&field, ';')), wanted);
}
