/* SPDX-License-Identifier: Apache-2.0 */
/* workflow new, fmt, diff: a definition as a text that people write and compare. */
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/output.h"
#include "flow/fmt.h"
#include "record/differ.h"

enum { SHOWN_MAX = 160 };

struct hf_str hf_cli_number(struct hf_cli *cli, size_t number)
{
    struct hf_buf text = hf_buf_in(cli->arena, 20);
    hf_buf_put_i64(&text, (int64_t)number);
    return hf_buf_str(&text);
}

enum hf_rc hf_cli_definition(struct hf_cli *cli, struct hf_str path, const struct hf_flow **house,
                             const struct hf_flow **flow, struct hf_err *err)
{
    struct hf_str text;
    struct hf_findings findings = {0};
    HF_TRY(hf_cli_house(cli, house, err));
    HF_TRY(hf_file_read(path, HF_DEFINITION_MAX, cli->arena, &text, err));
    enum hf_rc rc = hf_flow_read(text, HF_FLOW_PUBLISHED, *house, cli->arena, flow, &findings, err);
    if (rc == HF_FINDINGS)
        return hf_fail(err, HF_WORD_cli_unsound, path, path, HF_STR_NONE);
    return hf_file_blame(path, rc, err);
}

/* ---- fmt ---- */

enum hf_rc hf_cli_laid_out(struct hf_cli *cli, struct hf_str text, struct hf_str path, struct hf_str *out,
                           struct hf_err *err)
{
    const struct hf_flow *house;
    struct hf_buf laid = hf_buf_in(cli->arena, text.len + text.len / 4);
    HF_TRY(hf_cli_house(cli, &house, err));
    enum hf_rc rc = hf_flow_fmt(text, house, cli->arena, &laid, err);
    *out = hf_buf_str(&laid);
    if (rc == HF_OK && laid.len > HF_DEFINITION_MAX)
        return hf_fail(err, HF_WORD_cli_layout_large, path, hf_cli_number(cli, laid.len),
                       hf_cli_number(cli, HF_DEFINITION_MAX));
    return hf_file_blame(path, rc, err);
}

/* Puts a file in its layout, or only says that it is not. */
static enum hf_rc fmt_file(struct hf_cli *cli, struct hf_str path, struct hf_json_maker *changed,
                           struct hf_err *err)
{
    struct hf_str text, laid;
    bool looking = hf_cli_has(cli, HF_STR("check"));
    HF_TRY(hf_file_read(path, HF_DEFINITION_MAX, cli->arena, &text, err));
    HF_TRY(hf_cli_laid_out(cli, text, path, &laid, err));
    if (hf_str_eq(path, HF_STR("-"))) {
        hf_out_raw(cli, laid);
        return HF_OK;
    }
    if (hf_str_eq(text, laid))
        return HF_OK;
    hf_json_add(changed, HF_STR_NONE, hf_json_of_text(path));
    hf_out_line(cli, path);
    return looking ? HF_OK : hf_file_replace(path, laid, cli->arena, err);
}

enum hf_rc hf_cmd_workflow_fmt(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_json_maker changed = hf_json_make(cli->arena);
    for (size_t i = 0; i < cli->args; i++)
        HF_TRY(fmt_file(cli, cli->arg[i], &changed, err));
    struct hf_json document = hf_json_list(&changed);
    hf_out_json(cli, &document);
    bool found = hf_cli_has(cli, HF_STR("check")) && changed.count > 0;
    return found ? HF_FINDINGS : HF_OK;
}

/* ---- new ---- */

static bool is_name(struct hf_str name)
{
    bool good = name.len <= 64 && name.len > 0 && name.at[0] >= 'a' && name.at[0] <= 'z';
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_');
    }
    return good;
}

/* The skeleton under another name. */
static struct hf_str renamed(struct hf_cli *cli, struct hf_str name)
{
    static const struct hf_str old = HF_STR_INIT("small-procedure");
    struct hf_str text = hf_cli_skeleton();
    struct hf_buf out = hf_buf_in(cli->arena, text.len + name.len);
    size_t at = 0;
    while (!hf_str_begins(hf_str_part(text, at, text.len), old))
        at++;
    hf_buf_put(&out, hf_str_part(text, 0, at));
    hf_buf_put(&out, name);
    hf_buf_put(&out, hf_str_part(text, at + old.len, text.len));
    return hf_buf_str(&out);
}

