/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine's own events, in every kind without declaration (format, section 4): clock.reminded, clock.due,
 * obligation.due, answer.set_aside, answer.placed, answer.confirmed, answer.recorded, notice.signed,
 * notice.receipted, silence.reached, silence.settled. They change no state and rest on the house's practice.
 * Two of them are a person's act: an answer that stood aside is placed by one of us, with a reason; the
 * silence of another side is taken on.
 */
#include "casefile/deciding.h"
#include "casefile/entry.h"

/* Begins an event without a rule, on the step's instance. */
enum hf_rc hf_own_begin(struct hf_deciding *d, struct hf_step *step, struct hf_str act)
{
    static const struct hf_basis_ref house = {.practice = HF_STR_INIT("house")};
    step->role = step->role.len > 0 ? step->role : HF_STR("engine");
    HF_TRY(hf_fact_begin(d, step));
    step->fact->header.act = act;
    step->fact->header.basis = &house;
    step->fact->header.bases = 1;
    step->stored = (struct hf_json){.kind = HF_JSON_OBJECT};
    return HF_OK;
}

enum hf_rc hf_own_end(struct hf_deciding *d, struct hf_step *step)
{
    hf_intake_made(d, step);
    return hf_evolve(d->flows, step->fact, &d->out->after, d->arena, d->err);
}

enum hf_rc hf_own_timer(struct hf_deciding *d, struct hf_step *step)
{
    HF_TRY(hf_own_begin(d, step, step->own));
    if (step->tick_obligation) {
        hf_json_add(&step->made, HF_STR("obligation"), step->tick);
    } else {
        struct hf_json_maker clocks = hf_json_make(d->arena);
        hf_json_add(&clocks, HF_STR_NONE, step->tick);
        hf_json_add(&step->made, HF_STR("clocks"), hf_json_list(&clocks));
    }
    if (step->remind != NULL)
        HF_TRY(hf_tell(d, step, step->remind->notify, step->remind->notifies, NULL));
    hf_tell_made(step);
    return hf_own_end(d, step);
}

static struct hf_str digest_text(struct hf_deciding *d, const struct hf_digest *digest)
{
    struct hf_buf text = hf_buf_in(d->arena, HF_DIGEST_TEXT);
    hf_digest_put(&text, digest);
    return hf_buf_str(&text);
}

static struct hf_str id_text(struct hf_deciding *d, const struct hf_id *id)
{
    struct hf_buf text = hf_buf_in(d->arena, HF_ID_TEXT);
    hf_id_put(&text, id);
    return hf_buf_str(&text);
}

/* payload {"code": refusal, "event": what was told}; the words themselves are the token's. */
enum hf_rc hf_own_set_aside(struct hf_deciding *d, struct hf_step *step, const struct hf_err *refusal)
{
    struct hf_json_maker payload = hf_json_make(d->arena);
    HF_TRY(hf_own_begin(d, step, HF_STR("answer.set_aside")));
    hf_json_add(&payload, HF_STR("code"), hf_json_of_text(hf_err_code(refusal)));
    hf_json_add(&payload, HF_STR("event"), hf_json_of_text(d->command->event));
    step->stored = hf_json_object(&payload);
    if (!d->command->lifts_aside) /* one goes, one comes */
        hf_json_add(&step->made, HF_STR("aside"), hf_json_of_int(1));
    return hf_own_end(d, step);
}

/* Which entry of the directory the notice goes by: [authority file, seq] of the header, and as of when it is
 * read, where the day matters and a request is in progress. */
static void add_entry(struct hf_deciding *d, struct hf_step *step, const struct hf_signed_notice *notice,
                      struct hf_json_maker *told)
{
    const struct hf_case *authority = hf_house_authority(d->house, &notice->authority);
    struct hf_buf text = hf_buf_in(d->arena, HF_INSTANT_TEXT);
    if (authority == NULL)
        return;
    step->fact->header.directory_file = notice->authority;
    step->fact->header.directory_seq = hf_case_head(authority)->seq;
    int64_t as_of_ms =
        hf_notice_as_of(d->flows, &d->out->after, step->instance, &notice->authority, d->arena);
    if (as_of_ms == INT64_MAX || !hf_entry_has_amendments(d->flows->house, authority))
        return;
    hf_instant_put(&text, as_of_ms);
    hf_json_add(told, HF_STR("as_of"), hf_json_of_text(hf_buf_str(&text)));
}

enum hf_rc hf_own_signed(struct hf_deciding *d, struct hf_step *step, const struct hf_signed_notice *notice)
{
    struct hf_json_maker told = hf_json_make(d->arena), payload = hf_json_make(d->arena);
    struct hf_buf jti = hf_buf_in(d->arena, HF_UUID_TEXT);
    HF_TRY(hf_own_begin(d, step, HF_STR("notice.signed")));
    hf_id_put_uuid(&jti, &notice->jti);
    hf_json_add(&told, HF_STR("authority"), hf_json_of_text(id_text(d, &notice->authority)));
    hf_json_add(&told, HF_STR("digest"), hf_json_of_text(digest_text(d, &notice->digest)));
    hf_json_add(&told, HF_STR("jti"), hf_json_of_text(hf_buf_str(&jti)));
    hf_json_add(&told, HF_STR("seq"), hf_json_of_int(notice->seq));
    hf_json_add(&told, HF_STR("thread"), hf_json_of_text(id_text(d, &notice->thread)));
    add_entry(d, step, notice, &told);
    hf_json_add(&payload, HF_STR("template"), hf_json_of_text(notice->template_name));
    step->stored = hf_json_object(&payload);
    hf_json_add(&step->made, HF_STR("notice"), hf_json_object(&told));
    return hf_own_end(d, step);
}

