/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One event applied to a case. Everything that followed from the event stands in its `_made`
 * (docs/formats.md): here it is only carried out, nothing is evaluated, so that a log replays without guards,
 * calendars or directory.
 */
#include "base/check.h"
#include "casefile/deciding.h"
#include "casefile/renaming.h"
#include "casefile/silence.h"

struct applying {
    const struct hf_flows *flows;
    const struct hf_fact *fact;
    const struct hf_json *made; /* NULL: nothing followed */
    struct hf_case *c;
    struct hf_arena *arena;
    struct hf_err *err;
    hf_instance instance;
    const struct hf_kind *kind;
    int64_t effective_ms;
    struct hf_flows led; /* by a migration: what `flows` becomes */
};

static enum hf_rc unfit(struct applying *a, const char *where)
{
    return hf_fail(a->err, HF_WORD_event_does_not_fit, hf_str_of(where), a->fact->header.act,
                   a->fact->header.on);
}

/* ---- the parts of _made ---- */

/* A name in a list of names; what is no text names nothing. */
static struct hf_str name_at(const struct hf_json *list, size_t i)
{
    const struct hf_json *item = &list->is.list.item[i];
    return item->kind == HF_JSON_TEXT ? item->is.text : HF_STR_NONE;
}

/* The place of a hidden member of the payload's own object, or UINT32_MAX. Hidden values of nested objects
 * come after those of the object that holds them (docs/formats.md). */
static uint32_t hidden_place(const struct hf_fact *fact, struct hf_str name)
{
    const struct hf_json *hidden = HF_JSON_GET(&fact->payload, "_hidden");
    for (size_t i = 0; hidden != NULL && hidden->kind == HF_JSON_LIST && i < hidden->is.list.count; i++)
        if (hf_str_eq(name_at(hidden, i), name))
            return (uint32_t)i;
    return UINT32_MAX;
}

static void put_datum(struct applying *a, uint16_t datum, const struct hf_json *value)
{
    struct hf_buf text = hf_buf_in(a->arena, 64);
    hf_json_write(&text, value);
    hf_block_set(a->c, a->instance, datum, hf_buf_str(&text));
}

static enum hf_rc take(struct applying *a, const struct hf_json *names)
{
    for (size_t i = 0; i < names->is.list.count; i++) {
        struct hf_str name = name_at(names, i);
        uint16_t datum = hf_shape_find(a->kind->data, name);
        const struct hf_json *value = hf_json_get(&a->fact->payload, name);
        uint32_t place = hidden_place(a->fact, name);
        if (datum == HF_NONE || (value == NULL && place == UINT32_MAX))
            return unfit(a, "payload._made.take");
        if (value != NULL)
            put_datum(a, datum, value);
        else
            hf_block_hide(a->c, a->instance, datum, a->fact->header.seq, place);
    }
    return HF_OK;
}

static enum hf_rc set(struct applying *a, const struct hf_json *values)
{
    for (size_t i = 0; i < values->is.object.count; i++) {
        uint16_t datum = hf_shape_find(a->kind->data, values->is.object.member[i].name);
        if (datum == HF_NONE)
            return unfit(a, "payload._made.set");
        put_datum(a, datum, &values->is.object.member[i].value);
    }
    return HF_OK;
}

static enum hf_rc clear(struct applying *a, const struct hf_json *names)
{
    for (size_t i = 0; i < names->is.list.count; i++) {
        uint16_t datum = hf_shape_find(a->kind->data, name_at(names, i));
        if (datum == HF_NONE)
            return unfit(a, "payload._made.clear");
        hf_block_clear(a->c, a->instance, datum);
    }
    return HF_OK;
}

static enum hf_rc flag(struct applying *a, const struct hf_json *flags)
{
    for (size_t i = 0; i < flags->is.object.count; i++) {
        uint16_t index = hf_kind_flag(a->kind, flags->is.object.member[i].name);
        const struct hf_json *value = &flags->is.object.member[i].value;
        if (index >= 64 || value->kind != HF_JSON_BOOL)
            return unfit(a, "payload._made.flag");
        uint64_t *bits = &hf_block_instance(a->c, a->instance)->flags, bit = UINT64_C(1) << index;
        *bits = value->is.truth ? *bits | bit : *bits & ~bit;
    }
    return HF_OK;
}

typedef void (*bond_fn)(struct hf_case *c, hf_instance i, uint16_t link, hf_instance to);

/* The instance at the other end, or HF_NO_INSTANCE where it is none that the link may name. */
static hf_instance other_end(const struct applying *a, uint16_t link, struct hf_str name)
{
    hf_instance to = hf_case_find(a->flows, a->c, name);
    enum hf_owner owner = hf_case_instance(a->c, a->instance)->owner;
    if (to == HF_NO_INSTANCE || hf_case_instance(a->c, to)->owner != owner ||
        hf_case_instance(a->c, to)->kind != a->kind->link[link].kind)
        return HF_NO_INSTANCE;
    return to;
}

