/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Steers one command through the steps of the format's section 4: a queue of events, first in, first out,
 * each applied to a scratch copy before the next is looked at. Any refusal, however deep, refuses the whole.
 */
#include "base/check.h"
#include "casefile/deciding.h"
#include "casefile/entry.h"
#include "casefile/holding.h"
#include "casefile/movement.h"
#include "casefile/people.h"
#include "casefile/timer.h"

/* ---- facts ---- */

/* Recorded time never goes back within a file. */
static int64_t recorded_ms(const struct hf_deciding *d)
{
    int64_t last = hf_case_head(&d->out->after)->at_ms;
    return d->command->at_ms > last ? d->command->at_ms : last;
}

static struct hf_str instance_name(struct hf_deciding *d, const struct hf_step *step)
{
    struct hf_buf name = hf_buf_in(d->arena, 32);
    if (step->instance != HF_NO_INSTANCE) {
        hf_case_put_name(d->flows, &d->out->after, step->instance, &name);
        return hf_buf_str(&name);
    }
    uint32_t number = hf_case_next_number(&d->out->after, step->owner, step->kind_index);
    hf_buf_put(&name, step->kind->name);
    if (number > 0) {
        hf_buf_put_char(&name, '/');
        hf_buf_put_i64(&name, number);
    }
    return hf_buf_str(&name);
}

/* What the file is read with: named by its first event, then the same for ever. */
static struct hf_digest definition_of(struct hf_deciding *d)
{
    const struct hf_case_head *head = hf_case_head(&d->out->after);
    const struct hf_flow *flow = head->kind == HF_FILE_CASE ? d->flows->workflow : d->flows->house;
    static const struct hf_digest unknown;
    struct hf_digest digest = head->definition;
    if (head->instances > 0)
        return digest;
    if (flow == d->flows->workflow && !hf_digest_eq(&d->flows->pinned, &unknown))
        return d->flows->pinned;
    hf_sha256(d->house->hasher, &flow->source, 1, &digest);
    return digest;
}

bool hf_effective_at(const struct hf_deciding *d, struct hf_str said, int64_t *at_ms)
{
    int32_t day;
    if (!hf_day_read(said, &day))
        return hf_instant_read(said, at_ms);
    *at_ms = hf_calendar_day_begin(hf_calendar_find(&d->house->calendars, HF_STR("court")), day);
    return true;
}

/* A day that was said began at some instant; stored where replay would not find it by itself. */
static void add_effective(struct hf_deciding *d, struct hf_step *step)
{
    int64_t read_ms;
    struct hf_buf text = hf_buf_in(d->arena, HF_INSTANT_TEXT);
    if (!hf_effective_read(step->effective_text, &read_ms) || read_ms == step->effective_ms)
        return;
    hf_instant_put(&text, step->effective_ms);
    hf_json_add(&step->made, HF_STR("effective"), hf_json_of_text(hf_buf_str(&text)));
}

