/* SPDX-License-Identifier: Apache-2.0 */
/* Signed messages: an event names each by id and digest, so the bytes kept beside the log must be those and
 * no others. */
#include "desk/audit_parts.h"

#include "seal/ids.h"
#include "seal/jwe.h"
#include "seal/token.h"

static void collect_one(struct hf_arena *arena, const struct hf_fact *fact, struct hf_str member,
                        struct hf_named_list *list)
{
    const struct hf_json *made = HF_JSON_GET(&fact->payload, "_made");
    const struct hf_json *message = made == NULL ? NULL : hf_json_get(made, member);
    struct hf_named named = {.id = fact->header.command, .seq = fact->header.seq};
    if (message == NULL || !hf_digest_read(hf_json_text(message, HF_STR("digest")), &named.digest))
        return;
    /* Theirs bears the id of the command that it was, ours its jti. */
    hf_id_read_uuid(hf_json_text(message, HF_STR("jti")), &named.id);
    list->at = hf_arena_room(arena, list->at, list->count, &list->room, sizeof(*list->at));
    list->at[list->count++] = named;
}

static int64_t count_of(const struct hf_fact *fact, struct hf_str member)
{
    const struct hf_json *count = hf_json_get(&fact->payload, member);
    return count != NULL && count->kind == HF_JSON_INT ? count->is.integer : 0;
}

void hf_named_collect(struct hf_arena *arena, const struct hf_fact *fact, struct hf_named_list *list)
{
    collect_one(arena, fact, HF_STR("notice"), list);
    collect_one(arena, fact, HF_STR("heard"), list);
    if (hf_str_eq(fact->header.act, HF_STR("erasure.done"))) {
        list->erased += count_of(fact, HF_STR("messages"));
        list->values += count_of(fact, HF_STR("values"));
    }
}

struct looking {
    const struct hf_audit *audit;
    struct hf_digest digest;
    bool same, sealed, found;
};

static enum hf_rc take_token(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct looking *looking = context;
    struct hf_digest digest;
    (void)err;
    hf_token_digest(looking->audit->hasher, row->token.bytes, &digest);
    looking->found = true;
    looking->same = hf_digest_eq(&digest, &looking->digest);
    looking->sealed = hf_jwe_is(row->token.bytes);
    return HF_OK;
}

/* What was sent encrypted is named by what is inside, which is kept beside it. */
static enum hf_rc look(const struct hf_audit *audit, const struct hf_named *named, bool *same, bool *found,
                       struct hf_err *err)
{
    struct hf_ledger ledger = audit->ledger;
    struct looking looking = {.audit = audit, .digest = named->digest};
    struct hf_ask ask = {.id = named->id};
    HF_TRY(ledger.ask(ledger.self, HF_ASK_token, &ask, take_token, &looking, err));
    ask.id = hf_inner_token_id(audit->hasher, &named->id);
    if (looking.sealed)
        HF_TRY(ledger.ask(ledger.self, HF_ASK_token, &ask, take_token, &looking, err));
    *same = looking.same;
    *found = looking.found;
    return HF_OK;
}

enum hf_rc hf_verify_named(const struct hf_audit *audit, const struct hf_named_list *list, uint32_t *bad,
                           struct hf_err *err)
{
    int64_t missing = 0;
    uint32_t first = 0;
    *bad = 0;
    for (size_t i = 0; i < list->count && *bad == 0; i++) {
        bool same, found;
        HF_TRY(look(audit, &list->at[i], &same, &found, err));
        if (found && !same)
            *bad = list->at[i].seq;
        if (!found && missing++ == 0)
            first = list->at[i].seq;
    }
    if (*bad == 0 && missing > list->erased)
        *bad = first;
    return HF_OK;
}
