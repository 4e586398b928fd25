/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/output.h"

#include <errno.h>

enum { BETWEEN = 2 }; /* blanks between columns */

/* ---- writing ---- */

/* That something was lost is said once, at the end; why is known only now. */
static void write_to(struct hf_cli *cli, FILE *file, struct hf_str s)
{
    if (s.len > 0 && fwrite(s.at, 1, s.len, file) < s.len && file == cli->out && cli->lost == 0)
        cli->lost = errno;
}

static void write_line(struct hf_cli *cli, FILE *file, struct hf_str s)
{
    write_to(cli, file, s);
    write_to(cli, file, HF_STR("\n"));
}

void hf_out_raw(struct hf_cli *cli, struct hf_str bytes)
{
    write_to(cli, cli->out, bytes);
}

void hf_out_line(struct hf_cli *cli, struct hf_str line)
{
    if (!cli->json)
        write_line(cli, cli->out, line);
}

void hf_out_json(struct hf_cli *cli, const struct hf_json *json)
{
    if (!cli->json)
        return;
    struct hf_buf text = hf_buf_in(cli->arena, 256);
    hf_json_write(&text, json);
    write_line(cli, cli->out, hf_buf_str(&text));
}

/* ---- values ---- */

/* What commands a terminal or turns the direction of writing, by the bytes of UTF-8; the last is a range. */
static const struct {
    unsigned char lead[2];
    size_t leads;
    unsigned char from, to;
} commanding[] = {
    {{0}, 0, 0x00, 0x1F},          {{0}, 0, 0x7F, 0x7F},          /* C0, DEL */
    {{0xC2}, 1, 0x80, 0x9F},       {{0xD8}, 1, 0x9C, 0x9C},       /* C1; U+061C */
    {{0xE2, 0x80}, 2, 0x8E, 0x8F}, {{0xE2, 0x80}, 2, 0xA8, 0xAE}, /* U+200E and 200F; U+2028 to 202E */
    {{0xE2, 0x81}, 2, 0xA6, 0xA9},                                /* U+2066 to 2069 */
};

/* How many bytes at the beginning are such a character; 0: none. */
static size_t command_len(struct hf_str s)
{
    for (size_t i = 0; i < sizeof commanding / sizeof commanding[0]; i++) {
        size_t leads = commanding[i].leads;
        if (s.len <= leads || memcmp(s.at, commanding[i].lead, leads) != 0)
            continue;
        unsigned char last = (unsigned char)s.at[leads];
        if (last >= commanding[i].from && last <= commanding[i].to)
            return leads + 1;
    }
    return 0;
}

/* Each of them becomes a blank. */
static void put_safe(struct hf_buf *out, struct hf_str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t len = command_len(hf_str_part(s, i, s.len));
        hf_buf_put_char(out, len > 0 ? ' ' : s.at[i]);
        i += len > 0 ? len : 1;
    }
}

/* The same line by line: the ends of lines are ours. */
static void put_safe_lines(struct hf_buf *out, struct hf_str s)
{
    while (s.len > 0) {
        put_safe(out, hf_str_cut(&s, '\n'));
        if (s.len > 0)
            hf_buf_put_char(out, '\n');
    }
}

void hf_out_text(struct hf_cli *cli, struct hf_str text)
{
    struct hf_buf safe = hf_buf_in(cli->arena, text.len);
    put_safe_lines(&safe, text);
    if (text.len > 0 && text.at[text.len - 1] == '\n')
        hf_buf_put_char(&safe, '\n');
    if (!cli->json)
        write_to(cli, cli->out, hf_buf_str(&safe));
}

static void put_single(const struct hf_cli *cli, const struct hf_json *value, struct hf_buf *out)
{
    struct hf_buf json = hf_buf_in(cli->arena, 64);
    switch (value->kind) {
    case HF_JSON_TEXT:
        put_safe(out, value->is.text);
        break;
    case HF_JSON_BOOL:
        hf_buf_put(out, hf_say(value->is.truth ? HF_SAY_yes : HF_SAY_no, cli->lang));
        break;
    case HF_JSON_NULL:
    case HF_JSON_INT:
    case HF_JSON_REAL:
    case HF_JSON_LIST:
    case HF_JSON_OBJECT:
        hf_json_write(&json, value);
        put_safe(out, hf_buf_str(&json));
        break;
    }
}