/* {"measures": ["measure/1", "measure/2"]}: both directions of each bond. */
static enum hf_rc bonds(struct applying *a, const struct hf_json *links, bond_fn apply)
{
    for (size_t i = 0; i < links->is.object.count; i++) {
        const struct hf_member *member = &links->is.object.member[i];
        uint16_t link = hf_kind_link(a->kind, member->name);
        if (link == HF_NONE || member->value.kind != HF_JSON_LIST)
            return unfit(a, "payload._made.link");
        for (size_t n = 0; n < member->value.is.list.count; n++) {
            hf_instance to = other_end(a, link, name_at(&member->value, n));
            if (to == HF_NO_INSTANCE)
                return unfit(a, "payload._made.link");
            apply(a->c, a->instance, link, to);
            apply(a->c, to, a->kind->link[link].inverse, a->instance);
        }
    }
    return HF_OK;
}

static enum hf_rc link(struct applying *a, const struct hf_json *links)
{
    return bonds(a, links, hf_block_link);
}

static enum hf_rc unlink(struct applying *a, const struct hf_json *links)
{
    return bonds(a, links, hf_block_unlink);
}

/* ---- clocks and obligations ---- */

struct ticking {
    struct hf_clock_run *run;
    uint64_t *late;
    uint64_t bit;
    int64_t from_ms, due_ms, first_ms, recorded_ms;
    bool has_due, provisional, recurs;
    uint32_t calendar;
    struct hf_period left;
};

/* By what it was reckoned; nothing is said of that where no published calendar was asked. */
static void take_reckoning(struct ticking *t)
{
    t->run->calendar = t->calendar;
    t->run->provisional = t->provisional;
    t->run->left = t->left.count;
    t->run->left_unit = (uint16_t)t->left.unit;
}

static void tick_start(struct ticking *t)
{
    *t->run = (struct hf_clock_run){.state = HF_CLOCK_RUNNING,
                                    .run = t->run->run + 1,
                                    .from_ms = t->from_ms,
                                    .first_ms = t->due_ms,
                                    .due_ms = t->due_ms,
                                    .known_ms = t->recorded_ms,
                                    .told_ms = INT64_MIN};
    take_reckoning(t);
    *t->late &= ~t->bit;
}

static void move_due(struct ticking *t)
{
    if (t->run->due_ms == t->due_ms)
        return;
    t->run->due_ms = t->due_ms;
    t->run->known_ms = t->recorded_ms;
    t->run->told = 0; /* whatever was told was told of another due time */
}

static void tick_move(struct ticking *t)
{
    take_reckoning(t);
    move_due(t);
}

/* A later calendar: a first time that was never moved moves too, since all further ones are counted from it.
 */
static void tick_recount(struct ticking *t)
{
    struct hf_period counted = {t->run->left, (enum hf_unit)t->run->left_unit};
    if (t->run->first_ms == t->run->due_ms)
        t->run->first_ms = t->due_ms;
    if (t->left.unit == HF_HOURS)
        t->left = counted;
    tick_move(t);
}

static void tick_stop(struct ticking *t)
{
    t->run->state = HF_CLOCK_OFF;
    *t->late &= ~t->bit;
}

static void tick_pause(struct ticking *t)
{
    t->run->state = HF_CLOCK_PAUSED;
    t->run->paused_ms = t->from_ms;
    take_reckoning(t);
}

static void tick_resume(struct ticking *t)
{
    t->run->state = HF_CLOCK_RUNNING;
    t->run->paused_ms = t->from_ms;
    tick_move(t);
}

/*
 * Of another version of the definition. What was late stays so while its time is past, and does not fall due
 * again; what is told already is not told again, but a due time of which nothing was told falls due once.
 */
static void tick_carry(struct ticking *t)
{
    bool late = (*t->late & t->bit) != 0, moved = t->run->due_ms != t->due_ms;
    if (late && !t->recurs && t->due_ms > t->recorded_ms) {
        *t->late &= ~t->bit;
        late = false;
    }
    t->run->from_ms = t->from_ms;
    t->run->first_ms = t->first_ms;
    take_reckoning(t);
    if (!moved)
        return;
    t->run->due_ms = t->due_ms;
    t->run->known_ms = t->recorded_ms;
    if (!late && t->run->told_ms >= t->due_ms) {
        t->run->told_ms = t->due_ms - 1;
        t->run->told = 0;
    }
}

static void tick_remind(struct ticking *t)
{
    t->run->told = t->run->told_ms == t->due_ms ? t->run->told + 1 : 1;
    t->run->told_ms = t->due_ms;
}

static void tick_due(struct ticking *t)
{
    tick_remind(t);
    *t->late |= t->bit;
}

