/* SPDX-License-Identifier: Apache-2.0 */
/* What stands beside the events, each held to a digest that an event or a name has. */
#include "proof/check.h"

#include "seal/disclose.h"

/* ---- hidden values ---- */

struct sought {
    uint32_t place, count;
    struct hf_str digest; /* of the place */
};

static bool seek(void *context, uint32_t place, struct hf_str digest)
{
    struct sought *sought = context;
    sought->count++;
    if (place == sought->place)
        sought->digest = digest;
    return place != sought->place;
}

static uint64_t count_of(const struct hf_fact *fact, struct hf_str member)
{
    const struct hf_json *count = hf_json_get(&fact->payload, member);
    return count != NULL && count->kind == HF_JSON_INT && count->is.integer > 0 ? (uint64_t)count->is.integer
                                                                                : 0;
}

void hf_check_count(struct hf_checking *c, const struct hf_fact *fact)
{
    struct sought all = {.place = UINT32_MAX};
    hf_disclose_each(&fact->payload, seek, &all);
    c->out->hidden += all.count;
    if (!hf_str_eq(fact->header.act, HF_STR("erasure.done")))
        return;
    c->out->erased += count_of(fact, HF_STR("values"));
    c->erased_messages += count_of(fact, HF_STR("messages"));
}

static bool value_holds(struct hf_checking *c, const struct hf_bundle_value *value)
{
    struct hf_json payload;
    struct hf_err unread;
    struct sought sought = {.place = value->place};
    struct hf_digest said, is;
    if (value->seq == 0 || value->seq > c->out->events || !c->event[value->seq - 1].shown)
        return false;
    hf_arena_reset(c->check->scratch, 0);
    if (hf_json_read(c->event[value->seq - 1].payload, &hf_json_payload_limits, c->check->scratch, &payload,
                     &unread) != HF_OK)
        return false;
    hf_disclose_each(&payload, seek, &sought);
    if (!hf_digest_read(sought.digest, &said))
        return false;
    hf_sha256(c->check->hasher, &value->text, 1, &is);
    return hf_digest_eq(&said, &is);
}

static enum hf_rc check_values(struct hf_checking *c, struct hf_err *err)
{
    struct hf_str lines = c->bundle->part[HF_BUNDLE_disclosures];
    struct hf_bundle_value value, before = {0};
    for (uint32_t n = 1; lines.len > 0; n++, before = value, c->out->values++) {
        if (!hf_bundle_value_next(&lines, &value))
            return hf_check_fail(HF_WORD_bundle_line, "disclosures line", n, err);
        bool after =
            n == 1 || value.seq > before.seq || (value.seq == before.seq && value.place > before.place);
        if (!after || !value_holds(c, &value))
            return hf_check_fail(HF_WORD_bundle_value, "disclosures line", n, err);
    }
    return HF_OK;
}

/* ---- messages ---- */

static const struct hf_named_message *named_by(const struct hf_checking *c, uint32_t seq)
{
    for (size_t i = 0; i < c->nameds; i++) /* in order; few are asked for, and each once */
        if (c->named[i].seq == seq)
            return &c->named[i];
    return NULL;
}

/* Messages stand in the order of the events that name them, so both lists are walked once. */
static enum hf_rc check_messages(struct hf_checking *c, struct hf_err *err)
{
    struct hf_str lines = c->bundle->part[HF_BUNDLE_messages];
    struct hf_bundle_message message;
    struct hf_digest digest;
    size_t next = 0;
    for (uint32_t n = 1; lines.len > 0; n++, c->out->messages++) {
        if (!hf_bundle_message_next(&lines, &message))
            return hf_check_fail(HF_WORD_bundle_line, "messages line", n, err);
        while (next < c->nameds && c->named[next].seq < message.seq)
            next++;
        hf_sha256(c->check->hasher, &message.token, 1, &digest); /* docs/formats.md 8: what it is known by */
        if (next == c->nameds || c->named[next].seq != message.seq ||
            !hf_digest_eq(&c->named[next++].digest, &digest))
            return hf_check_fail(HF_WORD_bundle_message, "messages line", n, err);
    }
    return HF_OK;
}

static enum hf_rc check_deliveries(struct hf_checking *c, struct hf_err *err)
{
    struct hf_str lines = c->bundle->part[HF_BUNDLE_deliveries];
    struct hf_bundle_delivery delivery;
    for (uint32_t n = 1; lines.len > 0; n++, c->out->deliveries++) {
        if (!hf_bundle_delivery_next(&lines, &delivery))
            return hf_check_fail(HF_WORD_bundle_line, "deliveries line", n, err);
        const struct hf_named_message *named = named_by(c, delivery.seq);
        if (named == NULL || !named->ours || delivery.end_ms < delivery.start_ms)
            return hf_check_fail(HF_WORD_bundle_delivery, "deliveries line", n, err);
    }
    return HF_OK;
}

/* ---- what is named by its digest ---- */

static bool is_in(struct hf_str name, struct hf_str folder, struct hf_digest *out)
{
    return hf_str_begins(name, folder) && hf_digest_read(hf_str_part(name, folder.len, name.len), out);
}

/* Time-stamps; page.html; then definitions, then documents. */
static enum hf_rc check_others(struct hf_checking *c, struct hf_err *err)
{
    struct hf_digest said, is;
    size_t first = 0;
    HF_TRY(hf_check_stamps(c, &first, err));
    for (size_t i = first; i < c->bundle->others; i++) {
        const struct hf_ustar_member *member = &c->bundle->other[i];
        if (hf_str_eq(member->name, HF_STR("page.html")))
            continue;
        bool definition = is_in(member->name, HF_STR("definitions/"), &said);
        if (!definition && !is_in(member->name, HF_STR("documents/"), &said))
            return hf_fail(err, HF_WORD_bundle_member, member->name, HF_STR_NONE, HF_STR_NONE);
        hf_sha256(c->check->hasher, &member->bytes, 1, &is);
        if (!hf_digest_eq(&said, &is))
            return hf_fail(err, HF_WORD_bundle_member, member->name, HF_STR_NONE, HF_STR_NONE);
        *(definition ? &c->out->definitions : &c->out->documents) += 1;
    }
    return HF_OK;
}

/* ---- what is not there ---- */

static enum hf_rc check_given(const char *member, uint64_t named, uint64_t here, uint64_t erased,
                              struct hf_err *err)
{
    char digits[24];
    struct hf_buf left = HF_BUF(digits);
    if (named <= here + erased)
        return HF_OK;
    hf_buf_put_i64(&left, (int64_t)(named - here - erased));
    return hf_fail(err, HF_WORD_bundle_left_out, hf_str_of(member), hf_buf_str(&left), HF_STR_NONE);
}

/* The auditor is given everything; of what is left out for others only they can say whether it was for them.
 */
static enum hf_rc check_all_given(const struct hf_checking *c, struct hf_err *err)
{
    const struct hf_bundle_verdict *out = c->out;
    if (!hf_str_eq(c->bundle->claim.reader, HF_STR("auditor")))
        return HF_OK;
    HF_TRY(check_given("disclosures", out->hidden, out->values, out->erased, err));
    return check_given("messages", c->nameds, out->messages, c->erased_messages, err);
}

enum hf_rc hf_check_evidence(struct hf_checking *c, struct hf_err *err)
{
    HF_TRY(check_values(c, err));
    HF_TRY(check_messages(c, err));
    HF_TRY(check_deliveries(c, err));
    HF_TRY(check_others(c, err));
    return check_all_given(c, err);
}
