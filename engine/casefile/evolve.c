/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One event applied to a case. Everything that followed from the event stands in its `_made`
 * (docs/formats.md): here it is only carried out, nothing is evaluated, so that a log replays without guards,
 * calendars or directory.
 */
#include "base/check.h"
#include "casefile/deciding.h"

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
};

static enum hf_rc unfit(struct applying *a, const char *where)
{
    return hf_fail(a->err, HF_WORD_event_does_not_fit, hf_str_of(where), a->fact->header.act,
                   a->fact->header.on);
}

/* ---- the parts of _made ---- */

/* The place of a hidden member of the payload's own object, or UINT32_MAX. Hidden values of nested objects
 * come after those of the object that holds them (docs/formats.md). */
static uint32_t hidden_place(const struct hf_fact *fact, struct hf_str name)
{
    const struct hf_json *hidden = HF_JSON_GET(&fact->payload, "_hidden");
    for (size_t i = 0; hidden != NULL && hidden->kind == HF_JSON_LIST && i < hidden->is.list.count; i++)
        if (hf_str_eq(hidden->is.list.item[i].is.text, name))
            return (uint32_t)i;
    return UINT32_MAX;
}

static enum hf_rc put_datum(struct applying *a, uint16_t datum, const struct hf_json *value)
{
    struct hf_buf text = hf_buf_in(a->arena, 64);
    hf_json_write(&text, value);
    hf_block_set(a->c, a->instance, datum, hf_buf_str(&text));
    return HF_OK;
}

static enum hf_rc take(struct applying *a, const struct hf_json *names)
{
    for (size_t i = 0; i < names->is.list.count; i++) {
        struct hf_str name = names->is.list.item[i].is.text;
        uint16_t datum = hf_shape_find(a->kind->data, name);
        const struct hf_json *value = hf_json_get(&a->fact->payload, name);
        uint32_t place = hidden_place(a->fact, name);
        if (datum == HF_NONE || (value == NULL && place == UINT32_MAX))
            return unfit(a, "payload._made.take");
        if (value != NULL)
            HF_TRY(put_datum(a, datum, value));
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
        HF_TRY(put_datum(a, datum, &values->is.object.member[i].value));
    }
    return HF_OK;
}