/* What an item of _made.clocks does, and to a clock in which state. */
enum { OFF = 1 << HF_CLOCK_OFF, RUNNING = 1 << HF_CLOCK_RUNNING, PAUSED = 1 << HF_CLOCK_PAUSED };
static const struct {
    struct hf_str name;
    void (*apply)(struct ticking *t);
    unsigned states;
    bool needs_due;
    unsigned runs; /* further than the run it was in */
} ticks[] = {
    {HF_STR_INIT("start"), tick_start, OFF | RUNNING | PAUSED, true, 1},
    {HF_STR_INIT("move"), tick_move, RUNNING, true, 0},
    {HF_STR_INIT("recount"), tick_recount, RUNNING, true, 0},
    {HF_STR_INIT("carry"), tick_carry, RUNNING | PAUSED, true, 0},
    {HF_STR_INIT("stop"), tick_stop, RUNNING | PAUSED, false, 0},
    {HF_STR_INIT("pause"), tick_pause, RUNNING, false, 0},
    {HF_STR_INIT("resume"), tick_resume, PAUSED, true, 0},
    {HF_STR_INIT("remind"), tick_remind, RUNNING, true, 0},
    {HF_STR_INIT("due"), tick_due, RUNNING, true, 0},
};

static bool instant_member(const struct hf_json *json, struct hf_str name, int64_t fallback, int64_t *out)
{
    const struct hf_json *value = hf_json_get(json, name);
    *out = fallback;
    return value == NULL || (value->kind == HF_JSON_TEXT && hf_instant_read(value->is.text, out));
}

static bool tick(struct ticking *t, const struct hf_json *item)
{
    struct hf_str what = hf_json_text(item, HF_STR("do"));
    const struct hf_json *run = HF_JSON_GET(item, "run");
    for (size_t i = 0; i < sizeof ticks / sizeof ticks[0]; i++) {
        if (!hf_str_eq(ticks[i].name, what))
            continue;
        if ((ticks[i].states >> t->run->state & 1) == 0 || (ticks[i].needs_due && !t->has_due) ||
            run == NULL || run->kind != HF_JSON_INT ||
            run->is.integer != (int64_t)t->run->run + ticks[i].runs)
            return false;
        ticks[i].apply(t);
        return true;
    }
    return false;
}

/* "calendar": "fr/3", "left": "12wd", "provisional": true */
static bool read_reckoning(const struct hf_json *item, struct ticking *out)
{
    struct hf_str version = hf_json_text(item, HF_STR("calendar")), left = hf_json_text(item, HF_STR("left"));
    const struct hf_json *provisional = HF_JSON_GET(item, "provisional");
    int64_t number = 0;
    (void)hf_str_cut(&version, '/');
    out->provisional = provisional != NULL && provisional->kind == HF_JSON_BOOL && provisional->is.truth;
    if ((version.len > 0 && !hf_str_i64(version, &number)) || number < 0 || number > UINT32_MAX)
        return false;
    out->calendar = (uint32_t)number;
    return left.len == 0 || (hf_period_read(left, &out->left) && out->left.unit != HF_HOURS);
}

static bool read_tick(const struct applying *a, const struct hf_json *item, struct ticking *out)
{
    *out = (struct ticking){.has_due = HF_JSON_GET(item, "due") != NULL,
                            .recorded_ms = a->fact->header.recorded_at_ms};
    return instant_member(item, HF_STR("due"), INT64_MAX, &out->due_ms) &&
           instant_member(item, HF_STR("from"), a->effective_ms, &out->from_ms) &&
           instant_member(item, HF_STR("first"), out->due_ms, &out->first_ms) && read_reckoning(item, out);
}

/* [{"name": "expiry", "run": 1, "do": "start", "from": ..., "due": ...}] */
static enum hf_rc clocks(struct applying *a, const struct hf_json *items)
{
    for (size_t i = 0; i < items->is.list.count; i++) {
        const struct hf_json *item = &items->is.list.item[i];
        uint16_t clock = hf_kind_clock(a->kind, hf_json_text(item, HF_STR("name")));
        struct ticking t;
        if (clock >= 64 || !read_tick(a, item, &t))
            return unfit(a, "payload._made.clocks");
        t.recurs = a->kind->clock[clock].term.has_every;
        t.run = hf_block_clock(a->c, a->instance, clock);
        t.late = &hf_block_instance(a->c, a->instance)->late;
        t.bit = UINT64_C(1) << clock;
        if (!tick(&t, item))
            return unfit(a, "payload._made.clocks");
    }
    return HF_OK;
}

/* The due time alone, or with what it was reckoned by. */
static bool read_duty(const struct applying *a, const struct hf_json *value, struct ticking *out)
{
    if (value->kind == HF_JSON_OBJECT)
        return read_tick(a, value, out) && out->has_due;
    *out = (struct ticking){.from_ms = a->effective_ms, .recorded_ms = a->fact->header.recorded_at_ms};
    return value->kind == HF_JSON_TEXT && hf_instant_read(value->is.text, &out->due_ms);
}

/* {"confirm": "2026-12-01T23:00:00.000Z"}: open until then; opening an open one renews its time. */
static enum hf_rc oblige(struct applying *a, const struct hf_json *obligations)
{
    for (size_t i = 0; i < obligations->is.object.count; i++) {
        const struct hf_member *member = &obligations->is.object.member[i];
        uint16_t index = hf_kind_obligation(a->kind, member->name);
        struct ticking t;
        if (index >= 64 || !read_duty(a, &member->value, &t))
            return unfit(a, "payload._made.oblige");
        t.run = hf_block_obligation(a->c, a->instance, index);
        t.late = &hf_block_instance(a->c, a->instance)->late_obliged;
        t.bit = UINT64_C(1) << index;
        tick_start(&t);
        hf_block_instance(a->c, a->instance)->obliged |= t.bit;
    }
    return HF_OK;
}