enum hf_rc hf_cmd_workflow_new(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_str name = hf_cli_arg(cli, 0), path = hf_cli_value(cli, HF_STR("output")), text;
    if (!is_name(name))
        return hf_fail(err, HF_WORD_cli_workflow_name, HF_STR_NONE, name, HF_STR_NONE);
    HF_TRY(hf_cli_laid_out(cli, renamed(cli, name), name, &text, err));
    if (path.len == 0 || hf_str_eq(path, HF_STR("-"))) {
        hf_out_raw(cli, text);
        return HF_OK;
    }
    HF_TRY(hf_file_new(path, text, cli->arena, err));
    hf_out_hint(cli, HF_SAY_next_check, path, HF_STR_NONE);
    return HF_OK;
}

/* ---- diff ---- */

struct told {
    struct hf_cli *cli;
    struct hf_json_maker rows;
};

/* One line is enough to see what it is. */
static void put_value(struct hf_cli *cli, struct hf_buf *line, const struct hf_json *json)
{
    struct hf_buf text = hf_buf_in(cli->arena, 256);
    hf_json_write(&text, json);
    size_t len = text.len > SHOWN_MAX ? SHOWN_MAX : text.len;
    while (len < text.len && ((unsigned char)text.at[len] & 0xC0) == 0x80)
        len--;
    hf_buf_put(line, (struct hf_str){text.at, len});
    if (len < text.len)
        hf_buf_put(line, HF_STR("…"));
}

static void tell_difference(void *self, const struct hf_difference *difference)
{
    struct told *told = self;
    struct hf_json_maker row = hf_json_make(told->cli->arena);
    struct hf_buf line = hf_buf_in(told->cli->arena, 256);
    hf_json_add(&row, HF_STR("pointer"),
                hf_json_of_text(hf_arena_keep(told->cli->arena, difference->pointer)));
    hf_buf_put(&line, difference->old == NULL   ? HF_STR("+ ")
                      : difference->new == NULL ? HF_STR("- ")
                                                : HF_STR("~ "));
    hf_buf_put(&line, difference->pointer);
    hf_buf_put(&line, HF_STR(": "));
    if (difference->old != NULL) {
        hf_json_add(&row, HF_STR("old"), *difference->old);
        put_value(told->cli, &line, difference->old);
    }
    if (difference->old != NULL && difference->new != NULL)
        hf_buf_put(&line, HF_STR(" → "));
    if (difference->new != NULL) {
        hf_json_add(&row, HF_STR("new"), *difference->new);
        put_value(told->cli, &line, difference->new);
    }
    hf_out_line(told->cli, hf_buf_str(&line));
    hf_json_add(&told->rows, HF_STR_NONE, hf_json_object(&row));
}

static enum hf_rc read_json(struct hf_cli *cli, struct hf_str path, struct hf_json *out, struct hf_err *err)
{
    struct hf_str text;
    HF_TRY(hf_file_read(path, HF_DEFINITION_MAX, cli->arena, &text, err));
    return hf_file_blame(path, hf_json_read(text, &hf_json_file_limits, cli->arena, out, err), err);
}

enum hf_rc hf_cmd_workflow_diff(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_json old, new;
    struct told told = {.cli = cli, .rows = hf_json_make(cli->arena)};
    HF_TRY(read_json(cli, hf_cli_arg(cli, 0), &old, err));
    HF_TRY(read_json(cli, hf_cli_arg(cli, 1), &new, err));
    if (hf_json_differ(&old, &new, cli->arena, tell_difference, &told) == 0)
        hf_out_hint(cli, HF_SAY_diff_none, HF_STR_NONE, HF_STR_NONE);
    struct hf_json document = hf_json_list(&told.rows);
    hf_out_json(cli, &document);
    return HF_OK;
}
