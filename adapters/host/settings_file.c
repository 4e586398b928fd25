/* SPDX-License-Identifier: Apache-2.0 */
/* The file of settings: read line by line, and written out with all that is built in. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "host/settings.h"
#include "host/state.h"

#define SYSTEM_FILE "/etc/holdfast/holdfast.conf"
enum { FILE_MAX_BYTES = 65536, KEY_MAX_BYTES = 128, COLUMNS = 100 };

struct reading {
    struct hf_settings *settings;
    struct hf_str name;    /* of the file */
    struct hf_str section; /* "" before the first heading */
    int64_t line;
    int64_t seen[HF_SETTING_COUNT]; /* the line that gave it, 0: none yet */
};

/* "name:line" */
static struct hf_str place(const struct reading *reading, char room[HF_ERR_WHERE_MAX])
{
    struct hf_buf out = {.at = room, .size = HF_ERR_WHERE_MAX};
    hf_buf_put(&out, reading->name);
    hf_buf_put_char(&out, ':');
    hf_buf_put_i64(&out, reading->line);
    return hf_buf_str(&out);
}

/* What a relative path would mean in a file, nobody knows; elsewhere it begins where the command was given.
 */
static enum hf_rc check_path(const struct hf_setting_row *row, struct hf_str value, struct hf_str where,
                             struct hf_err *err)
{
    if (row->type != HF_SETTING_PATH || value.len == 0 || value.at[0] == '/')
        return HF_OK;
    return hf_fail(err, HF_WORD_setting_path, where, row->key, HF_STR_NONE);
}

static enum hf_rc check_here(struct reading *reading, struct hf_str key, struct hf_str value,
                             struct hf_str where, struct hf_err *err)
{
    for (size_t i = 0; i < HF_SETTING_COUNT; i++) {
        if (!hf_str_eq(hf_setting_row((enum hf_setting)i)->key, key))
            continue;
        if (reading->seen[i] != 0)
            return hf_fail(err, HF_WORD_setting_twice, where, key, HF_STR_NONE);
        reading->seen[i] = reading->line;
        HF_TRY(check_path(hf_setting_row((enum hf_setting)i), value, where, err));
    }
    return HF_OK;
}

static enum hf_rc read_pair(struct reading *reading, struct hf_str line, struct hf_str where,
                            struct hf_err *err)
{
    char room[KEY_MAX_BYTES];
    struct hf_buf key = HF_BUF(room);
    struct hf_str name = hf_str_trim(hf_str_cut(&line, '='));
    if (line.at == NULL || name.len == 0)
        return hf_fail(err, HF_WORD_setting_line, where, HF_STR_NONE, HF_STR_NONE);
    hf_buf_put(&key, reading->section);
    if (reading->section.len > 0)
        hf_buf_put_char(&key, '.');
    hf_buf_put(&key, name);
    struct hf_str full = key.full ? name : hf_buf_str(&key);
    struct hf_str value = hf_str_trim(line);
    HF_TRY(hf_settings_put(reading->settings, full, value, where, err));
    return check_here(reading, full, value, where, err);
}

static enum hf_rc read_line(struct reading *reading, struct hf_str line, struct hf_err *err)
{
    char room[HF_ERR_WHERE_MAX];
    struct hf_str where = place(reading, room);
    line = hf_str_trim(line);
    if (line.len == 0 || line.at[0] == '#' || line.at[0] == ';')
        return HF_OK;
    if (line.at[0] != '[')
        return read_pair(reading, line, where, err);
    if (!hf_str_ends(line, HF_STR("]")))
        return hf_fail(err, HF_WORD_setting_line, where, HF_STR_NONE, HF_STR_NONE);
    reading->section = hf_str_trim(hf_str_part(line, 1, line.len - 1));
    return HF_OK;
}

enum hf_rc hf_settings_text(struct hf_settings *settings, struct hf_str name, struct hf_str text,
                            struct hf_err *err)
{
    struct reading reading = {.settings = settings, .name = name, .section = HF_STR("")};
    while (text.len > 0) {
        reading.line++;
        HF_TRY(read_line(&reading, hf_str_cut(&text, '\n'), err));
    }
    return HF_OK;
}