static enum hf_rc discharge(struct applying *a, const struct hf_json *names)
{
    for (size_t i = 0; i < names->is.list.count; i++) {
        uint16_t index = hf_kind_obligation(a->kind, name_at(names, i));
        if (index >= 64)
            return unfit(a, "payload._made.discharge");
        struct hf_instance_head *head = hf_block_instance(a->c, a->instance);
        hf_block_obligation(a->c, a->instance, index)->state = HF_CLOCK_OFF;
        head->obliged &= ~(UINT64_C(1) << index);
        head->late_obliged &= ~(UINT64_C(1) << index);
    }
    return HF_OK;
}

/* {"name": "confirm", "due": ...}: a reminder ("remind") or the due time ("due") of an obligation was
 * reached; or its time was reckoned anew. */
static enum hf_rc obligation(struct applying *a, const struct hf_json *item)
{
    uint16_t index = hf_kind_obligation(a->kind, hf_json_text(item, HF_STR("name")));
    struct ticking t;
    if (index >= 64 || !read_tick(a, item, &t))
        return unfit(a, "payload._made.obligation");
    t.run = hf_block_obligation(a->c, a->instance, index);
    t.late = &hf_block_instance(a->c, a->instance)->late_obliged;
    t.bit = UINT64_C(1) << index;
    return tick(&t, item) ? HF_OK : unfit(a, "payload._made.obligation");
}

static enum hf_rc duties(struct applying *a, const struct hf_json *items)
{
    for (size_t i = 0; i < items->is.list.count; i++)
        HF_TRY(obligation(a, &items->is.list.item[i]));
    return HF_OK;
}

/* ---- threads ---- */

static uint32_t find_thread(const struct hf_case *c, const struct hf_id *id)
{
    for (uint32_t t = 0; t < hf_case_head(c)->threads; t++)
        if (hf_id_eq(&hf_case_thread(c, t)->id, id))
            return t;
    return UINT32_MAX;
}

struct message {
    struct hf_id thread, authority;
    struct hf_digest digest;
    int64_t seq;
    struct hf_str as_of;
};

static bool read_message(const struct hf_json *json, struct message *out)
{
    const struct hf_json *seq = HF_JSON_GET(json, "seq");
    struct hf_str authority = hf_json_text(json, HF_STR("authority"));
    if (seq == NULL || seq->kind != HF_JSON_INT || seq->is.integer < 1 || seq->is.integer > UINT32_MAX)
        return false;
    out->seq = seq->is.integer;
    out->as_of = hf_json_text(json, HF_STR("as_of"));
    return hf_id_read(hf_json_text(json, HF_STR("thread")), &out->thread) &&
           hf_digest_read(hf_json_text(json, HF_STR("digest")), &out->digest) &&
           (authority.len == 0 || hf_id_read(authority, &out->authority));
}

/* A notice of ours waits from now on, with those before it. */
static void wait_for(struct hf_thread *thread, const struct hf_fact *fact, const struct hf_digest *digest)
{
    if (hf_is_letter(hf_json_text(&fact->payload, HF_STR("template"))))
        return;
    thread->asked_last = *digest;
    if (thread->asked_seq != 0)
        return;
    thread->asked_seq = fact->header.seq;
    thread->asked_ms = fact->header.recorded_at_ms;
}

/* They have spoken, or a person has taken their silence on; what crossed their words goes on waiting. */
static void wait_no_more(struct hf_thread *thread, bool crossed)
{
    thread->silent_clock = thread->silent_level = 0;
    thread->silent_ms = 0;
    if (crossed)
        return;
    thread->asked_seq = 0;
    thread->asked_ms = 0;
}

/* {"thread", "authority", "seq", "jti", "digest", "as_of"}: ours, signed; a thread begins with the first
 * message we send, to the other side as the directory had it then, or at the instant that is said. */
static enum hf_rc told(struct applying *a, const struct hf_json *notice)
{
    struct message m = {0};
    if (!read_message(notice, &m))
        return unfit(a, "payload._made.notice");
    int64_t as_of_ms = a->fact->header.recorded_at_ms;
    if (m.as_of.len > 0 && !hf_instant_read(m.as_of, &as_of_ms))
        return unfit(a, "payload._made.notice.as_of");
    uint32_t t = find_thread(a->c, &m.thread);
    if (t == UINT32_MAX) {
        bool own = hf_id_eq(&m.thread, &hf_case_instance(a->c, a->instance)->id);
        t = hf_block_add_thread(a->c, &(struct hf_thread){.id = m.thread,
                                                          .authority = m.authority,
                                                          .as_of_ms = as_of_ms,
                                                          .entry_seq = a->fact->header.directory_seq,
                                                          .instance = own ? a->instance : HF_NO_INSTANCE});
    }
    struct hf_thread *thread = hf_block_thread(a->c, t);
    if (m.seq != (int64_t)thread->our_seq + 1)
        return unfit(a, "payload._made.notice.seq");
    thread->our_seq = (uint32_t)m.seq;
    thread->our_last = m.digest;
    wait_for(thread, a->fact, &m.digest);
    return HF_OK;
}

