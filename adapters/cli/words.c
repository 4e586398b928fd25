/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/words.h"

#include "base/check.h"

static const struct hf_str says[HF_SAY_COUNT][HF_LANGS] = {
#define HF_SAY(name, en, fr) [HF_SAY_##name] = {HF_STR_INIT(en), HF_STR_INIT(fr)},
    HF_SAYS(HF_SAY)
#undef HF_SAY
};

struct hf_str hf_say(enum hf_say say, enum hf_lang lang)
{
    HF_CHECK(say > HF_SAY_NOTHING && say < HF_SAY_COUNT);
    return says[say][lang];
}

void hf_say_put(struct hf_buf *out, enum hf_say say, enum hf_lang lang, struct hf_str arg0,
                struct hf_str arg1)
{
    struct hf_str rest = hf_say(say, lang);
    while (rest.len > 0) {
        bool first = hf_str_begins(rest, HF_STR("{0}")), second = hf_str_begins(rest, HF_STR("{1}"));
        if (first || second)
            hf_buf_put(out, first ? arg0 : arg1);
        else
            hf_buf_put_char(out, rest.at[0]);
        rest = hf_str_part(rest, first || second ? 3 : 1, rest.len);
    }
}
