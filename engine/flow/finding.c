/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/finding.h"

#include "flow/remedies.h"

struct hf_str hf_finding_remedy(enum hf_word word, enum hf_lang lang)
{
    static const struct {
        enum hf_word word;
        struct hf_str say[HF_LANGS];
    } remedies[] = {
#define HF_REMEDY(name, en, fr) {HF_WORD_##name, {HF_STR_INIT(en), HF_STR_INIT(fr)}},
        HF_REMEDIES(HF_REMEDY)
#undef HF_REMEDY
    };
    for (size_t i = 0; i < sizeof remedies / sizeof remedies[0]; i++) {
        if (remedies[i].word == word)
            return remedies[i].say[lang];
    }
    return HF_STR_NONE;
}

static void put_place(const struct hf_finding *finding, struct hf_buf *out)
{
    hf_buf_put_i64(out, finding->line);
    hf_buf_put_char(out, ':');
    hf_buf_put_i64(out, finding->column);
    hf_buf_put_char(out, ' ');
    hf_buf_put(out, finding->pointer);
    hf_buf_put(out, HF_STR(": "));
}

void hf_finding_print(const struct hf_finding *finding, enum hf_lang lang, struct hf_buf *out)
{
    static const struct hf_str warning[HF_LANGS] = {
        [HF_EN] = HF_STR_INIT("warning"), [HF_FR] = HF_STR_INIT("avertissement")};
    struct hf_err err;
    (void)hf_fail(&err, finding->word, HF_STR_NONE, finding->arg[0], finding->arg[1]);
    struct hf_str remedy = hf_finding_remedy(finding->word, lang);
    if (finding->severity != HF_WARNING) {
        hf_buf_put_char(out, 'C');
        hf_buf_put_i64(out, finding->rule);
    } else {
        hf_buf_put(out, warning[lang]);
    }
    hf_buf_put_char(out, ' ');
    put_place(finding, out);
    hf_err_say(&err, lang, out);
    if (remedy.len > 0) {
        hf_buf_put(out, lang == HF_FR ? HF_STR(" ; ") : HF_STR("; "));
        hf_buf_put(out, remedy);
    }
}
