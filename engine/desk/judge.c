/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One request of a batch: judged on its file as the requests before it have made it, told to whom it
 * concerns, its events sealed into the chain. A refusal answers the request and leaves no trace; that of a
 * State's signed answer is an event itself (`answer.set_aside`).
 *
 * Judging leaves behind many times what comes of it. So a command is tried in memory of its own, the same for
 * every command and therefore near the processor, and only what comes of it is kept in the batch's.
 */
#include "base/check.h"
#include "desk/document.h"
#include "desk/inside.h"

void hf_answer(struct hf_work *work, const struct hf_err *err)
{
    work->out->outcome = HF_REFUSED_ANSWER;
    work->out->err = err;
    work->answered = true;
    work->decided = false;
    work->messages = NULL;
    work->decision = (struct hf_decision){0};
}

const struct hf_err *hf_keep_err(struct hf_arena *arena, const struct hf_err *err)
{
    struct hf_err *kept = HF_NEW(arena, struct hf_err, 1);
    *kept = *err;
    return kept;
}

/* ---- a file's first event ---- */

static const struct {
    struct hf_str root;
    enum hf_file_kind kind;
    bool named; /* by its kind, since there is one of it */
} roots[] = {
    {HF_STR_INIT("case"), HF_FILE_CASE, false},      {HF_STR_INIT("authority"), HF_FILE_AUTHORITY, false},
    {HF_STR_INIT("people"), HF_FILE_PEOPLE, true},   {HF_STR_INIT("library"), HF_FILE_LIBRARY, true},
    {HF_STR_INIT("keyring"), HF_FILE_KEYRING, true}, {HF_STR_INIT("incoming"), HF_FILE_INCOMING, false},
    {HF_STR_INIT("heads"), HF_FILE_HEADS, true},     {HF_STR_INIT("access"), HF_FILE_ACCESS, false},
};

static struct hf_str draw_reference(struct hf_serving *s)
{
    struct hf_buf text = hf_buf_in(s->arena, HF_REFERENCE_TEXT);
    unsigned char random[5];
    s->desk->setup.dice.fill(s->desk->setup.dice.self, random, sizeof random);
    hf_reference_put(&text, random);
    return hf_buf_str(&text);
}

static enum hf_rc find_workflow(struct hf_serving *s, struct hf_work *work, struct hf_flows *flows,
                                struct hf_err *err)
{
    HF_TRY(hf_definition_newest(s->desk, work->request->workflow, s->arena, &flows->pinned, err));
    return hf_definition_find(s->desk, &flows->pinned, s->arena, &flows->workflow, err);
}

/* The file before its first event, in the memory of the trial; its kind is set last and says that there is
 * one. NOT_FOUND no_file where the command is not one that begins a file. */
static enum hf_rc begin_file(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    struct hf_touched *begun = work->touched;
    struct hf_digest link0;
    size_t i = 0;
    while (i < sizeof roots / sizeof roots[0] && !hf_str_eq(roots[i].root, work->command.on))
        i++;
    if (i == sizeof roots / sizeof roots[0])
        return hf_fail(err, HF_WORD_no_file, HF_STR("file"), work->command.on, HF_STR_NONE);
    begun->flows = (struct hf_flows){.house = s->desk->setup.house};
    if (roots[i].kind == HF_FILE_CASE) {
        HF_TRY(find_workflow(s, work, &begun->flows, err));
        work->command.name = draw_reference(s);
    } else if (roots[i].kind == HF_FILE_INCOMING) {
        work->command.name = draw_reference(s);
    } else if (roots[i].named) {
        work->command.name = roots[i].root;
    }
    begun->name = work->command.name;
    hf_chain_start(&s->desk->hasher, s->desk->setup.origin, &begun->file, &link0);
    begun->now = hf_case_new(&s->desk->trial, &begun->file, roots[i].kind, &link0);
    begun->kind = roots[i].kind;
    return HF_OK;
}

/* ---- events ---- */

static enum hf_rc seal_events(struct hf_serving *s, struct hf_work *work, const struct hf_case *before,
                              struct hf_err *err)
{
    struct hf_digest link = hf_case_head(before)->link;
    struct hf_dice *dice = &s->desk->setup.dice;
    for (size_t i = 0; i < work->decision.count; i++) {
        struct hf_fact *fact = &work->decision.events[i];
        struct hf_blind blind;
        dice->fill(dice->self, &blind, sizeof blind);
        HF_TRY(hf_fact_seal(&s->desk->hasher, &link, &blind, &s->desk->trial, fact, err));
        link = fact->link;
    }
    hf_case_set_link(&work->decision.after, &link);
    return HF_OK;
}

/* ---- what is kept of a trial ---- */

