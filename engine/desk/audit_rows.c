/* SPDX-License-Identifier: Apache-2.0 */
/* Threads, notices on their way and deadlines, each held to what the events of its file make. */
#include "casefile/due.h"
#include "desk/audit_beside.h"
#include "desk/inside.h"
#include "desk/outcome.h"

/* Longer than anything is leased, or put off by (dispatch.c, watch.c, outcome.h, silence.c). */
enum { LEASE_MOST_MS = 600000, LOOK_MOST_MS = HF_MS_PER_DAY };

struct walking {
    struct hf_beside *b;
    size_t file, at;
};

/* ---- threads ---- */

static void miss_thread(struct hf_beside *b, const struct hf_beside_thread *thread)
{
    hf_beside_suspect(b, &b->files.at[thread->file], HF_WORD_audit_row_gone, 0, "thread");
}

static int thread_order(const struct hf_beside *b, const struct hf_beside_thread *thread,
                        const struct hf_thread_row *row)
{
    int order = hf_id_order(&b->files.at[thread->file].row->file, &row->file);
    return order != 0 ? order : hf_id_order(&thread->id, &row->thread);
}

static enum hf_rc take_thread(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct walking *w = context;
    struct hf_beside *b = w->b;
    struct hf_beside_file *file = hf_beside_find(b, &w->file, &row->thread.file);
    (void)err;
    while (w->at < b->threads.count && thread_order(b, &b->threads.at[w->at], &row->thread) < 0)
        miss_thread(b, &b->threads.at[w->at++]);
    if (file == NULL)
        return HF_OK;
    const struct hf_beside_thread *thread = &b->threads.at[w->at];
    if (w->at == b->threads.count || thread_order(b, thread, &row->thread) != 0) {
        hf_beside_suspect(b, file, HF_WORD_audit_row_stray, 0, "thread");
        return HF_OK;
    }
    w->at++;
    if (!hf_id_eq(&thread->authority, &row->thread.authority) || thread->instance != row->thread.instance)
        hf_beside_suspect(b, file, HF_WORD_audit_row, 0, "thread.authority, thread.instance");
    return HF_OK;
}

/* ---- notices ---- */

static void miss_notice(struct hf_beside *b, const struct hf_beside_notice *notice)
{
    hf_beside_suspect(b, &b->files.at[notice->file], HF_WORD_audit_row_gone, notice->seq, "outbox");
}

static int notice_order(const struct hf_beside *b, const struct hf_beside_notice *notice,
                        const struct hf_outbox_row *row)
{
    int order = hf_id_order(&b->files.at[notice->file].row->file, &row->file);
    return order != 0 ? order : (notice->seq > row->seq) - (notice->seq < row->seq);
}

/* What became of it is what its last attempt says. It may lie on a shelf, or have been taken off one, without
 * an attempt. */
static bool state_follows(const struct hf_delivery_row *row, int64_t left)
{
    if (row->attempt > 0 && left < 0)
        return false;
    bool waits = row->state == HF_WAITING && (row->attempt == 0 || left == HF_SHELVED);
    return waits || row->state == HF_SHELVED || (int64_t)row->state == left;
}

/* A number of the log stands where it came off a shelf, the past where it is new; else no more than a pause
 * away. */
static bool time_follows(const struct hf_audit *audit, const struct hf_delivery_row *row, int64_t free_ms)
{
    bool waits = row->state == HF_WAITING || row->state == HF_SHELVED;
    return audit->now_ms == 0 || (free_ms <= audit->now_ms + LEASE_MOST_MS &&
                                  (!waits || row->next_ms <= audit->now_ms + HF_HORIZON_MS));
}

static const char *wrong_notice(const struct hf_audit *audit, const struct hf_beside_notice *notice,
                                const struct hf_answer_row *row)
{
    const struct hf_outbox_row *outbox = &row->delivery.outbox;
    if (!hf_id_eq(&notice->token, &outbox->token))
        return "outbox.token";
    if (!hf_id_eq(&notice->authority, &outbox->recipient))
        return "outbox.recipient";
    if (!state_follows(&row->delivery, row->figures[0]))
        return "outbox.state";
    return time_follows(audit, &row->delivery, row->figures[1]) ? NULL : "outbox.next_ms, outbox.free_ms";
}