/* {"reason": ...}: free text, so hidden. */
static const struct hf_shape reason_shape = {.kind = HF_SHAPE_TEXT,
                                             .of_kind = HF_NONE,
                                             .of_link = HF_NONE,
                                             .unique_by = HF_NONE,
                                             .personal = HF_PERSONAL_FILE,
                                             .minimum = INT64_MIN,
                                             .maximum = INT64_MAX,
                                             .least = 1,
                                             .most = 4000};
static const struct hf_shape_member reason_members[] = {
    {.name = HF_STR_INIT("reason"), .required = true, .shape = &reason_shape}};
static const struct hf_shape reason_only_shape = {.kind = HF_SHAPE_OBJECT,
                                                  .hides = true,
                                                  .of_kind = HF_NONE,
                                                  .of_link = HF_NONE,
                                                  .unique_by = HF_NONE,
                                                  .personal = HF_OPEN,
                                                  .member = reason_members,
                                                  .members = 1};
const struct hf_event hf_placed_rule = {
    .name = HF_STR_INIT("answer.placed"), .payload = &reason_only_shape, .of_register = HF_NONE};

const struct hf_event hf_settled_rule = {
    .name = HF_STR_INIT("silence.settled"), .payload = &reason_only_shape, .of_register = HF_NONE};

const struct hf_event hf_silent_rule = {.name = HF_STR_INIT("silence.reached"), .of_register = HF_NONE};
const struct hf_event hf_recorded_rule = {.name = HF_STR_INIT("answer.recorded"), .of_register = HF_NONE};
const struct hf_event hf_receipted_rule = {.name = HF_STR_INIT("notice.receipted"), .of_register = HF_NONE};
const struct hf_event hf_confirmed_rule = {.name = HF_STR_INIT("answer.confirmed"), .of_register = HF_NONE};

const struct hf_event *hf_own_rule(struct hf_str event)
{
    static const struct hf_event *const rules[] = {&hf_placed_rule,    &hf_recorded_rule, &hf_receipted_rule,
                                                   &hf_confirmed_rule, &hf_silent_rule,   &hf_settled_rule};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (hf_str_eq(rules[i]->name, event))
            return rules[i];
    return NULL;
}

/* The command's payload: {"thread", "next", "answers": [{"index", "jti", "seq", "sha256"}]}. The first two
 * say what becomes of the thread. */
enum hf_rc hf_own_recorded(struct hf_deciding *d, struct hf_step *step)
{
    struct hf_json_maker payload = hf_json_make(d->arena), attest = hf_json_make(d->arena);
    const struct hf_json *said = &d->command->payload;
    if (d->command->known != HF_KNOWN_engine)
        return hf_fail(d->err, HF_WORD_not_allowed, HF_STR("actor"), hf_recorded_rule.name, HF_STR_NONE);
    HF_TRY(hf_own_begin(d, step, hf_recorded_rule.name));
    for (size_t i = 0; i < said->is.object.count; i++) {
        const struct hf_member *member = &said->is.object.member[i];
        bool listed = hf_str_eq(member->name, HF_STR("answers"));
        hf_json_add(listed ? &payload : &attest, member->name, member->value);
    }
    step->stored = hf_json_object(&payload);
    hf_json_add(&step->made, HF_STR("attest"), hf_json_object(&attest));
    return hf_own_end(d, step);
}

bool hf_own_moves_nothing(const struct hf_event *rule)
{
    return rule == &hf_recorded_rule || rule == &hf_receipted_rule || rule == &hf_confirmed_rule;
}

/* A message of the other side that the definition has no event for: a receipt, {"sha256"} of what it
 * acknowledges; an answer under its own key, {"event"}, that says what one of us had written down before. */
enum hf_rc hf_own_taken(struct hf_deciding *d, struct hf_step *step)
{
    bool theirs = step->rule == &hf_confirmed_rule && d->authority != NULL;
    if (d->command->known != HF_KNOWN_engine && !theirs)
        return hf_fail(d->err, HF_WORD_not_allowed, HF_STR("actor"), step->rule->name, HF_STR_NONE);
    HF_TRY(hf_own_begin(d, step, step->rule->name));
    step->stored = d->command->payload;
    return hf_own_end(d, step);
}

enum hf_rc hf_own_placed(struct hf_deciding *d, struct hf_step *step)
{
    if (hf_case_instance(&d->out->after, step->instance)->set_aside == 0)
        return hf_fail(d->err, HF_WORD_nothing_aside, HF_STR("on"), d->command->on, HF_STR_NONE);
    HF_TRY(hf_intake(d, step));
    HF_TRY(hf_may_place(d, step));
    HF_TRY(hf_own_begin(d, step, hf_placed_rule.name));
    HF_TRY(hf_intake_store(d, step));
    hf_json_add(&step->made, HF_STR("aside"), hf_json_of_int(-1));
    return hf_own_end(d, step);
}