/* Names of the definition, the house and the command live longer than the batch; what was made does not. */
static void keep_fact(struct hf_arena *arena, struct hf_fact *fact)
{
    struct hf_header *header = &fact->header;
    struct hf_basis_ref *basis = HF_NEW(arena, struct hf_basis_ref, header->bases);
    struct hf_disclosure *hidden = HF_NEW(arena, struct hf_disclosure, fact->hiddens);
    for (size_t i = 0; i < header->bases; i++)
        basis[i] = header->basis[i];
    for (size_t i = 0; i < fact->hiddens; i++)
        hidden[i] =
            (struct hf_disclosure){fact->hidden[i].subject, hf_arena_keep(arena, fact->hidden[i].text)};
    header->basis = basis;
    header->on = hf_arena_keep(arena, header->on);
    header->effective_at = hf_arena_keep(arena, header->effective_at);
    fact->hidden = hidden;
    fact->payload = (struct hf_json){.kind = HF_JSON_NULL};
    fact->header_bytes = hf_arena_keep(arena, fact->header_bytes);
    fact->payload_bytes = hf_arena_keep(arena, fact->payload_bytes);
}

static void keep_decision(struct hf_arena *arena, struct hf_decision *decision)
{
    struct hf_fact *events = HF_NEW(arena, struct hf_fact, decision->count);
    memcpy(events, decision->events, decision->count * sizeof *events);
    for (size_t i = 0; i < decision->count; i++)
        keep_fact(arena, &events[i]);
    *decision = (struct hf_decision){.events = events,
                                     .count = decision->count,
                                     .room = decision->count,
                                     .after = hf_case_keep(arena, &decision->after)};
}

/* ---- judging ---- */

