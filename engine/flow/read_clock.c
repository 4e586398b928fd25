/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks, deadlines and obligations: the same term, written in three places. */
#include "flow/calendar.h"
#include "flow/site.h"

/* clang-format off */
#define TERM_RULES {HF_STR_INIT("within"), HF_JSON_NULL, false}, {HF_STR_INIT("until"), HF_JSON_TEXT, false}
#define REMIND_RULE {HF_STR_INIT("remind"), HF_JSON_LIST, false}
#define COUNT_RULES                                                                                         \
    {HF_STR_INIT("calendar"), HF_JSON_TEXT, false}, {HF_STR_INIT("calendar_of"), HF_JSON_TEXT, false},      \
    {HF_STR_INIT("counting"), HF_JSON_TEXT, false}, {HF_STR_INIT("start_day"), HF_JSON_TEXT, false},        \
    {HF_STR_INIT("roll"), HF_JSON_BOOL, false}
#define CLOCK_RULES                                                                                         \
    TERM_RULES, {HF_STR_INIT("every"), HF_JSON_TEXT, false}, {HF_STR_INIT("from"), HF_JSON_TEXT, false},    \
    COUNT_RULES, {HF_STR_INIT("fires"), HF_JSON_TEXT, false}, REMIND_RULE
/* clang-format on */

static const struct hf_member_rule deadline_rules[] = {CLOCK_RULES};
static const struct hf_member_rule clock_rules[] = {
    {HF_STR_INIT("title"), HF_JSON_OBJECT, true}, {HF_STR_INIT("during"), HF_JSON_TEXT, true}, CLOCK_RULES};
static const struct hf_member_rule obligation_rules[] = {{HF_STR_INIT("title"), HF_JSON_OBJECT, true},
                                                         {HF_STR_INIT("owner"), HF_JSON_TEXT, true},
                                                         {HF_STR_INIT("basis"), HF_JSON_LIST, true},
                                                         {HF_STR_INIT("before"), HF_JSON_LIST, false},
                                                         TERM_RULES,
                                                         COUNT_RULES,
                                                         REMIND_RULE};

/* A hundred years in each unit: longer than any period of law, and short enough to be counted from any day on
 * which a case may begin. */
static const int32_t longest[] = {[HF_HOURS] = 876600, [HF_DAYS] = 36525,  [HF_WORKING_DAYS] = 26100,
                                  [HF_WEEKS] = 5218,   [HF_MONTHS] = 1200, [HF_YEARS] = 100};

static bool is_long(struct hf_period period)
{
    return period.count > longest[period.unit] || period.count < -longest[period.unit];
}

/* "7d" of a reminder is neither before nor after; "0d" needs no sign. */
static bool is_signed(struct hf_str written, struct hf_period period)
{
    return period.count <= 0 || hf_str_begins(written, HF_STR("+"));
}

static struct hf_period read_period(struct hf_reader *r, const struct hf_json *json, bool is_reminder)
{
    struct hf_period period = {0, HF_DAYS};
    if (json->kind != HF_JSON_TEXT || !hf_period_read(json->is.text, &period))
        hf_find(r, 1, json, HF_WORD_bad_period, HF_STR_NONE, HF_STR_NONE);
    else if (!is_reminder && period.count <= 0)
        hf_find(r, 1, json, HF_WORD_flow_period_positive, HF_STR_NONE, HF_STR_NONE);
    else if (is_reminder && !is_signed(json->is.text, period))
        hf_find(r, 1, json, HF_WORD_flow_period_sign, json->is.text, HF_STR_NONE);
    else if (is_long(period))
        hf_find(r, 1, json, HF_WORD_flow_period_long, json->is.text, HF_STR_NONE);
    return period;
}