static void leave_open(struct hf_thread *thread, uint32_t seq, const struct hf_fact *fact)
{
    thread->open_seq = seq;
    thread->open_ms = seq == 0 ? 0 : fact->header.recorded_at_ms;
}

/* {"thread", "seq", "digest", "authority"}: theirs, verified; a thread that they begin says whose it is.
 * Numbers may arrive out of order; the newest one is remembered. */
static enum hf_rc heard(struct applying *a, const struct hf_json *answer)
{
    struct message m = {0};
    if (!read_message(answer, &m))
        return unfit(a, "payload._made.heard");
    uint32_t t = find_thread(a->c, &m.thread);
    if (t == UINT32_MAX && hf_id_is_zero(&m.authority))
        return unfit(a, "payload._made.heard.thread");
    if (t == UINT32_MAX)
        t = hf_block_add_thread(a->c, &(struct hf_thread){.id = m.thread,
                                                          .authority = m.authority,
                                                          .as_of_ms = a->fact->header.recorded_at_ms,
                                                          .entry_seq = a->fact->header.directory_seq,
                                                          .instance = a->instance});
    struct hf_thread *thread = hf_block_thread(a->c, t);
    if (m.seq > (int64_t)thread->their_seq) {
        thread->their_seq = (uint32_t)m.seq;
        thread->their_last = m.digest;
    }
    if (a->fact->header.known == HF_KNOWN_engine)
        return HF_OK;
    if (thread->open_seq == 0)
        leave_open(thread, a->fact->header.seq, a->fact);
    thread->their_known = (uint32_t)a->fact->header.known;
    wait_no_more(thread, HF_JSON_GET(answer, "crossed") != NULL);
    if (!hf_str_eq(a->fact->header.act, HF_STR("answer.set_aside")))
        thread->transcribed = (struct hf_digest){{0}};
    return HF_OK;
}

/* {"thread", "said"}: an answer of theirs that came by another way, written down by us: a digest of what it
 * said. */
static enum hf_rc transcribed(struct applying *a, const struct hf_json *answer)
{
    struct hf_id id;
    struct hf_digest said;
    uint32_t t =
        hf_id_read(hf_json_text(answer, HF_STR("thread")), &id) ? find_thread(a->c, &id) : UINT32_MAX;
    if (t == UINT32_MAX || !hf_digest_read(hf_json_text(answer, HF_STR("said")), &said))
        return unfit(a, "payload._made.transcribed");
    hf_block_thread(a->c, t)->their_known = (uint32_t)a->fact->header.known;
    hf_block_thread(a->c, t)->transcribed = said;
    wait_no_more(hf_block_thread(a->c, t), false);
    return HF_OK;
}

/* {"thread"}: what the silence of the other side has come to; the payload says by which clock and which
 * level, or that a person has taken it on. */
static enum hf_rc silent(struct applying *a, const struct hf_json *told)
{
    struct hf_id id;
    const struct hf_json *payload = &a->fact->payload;
    uint32_t t = hf_id_read(hf_json_text(told, HF_STR("thread")), &id) ? find_thread(a->c, &id) : UINT32_MAX;
    if (t == UINT32_MAX || hf_case_thread(a->c, t)->asked_seq == 0)
        return unfit(a, "payload._made.silence");
    struct hf_thread *thread = hf_block_thread(a->c, t);
    if (hf_str_eq(a->fact->header.act, HF_STR("silence.settled"))) {
        wait_no_more(thread, false);
        return HF_OK;
    }
    enum hf_silence_clock clock = hf_silence_clock_find(hf_json_text(payload, HF_STR("clock")));
    enum hf_silence_level level = hf_silence_level_find(hf_json_text(payload, HF_STR("level")));
    if (clock == HF_SILENCE_CLOCK_COUNT || level == HF_SILENCE_LEVEL_COUNT || level == HF_LEVEL_none)
        return unfit(a, "payload");
    thread->silent_clock = (uint16_t)clock;
    thread->silent_level = (uint16_t)level;
    thread->silent_ms = a->fact->header.recorded_at_ms;
    return HF_OK;
}