void hf_out_value(const struct hf_cli *cli, const struct hf_json *value, struct hf_buf *out)
{
    if (value->kind != HF_JSON_LIST) {
        put_single(cli, value, out);
        return;
    }
    for (size_t i = 0; i < value->is.list.count; i++) {
        if (i > 0)
            hf_buf_put(out, HF_STR(", "));
        put_single(cli, &value->is.list.item[i], out);
    }
}

static struct hf_str shown(struct hf_cli *cli, const struct hf_json *object, struct hf_str member)
{
    const struct hf_json *value = hf_json_get(object, member);
    struct hf_buf text = hf_buf_in(cli->arena, 32);
    if (value != NULL)
        hf_out_value(cli, value, &text);
    return hf_buf_str(&text);
}

/* ---- tables ---- */

static size_t letters(struct hf_str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.at[i] & 0xC0) != 0x80;
    return count;
}

static void put_cell(struct hf_buf *line, struct hf_str text, size_t width)
{
    hf_buf_put(line, text);
    for (size_t have = letters(text); have < width; have++)
        hf_buf_put_char(line, ' ');
}

/* Cut to the terminal's width at a character, with an ellipsis, and without blanks at the end. */
static struct hf_str fitted(const struct hf_cli *cli, struct hf_str line)
{
    while (line.len > 0 && line.at[line.len - 1] == ' ')
        line.len--;
    if (cli->width == 0 || letters(line) <= cli->width)
        return line;
    size_t at = 0;
    for (size_t count = 0; at < line.len; at++) {
        count += ((unsigned char)line.at[at] & 0xC0) != 0x80;
        if (count == cli->width)
            break;
    }
    struct hf_buf cut = hf_buf_in(cli->arena, at + 3);
    hf_buf_put(&cut, hf_str_part(line, 0, at));
    hf_buf_put(&cut, HF_STR("…"));
    return hf_buf_str(&cut);
}

static size_t *widths(struct hf_cli *cli, struct hf_view view, const struct hf_json *list)
{
    size_t *width = HF_NEW(cli->arena, size_t, view.count);
    for (size_t k = 0; k < view.count; k++) {
        width[k] = letters(hf_say(view.column[k].label, cli->lang));
        for (size_t i = 0; i < list->is.list.count; i++) {
            size_t have = letters(shown(cli, &list->is.list.item[i], view.column[k].member));
            width[k] = have > width[k] ? have : width[k];
        }
    }
    return width;
}

static void print_heading(struct hf_cli *cli, struct hf_view view, const size_t *width)
{
    struct hf_buf line = hf_buf_in(cli->arena, 128);
    for (size_t k = 0; k < view.count; k++)
        put_cell(&line, hf_say(view.column[k].label, cli->lang), width[k] + BETWEEN);
    struct hf_str text = fitted(cli, hf_buf_str(&line));
    write_to(cli, cli->out, cli->colour ? HF_STR("\033[1m") : HF_STR_NONE);
    write_to(cli, cli->out, text);
    write_to(cli, cli->out, cli->colour ? HF_STR("\033[0m\n") : HF_STR("\n"));
}

static void print_row(struct hf_cli *cli, struct hf_view view, const size_t *width, const struct hf_json *row)
{
    struct hf_buf line = hf_buf_in(cli->arena, 128);
    for (size_t k = 0; k < view.count; k++)
        put_cell(&line, shown(cli, row, view.column[k].member), width == NULL ? 0 : width[k] + BETWEEN);
    write_line(cli, cli->out, fitted(cli, hf_buf_str(&line)));
}

static void print_table(struct hf_cli *cli, struct hf_view view, const struct hf_json *list)
{
    if (cli->quiet)
        view.count = 1;
    const size_t *width = cli->quiet ? NULL : widths(cli, view, list);
    if (!cli->quiet && list->is.list.count > 0)
        print_heading(cli, view, width);
    for (size_t i = 0; i < list->is.list.count; i++)
        print_row(cli, view, width, &list->is.list.item[i]);
}