static enum hf_rc read_whole(int fd, const char *path, struct hf_arena *arena, struct hf_str *text,
                             struct hf_err *err)
{
    char *room = HF_NEW(arena, char, FILE_MAX_BYTES);
    size_t len = 0;
    ssize_t got;
    while ((got = read(fd, room + len, FILE_MAX_BYTES - len)) > 0)
        len += (size_t)got;
    if (got < 0)
        return hf_host_fail(path, err);
    if (len == FILE_MAX_BYTES)
        return hf_fail(err, HF_WORD_too_large, HF_STR_NONE, hf_str_of(path), HF_STR("64 KiB"));
    *text = (struct hf_str){room, len};
    return HF_OK;
}

enum hf_rc hf_settings_file(struct hf_settings *settings, const char *named, struct hf_err *err)
{
    const char *path = named != NULL ? named : SYSTEM_FILE;
    struct hf_str text = HF_STR_NONE;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT && named == NULL)
        return HF_OK;
    if (fd < 0)
        return hf_host_fail(path, err);
    enum hf_rc rc = read_whole(fd, path, settings->arena, &text, err);
    close(fd);
    return rc == HF_OK ? hf_settings_text(settings, hf_str_of(path), text, err) : rc;
}

/* ---- writing ---- */

/* Words of a comment, a line ended where the next word would not fit. */
static void print_comment(struct hf_buf *out, struct hf_str text)
{
    size_t column = 1;
    hf_buf_put_char(out, '#');
    while (text.len > 0) {
        struct hf_str word = hf_str_cut(&text, ' ');
        if (column + 1 + word.len > COLUMNS) {
            hf_buf_put(out, HF_STR("\n#"));
            column = 1;
        }
        hf_buf_put_char(out, ' ');
        hf_buf_put(out, word);
        column += 1 + word.len;
    }
    hf_buf_put_char(out, '\n');
}

static void print_allowed(struct hf_buf *out, const struct hf_setting_row *row)
{
    if (row->type == HF_SETTING_NUMBER) {
        hf_buf_put(out, HF_STR("# "));
        hf_buf_put_i64(out, row->least);
        hf_buf_put(out, HF_STR(" .. "));
        hf_buf_put_i64(out, row->most);
        hf_buf_put_char(out, '\n');
    }
    if (row->type == HF_SETTING_CHOICE)
        print_comment(out, row->choices);
}

static struct hf_str print_heading(struct hf_buf *out, struct hf_str section, struct hf_str *name)
{
    struct hf_str rest = *name, head = hf_str_cut(&rest, '.');
    if (rest.at == NULL)
        return section;
    *name = rest;
    if (!hf_str_eq(head, section)) {
        hf_buf_put(out, HF_STR("[")), hf_buf_put(out, head), hf_buf_put(out, HF_STR("]\n\n"));
    }
    return head;
}

void hf_settings_print(struct hf_buf *out)
{
    struct hf_str section = HF_STR("");
    hf_buf_put(
        out, HF_STR("# Settings of Holdfast, all as they are built in; take away the '#' to change one.\n"
                    "# Réglages de Holdfast, tous à leur valeur d'origine ; ôtez le « # » pour en changer.\n"
                    "# holdfast config show --origin: what holds, and since where.\n\n"));
    for (enum hf_setting i = 0; i < HF_SETTING_COUNT; i++) {
        const struct hf_setting_row *row = hf_setting_row(i);
        struct hf_str name = row->key;
        section = print_heading(out, section, &name);
        print_comment(out, row->help[HF_EN]);
        print_comment(out, row->help[HF_FR]);
        print_allowed(out, row);
        hf_buf_put_char(out, '#');
        hf_buf_put(out, name);
        hf_buf_put(out, row->built_in.len > 0 ? HF_STR(" = ") : HF_STR(" ="));
        hf_buf_put(out, row->built_in);
        hf_buf_put(out, i + 1 < HF_SETTING_COUNT ? HF_STR("\n\n") : HF_STR("\n"));
    }
}