/* A register entry of a document names bytes that are kept already, all of them. */
static enum hf_rc check_document(struct hf_serving *s, const struct hf_work *work, struct hf_err *err)
{
    const struct hf_json *size = HF_JSON_GET(&work->command.payload, "size");
    struct hf_digest digest;
    int64_t kept;
    if (!hf_str_eq(work->command.event, HF_STR("document.add")) || size == NULL ||
        size->kind != HF_JSON_INT ||
        !hf_digest_read(hf_json_text(&work->command.payload, HF_STR("sha256")), &digest))
        return HF_OK; /* what is missing the schema tells */
    HF_TRY(hf_document_measure(s->desk, &work->command.file, &digest, &kept, err));
    if (kept != size->is.integer)
        return hf_fail(err, HF_WORD_document_size, HF_STR("payload.size"), HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

static bool is_answer(const struct hf_work *work)
{
    return work->token.bytes.len > 0 && hf_str_eq(work->told, HF_STR("answer"));
}

/* What a token says on the folded file; then the command like any other. */
static enum hf_rc decide(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    const struct hf_touched *touched = work->touched;
    if (work->token.bytes.len > 0)
        HF_TRY(hf_incoming_subject(s, work, err));
    if (work->token.bytes.len > 0)
        HF_TRY(hf_is_of_document(work) ? hf_attach(s, work, err) : hf_incoming_map(s, work, err));
    if (work->request->kind == HF_REQUEST_NEWS)
        HF_TRY(hf_news_map(s, work, &work->idle, err));
    if (work->idle)
        return HF_OK;
    if (hf_is_migration(work))
        return hf_judge_migration(s, work, err);
    HF_TRY(check_document(s, work, err));
    HF_TRY(hf_attach_check(s, work, err));
    HF_TRY(hf_transcribe_check(s, work, err));
    HF_TRY(hf_erase(s, work, err));
    if (touched->kind == HF_FILE_LIBRARY)
        HF_TRY(hf_library_check(s->desk, &touched->now, &work->command, &s->desk->trial, err));
    if (touched->kind == HF_FILE_AUTHORITY || touched->kind == HF_FILE_KEYRING)
        HF_TRY(hf_enrol_check(s, &touched->now, &work->command, err));
    HF_TRY(hf_decide(&touched->flows, &s->desk->house, &touched->now, &work->command, &s->desk->trial,
                     &work->decision, err));
    HF_TRY(hf_attach_enter(s, work, err));
    return hf_transcribe(s, work, err);
}

/* The event that a refused answer is instead. */
static enum hf_rc set_aside(struct hf_serving *s, struct hf_work *work)
{
    const struct hf_touched *touched = work->touched;
    work->set_aside = true;
    return hf_decide_set_aside(&touched->flows, &s->desk->house, &touched->now, &work->command,
                               hf_keep_err(s->arena, s->err), &s->desk->trial, &work->decision, s->err);
}

/* A receipt moves nothing where the workflow has no use for it, but it is in the file. */
static enum hf_rc receipt(struct hf_serving *s, struct hf_work *work)
{
    const struct hf_touched *touched = work->touched;
    hf_incoming_receipt(work, s->arena);
    return hf_decide(&touched->flows, &s->desk->house, &touched->now, &work->command, &s->desk->trial,
                     &work->decision, s->err);
}

/* Has one of us written down this very answer before? Then its own key confirms it, where nothing is left to
 * move. */
static bool confirms(const struct hf_work *work)
{
    static const struct hf_digest none;
    const struct hf_case *c = &work->touched->now;
    for (uint32_t t = 0; t < hf_case_head(c)->threads; t++)
        if (hf_id_eq(&hf_case_thread(c, t)->id, &work->command.thread))
            return !hf_digest_eq(&work->command.said, &none) &&
                   hf_digest_eq(&hf_case_thread(c, t)->transcribed, &work->command.said);
    return false;
}

static enum hf_rc confirm(struct hf_serving *s, struct hf_work *work)
{
    const struct hf_touched *touched = work->touched;
    struct hf_json_maker payload = hf_json_make(s->arena);
    hf_json_add(&payload, HF_STR("event"), hf_json_of_text(work->command.event));
    work->command.event = HF_STR("answer.confirmed");
    work->command.payload = hf_json_object(&payload);
    return hf_decide(&touched->flows, &s->desk->house, &touched->now, &work->command, &s->desk->trial,
                     &work->decision, s->err);
}

static enum hf_rc decide_or_set_aside(struct hf_serving *s, struct hf_work *work)
{
    enum hf_rc rc = decide(s, work, s->err);
    if (rc != HF_REFUSED || work->token.bytes.len == 0 || hf_is_notice(work))
        return rc;
    if (!is_answer(work))
        return receipt(s, work);
    return confirms(work) ? confirm(s, work) : set_aside(s, work);
}

/* Events with their notices, sealed; all in the memory of the trial. */
static enum hf_rc try_work(struct hf_serving *s, struct hf_work *work)
{
    const struct hf_touched *touched = work->touched;
    work->born = hf_case_head(&touched->now)->instances;
    work->leads_to = NULL;
    work->idle = false;
    HF_TRY(decide_or_set_aside(s, work));
    if (work->idle)
        return HF_OK;
    HF_TRY(hf_tell_drafts(s, work, s->err));
    HF_TRY(hf_tell_stream(s, work, s->err));
    HF_TRY(hf_tell_letters(s, work, s->err));
    return seal_events(s, work, &touched->now, s->err);
}

static void keep_trial(struct hf_serving *s, struct hf_work *work)
{
    struct hf_touched *touched = work->touched;
    keep_decision(s->arena, &work->decision);
    touched->now = work->decision.after;
    touched->held = true;
    touched->flows.next = work->leads_to;
    hf_flows_follow(&touched->flows);
}

static void drop_trial(struct hf_work *work, bool begun)
{
    work->decision = (struct hf_decision){0};
    work->messages = NULL;
    if (begun)
        work->touched->kind = 0;
}

static enum hf_rc judge(struct hf_serving *s, struct hf_work *work)
{
    struct hf_touched *touched = work->touched;
    bool begins = touched->kind == 0;
    if (touched->broken != NULL) {
        *s->err = *touched->broken;
        return hf_err_rc(s->err);
    }
    if (begins)
        HF_TRY(begin_file(s, work, s->err));
    enum hf_rc rc = try_work(s, work);
    if (rc == HF_OK && !work->idle)
        keep_trial(s, work);
    else
        drop_trial(work, begins);
    return rc;
}

/* News of which the file has no use. */
static void answer_idle(struct hf_work *work)
{
    work->out->outcome = HF_DONE;
    work->out->file = work->touched->file;
    work->out->seq = hf_case_head(&work->touched->now)->seq;
    work->answered = true;
}

enum hf_rc hf_judge(struct hf_serving *s, struct hf_work *work)
{
    hf_arena_reset(&s->desk->trial, 0);
    s->desk->setup.dice.fill(s->desk->setup.dice.self, work->command.seed, sizeof work->command.seed);
    work->command.at_ms = s->now_ms;
    enum hf_rc rc = judge(s, work);
    if (rc == HF_UNAVAILABLE)
        return rc;
    if ((rc != HF_OK || work->idle) && (work->touched->believed || s->believing))
        s->doubted = true; /* what is refused must be refused by the file as it is, not as it was */
    else if (rc != HF_OK)
        hf_answer(work, hf_keep_err(s->arena, s->err));
    else if (work->idle)
        answer_idle(work);
    else
        work->decided = true;
    return HF_OK;
}