/* {"thread", "next"}: the other side is told that its answers were recorded, all before the event `next`. */
static enum hf_rc attest(struct applying *a, const struct hf_json *told)
{
    struct hf_id id;
    const struct hf_json *next = HF_JSON_GET(told, "next");
    uint32_t t = hf_id_read(hf_json_text(told, HF_STR("thread")), &id) ? find_thread(a->c, &id) : UINT32_MAX;
    if (t == UINT32_MAX || hf_case_thread(a->c, t)->open_seq == 0)
        return unfit(a, "payload._made.attest");
    if (next != NULL && (next->kind != HF_JSON_INT || next->is.integer <= hf_case_thread(a->c, t)->open_seq ||
                         next->is.integer > hf_case_head(a->c)->seq))
        return unfit(a, "payload._made.attest.next");
    leave_open(hf_block_thread(a->c, t), next == NULL ? 0 : (uint32_t)next->is.integer, a->fact);
    return HF_OK;
}

/* 1: an answer stands aside; -1: one was placed. */
static enum hf_rc aside(struct applying *a, const struct hf_json *count)
{
    struct hf_instance_head *head = hf_block_instance(a->c, a->instance);
    if (count->is.integer == 1)
        head->set_aside++;
    else if (count->is.integer == -1 && head->set_aside > 0)
        head->set_aside--;
    else
        return unfit(a, "payload._made.aside");
    return HF_OK;
}

/* In this order. `id`, `name`, `cause`, `back`, `effective`, `migrate`, `dropped`, `facts` and `tell` are
 * read elsewhere or tell the auditor only. */
static const struct {
    struct hf_str name;
    enum hf_json_kind kind;
    bool of_time; /* decided once the rest was applied: hf_evolve_times */
    enum hf_rc (*apply)(struct applying *a, const struct hf_json *value);
} parts[] = {
    {HF_STR_INIT("take"), HF_JSON_LIST, false, take},
    {HF_STR_INIT("set"), HF_JSON_OBJECT, false, set},
    {HF_STR_INIT("clear"), HF_JSON_LIST, false, clear},
    {HF_STR_INIT("flag"), HF_JSON_OBJECT, false, flag},
    {HF_STR_INIT("unlink"), HF_JSON_OBJECT, false, unlink},
    {HF_STR_INIT("link"), HF_JSON_OBJECT, false, link},
    {HF_STR_INIT("obligation"), HF_JSON_OBJECT, false, obligation},
    {HF_STR_INIT("discharge"), HF_JSON_LIST, false, discharge},
    {HF_STR_INIT("clocks"), HF_JSON_LIST, true, clocks},
    {HF_STR_INIT("oblige"), HF_JSON_OBJECT, true, oblige},
    {HF_STR_INIT("duties"), HF_JSON_LIST, true, duties},
    {HF_STR_INIT("notice"), HF_JSON_OBJECT, false, told},
    {HF_STR_INIT("heard"), HF_JSON_OBJECT, false, heard},
    {HF_STR_INIT("transcribed"), HF_JSON_OBJECT, false, transcribed},
    {HF_STR_INIT("attest"), HF_JSON_OBJECT, false, attest},
    {HF_STR_INIT("silence"), HF_JSON_OBJECT, false, silent},
    {HF_STR_INIT("aside"), HF_JSON_INT, false, aside},
};

enum { PARTS = sizeof parts / sizeof parts[0] };

/* What follows is little: its members are put beside the parts they are, each found once. */
static void sort_made(const struct hf_json *made, const struct hf_json *of[PARTS])
{
    for (size_t m = 0; m < made->is.object.count; m++) {
        const struct hf_member *member = &made->is.object.member[m];
        size_t i = 0;
        while (i < PARTS &&
               (parts[i].name.len != member->name.len || !hf_str_eq(parts[i].name, member->name)))
            i++;
        if (i < PARTS)
            of[i] = &member->value;
    }
}

static enum hf_rc apply_made(struct applying *a, bool times_only)
{
    const struct hf_json *of[PARTS] = {NULL};
    if (a->made == NULL || a->made->kind != HF_JSON_OBJECT)
        return HF_OK;
    sort_made(a->made, of);
    for (size_t i = 0; i < PARTS; i++) {
        if (of[i] == NULL || (times_only && !parts[i].of_time))
            continue;
        if (of[i]->kind != parts[i].kind)
            return unfit(a, "payload._made");
        HF_TRY(parts[i].apply(a, of[i]));
    }
    return HF_OK;
}

/* Where only the day is known, the instant at which it began is stored beside it. */
static enum hf_rc read_effective(struct applying *a)
{
    int32_t day;
    const struct hf_json *stored = a->made == NULL ? NULL : HF_JSON_GET(a->made, "effective");
    if (!hf_effective_read(a->fact->header.effective_at, &a->effective_ms))
        return unfit(a, "header.effective_at");
    if (stored == NULL)
        return HF_OK;
    return hf_day_read(a->fact->header.effective_at, &day) && stored->kind == HF_JSON_TEXT &&
                   hf_instant_read(stored->is.text, &a->effective_ms)
               ? HF_OK
               : unfit(a, "payload._made.effective");
}

/* No clock runs in a final state. */
static enum hf_rc check_ended(struct applying *a)
{
    uint16_t state = hf_case_instance(a->c, a->instance)->state;
    HF_CHECK(a->kind != NULL); /* found, or born, just before */
    for (uint16_t k = 0; a->kind->state[state].end != HF_END_NOT && k < a->kind->clocks; k++)
        if (hf_case_clock(a->c, a->instance, k)->state != HF_CLOCK_OFF)
            return unfit(a, "payload._made.clocks");
    return HF_OK;
}