static enum hf_rc clear(struct applying *a, const struct hf_json *names)
{
    for (size_t i = 0; i < names->is.list.count; i++) {
        uint16_t datum = hf_shape_find(a->kind->data, names->is.list.item[i].is.text);
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

/* {"measures": ["measure/1", "measure/2"]}: both directions of each bond. */
static enum hf_rc bonds(struct applying *a, const struct hf_json *links, bond_fn apply)
{
    for (size_t i = 0; i < links->is.object.count; i++) {
        const struct hf_member *member = &links->is.object.member[i];
        uint16_t link = hf_kind_link(a->kind, member->name);
        if (link == HF_NONE || member->value.kind != HF_JSON_LIST)
            return unfit(a, "payload._made.link");
        for (size_t n = 0; n < member->value.is.list.count; n++) {
            hf_instance to = hf_case_find(a->flows, a->c, member->value.is.list.item[n].is.text);
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
    int64_t from_ms, due_ms;
};

static void tick_start(struct ticking *t)
{
    *t->run = (struct hf_clock_run){HF_CLOCK_RUNNING, t->run->run + 1, t->from_ms, t->due_ms, 0, INT64_MIN};
    *t->late &= ~t->bit;
}

static void tick_move(struct ticking *t)
{
    t->run->due_ms = t->due_ms;
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
}

static void tick_resume(struct ticking *t)
{
    t->run->state = HF_CLOCK_RUNNING;
    t->run->due_ms = t->due_ms;
}

static void tick_remind(struct ticking *t)
{
    t->run->told_ms = t->due_ms;
}

static void tick_due(struct ticking *t)
{
    t->run->told_ms = t->due_ms;
    *t->late |= t->bit;
}

/* What an item of _made.clocks does: `move` gives a running clock another due time (its `until` data
 * changed). */
static const struct {
    struct hf_str name;
    void (*apply)(struct ticking *t);
} ticks[] = {
    {HF_STR_INIT("start"), tick_start},   {HF_STR_INIT("move"), tick_move},
    {HF_STR_INIT("stop"), tick_stop},     {HF_STR_INIT("pause"), tick_pause},
    {HF_STR_INIT("resume"), tick_resume}, {HF_STR_INIT("remind"), tick_remind},
    {HF_STR_INIT("due"), tick_due},
};

static bool instant_member(const struct hf_json *json, struct hf_str name, int64_t fallback, int64_t *out)
{
    const struct hf_json *value = hf_json_get(json, name);
    *out = fallback;
    return value == NULL || (value->kind == HF_JSON_TEXT && hf_instant_read(value->is.text, out));
}

static bool tick(struct ticking *t, struct hf_str what)
{
    for (size_t i = 0; i < sizeof ticks / sizeof ticks[0]; i++)
        if (hf_str_eq(ticks[i].name, what)) {
            ticks[i].apply(t);
            return true;
        }
    return false;
}

/* [{"name": "expiry", "run": 1, "do": "start", "from": ..., "due": ...}] */
static enum hf_rc clocks(struct applying *a, const struct hf_json *items)
{
    for (size_t i = 0; i < items->is.list.count; i++) {
        const struct hf_json *item = &items->is.list.item[i];
        uint16_t clock = hf_kind_clock(a->kind, hf_json_text(item, HF_STR("name")));
        struct ticking t = {0};
        if (clock >= 64 || !instant_member(item, HF_STR("due"), INT64_MAX, &t.due_ms) ||
            !instant_member(item, HF_STR("from"), a->effective_ms, &t.from_ms))
            return unfit(a, "payload._made.clocks");
        t.run = hf_block_clock(a->c, a->instance, clock);
        t.late = &hf_block_instance(a->c, a->instance)->late;
        t.bit = UINT64_C(1) << clock;
        if (!tick(&t, hf_json_text(item, HF_STR("do"))))
            return unfit(a, "payload._made.clocks");
    }
    return HF_OK;
}

/* {"confirm": "2026-12-01T23:00:00.000Z"}: open until then; opening an open one renews its time. */
static enum hf_rc oblige(struct applying *a, const struct hf_json *obligations)
{
    for (size_t i = 0; i < obligations->is.object.count; i++) {
        const struct hf_member *member = &obligations->is.object.member[i];
        uint16_t index = hf_kind_obligation(a->kind, member->name);
        struct ticking t = {.from_ms = a->effective_ms};
        if (index >= 64 || member->value.kind != HF_JSON_TEXT ||
            !hf_instant_read(member->value.is.text, &t.due_ms))
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
        uint16_t index = hf_kind_obligation(a->kind, names->is.list.item[i].is.text);
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
 * reached. */
static enum hf_rc obligation(struct applying *a, const struct hf_json *item)
{
    uint16_t index = hf_kind_obligation(a->kind, hf_json_text(item, HF_STR("name")));
    struct ticking t = {0};
    if (index >= 64 || !instant_member(item, HF_STR("due"), INT64_MAX, &t.due_ms))
        return unfit(a, "payload._made.obligation");
    t.run = hf_block_obligation(a->c, a->instance, index);
    t.late = &hf_block_instance(a->c, a->instance)->late_obliged;
    t.bit = UINT64_C(1) << index;
    return tick(&t, hf_json_text(item, HF_STR("do"))) ? HF_OK : unfit(a, "payload._made.obligation");
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
};

static bool read_message(const struct hf_json *json, struct message *out)
{
    const struct hf_json *seq = HF_JSON_GET(json, "seq");
    struct hf_str authority = hf_json_text(json, HF_STR("authority"));
    if (seq == NULL || seq->kind != HF_JSON_INT || seq->is.integer < 1 || seq->is.integer > UINT32_MAX)
        return false;
    out->seq = seq->is.integer;
    return hf_id_read(hf_json_text(json, HF_STR("thread")), &out->thread) &&
           hf_digest_read(hf_json_text(json, HF_STR("digest")), &out->digest) &&
           (authority.len == 0 || hf_id_read(authority, &out->authority));
}

/* {"thread", "authority", "seq", "jti", "digest"}: ours, signed; a thread begins with the first message we
 * send. */
static enum hf_rc told(struct applying *a, const struct hf_json *notice)
{
    struct message m = {0};
    if (!read_message(notice, &m))
        return unfit(a, "payload._made.notice");
    uint32_t t = find_thread(a->c, &m.thread);
    if (t == UINT32_MAX) {
        bool own = hf_id_eq(&m.thread, &hf_case_instance(a->c, a->instance)->id);
        t = hf_block_add_thread(a->c, &(struct hf_thread){.id = m.thread,
                                                          .authority = m.authority,
                                                          .instance = own ? a->instance : HF_NO_INSTANCE});
    }
    struct hf_thread *thread = hf_block_thread(a->c, t);
    if (m.seq != (int64_t)thread->our_seq + 1)
        return unfit(a, "payload._made.notice.seq");
    thread->our_seq = (uint32_t)m.seq;
    thread->our_last = m.digest;
    return HF_OK;
}

/* {"thread", "seq", "digest"}: theirs, verified. Numbers may arrive out of order; the newest one is
 * remembered. */
static enum hf_rc heard(struct applying *a, const struct hf_json *answer)
{
    struct message m = {0};
    if (!read_message(answer, &m))
        return unfit(a, "payload._made.heard");
    uint32_t t = find_thread(a->c, &m.thread);
    if (t == UINT32_MAX)
        return unfit(a, "payload._made.heard.thread");
    struct hf_thread *thread = hf_block_thread(a->c, t);
    if (m.seq > (int64_t)thread->their_seq) {
        thread->their_seq = (uint32_t)m.seq;
        thread->their_last = m.digest;
    }
    return HF_OK;
}

/* 1: an answer stands aside; -1: one was placed. */
static enum hf_rc aside(struct applying *a, const struct hf_json *count)
{
    struct hf_instance_head *head = hf_block_instance(a->c, a->instance);
    if (count->is.integer < 0 && head->set_aside == 0)
        return unfit(a, "payload._made.aside");
    head->set_aside += count->is.integer < 0 ? UINT32_MAX : 1;
    return HF_OK;
}

/* In this order. `id`, `name`, `cause`, `back`, `facts` and `tell` are read elsewhere or tell the auditor
 * only. */
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
    {HF_STR_INIT("clocks"), HF_JSON_LIST, true, clocks},
    {HF_STR_INIT("oblige"), HF_JSON_OBJECT, true, oblige},
    {HF_STR_INIT("discharge"), HF_JSON_LIST, false, discharge},
    {HF_STR_INIT("obligation"), HF_JSON_OBJECT, true, obligation},
    {HF_STR_INIT("notice"), HF_JSON_OBJECT, false, told},
    {HF_STR_INIT("heard"), HF_JSON_OBJECT, false, heard},
    {HF_STR_INIT("aside"), HF_JSON_INT, false, aside},
};

static enum hf_rc apply_made(struct applying *a, bool times_only)
{
    for (size_t i = 0; a->made != NULL && i < sizeof parts / sizeof parts[0]; i++) {
        const struct hf_json *value = hf_json_get(a->made, parts[i].name);
        if (value == NULL || (times_only && !parts[i].of_time))
            continue;
        if (value->kind != parts[i].kind)
            return unfit(a, "payload._made");
        HF_TRY(parts[i].apply(a, value));
    }
    return HF_OK;
}

static enum hf_rc read_effective(struct applying *a)
{
    int32_t day;
    struct hf_str said = a->fact->header.effective_at;
    if (hf_day_read(said, &day))
        a->effective_ms = day * HF_MS_PER_DAY;
    else if (!hf_instant_read(said, &a->effective_ms))
        return unfit(a, "header.effective_at");
    return HF_OK;
}

enum hf_rc hf_evolve_times(const struct hf_flows *flows, const struct hf_fact *fact, hf_instance instance,
                           struct hf_case *c, struct hf_arena *arena, struct hf_err *err)
{
    struct applying a = {.flows = flows,
                         .fact = fact,
                         .c = c,
                         .arena = arena,
                         .err = err,
                         .instance = instance,
                         .kind = hf_case_kind(flows, c, instance),
                         .made = HF_JSON_GET(&fact->payload, "_made")};
    HF_TRY(read_effective(&a));
    return apply_made(&a, true);
}

/* ---- the event as a whole ---- */

static enum hf_rc be_born(struct applying *a)
{
    struct hf_id id = a->fact->header.file;
    struct hf_str number_text = a->fact->header.on, name = hf_str_cut(&number_text, '/');
    bool root = hf_case_head(a->c)->instances == 0;
    enum hf_owner owner;
    uint16_t kind = hf_flows_kind(a->flows, name, &owner);
    if (kind == HF_NONE || root != (number_text.at == NULL) ||
        hf_case_head(a->c)->instances == HF_INSTANCES_MAX)
        return unfit(a, "header.on");
    if (!root && (a->made == NULL || !hf_id_read(hf_json_text(a->made, HF_STR("id")), &id)))
        return unfit(a, "payload._made.id");
    a->instance = hf_block_add_instance(a->flows, a->c, owner, kind, &id);
    struct hf_buf said = hf_buf_in(a->arena, 64);
    hf_case_put_name(a->flows, a->c, a->instance, &said);
    if (!hf_str_eq(hf_buf_str(&said), a->fact->header.on))
        return unfit(a, "header.on");
    if (root)
        hf_block_head(a->c)->definition = a->fact->header.definition;
    return HF_OK;
}

static enum hf_rc find_instance(struct applying *a)
{
    bool root = hf_case_head(a->c)->instances == 0;
    a->instance = root ? HF_NO_INSTANCE : hf_case_find(a->flows, a->c, a->fact->header.on);
    if (a->instance == HF_NO_INSTANCE)
        HF_TRY(be_born(a));
    a->kind = hf_case_kind(a->flows, a->c, a->instance);
    return HF_OK;
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
    hf_block_enter(a->c, a->instance, state, born || back ? HF_NONE : head->state);
    hf_block_instance(a->c, a->instance)->since_ms = a->effective_ms;
    return HF_OK;
}

/* Who sent what last, for four eyes: people and States, not what was raised nor what a clock did. */
static void remember_sender(struct applying *a)
{
    uint16_t event = hf_kind_event(a->kind, a->fact->header.act);
    bool raised = a->made != NULL && HF_JSON_GET(a->made, "cause") != NULL;
    if (event != HF_NONE && !raised && a->fact->header.known != HF_KNOWN_engine)
        hf_block_sender(a->c, a->instance, event, &a->fact->header.actor);
}

static enum hf_rc read_times(struct applying *a)
{
    HF_TRY(read_effective(a));
    return a->fact->header.recorded_at_ms < hf_case_head(a->c)->at_ms ? unfit(a, "header.recorded_at")
                                                                      : HF_OK;
}

enum hf_rc hf_evolve(const struct hf_flows *flows, const struct hf_fact *event, struct hf_case *c,
                     struct hf_arena *arena, struct hf_err *err)
{
    struct applying a = {.flows = flows,
                         .fact = event,
                         .c = c,
                         .arena = arena,
                         .err = err,
                         .made = HF_JSON_GET(&event->payload, "_made")};
    if (event->header.seq != hf_case_head(c)->seq + 1 ||
        !hf_id_eq(&event->header.file, &hf_case_head(c)->file))
        return unfit(&a, "header.seq");
    uint32_t before = hf_case_head(c)->instances;
    HF_TRY(read_times(&a));
    HF_TRY(find_instance(&a));
    bool born = hf_case_head(c)->instances > before;
    HF_TRY(move(&a, born));
    HF_TRY(apply_made(&a, false));
    remember_sender(&a);
    struct hf_case_head *head = hf_block_head(c);
    head->seq = event->header.seq;
    head->at_ms = event->header.recorded_at_ms;
    head->link = event->link;
    return HF_OK;
}
