/* SPDX-License-Identifier: Apache-2.0 */
/* workflow describe, workflow draw: a definition as lawyers read it. Nothing is stored and no seat is needed.
 */
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/output.h"
#include "flow/describe.h"
#include "flow/draw.h"
#include "flow/export.h"
#include "seal/hash.h"

enum { PICTURE_EXPECTED = 256 * 1024, PAGE_WIDTH = 100 };

static struct hf_str digest_of(struct hf_arena *arena, struct hf_str bytes)
{
    struct hf_hasher hasher;
    struct hf_digest digest;
    struct hf_buf text = hf_buf_in(arena, HF_DIGEST_TEXT);
    hf_hasher_init(&hasher);
    hf_sha256(&hasher, &bytes, 1, &digest);
    hf_hasher_done(&hasher);
    hf_digest_put(&text, &digest);
    return hf_buf_str(&text);
}

static enum hf_rc find_kind(struct hf_cli *cli, struct hf_subject *subject, struct hf_err *err)
{
    struct hf_str name = hf_cli_value(cli, HF_STR("kind"));
    struct hf_buf known = hf_buf_in(cli->arena, 64);
    subject->kind = HF_NONE;
    if (name.len == 0)
        return HF_OK;
    subject->kind = hf_flow_kind(subject->flow, name);
    for (uint16_t k = 0; k < subject->flow->kinds; k++) {
        hf_buf_put(&known, k == 0 ? HF_STR_NONE : HF_STR(", "));
        hf_buf_put(&known, subject->flow->kind[k].name);
    }
    if (subject->kind == HF_NONE)
        return hf_fail(err, HF_WORD_cli_choice, HF_STR("kind"), name, hf_buf_str(&known));
    return HF_OK;
}

/* Only what is free of faults can be told. */
static enum hf_rc read_subject(struct hf_cli *cli, struct hf_subject *out, struct hf_err *err)
{
    struct hf_str text, path = hf_cli_arg(cli, 0);
    const struct hf_flow *house;
    struct hf_findings findings = {0};
    HF_TRY(hf_cli_house(cli, &house, err));
    HF_TRY(hf_file_read(path, HF_DEFINITION_MAX, cli->arena, &text, err));
    enum hf_rc rc = hf_flow_read(text, HF_FLOW_PUBLISHED, house, cli->arena, &out->flow, &findings, err);
    if (rc == HF_FINDINGS)
        return hf_fail(err, HF_WORD_cli_unsound, path, path, HF_STR_NONE);
    HF_TRY(hf_file_blame(path, rc, err));
    out->lang = cli->lang;
    out->hash = digest_of(cli->arena, text);
    return find_kind(cli, out, err);
}

/* ---- describe ---- */

static struct hf_json description_json(struct hf_cli *cli, const struct hf_subject *subject,
                                       const struct hf_description *told)
{
    struct hf_json_maker all = hf_json_make(cli->arena), list = hf_json_make(cli->arena);
    for (size_t i = 0; i < told->count; i++) {
        const struct hf_paragraph *p = &told->paragraph[i];
        struct hf_json_maker row = hf_json_make(cli->arena);
        hf_json_add(&row, HF_STR("number"), hf_json_of_text(p->number));
        hf_json_add(&row, HF_STR("heading"), hf_json_of_bool(p->heading));
        hf_json_add(&row, HF_STR("text"), hf_json_of_text(p->text));
        hf_json_add(&list, HF_STR_NONE, hf_json_object(&row));
    }
    hf_json_add(&all, HF_STR("title"), hf_json_of_text(told->title));
    hf_json_add(&all, HF_STR("notice"), hf_json_of_text(told->notice));
    hf_json_add(&all, HF_STR("workflow"), hf_json_of_text(subject->flow->name));
    hf_json_add(&all, HF_STR("version"), hf_json_of_int(subject->flow->version));
    hf_json_add(&all, HF_STR("digest"), hf_json_of_text(subject->hash));
    hf_json_add(&all, HF_STR("paragraphs"), hf_json_list(&list));
    return hf_json_object(&all);
}

enum hf_rc hf_cmd_workflow_describe(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_subject subject;
    HF_TRY(read_subject(cli, &subject, err));
    struct hf_description told;
    HF_TRY(hf_describe(&subject, cli->arena, &told, err));
    struct hf_json document = description_json(cli, &subject, &told);
    struct hf_buf text = hf_buf_in(cli->arena, PICTURE_EXPECTED);
    hf_description_put(&told, cli->width > 0 ? cli->width : PAGE_WIDTH, &text);
    hf_out_text(cli, hf_buf_str(&text));
    hf_out_json(cli, &document);
    return HF_OK;
}

/* ---- draw ---- */

static enum hf_rc give(struct hf_cli *cli, struct hf_str form, struct hf_str text, struct hf_err *err)
{
    struct hf_str to = hf_cli_value(cli, HF_STR("output"));
    struct hf_json_maker made = hf_json_make(cli->arena);
    hf_json_add(&made, HF_STR("form"), hf_json_of_text(form));
    hf_json_add(&made, to.len > 0 ? HF_STR("file") : HF_STR("text"), hf_json_of_text(to.len > 0 ? to : text));
    struct hf_json document = hf_json_object(&made);
    if (to.len > 0)
        HF_TRY(hf_file_put(to, text, cli->arena, err));
    else if (!cli->json)
        hf_out_raw(cli, text);
    hf_out_json(cli, &document);
    return HF_OK;
}

static enum hf_rc draw_svg(struct hf_cli *cli, const struct hf_subject *subject, struct hf_buf *text,
                           struct hf_err *err)
{
    return hf_draw(subject, cli->arena, text, err);
}

static enum hf_rc draw_mermaid(struct hf_cli *cli, const struct hf_subject *subject, struct hf_buf *text,
                               struct hf_err *err)
{
    return hf_export_mermaid(subject, cli->arena, text, err);
}

static enum hf_rc draw_xstate(struct hf_cli *cli, const struct hf_subject *subject, struct hf_buf *text,
                              struct hf_err *err)
{
    struct hf_json document;
    HF_TRY(hf_export_xstate(subject, cli->arena, &document, err));
    hf_json_write(text, &document);
    hf_buf_put_char(text, '\n');
    return HF_OK;
}

static const struct form {
    struct hf_str name; /* of the option, too */
    enum hf_rc (*draw)(struct hf_cli *cli, const struct hf_subject *subject, struct hf_buf *text,
                       struct hf_err *err);
} forms[] = {
    {HF_STR_INIT("mermaid"), draw_mermaid},
    {HF_STR_INIT("xstate"), draw_xstate},
    {HF_STR_INIT("svg"), draw_svg},
};

enum hf_rc hf_cmd_workflow_draw(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_subject subject;
    const struct form *form = forms;
    while (form->draw != draw_svg && !hf_cli_has(cli, form->name))
        form++;
    if (hf_cli_has(cli, HF_STR("mermaid")) && hf_cli_has(cli, HF_STR("xstate")))
        return hf_fail(err, HF_WORD_cli_either, HF_STR_NONE, HF_STR("mermaid"), HF_STR("xstate"));
    HF_TRY(read_subject(cli, &subject, err));
    struct hf_buf text = hf_buf_in(cli->arena, PICTURE_EXPECTED);
    HF_TRY(form->draw(cli, &subject, &text, err));
    return give(cli, form->name, hf_buf_str(&text), err);
}