enum hf_rc hf_evolve_times(const struct hf_flows *flows, const struct hf_fact *fact, int64_t effective_ms,
                           hf_instance instance, struct hf_case *c, struct hf_arena *arena,
                           struct hf_err *err)
{
    struct applying a = {.flows = flows,
                         .fact = fact,
                         .c = c,
                         .arena = arena,
                         .err = err,
                         .instance = instance,
                         .kind = hf_case_kind(flows, c, instance),
                         .effective_ms = effective_ms,
                         .made = HF_JSON_GET(&fact->payload, "_made")};
    HF_TRY(apply_made(&a, true));
    return check_ended(&a);
}

/* ---- the event as a whole ---- */

/* A root of its file, or beside the root one of the kinds that the file holds. */
static bool kind_fits(const struct applying *a, uint16_t kind, enum hf_owner owner)
{
    enum hf_file_kind file = hf_case_head(a->c)->kind;
    if (kind == HF_NONE)
        return false;
    const struct hf_kind *of = &hf_flows_of(a->flows, owner)->kind[kind];
    return hf_case_head(a->c)->instances == 0 ? of == hf_root_kind(a->flows, file)
                                              : hf_file_holds(file, owner, of);
}

static void begin_with_defaults(struct applying *a)
{
    a->kind = hf_case_kind(a->flows, a->c, a->instance);
    for (uint16_t i = 0; i < a->kind->data->members; i++)
        if (a->kind->data->member[i].shape->fallback != NULL)
            put_datum(a, i, a->kind->data->member[i].shape->fallback);
}

/* Whoever began the case says which side we are: the role in which he did is on it. */
static uint16_t our_side(const struct applying *a)
{
    const struct hf_flow *flow = a->flows->workflow;
    uint16_t role = flow == NULL ? HF_NONE : hf_flow_role(flow, a->fact->header.role);
    return role == HF_NONE ? HF_NONE : flow->role[role].side;
}

static enum hf_rc be_born(struct applying *a)
{
    struct hf_id id = a->fact->header.file;
    struct hf_str rest = a->fact->header.on, name = hf_str_cut(&rest, '/');
    bool root = hf_case_head(a->c)->instances == 0;
    enum hf_owner owner;
    uint16_t kind = hf_flows_kind(a->flows, name, &owner);
    if (!kind_fits(a, kind, owner) || hf_case_head(a->c)->instances == HF_INSTANCES_MAX)
        return unfit(a, "header.on");
    if (!root && (a->made == NULL || !hf_id_read(hf_json_text(a->made, HF_STR("id")), &id) ||
                  hf_case_by_id(a->c, &id) != HF_NO_INSTANCE))
        return unfit(a, "payload._made.id");
    a->instance = hf_block_add_instance(a->flows, a->c, owner, kind, &id);
    struct hf_buf said = hf_buf_in(a->arena, 64);
    hf_case_put_name(a->flows, a->c, a->instance, &said);
    if (!hf_str_eq(hf_buf_str(&said), a->fact->header.on))
        return unfit(a, "header.on");
    if (root) {
        hf_block_head(a->c)->definition = a->fact->header.definition;
        hf_block_head(a->c)->ours = our_side(a);
    }
    begin_with_defaults(a);
    return HF_OK;
}

static enum hf_rc find_instance(struct applying *a)
{
    bool root = hf_case_head(a->c)->instances == 0;
    a->instance = root ? HF_NO_INSTANCE : hf_case_find(a->flows, a->c, a->fact->header.on);
    if (a->instance == HF_NO_INSTANCE)
        HF_TRY(be_born(a));
    a->kind = hf_case_kind(a->flows, a->c, a->instance);
    return hf_digest_eq(&a->fact->header.definition, &hf_case_head(a->c)->definition)
               ? HF_OK
               : unfit(a, "header.definition");
}

/* Nothing leaves a final state, and a return goes where this state was entered from. */
static bool may_move(const struct applying *a, uint16_t to, bool back)
{
    const struct hf_instance_head *head = hf_case_instance(a->c, a->instance);
    return to != head->state && a->kind->state[head->state].end == HF_END_NOT && (!back || to == head->back);
}

static enum hf_rc move(struct applying *a, bool born)
{
    struct hf_str from = a->fact->header.from, to = a->fact->header.to;
    const struct hf_instance_head *head = hf_case_instance(a->c, a->instance);
    if (to.len == 0)
        return born || from.len > 0 ? unfit(a, "header.to") : HF_OK;
    uint16_t state = hf_kind_state(a->kind, to);
    if (state == HF_NONE || born != (from.len == 0) ||
        (!born && !hf_str_eq(from, a->kind->state[head->state].name)))
        return unfit(a, "header.from");
    bool back = a->made != NULL && HF_JSON_GET(a->made, "back") != NULL;
    if (!born && !may_move(a, state, back))
        return unfit(a, "header.to");
    hf_block_enter(a->c, a->instance, state, born || back ? HF_NONE : head->state);
    hf_block_instance(a->c, a->instance)->since_ms = a->effective_ms;
    return HF_OK;
}

