/* SPDX-License-Identifier: Apache-2.0 */
/*
 * audit recover: what others hold of this log is held to what is here, and what a restore lost is named. With
 * --take a notice of ours that was lost is put into its case again, as a document that says so, and stands
 * beside the log for what replies to it; an answer is taken up as if it had just come.
 */
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/keeping.h"
#include "cli/output.h"
#include "cli/view.h"
#include "desk/recover.h"

#define COPY_MAX ((size_t)1 << 30)

static const struct hf_column columns[] = {HF_COLUMN("file", file),        HF_COLUMN("what", what),
                                           HF_COLUMN("number", number),    HF_COLUMN("name", name),
                                           HF_COLUMN("whose", whose),      HF_COLUMN("at", made),
                                           HF_COLUMN("standing", standing)};

struct recovering {
    struct hf_seat *seat;
    struct hf_str path;
    struct hf_json_maker rows;
    struct hf_subjects subjects;
    size_t lost; /* and not taken back */
};

static const enum hf_say kinds[] = {[HF_COPY_CHECKPOINT] = HF_SAY_copy_checkpoint,
                                    [HF_COPY_NOTICE] = HF_SAY_copy_notice,
                                    [HF_COPY_ANSWER] = HF_SAY_copy_answer,
                                    [HF_COPY_EVENT] = HF_SAY_copy_event};
static const enum hf_say standings[] = {[HF_COPY_HELD] = HF_SAY_copy_held,
                                        [HF_COPY_LOST] = HF_SAY_copy_lost,
                                        [HF_COPY_DIFFERS] = HF_SAY_copy_differs};
static const char *const codes[] = {
    [HF_COPY_HELD] = "held", [HF_COPY_LOST] = "lost", [HF_COPY_DIFFERS] = "differs"};

/* ---- taking back ---- */

/* "Recovered notice 3 to https://xs.example" and the token as it was signed. */
static enum hf_rc take_notice(struct recovering *r, const struct hf_copy *copy, struct hf_err *err)
{
    struct hf_seat *seat = r->seat;
    struct hf_buf title = hf_buf_in(seat->arena, 256), number = hf_buf_in(seat->arena, 24);
    struct hf_kept kept = {.media_type = HF_STR("application/secevent+jwt"),
                           .source = HF_STR("audit recover"),
                           .classification = HF_STR("confidential"),
                           .bytes = copy->token};
    hf_buf_put_i64(&number, (int64_t)copy->number);
    hf_say_put(&title, HF_SAY_recovered_title, seat->cli->lang, hf_buf_str(&number), copy->whose);
    kept.title = hf_buf_str(&title);
    HF_TRY(hf_keep_document(seat, &copy->file, &kept, NULL, err));
    return hf_recover_keep(seat->desk, copy, err);
}

static enum hf_rc take_answer(struct recovering *r, const struct hf_copy *copy, struct hf_err *err)
{
    struct hf_request request = {.kind = HF_REQUEST_TOKEN, .token = copy->token};
    struct hf_response *response = HF_NEW(r->seat->arena, struct hf_response, 1);
    HF_TRY(hf_desk_serve(r->seat->desk, &request, 1, r->seat->arena, response, err));
    r->seat->acted = true;
    if (response->outcome != HF_REFUSED_ANSWER)
        return HF_OK;
    *err = *response->err;
    return hf_err_rc(err);
}

/* *taken: it is here again. What cannot be taken back is told and holds up nothing else. */
static void try_to_take(struct recovering *r, const struct hf_copy *copy, bool *taken)
{
    struct hf_err why;
    enum hf_rc rc = HF_NOT_FOUND;
    bool notice = copy->kind == HF_COPY_NOTICE && !hf_id_is_zero(&copy->file);
    *taken = false;
    if (copy->standing != HF_COPY_LOST || !hf_cli_has(r->seat->cli, HF_STR("take")))
        return;
    if (notice)
        rc = take_notice(r, copy, &why);
    else if (copy->kind == HF_COPY_ANSWER)
        rc = take_answer(r, copy, &why);
    else
        return;
    *taken = rc == HF_OK;
    if (rc != HF_OK)
        hf_out_error(r->seat->cli, &why);
}

