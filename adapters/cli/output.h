/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one layer through which commands speak. What was asked for goes to standard output: for people as
 * labelled lines or a table, with --json as canonical JSON. Hints and failures go to standard error.
 *
 * Control characters of what is shown to people are replaced, so that no text can command a terminal.
 */
#ifndef HF_CLI_OUTPUT_H
#define HF_CLI_OUTPUT_H

#include "cli/cli.h"
#include "record/json.h"

/* Which members people see, in which order, under which label. --quiet shows the first only. */
struct hf_column {
    struct hf_str member;
    enum hf_say label;
};
struct hf_view {
    const struct hf_column *column;
    size_t count;
};
#define HF_COLUMN(member_, label_)                               \
    {                                                            \
        .member = HF_STR_INIT(member_), .label = HF_SAY_##label_ \
    }
#define HF_VIEW(columns) ((struct hf_view){(columns), sizeof(columns) / sizeof((columns)[0])})

/* One object: a line per member that it has. */
void hf_out_record(struct hf_cli *cli, struct hf_view view, const struct hf_json *object);
/* A list of objects: a row each; with --json the list as one document. */
void hf_out_table(struct hf_cli *cli, struct hf_view view, const struct hf_json *list);
/* As hf_out_table, but with --json one document per line (NDJSON): for what may be long. */
void hf_out_stream(struct hf_cli *cli, struct hf_view view, const struct hf_json *list);
/* With --json the document; else nothing. */
void hf_out_json(struct hf_cli *cli, const struct hf_json *json);
/* What must be known beside an answer: on standard error, with --json too; nothing with --quiet. */
void hf_out_warning(struct hf_cli *cli, enum hf_say say, struct hf_str arg0, struct hf_str arg1);
/* Bytes as they are. */
void hf_out_raw(struct hf_cli *cli, struct hf_str bytes);
/* Lines for people, without what commands a terminal; nothing with --json. */
void hf_out_text(struct hf_cli *cli, struct hf_str text);
/* A line for people; nothing with --json. */
void hf_out_line(struct hf_cli *cli, struct hf_str line);

/* What to do next, or how it went; not with --quiet or --json. */
void hf_out_hint(struct hf_cli *cli, enum hf_say say, struct hf_str arg0, struct hf_str arg1);
/* `holdfast: where: sentence` and details, or {"error":{"code","details","sentence","where"}}. */
void hf_out_error(struct hf_cli *cli, const struct hf_err *err);

/* A value as people read it: texts without quotes, lists with commas, truth in words. */
void hf_out_value(const struct hf_cli *cli, const struct hf_json *value, struct hf_buf *out);

#endif