/* In the file of an authority they are what its streams are told, of which no event names a token. */
static enum hf_rc take_notice(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct walking *w = context;
    struct hf_beside *b = w->b;
    const struct hf_outbox_row *outbox = &row->delivery.outbox;
    struct hf_beside_file *file = hf_beside_find(b, &w->file, &outbox->file);
    (void)err;
    while (w->at < b->notices.count && notice_order(b, &b->notices.at[w->at], outbox) < 0)
        miss_notice(b, &b->notices.at[w->at++]);
    if (file == NULL || outbox->seq > file->seq)
        return HF_OK;
    const struct hf_beside_notice *notice = &b->notices.at[w->at];
    if (w->at == b->notices.count || notice_order(b, notice, outbox) != 0) {
        if (file->row->kind != HF_FILE_AUTHORITY)
            hf_beside_suspect(b, file, HF_WORD_audit_row_stray, outbox->seq, "outbox");
        return HF_OK;
    }
    w->at++;
    const char *wrong = wrong_notice(b->audit, notice, row);
    if (wrong != NULL)
        hf_beside_suspect(b, file, HF_WORD_audit_row, outbox->seq, wrong);
    return HF_OK;
}

/* ---- deadlines ---- */

/* What the file says; or later, where it was looked at for a silence that has not come to anything yet. */
static bool due_follows(const struct hf_beside_file *file, int64_t due_ms, int64_t now_ms)
{
    if (due_ms == file->due_ms)
        return true;
    bool put_off = file->due_ms != HF_NOTHING_DUE && file->due_ms == file->look_ms &&
                   (due_ms == HF_NOTHING_DUE || due_ms > file->due_ms);
    return put_off && hf_due_sooner(due_ms, file->rest_ms) == due_ms &&
           (due_ms == HF_NOTHING_DUE || due_ms == file->rest_ms || due_ms <= now_ms + LOOK_MOST_MS);
}

static void no_deadline(struct hf_beside *b, struct hf_beside_file *file)
{
    if (!due_follows(file, HF_NOTHING_DUE, b->audit->now_ms))
        hf_beside_suspect(b, file, HF_WORD_audit_row_gone, 0, "deadline");
}

static enum hf_rc take_deadline(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct walking *w = context;
    struct hf_beside *b = w->b;
    struct hf_beside_file *file = hf_beside_find(b, &w->file, &row->deadline.file);
    int64_t now_ms = b->audit->now_ms;
    (void)err;
    for (; w->at < w->file; w->at++)
        no_deadline(b, &b->files.at[w->at]);
    if (file == NULL)
        return HF_OK;
    w->at++;
    if (!due_follows(file, row->deadline.due_ms, now_ms))
        hf_beside_suspect(b, file, HF_WORD_audit_row, 0, "deadline.due_ms");
    else if (now_ms > 0 && row->figures[0] > now_ms + LEASE_MOST_MS)
        hf_beside_suspect(b, file, HF_WORD_audit_row, 0, "deadline.free_ms");
    return HF_OK;
}

/* ---- all of them ---- */

static enum hf_rc walk(struct hf_beside *b, enum hf_question question, hf_row_fn take, struct walking *w,
                       struct hf_err *err)
{
    struct hf_ledger ledger = b->audit->ledger;
    const struct hf_ask ask = {.files = b->stretch, .count = 2};
    *w = (struct walking){.b = b};
    return ledger.ask(ledger.self, question, &ask, take, w, err);
}

enum hf_rc hf_beside_rows(struct hf_beside *b, struct hf_err *err)
{
    struct walking w;
    HF_TRY(walk(b, HF_ASK_threads, take_thread, &w, err));
    for (; w.at < b->threads.count; w.at++)
        miss_thread(b, &b->threads.at[w.at]);
    HF_TRY(walk(b, HF_ASK_outbox, take_notice, &w, err));
    for (; w.at < b->notices.count; w.at++)
        miss_notice(b, &b->notices.at[w.at]);
    if (b->audit->desk == NULL)
        return HF_OK;
    HF_TRY(walk(b, HF_ASK_deadlines, take_deadline, &w, err));
    for (; w.at < b->files.count; w.at++)
        no_deadline(b, &b->files.at[w.at]);
    return HF_OK;
}