/* ---- what is said ---- */

static struct hf_json say(struct recovering *r, enum hf_say what, const char *code)
{
    struct hf_buf text = hf_buf_in(r->seat->arena, 64);
    if (r->seat->cli->json)
        return hf_json_of_text(hf_str_of(code));
    hf_say_put(&text, what, r->seat->cli->lang, HF_STR_NONE, HF_STR_NONE);
    return hf_json_of_text(hf_buf_str(&text));
}

static void add_text(struct hf_json_maker *row, struct hf_str name, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(row, name, hf_json_of_text(text));
}

/* "request" of "urn:holdfast:event:1:request" */
static struct hf_str short_name(struct hf_str what)
{
    const struct hf_str urn = HF_STR("urn:holdfast:event:1:");
    return hf_str_begins(what, urn) ? hf_str_part(what, urn.len, what.len) : what;
}

static enum hf_rc add_row(void *context, const struct hf_copy *copy, struct hf_err *err)
{
    static const char *const names[] = {"checkpoint", "notice", "answer", "event"};
    struct recovering *r = context;
    struct hf_json_maker row = hf_json_make(r->seat->arena);
    bool taken;
    (void)err;
    try_to_take(r, copy, &taken);
    r->lost += copy->standing != HF_COPY_HELD && !taken;
    hf_json_add(&row, HF_STR("file"), hf_json_of_text(r->path));
    hf_json_add(&row, HF_STR("what"), say(r, kinds[copy->kind], names[copy->kind]));
    add_text(&row, HF_STR("said"), short_name(copy->what));
    if (copy->number > 0)
        hf_json_add(&row, HF_STR("number"), hf_json_of_int((int64_t)copy->number));
    add_text(&row, HF_STR("name"), copy->name);
    add_text(&row, HF_STR("whose"), copy->whose);
    if (copy->at_ms >= 0)
        hf_json_add(&row, HF_STR("at"), hf_json_of_instant(r->seat->arena, copy->at_ms));
    if (!hf_id_is_zero(&copy->file))
        hf_json_add(&row, HF_STR("case"), hf_json_of_id(r->seat->arena, &copy->file));
    hf_json_add(&row, HF_STR("standing"),
                taken ? say(r, HF_SAY_copy_taken, "taken")
                      : say(r, standings[copy->standing], codes[copy->standing]));
    hf_json_add(&r->rows, HF_STR_NONE, hf_json_object(&row));
    return HF_OK;
}

static enum hf_rc look(struct recovering *r, struct hf_err *err)
{
    struct hf_str bytes;
    HF_TRY(hf_file_read(r->path, COPY_MAX, r->seat->arena, &bytes, err));
    return hf_file_blame(
        r->path, hf_recover_look(r->seat->desk, bytes, &r->subjects, r->seat->arena, add_row, r, err), err);
}

/* A file that cannot be read or is not ours holds up no other. */
static enum hf_rc recover(struct hf_seat *seat, struct hf_err *err)
{
    struct recovering r = {.seat = seat, .rows = hf_json_make(seat->arena)};
    enum hf_rc worst = HF_OK;
    for (size_t i = 0; i < seat->cli->args; i++) {
        struct hf_err why;
        r.path = hf_cli_arg(seat->cli, i);
        if (look(&r, &why) == HF_OK)
            continue;
        if (worst != HF_OK)
            hf_out_error(seat->cli, err);
        *err = why;
        worst = hf_err_rc(err);
    }
    struct hf_json list = hf_json_list(&r.rows);
    hf_out_table(seat->cli, HF_VIEW(columns), &list);
    if (r.lost > 0)
        hf_out_hint(seat->cli, HF_SAY_next_recover, HF_STR_NONE, HF_STR_NONE);
    if (worst != HF_OK || r.lost == 0)
        return worst;
    err->word = HF_WORD_ok; /* the rows have said it */
    return HF_FINDINGS;
}

enum hf_rc hf_cmd_audit_recover(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, recover, err);
}
