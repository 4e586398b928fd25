/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/traces.h"

#include "desk/ask.h"
#include "desk/document.h"
#include "desk/inside.h"
#include "record/texts.h"
#include "seal/token.h"

enum { SHORT = 3 };

struct tracing {
    struct hf_desk *desk;
    const struct hf_trace_ask *ask;
    struct hf_str *value; /* texts of the values */
    size_t count, room;
    struct hf_err *err;
};

/* ---- the values ---- */

/* What says where an entry lies or came from would take with it what is said of others: a bank has more than
 * one customer, a file more than one line. It is erased with the entry and not looked for. */
static bool points_at(struct hf_str name)
{
    static const struct hf_str origins[] = {HF_STR_INIT("bank"), HF_STR_INIT("source"),
                                            HF_STR_INIT("source_id"), HF_STR_INIT("valued_by")};
    size_t i = 0;
    while (i < sizeof origins / sizeof origins[0] && !hf_str_eq(name, origins[i]))
        i++;
    return i == sizeof origins / sizeof origins[0];
}

static bool keep_value(void *context, struct hf_str text)
{
    struct tracing *t = context;
    if (text.len == 0)
        return false;
    t->value = hf_arena_room(t->ask->arena, t->value, t->count, &t->room, sizeof *t->value);
    t->value[t->count++] = text;
    return false;
}

static enum hf_rc read_values(struct tracing *t)
{
    const struct hf_id *file = &hf_case_head(t->ask->c)->file;
    const struct hf_disclosure_row *rows;
    size_t count;
    if (t->ask->subject == NULL)
        return HF_OK;
    HF_TRY(hf_disclosures_read(t->desk, file, t->ask->arena, &rows, &count, t->err));
    for (size_t i = 0; i < count; i++) {
        struct hf_revealed opened;
        if (!hf_id_eq(&rows[i].subject, t->ask->subject))
            continue;
        enum hf_rc rc = hf_disclosure_open(t->desk, &rows[i], t->ask->arena, &opened, t->err);
        if (rc == HF_OK && points_at(opened.name))
            (void)hf_each_text(&opened.value, keep_value, t);
        else if (rc != HF_OK && t->err->word != HF_WORD_key_forgotten)
            return rc;
    }
    return HF_OK;
}

static bool tells(void *context, struct hf_str text)
{
    const struct tracing *t = context;
    for (size_t i = 0; i < t->count; i++)
        if (hf_str_eq(text, t->value[i]) || (t->value[i].len >= SHORT && hf_str_contains(text, t->value[i])))
            return true;
    return false;
}

/* ---- what others signed ---- */

struct found {
    struct tracing *t;
    struct hf_str bytes;
};

static enum hf_rc take_token(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct found *found = context;
    (void)err;
    found->bytes = hf_arena_keep(found->t->ask->arena, row->token.bytes);
    return HF_OK;
}

static enum hf_rc says_it(struct tracing *t, struct hf_str compact, bool *out)
{
    struct hf_token token;
    struct hf_json said;
    *out = t->ask->subject == NULL;
    if (*out)
        return HF_OK;
    HF_TRY(hf_token_read(t->ask->arena, compact, &token, t->err));
    HF_TRY(hf_json_read(token.payload, &hf_json_file_limits, t->ask->arena, &said, t->err));
    *out = hf_each_text(&said, tells, t);
    return HF_OK;
}

static enum hf_rc look_at_message(struct tracing *t, const struct hf_id *id)
{
    struct hf_ledger *ledger = &t->desk->setup.ledger;
    struct found found = {.t = t};
    struct hf_digest digest;
    bool says;
    HF_TRY(ledger->ask(ledger->self, HF_ASK_token, &(struct hf_ask){.id = *id}, take_token, &found, t->err));
    if (found.bytes.len == 0)
        return HF_OK; /* erased before */
    HF_TRY(says_it(t, found.bytes, &says));
    hf_token_digest(&t->desk->hasher, found.bytes, &digest);
    return says ? t->ask->message(t->ask->context, id, &digest) : HF_OK;
}

/* ---- what our notices show ---- */

static enum hf_rc look_at_text(struct tracing *t, const struct hf_digest *digest)
{
    const struct hf_id *file = &hf_case_head(t->ask->c)->file;
    struct hf_str text;
    if (t->ask->subject == NULL)
        return t->ask->text(t->ask->context, digest);
    enum hf_rc rc = hf_document_read(t->desk, file, digest, t->ask->arena, &text, t->err);
    if (rc == HF_NOT_FOUND)
        return HF_OK; /* erased before */
    HF_TRY(rc);
    for (size_t i = 0; i < t->count; i++)
        if (hf_str_contains(text, t->value[i]))
            return t->ask->text(t->ask->context, digest);
    return HF_OK;
}

static enum hf_rc look_at_notice(struct tracing *t, const struct hf_id *jti)
{
    struct hf_str kept = HF_STR_NONE, inner = HF_STR_NONE;
    struct hf_set set;
    struct hf_digest digest;
    HF_TRY(hf_token_told(t->desk, jti, t->ask->arena, &kept, &inner, &set, t->err));
    if (kept.len == 0)
        return HF_OK;
    const struct hf_json *document = HF_JSON_GET(&set.content, "document");
    return document != NULL && hf_digest_read(hf_json_text(document, HF_STR("sha256")), &digest)
               ? look_at_text(t, &digest)
               : HF_OK;
}

/* ---- the events that name them ---- */

static enum hf_rc look_at_event(struct tracing *t, const struct hf_event_row *event)
{
    struct hf_fact fact;
    struct hf_id id;
    HF_TRY(hf_fact_read(event->header, event->payload, t->ask->arena, &fact, t->err));
    const struct hf_json *made = HF_JSON_GET(&fact.payload, "_made");
    const struct hf_json *notice = made == NULL ? NULL : HF_JSON_GET(made, "notice"),
                         *heard = made == NULL ? NULL : HF_JSON_GET(made, "heard");
    if (notice != NULL && hf_id_read_uuid(hf_json_text(notice, HF_STR("jti")), &id))
        HF_TRY(look_at_notice(t, &id));
    id = fact.header.command;
    return heard == NULL ? HF_OK : look_at_message(t, &id);
}

enum hf_rc hf_traces_find(struct hf_desk *desk, const struct hf_trace_ask *ask, struct hf_err *err)
{
    struct tracing t = {.desk = desk, .ask = ask, .err = err};
    const struct hf_event_row *event;
    size_t events;
    HF_TRY(read_values(&t));
    if (ask->subject != NULL && t.count == 0)
        return HF_OK;
    HF_TRY(hf_events_since(desk, ask->c, 1, ask->arena, &event, &events, err));
    for (size_t i = 0; i < events; i++)
        HF_TRY(look_at_event(&t, &event[i]));
    return HF_OK;
}