enum hf_rc hf_fact_begin(struct hf_deciding *d, struct hf_step *step)
{
    const struct hf_command *command = d->command;
    if (d->out->count == HF_FACTS_MAX)
        return hf_fail(d->err, HF_WORD_cascade_too_large, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    struct hf_decision *out = d->out;
    if (out->room == 0) { /* mostly there is one event and no more */
        out->events = HF_NEW(d->arena, struct hf_fact, 1);
        out->room = 1;
    }
    out->events = hf_arena_room(d->arena, out->events, out->count, &out->room, sizeof(*out->events));
    struct hf_fact *fact = &out->events[out->count++];
    *fact = (struct hf_fact){
        .header =
            {
                .log = d->house->log,
                .file = hf_case_head(&d->out->after)->file,
                .seq = hf_case_head(&d->out->after)->seq + 1,
                .part = {(uint32_t)d->out->count, 0},
                .command = command->id,
                .on = instance_name(d, step),
                .act = step->rule == NULL ? HF_STR_NONE : step->rule->name,
                .actor = command->actor,
                .role = step->role,
                .on_behalf = command->on_behalf,
                .known = command->known,
                .definition = definition_of(d),
                .build = d->house->build,
                .effective_at = step->effective_text,
                .recorded_at_ms = recorded_ms(d),
            },
    };
    step->fact = fact;
    add_effective(d, step);
    return HF_OK;
}

/* ---- one event ---- */

struct hf_scene hf_scene_beside(const struct hf_deciding *d, const struct hf_step *step)
{
    return (struct hf_scene){.flows = d->flows,
                             .house = d->house,
                             .c = &d->out->after,
                             .owner = step->owner,
                             .kind = step->kind,
                             .instance = step->instance,
                             .arena = d->arena};
}

static struct hf_scene scene_of(struct hf_deciding *d, struct hf_step *step)
{
    const struct hf_command *command = d->command;
    int32_t day = 0;
    bool is_day = hf_day_read(step->effective_text, &day);
    return (struct hf_scene){
        .flows = d->flows,
        .house = d->house,
        .c = &d->out->after,
        .owner = step->owner,
        .kind = step->kind,
        .instance = step->instance,
        .rule = step->rule,
        .payload = &step->payload,
        .arena = d->arena,
        .facts = &step->facts,
        .act = {.effective_ms = step->effective_ms,
                .is_day = is_day,
                .day = day,
                .received_ms = command->at_ms,
                .recorded_ms = recorded_ms(d),
                .due_ms = step->due_ms,
                .role = step->role.len > 0 ? step->role : command->role,
                .actor = command->actor,
                .is_authority = d->authority != NULL,
                .raised = step->cause != 0,
                .has_due = command->clock.len > 0,
                .known = command->known},
    };
}

/* The earlier answer that this one supersedes stands aside no more; where this one does, another stays there.
 */
static void add_lift(struct hf_deciding *d, struct hf_step *step)
{
    bool aside = step->instance != HF_NO_INSTANCE && d->command->lifts_aside && step->rule != NULL &&
                 hf_case_instance(&d->out->after, step->instance)->set_aside > 0;
    if (aside)
        hf_json_add(&step->made, HF_STR("aside"), hf_json_of_int(-1));
}

/* What one of us wrote down of an answer has no token; its event says what was said, by a digest. */
static void add_transcribed(struct hf_deciding *d, struct hf_step *step)
{
    struct hf_json_maker made = hf_json_make(d->arena);
    struct hf_buf thread = hf_buf_in(d->arena, HF_ID_TEXT), said = hf_buf_in(d->arena, HF_DIGEST_TEXT);
    if (d->command->known != HF_KNOWN_transcribed || hf_id_is_zero(&d->command->thread))
        return;
    hf_id_put(&thread, &d->command->thread);
    hf_digest_put(&said, &d->command->said);
    hf_json_add(&made, HF_STR("said"), hf_json_of_text(hf_buf_str(&said)));
    hf_json_add(&made, HF_STR("thread"), hf_json_of_text(hf_buf_str(&thread)));
    hf_json_add(&step->made, HF_STR("transcribed"), hf_json_object(&made));
}

static void add_heard(struct hf_deciding *d, struct hf_step *step)
{
    const struct hf_command *command = d->command;
    static const struct hf_digest none;
    if (step->cause != 0)
        return;
    if (hf_digest_eq(&command->token, &none)) {
        add_transcribed(d, step);
        return;
    }
    struct hf_json_maker heard = hf_json_make(d->arena);
    struct hf_buf thread = hf_buf_in(d->arena, HF_ID_TEXT), digest = hf_buf_in(d->arena, HF_DIGEST_TEXT);
    hf_id_put(&thread, &command->thread);
    hf_digest_put(&digest, &command->token);
    if (!hf_id_is_zero(&command->begins)) {
        struct hf_buf whose = hf_buf_in(d->arena, HF_ID_TEXT);
        hf_id_put(&whose, &command->begins);
        hf_json_add(&heard, HF_STR("authority"), hf_json_of_text(hf_buf_str(&whose)));
    }
    if (command->crossed)
        hf_json_add(&heard, HF_STR("crossed"), hf_json_of_bool(true));
    hf_json_add(&heard, HF_STR("digest"), hf_json_of_text(hf_buf_str(&digest)));
    if (command->echo > 0)
        hf_json_add(&heard, HF_STR("echo"), hf_json_of_int(command->echo));
    if (command->echo_differs)
        hf_json_add(&heard, HF_STR("differs"), hf_json_of_bool(true));
    if (command->iat_outside)
        hf_json_add(&heard, HF_STR("iat_outside"), hf_json_of_bool(true));
    hf_json_add(&heard, HF_STR("seq"), hf_json_of_int(command->thread_seq));
    if (command->signed_late_ms != 0) {
        struct hf_buf at = hf_buf_in(d->arena, HF_INSTANT_TEXT);
        hf_instant_put(&at, command->signed_late_ms);
        hf_json_add(&heard, HF_STR("signed_at"), hf_json_of_text(hf_buf_str(&at)));
    }
    if (!hf_digest_eq(&command->supersedes, &none)) {
        struct hf_buf earlier = hf_buf_in(d->arena, HF_DIGEST_TEXT);
        hf_digest_put(&earlier, &command->supersedes);
        hf_json_add(&heard, HF_STR("supersedes"), hf_json_of_text(hf_buf_str(&earlier)));
    }
    hf_json_add(&heard, HF_STR("thread"), hf_json_of_text(hf_buf_str(&thread)));
    hf_json_add(&step->made, HF_STR("heard"), hf_json_object(&heard));
    add_lift(d, step);
}

static void add_birth(struct hf_deciding *d, struct hf_step *step)
{
    if (step->instance != HF_NO_INSTANCE)
        return;
    if (hf_case_head(&d->out->after)->instances == 0) {
        if (d->command->name.len > 0)
            hf_json_add(&step->made, HF_STR("name"), hf_json_of_text(d->command->name));
        return;
    }
    struct hf_buf text = hf_buf_in(d->arena, HF_ID_TEXT);
    hf_draw_bytes(&d->draw, step->born.byte, sizeof step->born.byte);
    hf_id_put(&text, &step->born);
    hf_json_add(&step->made, HF_STR("id"), hf_json_of_text(hf_buf_str(&text)));
}

static enum hf_rc apply(struct hf_deciding *d, struct hf_step *step)
{
    bool born = step->instance == HF_NO_INSTANCE;
    uint16_t before = born ? HF_NONE : hf_case_instance(&d->out->after, step->instance)->state;
    HF_TRY(hf_intake_store(d, step));
    hf_intake_made(d, step);
    HF_TRY(hf_evolve_first(d->flows, step->fact, step->effective_ms, &d->out->after, d->arena, d->err));
    if (born)
        step->scene.instance = step->instance = hf_case_head(&d->out->after)->instances - 1;
    HF_TRY(hf_times(d, step, before, born));
    HF_TRY(hf_tell(d, step, step->branch->notify, step->branch->notifies, step->notify_wanted));
    if (step->remind != NULL)
        HF_TRY(hf_tell(d, step, step->remind->notify, step->remind->notifies, NULL));
    hf_tell_made(step);
    hf_intake_made(d, step);
    return hf_evolve_times(d->flows, step->fact, step->effective_ms, step->instance, &d->out->after, d->arena,
                           d->err);
}

/* What was read of one authority's entry. */
struct facts_of {
    const struct hf_id *authority;
    struct hf_entry entry;
    struct hf_json_maker fields;
};

static struct facts_of *facts_about(struct hf_deciding *d, const struct hf_step *step, struct facts_of *all,
                                    size_t *count, const struct hf_id *authority)
{
    for (size_t i = 0; i < *count; i++)
        if (hf_id_eq(all[i].authority, authority))
            return &all[i];
    const struct hf_case *file = hf_house_authority(d->house, authority);
    all[*count] = (struct facts_of){
        authority, hf_entry_now(d->house, d->flows->house, file, step->scene.act.recorded_ms),
        hf_json_make(d->arena)};
    return &all[(*count)++];
}

static void add_fact(struct hf_deciding *d, struct facts_of *about, uint16_t datum)
{
    struct hf_flows flows = {.house = d->flows->house};
    struct hf_str name = hf_root_kind(&flows, HF_FILE_AUTHORITY)->data->member[datum].name;
    struct hf_json value;
    if (hf_entry_member(&about->entry, name, d->arena, &value))
        hf_json_add(&about->fields, name, value);
}

/* {"<authority>": {"calendar": "court"}}: what was read of the directory; what was absent is not there. */
static void add_facts(struct hf_deciding *d, struct hf_step *step)
{
    const struct hf_facts *facts = &step->facts;
    struct hf_json_maker made = hf_json_make(d->arena);
    struct facts_of *all = HF_NEW(d->arena, struct facts_of, facts->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < facts->count; i++)
        add_fact(d, facts_about(d, step, all, &count, &facts->at[i].authority), facts->at[i].datum);
    for (size_t i = 0; i < count; i++) {
        struct hf_buf id = hf_buf_in(d->arena, HF_ID_TEXT);
        hf_id_put(&id, all[i].authority);
        if (all[i].fields.count > 0)
            hf_json_add(&made, hf_buf_str(&id), hf_json_object(&all[i].fields));
    }
    if (made.count > 0)
        hf_json_add(&step->made, HF_STR("facts"), hf_json_object(&made));
}

static enum hf_rc handle(struct hf_deciding *d, struct hf_step *step)
{
    step->made = hf_json_make(d->arena);
    step->scene = scene_of(d, step);
    if (step->rule == NULL)
        return hf_own_timer(d, step);
    if (step->rule == &hf_placed_rule)
        return hf_own_placed(d, step);
    if (step->rule == &hf_recorded_rule)
        return hf_own_recorded(d, step);
    if (step->rule == &hf_silent_rule)
        return hf_own_silent(d, step);
    if (step->rule == &hf_settled_rule)
        return hf_own_settled(d, step);
    if (step->rule == &hf_receipted_rule || step->rule == &hf_confirmed_rule) {
        add_heard(d, step);
        return hf_own_taken(d, step);
    }
    HF_TRY(hf_intake(d, step));
    HF_TRY(hf_may(d, step));
    HF_TRY(hf_choose(d, step));
    if (step->instance == HF_NO_INSTANCE && hf_case_head(&d->out->after)->instances == HF_INSTANCES_MAX)
        return hf_fail(d->err, HF_WORD_case_full, HF_STR("on"), step->kind->name, HF_STR_NONE);
    if (step->branch == NULL)
        return HF_OK; /* nothing handles it, and it was raised with "unhandled": "skip" */
    HF_TRY(hf_fact_begin(d, step));
    step->fact->branch = step->branch;
    if (step->cause != 0)
        hf_json_add(&step->made, HF_STR("cause"), hf_json_of_int(step->cause));
    add_birth(d, step);
    add_heard(d, step);
    if (step->tick_obligation)
        hf_json_add(&step->made, HF_STR("obligation"), step->tick);
    HF_TRY(hf_follow(d, step));
    HF_TRY(apply(d, step));
    HF_TRY(hf_movement_fits(d, step));
    HF_TRY(hf_holding_fits(d, step));
    HF_TRY(hf_follow_queue(d, step));
    add_facts(d, step);
    hf_intake_made(d, step);
    return HF_OK;
}

/* ---- the command ---- */

static enum hf_rc read_effective(struct hf_deciding *d, struct hf_step *step)
{
    const struct hf_command *command = d->command;
    struct hf_str said = command->effective_at;
    struct hf_str event = command->event;
    if (command->clock.len > 0) {
        struct hf_buf due = hf_buf_in(d->arena, HF_INSTANT_TEXT);
        hf_instant_put(&due, step->due_ms);
        step->effective_ms = step->due_ms;
        step->effective_text = hf_buf_str(&due);
        return HF_OK;
    }
    HF_CHECK(step->rule != NULL); /* only a clock has none */
    if (said.len == 0) {
        struct hf_buf now = hf_buf_in(d->arena, HF_INSTANT_TEXT);
        hf_instant_put(&now, command->at_ms);
        step->effective_ms = command->at_ms;
        step->effective_text = hf_buf_str(&now);
        return step->rule->effective == HF_EFFECTIVE_REQUIRED
                   ? hf_fail(d->err, HF_WORD_effective_missing, HF_STR("effective_at"), event, HF_STR_NONE)
                   : HF_OK;
    }
    if (!hf_effective_at(d, said, &step->effective_ms))
        return hf_fail(d->err, HF_WORD_effective_invalid, HF_STR("effective_at"), said, HF_STR_NONE);
    step->effective_text = said;
    if (step->effective_ms > command->at_ms)
        return hf_fail(d->err, HF_WORD_effective_future, HF_STR("effective_at"), said, HF_STR_NONE);
    return step->rule->effective == HF_EFFECTIVE_NONE
               ? hf_fail(d->err, HF_WORD_effective_unwanted, HF_STR("effective_at"), event, HF_STR_NONE)
               : HF_OK;
}

/* Events the instance could have been sent, for a refusal that helps. */
static void list_events(struct hf_err *err, const struct hf_kind *kind)
{
    for (uint16_t e = 0; e < kind->events; e++)
        if (kind->event[e].by.count > 0 || kind->event[e].born_by.count > 0)
            hf_err_detail(err, kind->event[e].name, kind->event[e].name);
}

static enum hf_rc find_target(struct hf_deciding *d, struct hf_step *step)
{
    const struct hf_command *command = d->command;
    const struct hf_case *c = &d->out->after;
    step->instance =
        hf_case_head(c)->instances == 0 ? HF_NO_INSTANCE : hf_case_find(d->flows, c, command->on);
    step->kind_index = hf_flows_kind(d->flows, command->on, &step->owner);
    if (step->instance != HF_NO_INSTANCE) {
        step->owner = hf_case_instance(c, step->instance)->owner;
        step->kind_index = hf_case_instance(c, step->instance)->kind;
    } else if (step->kind_index == HF_NONE) {
        return hf_fail(d->err, HF_WORD_no_instance, HF_STR("on"), command->on, HF_STR_NONE);
    }
    const struct hf_flow *flow = hf_flows_of(d->flows, step->owner);
    step->kind = &flow->kind[step->kind_index];
    uint16_t event = hf_kind_event(step->kind, command->event);
    step->rule = step->instance == HF_NO_INSTANCE ? NULL : hf_own_rule(command->event);
    if (step->rule != NULL)
        return HF_OK;
    if (event == HF_NONE) {
        enum hf_rc rc =
            hf_fail(d->err, HF_WORD_unknown_event, HF_STR("event"), command->event, step->kind->name);
        list_events(d->err, step->kind);
        return rc;
    }
    step->rule = &step->kind->event[event];
    return HF_OK;
}

/* The first event of a file brings its root to life; later ones may bear what the file holds, until the root
 * is final. */
static enum hf_rc check_root(struct hf_deciding *d, const struct hf_step *step)
{
    const struct hf_case *c = &d->out->after;
    const struct hf_case_head *head = hf_case_head(c);
    bool begins = head->instances == 0, birth = step->instance == HF_NO_INSTANCE;
    if (begins ? step->kind != hf_root_kind(d->flows, head->kind)
               : birth && !hf_file_holds(head->kind, step->owner, step->kind))
        return hf_fail(d->err, HF_WORD_no_instance, HF_STR("on"), d->command->on, HF_STR_NONE);
    if (hf_case_ended(d->flows, c))
        return hf_fail(d->err, HF_WORD_not_in_state, HF_STR("event"), d->command->event,
                       hf_case_kind(d->flows, c, 0)->state[hf_case_instance(c, 0)->state].name);
    return HF_OK;
}

/* The chain of events that led to a refusal, when it was not the command's own event that was refused. */
static enum hf_rc name_chain(struct hf_deciding *d, const struct hf_step *step)
{
    struct hf_err inner = *d->err;
    char text[HF_LANGS][600];
    struct hf_buf chain = hf_buf_in(d->arena, 256);
    for (uint32_t part = step->cause; part != 0;) {
        const struct hf_fact *fact = &d->out->events[part - 1];
        const struct hf_json *made = HF_JSON_GET(&fact->payload, "_made");
        const struct hf_json *cause = made == NULL ? NULL : HF_JSON_GET(made, "cause");
        hf_buf_put(&chain, fact->header.on);
        hf_buf_put_char(&chain, ' ');
        hf_buf_put(&chain, fact->header.act);
        hf_buf_put(&chain, HF_STR(" < "));
        part = cause == NULL ? 0 : (uint32_t)cause->is.integer;
    }
    struct hf_str led = hf_str_part(hf_buf_str(&chain), 0, chain.len - 3);
    enum hf_rc rc = hf_fail(d->err, HF_WORD_cascade_refused, hf_str_of(inner.where), step->rule->name, led);
    for (enum hf_lang lang = HF_EN; lang < HF_LANGS; lang++) {
        struct hf_buf say = HF_BUF(text[lang]);
        hf_err_say(&inner, lang, &say);
        text[lang][say.len < sizeof text[lang] ? say.len : sizeof text[lang] - 1] = '\0';
    }
    hf_err_detail(d->err, hf_str_of(text[HF_EN]), hf_str_of(text[HF_FR]));
    struct hf_str en = hf_str_of(inner.detail[HF_EN]), fr = hf_str_of(inner.detail[HF_FR]);
    while (en.len > 0)
        hf_err_detail(d->err, hf_str_cut(&en, '\n'), hf_str_cut(&fr, '\n'));
    return rc;
}

void hf_queue(struct hf_deciding *d, struct hf_step *step)
{
    if (d->first == NULL)
        d->first = step;
    else
        d->last->next = step;
    d->last = step;
}

static void count_parts(struct hf_decision *out)
{
    for (size_t i = 0; i < out->count; i++)
        out->events[i].header.part[1] = (uint32_t)out->count;
}

void hf_deciding_end(struct hf_deciding *d)
{
    count_parts(d->out);
    d->out->drafts = d->drafts;
    hf_case_check(d->flows, &d->out->after);
}

static enum hf_rc run_queue(struct hf_deciding *d)
{
    while (d->first != NULL) {
        struct hf_step *step = d->first;
        d->first = step->next;
        enum hf_rc rc = handle(d, step);
        if (rc != HF_OK && rc != HF_UNVERIFIED && step->cause != 0 &&
            d->err->word != HF_WORD_cascade_too_large)
            return name_chain(d, step);
        HF_TRY(rc);
    }
    hf_deciding_end(d);
    return HF_OK;
}

struct hf_deciding hf_deciding_for(const struct hf_flows *flows, const struct hf_house *house,
                                   const struct hf_command *command, struct hf_arena *arena,
                                   struct hf_decision *out, struct hf_err *err)
{
    struct hf_deciding d = {.flows = flows,
                            .house = house,
                            .command = command,
                            .arena = arena,
                            .err = err,
                            .out = out,
                            .authority = hf_house_authority(house, &command->actor),
                            .person = hf_person(house, flows->house, &command->actor),
                            .draw = {.hasher = house->hasher}};
    memcpy(d.draw.seed, command->seed, sizeof d.draw.seed);
    return d;
}

/* On a scratch copy of the case. */
static struct hf_deciding begin(const struct hf_flows *flows, const struct hf_house *house,
                                const struct hf_case *before, const struct hf_command *command,
                                struct hf_arena *arena, struct hf_decision *out, struct hf_err *err)
{
    *out = (struct hf_decision){.after = hf_case_try(arena, before)};
    return hf_deciding_for(flows, house, command, arena, out, err);
}

static enum hf_rc check_seq(const struct hf_case *before, const struct hf_command *command,
                            struct hf_arena *arena, struct hf_err *err)
{
    struct hf_buf en = hf_buf_in(arena, 64), fr = hf_buf_in(arena, 64);
    if (command->expected_seq == 0 || command->expected_seq == hf_case_head(before)->seq)
        return HF_OK;
    hf_buf_put(&en, HF_STR("seen "));
    hf_buf_put_i64(&en, command->expected_seq);
    hf_buf_put(&en, HF_STR(", now "));
    hf_buf_put_i64(&en, hf_case_head(before)->seq);
    hf_buf_put(&fr, HF_STR("vu : "));
    hf_buf_put_i64(&fr, command->expected_seq);
    hf_buf_put(&fr, HF_STR(", maintenant : "));
    hf_buf_put_i64(&fr, hf_case_head(before)->seq);
    enum hf_rc rc = hf_fail(err, HF_WORD_stale, HF_STR("if_seq"), HF_STR_NONE, HF_STR_NONE);
    hf_err_detail(err, hf_buf_str(&en), hf_buf_str(&fr));
    return rc;
}

enum hf_rc hf_deciding_begin(const struct hf_flows *flows, const struct hf_house *house,
                             const struct hf_case *before, const struct hf_command *command,
                             struct hf_arena *arena, struct hf_decision *decision, struct hf_err *err,
                             struct hf_deciding *out)
{
    HF_TRY(check_seq(before, command, arena, err));
    *out = begin(flows, house, before, command, arena, decision, err);
    return HF_OK;
}

static enum hf_rc decide_on(struct hf_deciding *d)
{
    struct hf_step *step = HF_NEW(d->arena, struct hf_step, 1);
    step->payload = d->command->payload;
    if (d->command->clock.len > 0)
        HF_TRY(hf_timer_step(d, step));
    else
        HF_TRY(find_target(d, step));
    /* What moves nothing happens also after the end. */
    if (step->rule == NULL || !hf_own_moves_nothing(step->rule))
        HF_TRY(check_root(d, step));
    HF_TRY(read_effective(d, step));
    hf_queue(d, step);
    return run_queue(d);
}

enum hf_rc hf_decide_also(const struct hf_flows *flows, const struct hf_house *house,
                          const struct hf_command *command, struct hf_arena *arena, struct hf_decision *io,
                          struct hf_err *err)
{
    struct hf_deciding d = hf_deciding_for(flows, house, command, arena, io, err);
    d.draft_room = io->draft_count;
    d.drafts = HF_NEW(arena, struct hf_draft, io->draft_count);
    for (size_t i = 0; i < io->draft_count; i++)
        d.drafts[i] = io->drafts[i];
    return decide_on(&d);
}

enum hf_rc hf_decide(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *before,
                     const struct hf_command *command, struct hf_arena *arena, struct hf_decision *out,
                     struct hf_err *err)
{
    struct hf_decision decision;
    HF_UNSET struct hf_deciding d;
    HF_TRY(hf_deciding_begin(flows, house, before, command, arena, &decision, err, &d));
    HF_TRY(decide_on(&d));
    *out = decision;
    return HF_OK;
}

/* ---- around the command ---- */

enum hf_rc hf_decide_set_aside(const struct hf_flows *flows, const struct hf_house *house,
                               const struct hf_case *before, const struct hf_command *command,
                               const struct hf_err *refusal, struct hf_arena *arena, struct hf_decision *out,
                               struct hf_err *err)
{
    struct hf_decision decision;
    struct hf_deciding d = begin(flows, house, before, command, arena, &decision, err);
    struct hf_step *step = HF_NEW(arena, struct hf_step, 1);
    struct hf_buf now = hf_buf_in(arena, HF_INSTANT_TEXT);
    step->instance = hf_case_find(flows, before, command->on);
    if (step->instance == HF_NO_INSTANCE)
        return hf_fail(err, HF_WORD_no_instance, HF_STR("on"), command->on, HF_STR_NONE);
    hf_instant_put(&now, command->at_ms);
    step->owner = hf_case_instance(before, step->instance)->owner;
    step->kind = hf_case_kind(flows, before, step->instance);
    step->effective_ms = command->at_ms;
    step->effective_text = hf_buf_str(&now);
    step->made = hf_json_make(arena);
    add_heard(&d, step);
    HF_TRY(hf_own_set_aside(&d, step, refusal));
    count_parts(&decision);
    *out = decision;
    return HF_OK;
}

enum hf_rc hf_decide_signed(const struct hf_flows *flows, const struct hf_house *house,
                            const struct hf_command *command, const struct hf_signed_notice *notice,
                            struct hf_arena *arena, struct hf_decision *io, struct hf_err *err)
{
    struct hf_deciding d = hf_deciding_for(flows, house, command, arena, io, err);
    struct hf_step *step = HF_NEW(arena, struct hf_step, 1);
    struct hf_buf now = hf_buf_in(arena, HF_INSTANT_TEXT);
    step->instance = notice->instance;
    hf_instant_put(&now, command->at_ms);
    step->owner = hf_case_instance(&io->after, step->instance)->owner;
    step->kind = hf_case_kind(flows, &io->after, step->instance);
    step->effective_ms = command->at_ms;
    step->effective_text = hf_buf_str(&now);
    step->made = hf_json_make(arena);
    HF_TRY(hf_own_signed(&d, step, notice));
    count_parts(io);
    return HF_OK;
}
