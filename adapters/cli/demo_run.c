/* SPDX-License-Identifier: Apache-2.0 */
/* One command of the demo: a process of this program, its answer, its refusal. */
#include <stdio.h>

#include "cli/demo.h"
#include "cli/output.h"

enum { COMMAND_MS = 60000 };

void hf_demo_word(struct hf_demo *demo, struct hf_demo_line *line, struct hf_str word)
{
    char *text = HF_NEW(demo->arena, char, word.len + 1);
    if (word.len > 0)
        memcpy(text, word.at, word.len);
    if (line->count + 1 < sizeof(line->word) / sizeof(line->word[0]))
        line->word[line->count++] = text;
}

const char *hf_demo_path(struct hf_demo *demo, const char *folder, const char *name)
{
    char *path = HF_NEW(demo->arena, char, HF_DEMO_PATH);
    (void)snprintf(path, HF_DEMO_PATH, "%s/%s", folder, name);
    return path;
}

enum hf_rc hf_demo_write(const char *path, struct hf_str text, struct hf_err *err)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return hf_host_fail(path, err);
    size_t put = fwrite(text.at, 1, text.len, file);
    return fclose(file) == 0 && put == text.len ? HF_OK : hf_host_fail(path, err);
}

void hf_demo_step(struct hf_demo *demo, enum hf_say say, struct hf_str arg)
{
    struct hf_buf line = hf_buf_in(demo->arena, 128);
    hf_buf_put_char(&line, ' ');
    if (++demo->steps < 10)
        hf_buf_put_char(&line, ' ');
    hf_buf_put_i64(&line, demo->steps);
    hf_buf_put(&line, HF_STR("  "));
    if (say == HF_SAY_NOTHING)
        hf_buf_put(&line, arg);
    else
        hf_say_put(&line, say, demo->cli->lang, arg, HF_STR_NONE);
    hf_out_line(demo->cli, hf_buf_str(&line));
    (void)fflush(demo->cli->out);
}

/* ---- refusals ---- */

static enum hf_word word_of(struct hf_str code)
{
    struct hf_err err;
    for (enum hf_word word = HF_WORD_ok + 1; word < HF_WORD_COUNT; word++) {
        err.word = word;
        if (hf_str_eq(hf_err_code(&err), code))
            return word;
    }
    return HF_WORD_demo_failed;
}

/* The last line that is JSON; hints may stand before it. */
static bool read_error(struct hf_demo *demo, struct hf_str messages, struct hf_json *out)
{
    bool found = false;
    struct hf_err none;
    while (messages.len > 0) {
        struct hf_str line = hf_str_trim(hf_str_cut(&messages, '\n'));
        struct hf_json json;
        if (!hf_str_begins(line, HF_STR("{\"error\"")) ||
            hf_json_read(line, &hf_json_file_limits, demo->arena, &json, &none) != HF_OK)
            continue;
        *out = *HF_JSON_GET(&json, "error");
        found = true;
    }
    return found;
}

static enum hf_rc refusal(struct hf_demo *demo, const struct hf_demo_line *line, const struct hf_ran *ran,
                          struct hf_err *err)
{
    struct hf_json error;
    char code[16];
    (void)snprintf(code, sizeof(code), "%d", ran->code);
    if (!read_error(demo, ran->messages, &error)) {
        hf_fail(err, HF_WORD_demo_failed, HF_STR_NONE, hf_str_of(line->word[1]), hf_str_of(code));
        hf_err_detail(err, ran->messages, ran->messages);
        return hf_err_rc(err);
    }
    const struct hf_json *details = HF_JSON_GET(&error, "details");
    struct hf_str sentence = hf_json_text(&error, HF_STR("sentence"));
    enum hf_rc rc = hf_fail(err, word_of(hf_json_text(&error, HF_STR("code"))),
                            hf_json_text(&error, HF_STR("where")), HF_STR_NONE, HF_STR_NONE);
    hf_err_detail(err, sentence, sentence);
    for (size_t i = 0; details != NULL && details->kind == HF_JSON_LIST && i < details->is.list.count; i++)
        hf_err_detail(err, details->is.list.item[i].is.text, details->is.list.item[i].is.text);
    return rc;
}

/* ---- running ---- */

enum hf_rc hf_demo_run(struct hf_demo *demo, struct hf_demo_line *line, struct hf_str *out,
                       struct hf_err *err)
{
    struct hf_ran ran;
    hf_demo_word(demo, line, HF_STR("--json"));
    line->word[line->count] = NULL;
    HF_TRY(hf_child_run(line->word, COMMAND_MS, demo->arena, &ran, err));
    if (ran.code != 0)
        return refusal(demo, line, &ran, err);
    *out = ran.out;
    return HF_OK;
}

enum hf_rc hf_demo_do(struct hf_demo *demo, const char *words, struct hf_str *out, struct hf_err *err)
{
    struct hf_demo_line line = {.word = {"holdfast"}, .count = 1};
    struct hf_str rest = hf_str_of(words);
    while (rest.len > 0)
        hf_demo_word(demo, &line, hf_str_cut(&rest, '|'));
    return hf_demo_run(demo, &line, out, err);
}
