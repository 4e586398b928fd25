/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/finding.h"

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
    if (finding->severity == HF_FAULT) {
        hf_buf_put_char(out, 'C');
        hf_buf_put_i64(out, finding->rule);
    } else {
        hf_buf_put(out, warning[lang]);
    }
    hf_buf_put_char(out, ' ');
    put_place(finding, out);
    hf_err_say(&err, lang, out);
}
