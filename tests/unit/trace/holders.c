/* SPDX-License-Identifier: Apache-2.0 */
#include "holders.h"

enum hf_rc holders_ask(struct hf_str text, const struct hf_owners_ask *ask, struct hf_json *out,
                       struct hf_err *err)
{
    return hf_trace_owners(text, ask, &bench, out, err);
}

struct hf_json holders_in_case(struct hf_str text, const char *case_id, const char *of)
{
    struct hf_owners_ask ask = {
        .file = HF_STR("f"), .case_id = hf_str_of(case_id), .of = hf_str_of(of), .day = INT32_MIN};
    struct hf_json answer = {0};
    struct hf_err err = {0};
    char said[2048];
    struct hf_buf say = HF_BUF(said);
    if (holders_ask(text, &ask, &answer, &err) == HF_OK)
        return answer;
    hf_err_print(&err, HF_EN, &say);
    print_error("%.*s\n%.*s\n", HF_STR_ARG(hf_buf_str(&say)), HF_STR_ARG(text));
    fail();
    return answer;
}

struct hf_json holders_of(struct hf_str text, const char *of)
{
    return holders_in_case(text, "", of);
}

struct hf_str holders_said(const struct hf_json *answer, const char *member, const char *of)
{
    const struct hf_json *value = hf_json_get(answer, hf_str_of(member));
    if (value != NULL && *of != '\0')
        value = hf_json_get(value, hf_str_of(of));
    struct hf_buf text = hf_buf_in(&bench, 64);
    if (value != NULL)
        hf_json_write(&text, value);
    return hf_buf_str(&text);
}

void holders_refused_(struct hf_str text, const char *of, enum hf_word word, const char *where,
                      const char *file, int line)
{
    struct hf_owners_ask ask = {.file = HF_STR("f"), .of = hf_str_of(of), .day = INT32_MIN};
    struct hf_json answer;
    struct hf_err err = {.word = HF_WORD_ok};
    enum hf_rc rc = holders_ask(text, &ask, &answer, &err);
    if (rc != HF_OK && err.word == word && (*where == '\0' || strcmp(err.where, where) == 0))
        return;
    print_error("%.*s\nrefused as %.*s at %s\n", HF_STR_ARG(text), HF_STR_ARG(hf_err_code(&err)), err.where);
    _fail(file, line);
}
