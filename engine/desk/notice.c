/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A notice of another authority: we are its focal point. Its thread has a file of its own here (kind
 * `incoming`), whose id follows from who speaks and the thread's name, so that messages that come together
 * meet in it. What the notice says is kept in the file, a receipt goes back by letter.c, and our people
 * answer there.
 */
#include "desk/inside.h"
#include "seal/note.h"
#include "seal/tree.h"

bool hf_is_notice(const struct hf_work *work)
{
    return work->request->kind == HF_REQUEST_TOKEN && !hf_str_eq(work->told, HF_STR("answer")) &&
           !hf_str_eq(work->told, HF_STR("receipt")) && !hf_is_of_document(work);
}

/* In a thread that we began, others answer and acknowledge. */
enum hf_rc hf_notice_place(struct hf_serving *s, struct hf_work *work, const struct hf_thread_row *thread,
                           struct hf_err *err)
{
    const struct hf_str parts[] = {HF_STR("holdfast/incoming/v1\n"), HF_PART(work->speaker),
                                   HF_PART(work->command.thread)};
    struct hf_digest id;
    if (!hf_id_is_zero(&thread->thread))
        return hf_fail(err, HF_WORD_set_unknown_event, HF_STR("events"), work->told, HF_STR_NONE);
    hf_sha256(&s->desk->hasher, parts, sizeof parts / sizeof parts[0], &id);
    memcpy(work->command.file.byte, id.byte, sizeof work->command.file.byte);
    work->command.on = HF_STR("incoming");
    return HF_OK;
}

/* ---- what it says ---- */

struct reading {
    struct hf_serving *s;
    struct hf_work *work;
    struct hf_json_maker payload;
    struct hf_err *err;
};

static void add(struct reading *r, const char *name, const struct hf_json *value)
{
    if (value != NULL)
        hf_json_add(&r->payload, hf_str_of(name), *value);
}

static void add_text(struct reading *r, const char *name, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(&r->payload, hf_str_of(name), hf_json_of_text(text));
}

static void add_digest(struct reading *r, const char *name, const struct hf_digest *digest)
{
    struct hf_buf text = hf_buf_in(r->s->arena, HF_DIGEST_TEXT);
    hf_digest_put(&text, digest);
    add_text(r, name, hf_buf_str(&text));
}

/* The kinds of its items, in the order of their numbers. */
static void add_items(struct reading *r)
{
    const struct hf_json *items = HF_JSON_GET(&r->work->said, "items");
    struct hf_json_maker kinds = hf_json_make(r->s->arena);
    for (size_t i = 0; items != NULL && items->kind == HF_JSON_LIST && i < items->is.list.count; i++)
        hf_json_add(&kinds, HF_STR_NONE,
                    hf_json_of_text(hf_json_text(&items->is.list.item[i], HF_STR("kind"))));
    struct hf_json list = hf_json_list(&kinds);
    add(r, "items", items == NULL ? NULL : &list);
}

static void add_from(struct reading *r)
{
    struct hf_buf from = hf_buf_in(r->s->arena, HF_ID_TEXT);
    hf_id_put(&from, &r->work->speaker);
    add_text(r, "from", hf_buf_str(&from));
}

static void read_notice(struct reading *r)
{
    const struct hf_json *said = &r->work->said, *document = HF_JSON_GET(said, "document");
    add_text(r, "event", r->work->told);
    add_text(r, "jti", r->work->jti);
    add_digest(r, "sha256", &r->work->command.token);
    add_text(r, "sub_id", r->work->sub_id);
    add(r, "concerns", HF_JSON_GET(said, "kind"));
    add(r, "due", HF_JSON_GET(said, "due"));
    add(r, "answers", HF_JSON_GET(said, "answers"));
    add_items(r);
    if (document == NULL)
        return;
    add(r, "document", HF_JSON_GET(document, "sha256"));
    add(r, "document_size", HF_JSON_GET(document, "size"));
    add(r, "document_type", HF_JSON_GET(document, "media_type"));
}

/* ---- that our answers were recorded ---- */

static bool read_proof(const struct hf_json *one, struct hf_digest *leaf, struct hf_path *path,
                       uint64_t *index)
{
    const struct hf_json *steps = HF_JSON_GET(one, "path"), *at = HF_JSON_GET(one, "index");
    path->count = 0;
    if (at == NULL || at->kind != HF_JSON_INT || at->is.integer < 0 || steps == NULL ||
        steps->kind != HF_JSON_LIST || steps->is.list.count > HF_PATH_MAX ||
        !hf_digest_read(hf_json_text(one, HF_STR("leaf")), leaf))
        return false;
    *index = (uint64_t)at->is.integer;
    for (; path->count < steps->is.list.count; path->count++)
        if (steps->is.list.item[path->count].kind != HF_JSON_TEXT ||
            !hf_digest_read(steps->is.list.item[path->count].is.text, &path->step[path->count]))
            return false;
    return true;
}

/* Whether the log's key signed the checkpoint is for whoever holds that key to say; that the proofs lead to
 * its root is looked at here. */
static enum hf_rc read_record(struct reading *r)
{
    const struct hf_json *list = HF_JSON_GET(&r->work->said, "recorded");
    struct hf_note note;
    struct hf_checkpoint checkpoint;
    HF_TRY(hf_note_read(hf_json_text(&r->work->said, HF_STR("checkpoint")), &note, r->err));
    HF_TRY(hf_checkpoint_read(note.text, &checkpoint, r->err));
    if (list == NULL || list->kind != HF_JSON_LIST || list->is.list.count == 0)
        return hf_fail(r->err, HF_WORD_set_malformed, HF_STR("recorded"), HF_STR("recorded"),
                       HF_STR("[...]"));
    for (size_t i = 0; i < list->is.list.count; i++) {
        struct hf_digest leaf;
        struct hf_path path;
        uint64_t index;
        if (!read_proof(&list->is.list.item[i], &leaf, &path, &index) || index >= checkpoint.size)
            return hf_fail(r->err, HF_WORD_inclusion_broken, HF_STR("recorded"), HF_STR_NONE, HF_STR_NONE);
        HF_TRY(hf_tree_includes(&r->s->desk->hasher, &leaf, index, checkpoint.size, &path, &checkpoint.root,
                                r->err));
    }
    hf_json_add(&r->payload, HF_STR("recorded"), hf_json_of_int((int64_t)list->is.list.count));
    hf_json_add(&r->payload, HF_STR("size"), hf_json_of_int((int64_t)checkpoint.size));
    return HF_OK;
}

/* ---- the command ---- */

enum hf_rc hf_notice_map(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    bool fresh = hf_case_head(&work->touched->now)->instances == 0;
    bool record = hf_str_eq(work->told, HF_STR("answer-recorded"));
    struct reading r = {.s = s, .work = work, .payload = hf_json_make(s->arena), .err = err};
    if (fresh && record)
        return hf_fail(err, HF_WORD_set_no_thread, HF_STR("txn"), HF_STR_NONE, HF_STR_NONE);
    work->command.event = record  ? HF_STR("incoming.proved")
                          : fresh ? HF_STR("incoming.take")
                                  : HF_STR("incoming.more");
    if (fresh) {
        work->command.begins = work->speaker;
        add_from(&r);
    }
    if (record)
        HF_TRY(read_record(&r));
    else
        read_notice(&r);
    work->command.payload = hf_json_object(&r.payload);
    return record ? hf_reply_check(s, work, err) : HF_OK;
}