void hf_out_table(struct hf_cli *cli, struct hf_view view, const struct hf_json *list)
{
    if (cli->json)
        hf_out_json(cli, list);
    else
        print_table(cli, view, list);
}

void hf_out_stream(struct hf_cli *cli, struct hf_view view, const struct hf_json *list)
{
    if (!cli->json) {
        print_table(cli, view, list);
        return;
    }
    for (size_t i = 0; i < list->is.list.count; i++)
        hf_out_json(cli, &list->is.list.item[i]);
}

void hf_out_record(struct hf_cli *cli, struct hf_view view, const struct hf_json *object)
{
    if (cli->json) {
        hf_out_json(cli, object);
        return;
    }
    size_t width = 0;
    for (size_t k = 0; k < view.count; k++) {
        size_t have = letters(hf_say(view.column[k].label, cli->lang));
        width = have > width ? have : width;
    }
    for (size_t k = 0; k < (cli->quiet ? 1 : view.count); k++) {
        if (hf_json_get(object, view.column[k].member) == NULL)
            continue;
        struct hf_buf line = hf_buf_in(cli->arena, 128);
        if (!cli->quiet)
            put_cell(&line, hf_say(view.column[k].label, cli->lang), width + BETWEEN);
        hf_buf_put(&line, shown(cli, object, view.column[k].member));
        write_line(cli, cli->out, hf_buf_str(&line));
    }
}

/* ---- messages ---- */

void hf_out_warning(struct hf_cli *cli, enum hf_say say, struct hf_str arg0, struct hf_str arg1)
{
    struct hf_buf line = hf_buf_in(cli->arena, 128), safe = hf_buf_in(cli->arena, 128);
    if (cli->quiet)
        return;
    hf_say_put(&line, say, cli->lang, arg0, arg1);
    put_safe_lines(&safe, hf_buf_str(&line));
    write_line(cli, cli->messages, hf_buf_str(&safe));
}

void hf_out_hint(struct hf_cli *cli, enum hf_say say, struct hf_str arg0, struct hf_str arg1)
{
    if (!cli->json)
        hf_out_warning(cli, say, arg0, arg1);
}

static struct hf_json details(struct hf_cli *cli, const struct hf_err *err)
{
    struct hf_json_maker list = hf_json_make(cli->arena);
    struct hf_str rest = hf_str_of(err->detail[cli->lang]);
    while (rest.len > 0)
        hf_json_add(&list, HF_STR_NONE, hf_json_of_text(hf_str_cut(&rest, '\n')));
    return hf_json_list(&list);
}

static void print_error_json(struct hf_cli *cli, const struct hf_err *err)
{
    struct hf_buf sentence = hf_buf_in(cli->arena, 256), text = hf_buf_in(cli->arena, 512);
    hf_err_say(err, cli->lang, &sentence);
    struct hf_json_maker inner = hf_json_make(cli->arena), outer = hf_json_make(cli->arena);
    hf_json_add(&inner, HF_STR("code"), hf_json_of_text(hf_err_code(err)));
    hf_json_add(&inner, HF_STR("where"), hf_json_of_text(hf_str_of(err->where)));
    hf_json_add(&inner, HF_STR("sentence"), hf_json_of_text(hf_buf_str(&sentence)));
    hf_json_add(&inner, HF_STR("details"), details(cli, err));
    hf_json_add(&outer, HF_STR("error"), hf_json_object(&inner));
    struct hf_json document = hf_json_object(&outer);
    hf_json_write(&text, &document);
    write_line(cli, cli->messages, hf_buf_str(&text));
}

void hf_out_error(struct hf_cli *cli, const struct hf_err *err)
{
    if (cli->json) {
        print_error_json(cli, err);
        return;
    }
    struct hf_buf said = hf_buf_in(cli->arena, 512), text = hf_buf_in(cli->arena, 512);
    hf_err_print(err, cli->lang, &said);
    hf_buf_put(&text, cli->lang == HF_FR ? HF_STR("holdfast : ") : HF_STR("holdfast: "));
    put_safe_lines(&text, hf_buf_str(&said));
    write_line(cli, cli->messages, hf_buf_str(&text));
}