/* "30d", or {"of": expr, "else": "30d"}. */
static struct hf_span read_span(struct hf_site *site, const struct hf_json *json, bool is_reminder)
{
    static const struct hf_member_rule rules[] = {{HF_STR_INIT("of"), HF_JSON_TEXT, true},
                                                  {HF_STR_INIT("else"), HF_JSON_TEXT, true}};
    struct hf_span span = {.of = NULL};
    if (json->kind != HF_JSON_OBJECT) {
        span.fixed = read_period(site->r, json, is_reminder);
        return span;
    }
    const struct hf_json *otherwise = hf_member_text(json, "else");
    (void)HF_MEMBERS(site->r, json, rules);
    span.of = hf_compile(site, hf_member_text(json, "of"), &hf_type_period);
    if (otherwise != NULL)
        span.fixed = read_period(site->r, otherwise, is_reminder);
    return span;
}

static uint16_t read_fires(struct hf_site *site, const struct hf_json *json)
{
    const struct hf_kind *kind = &site->r->kind[site->scope.kind];
    uint16_t event = hf_read_name_of(site->r, json, HF_NAMED(kind->event, kind->events, hf_event, "events"));
    if (event != HF_NONE && !kind->event[event].by_clock)
        hf_find(site->r, 18, json, HF_WORD_flow_not_by_clock, json->is.text, HF_STR_NONE);
    return event;
}

static void read_remind(struct hf_site *asked, struct hf_site *site, const struct hf_json *json,
                        struct hf_remind *remind)
{
    static const struct hf_member_rule rules[] = {{HF_STR_INIT("at"), HF_JSON_LIST, true},
                                                  {HF_STR_INIT("notify"), HF_JSON_LIST, false},
                                                  {HF_STR_INIT("fires"), HF_JSON_TEXT, false}};
    *remind = (struct hf_remind){.fires = HF_NONE};
    if (!HF_MEMBERS(site->r, json, rules))
        return;
    const struct hf_json *at = hf_member_list(json, "at");
    uint16_t count = hf_item_count(site->r, at, 64);
    struct hf_span *span = HF_NEW(site->r->arena, struct hf_span, count + 1u);
    for (uint16_t i = 0; i < count; i++)
        span[i] = read_span(asked, &at->is.list.item[i], true);
    remind->at = span;
    remind->ats = count;
    remind->notify = hf_read_notifies(site, hf_member_list(json, "notify"), &remind->notifies);
    remind->fires = read_fires(site, hf_member_text(json, "fires"));
    if (remind->notifies == 0 && remind->fires == HF_NONE)
        hf_find(site->r, 4, json, HF_WORD_flow_remind_silent, HF_STR_NONE, HF_STR_NONE);
}

/* One of `within`, `until`, `every`; `every` may stand beside `within`. */
static void check_choice(struct hf_reader *r, const struct hf_json *json, const struct hf_term *term)
{
    bool until = HF_JSON_GET(json, "until") != NULL;
    int ways = term->has_within + until + (term->has_every && !term->has_within);
    if (ways != 1)
        hf_find(r, 1, json, HF_WORD_flow_term_one, HF_STR_NONE, HF_STR_NONE);
}

/* The calendar's own rules of counting are known only where its name is: both are looked up when the
 * calendars are at hand (hf_flow_read_among), and again when the clock starts. */
static void check_names(struct hf_reader *r, const struct hf_json *json, const struct hf_term *term)
{
    const struct hf_json *calendar = hf_member_text(json, "calendar"),
                         *counting = hf_member_text(json, "counting");
    const struct hf_calendar *found = hf_calendar_find(r->calendars, term->calendar);
    if (r->calendars != NULL && calendar != NULL && found == NULL)
        hf_find(r, 2, calendar, HF_WORD_flow_calendar_unknown, term->calendar, HF_STR_NONE);
    if (found == NULL)
        found = hf_calendar_find(NULL, HF_STR("court"));
    bool open = r->calendars == NULL || term->calendar_of != NULL;
    bool plain = hf_calendar_counting(found, term->counting) != NULL;
    if (counting != NULL && !plain && (!open || !hf_name_good(term->counting, "-")))
        hf_find(r, 2, counting, HF_WORD_flow_counting_unknown, term->counting, term->calendar);
}