/* ---- another definition ---- */

static const struct hf_str migrate_act = HF_STR_INIT("case.migrate");

bool hf_fact_leads(const struct hf_fact *event, struct hf_digest *definition)
{
    const struct hf_json *made = HF_JSON_GET(&event->payload, "_made");
    const struct hf_json *migrate = made == NULL ? NULL : HF_JSON_GET(made, "migrate");
    return migrate != NULL && hf_str_eq(event->header.act, migrate_act) &&
           hf_digest_read(hf_json_text(migrate, HF_STR("definition")), definition);
}

/* The whole case finds its place in the definition to come; only the root's own event leads there. */
static enum hf_rc lead(struct applying *a, const struct hf_digest *definition)
{
    const struct hf_json *migrate = HF_JSON_GET(a->made, "migrate");
    const struct hf_flow *next = a->flows->next;
    const struct hf_json *kinds = HF_JSON_GET(migrate, "kinds");
    if (kinds == NULL || next == NULL || a->instance != 0 || hf_case_head(a->c)->kind != HF_FILE_CASE)
        return unfit(a, "payload._made.migrate");
    struct hf_renaming renaming = hf_renaming_make(kinds, a->flows->workflow, next, a->arena);
    if (!hf_relay(a->flows, &renaming, a->c, a->arena))
        return unfit(a, "payload._made.migrate");
    hf_block_head(a->c)->definition = *definition;
    a->led = (struct hf_flows){.house = a->flows->house, .workflow = next};
    a->flows = &a->led;
    a->kind = hf_case_kind(a->flows, a->c, a->instance);
    return HF_OK;
}

static bool is_of_migration(const struct applying *a)
{
    return hf_str_eq(a->fact->header.act, migrate_act) ||
           hf_str_eq(a->fact->header.act, HF_STR("case.migrated"));
}

/* What `from` and `to` say of a state is its name before and after: the instance stays in it. */
static enum hf_rc migrate(struct applying *a)
{
    struct hf_digest definition;
    struct hf_str to = a->fact->header.to;
    if (hf_fact_leads(a->fact, &definition))
        HF_TRY(lead(a, &definition));
    uint16_t state = hf_case_instance(a->c, a->instance)->state;
    return to.len == 0 || hf_str_eq(a->kind->state[state].name, to) ? HF_OK : unfit(a, "header.to");
}

/* Who sent what last, for four eyes: people and States, not what was raised nor what a clock did. */
static void remember_sender(struct applying *a)
{
    uint16_t event = hf_kind_event(a->kind, a->fact->header.act);
    bool raised = a->made != NULL && HF_JSON_GET(a->made, "cause") != NULL;
    if (event != HF_NONE && !raised && a->fact->header.known != HF_KNOWN_engine)
        hf_block_sender(a->c, a->instance, event, &a->fact->header.actor);
}

static struct applying begin(const struct hf_flows *flows, const struct hf_fact *event, struct hf_case *c,
                             struct hf_arena *arena, struct hf_err *err)
{
    return (struct applying){.flows = flows,
                             .fact = event,
                             .c = c,
                             .arena = arena,
                             .err = err,
                             .made = HF_JSON_GET(&event->payload, "_made")};
}

static enum hf_rc apply(struct applying *a)
{
    struct hf_case *c = a->c;
    const struct hf_fact *event = a->fact;
    if (event->header.seq != hf_case_head(c)->seq + 1 ||
        !hf_id_eq(&event->header.file, &hf_case_head(c)->file))
        return unfit(a, "header.seq");
    uint32_t before = hf_case_head(c)->instances;
    if (event->header.recorded_at_ms < hf_case_head(c)->at_ms)
        return unfit(a, "header.recorded_at");
    HF_TRY(find_instance(a));
    bool born = hf_case_head(c)->instances > before;
    HF_TRY(!born && is_of_migration(a) ? migrate(a) : move(a, born));
    HF_TRY(apply_made(a, false));
    remember_sender(a);
    struct hf_case_head *head = hf_block_head(c);
    head->seq = event->header.seq;
    head->at_ms = event->header.recorded_at_ms;
    head->link = event->link;
    return HF_OK;
}

enum hf_rc hf_evolve_first(const struct hf_flows *flows, const struct hf_fact *event, int64_t effective_ms,
                           struct hf_case *c, struct hf_arena *arena, struct hf_err *err)
{
    struct applying a = begin(flows, event, c, arena, err);
    a.effective_ms = effective_ms;
    return apply(&a);
}

enum hf_rc hf_evolve(const struct hf_flows *flows, const struct hf_fact *event, struct hf_case *c,
                     struct hf_arena *arena, struct hf_err *err)
{
    struct applying a = begin(flows, event, c, arena, err);
    HF_TRY(read_effective(&a));
    HF_TRY(apply(&a));
    return check_ended(&a);
}