/* What a rule of counting fixes must not be said otherwise beside it. */
static void check_fixed(struct hf_reader *r, const struct hf_json *json, const struct hf_term *term)
{
    const struct hf_json *start = hf_member_text(json, "start_day"), *roll = HF_JSON_GET(json, "roll");
    const struct hf_calendar *calendar = hf_calendar_find(r->calendars, term->calendar);
    const struct hf_counting *rule = calendar == NULL ? NULL : hf_calendar_counting(calendar, term->counting);
    if (rule == NULL)
        return;
    if (start != NULL && rule->start != HF_START_AS_SAID &&
        term->start_included != (rule->start == HF_START_INCLUDED))
        hf_find(r, 1, start, HF_WORD_flow_counting_fixed, term->counting, HF_STR("start_day"));
    if (roll != NULL && rule->roll != HF_ROLL_AS_SAID && term->roll != (rule->roll == HF_ROLL_FORWARD))
        hf_find(r, 1, roll, HF_WORD_flow_counting_fixed, term->counting, HF_STR("roll"));
}

static void read_counting(struct hf_site *site, const struct hf_json *json, struct hf_term *term)
{
    static const char *const days[] = {"excluded", "included"};
    const struct hf_json *calendar = hf_member_text(json, "calendar"),
                         *counting = hf_member_text(json, "counting");
    term->counting = counting == NULL ? HF_STR("plain") : counting->is.text;
    term->start_included = hf_read_word(site->r, hf_member_text(json, "start_day"), days, 2, 0) == 1;
    term->roll = hf_member_bool(json, "roll", false);
    term->calendar = calendar == NULL ? HF_STR("court") : calendar->is.text;
    check_names(site->r, json, term);
    check_fixed(site->r, json, term);
}

/* What is asked of data that may be absent stands still, or takes its `else`, until the data is there. */
static void read_term(struct hf_site *site, const struct hf_json *json, struct hf_term *term)
{
    struct hf_reader *r = site->r;
    struct hf_site *asked = HF_NEW(r->arena, struct hf_site, 1);
    const struct hf_json *within = HF_JSON_GET(json, "within"), *every = hf_member_text(json, "every");
    const struct hf_json *until = hf_member_text(json, "until"), *list = hf_member_list(json, "remind");
    hf_site_init(asked, r, site->scope.kind, HF_NONE, hf_presence_all(r, site->scope.kind));
    term->has_within = within != NULL;
    term->has_every = every != NULL;
    if (within != NULL)
        term->within = read_span(asked, within, false);
    if (every != NULL)
        term->every = read_period(r, every, false);
    term->until = hf_compile(asked, until, NULL);
    if (term->until != NULL && term->until->type.sort != HF_SORT_DATE &&
        term->until->type.sort != HF_SORT_INSTANT)
        hf_find(r, 8, until, HF_WORD_flow_until_wanted, HF_STR_NONE, HF_STR_NONE);
    term->from = hf_compile(asked, hf_member_text(json, "from"), &hf_type_instant);
    term->calendar_of = hf_compile(asked, hf_member_text(json, "calendar_of"), &hf_type_text);
    read_counting(site, json, term);
    check_choice(r, json, term);
    uint16_t count = hf_item_count(r, list, 64);
    struct hf_remind *remind = HF_NEW(r->arena, struct hf_remind, count + 1u);
    for (uint16_t i = 0; i < count; i++)
        read_remind(asked, site, &list->is.list.item[i], &remind[i]);
    term->remind = remind;
    term->reminds = count;
}

static void read_clock(struct hf_reader *r, uint16_t k, const struct hf_json *json, struct hf_clock *clock)
{
    struct hf_site *site = HF_NEW(r->arena, struct hf_site, 1);
    size_t words = r->presence[k].words;
    uint64_t *bits = HF_NEW(r->arena, uint64_t, words);
    memset(bits, 0xFF, words * sizeof *bits);
    for (uint16_t s = 0; s < r->kind[k].states; s++) {
        for (size_t i = 0; i < words && hf_clock_runs(&r->kind[k], clock, s); i++)
            bits[i] &= r->presence[k].bit[s * words + i];
    }
    hf_site_init(site, r, k, HF_NONE, bits);
    read_term(site, json, &clock->term);
    clock->fires = read_fires(site, hf_member_text(json, "fires"));
    if (clock->fires == HF_NONE && hf_member_text(json, "fires") == NULL && clock->term.reminds == 0)
        hf_find_at(r, 4, clock->offset, HF_WORD_flow_clock_silent, clock->name, HF_STR_NONE);
}

void hf_read_clocks(struct hf_reader *r, uint16_t k)
{
    const struct hf_json *clocks = hf_member_object(r->kind_json[k], "clocks");
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t i = 0; i < kind->clocks; i++) {
        struct hf_clock *clock = &r->draft[k].clock[i];
        bool deadline = clock->state != HF_NONE;
        const struct hf_json *json = deadline ? hf_state_member(r, k, clock->state, HF_STR("deadline"))
                                              : &clocks->is.object.member[i].value;
        if (!(deadline ? HF_MEMBERS(r, json, deadline_rules) : HF_MEMBERS(r, json, clock_rules)))
            continue;
        if (!deadline) {
            clock->title = hf_read_text(r, hf_member_object(json, "title"));
            clock->during = hf_read_name_of(r, hf_member_text(json, "during"),
                                            HF_NAMED(kind->group, kind->groups, hf_group, "groups"));
        }
        read_clock(r, k, json, clock);
    }
}

/* The duty stands before every final state, unless it says before which. */
static struct hf_states read_before(struct hf_reader *r, uint16_t k, const struct hf_json *list)
{
    struct hf_states set = hf_read_state_set(r, k, list);
    for (uint16_t s = 0; s < r->kind[k].states && list == NULL; s++) {
        if (r->kind[k].state[s].end != HF_END_NOT)
            set.bit[s / 64] |= UINT64_C(1) << (s % 64);
    }
    return set;
}

void hf_read_obligation_names(struct hf_reader *r, uint16_t k)
{
    const struct hf_json *obligations = hf_member_object(r->kind_json[k], "obligations");
    uint16_t count = hf_member_count(r, obligations, HF_CLOCKS_MAX);
    struct hf_obligation *obligation = HF_NEW(r->arena, struct hf_obligation, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        hf_read_name(r, &obligations->is.object.member[i], "");
        obligation[i].name = obligations->is.object.member[i].name;
        obligation[i].owner = HF_NONE;
        obligation[i].offset = obligations->is.object.member[i].offset;
    }
    r->kind[k].obligation = r->draft[k].obligation = obligation;
    r->kind[k].obligations = count;
}

void hf_read_obligations(struct hf_reader *r, uint16_t k)
{
    const struct hf_json *obligations = hf_member_object(r->kind_json[k], "obligations");
    const struct hf_kind *kind = &r->kind[k];
    size_t words = r->presence[k].words;
    for (uint16_t i = 0; i < kind->obligations; i++) {
        const struct hf_json *json = &obligations->is.object.member[i].value;
        struct hf_obligation *obligation = &r->draft[k].obligation[i];
        struct hf_site *site = HF_NEW(r->arena, struct hf_site, 1);
        if (!HF_MEMBERS(r, json, obligation_rules))
            continue;
        hf_site_init(site, r, k, HF_NONE, &r->presence[k].bit[kind->states * words]);
        obligation->title = hf_read_text(r, hf_member_object(json, "title"));
        obligation->owner = hf_read_name_of(r, hf_member_text(json, "owner"),
                                            HF_NAMED(kind->part, kind->parts, hf_part, "parts, roles"));
        obligation->basis = hf_compile_orders(site, hf_read_basis_uses(r, hf_member_list(json, "basis")));
        obligation->before = read_before(r, k, hf_member_list(json, "before"));
        read_term(site, json, &obligation->term);
    }
}
