/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/entry.h"

#include "casefile/people.h"

/* ---- which day ---- */

static int32_t day_of(const struct hf_house *house, int64_t at_ms)
{
    return hf_calendar_day(hf_calendar_find(&house->calendars, HF_STR("court")), at_ms);
}

struct hf_entry hf_entry_now(const struct hf_house *house, const struct hf_flow *house_flow,
                             const struct hf_case *authority, int64_t at_ms)
{
    return (struct hf_entry){house_flow, authority, day_of(house, at_ms), INT64_MAX};
}

struct hf_entry hf_entry_then(const struct hf_house *house, const struct hf_flow *house_flow,
                              const struct hf_case *authority, int64_t at_ms)
{
    return (struct hf_entry){house_flow, authority, day_of(house, at_ms), at_ms};
}

/* ---- what a file says ---- */

static const struct hf_kind *kind_of(const struct hf_flow *house_flow, const struct hf_case *file,
                                     hf_instance i)
{
    const struct hf_flows flows = {.house = house_flow};
    return hf_case_kind(&flows, file, i);
}

static struct hf_datum datum_of(const struct hf_flow *house_flow, const struct hf_case *file, hf_instance i,
                                struct hf_str name)
{
    uint16_t datum = hf_shape_find(kind_of(house_flow, file, i)->data, name);
    if (datum == HF_NONE)
        return (struct hf_datum){.held = HF_ABSENT};
    return hf_case_datum(file, i, datum);
}

static bool says(const struct hf_entry *entry, hf_instance i, struct hf_str name)
{
    return datum_of(entry->house_flow, entry->file, i, name).held == HF_PLAIN;
}

/* The letters of a text that has none to escape, out of its canonical form. */
static struct hf_str bare(struct hf_datum datum)
{
    return datum.held != HF_PLAIN || datum.json.len < 2 ? HF_STR_NONE
                                                        : hf_str_part(datum.json, 1, datum.json.len - 1);
}

static bool read_day(const struct hf_flow *house_flow, const struct hf_case *file, hf_instance i,
                     struct hf_str name, int32_t *day)
{
    return hf_day_read(bare(datum_of(house_flow, file, i, name)), day);
}

static bool is_past(const struct hf_entry *entry, hf_instance i, struct hf_str name)
{
    int64_t at_ms;
    return hf_instant_read(bare(datum_of(entry->house_flow, entry->file, i, name)), &at_ms) &&
           at_ms <= entry->known_ms;
}

bool hf_entry_is_valid(const struct hf_entry *entry)
{
    int32_t from = INT32_MIN;
    const struct hf_kind *kind = kind_of(entry->house_flow, entry->file, 0);
    struct hf_str state = kind->state[hf_case_instance(entry->file, 0)->state].name;
    (void)read_day(entry->house_flow, entry->file, 0, HF_STR("valid_from"), &from);
    return !hf_str_eq(state, HF_STR("proposed")) && is_past(entry, 0, HF_STR("known_at")) &&
           !is_past(entry, 0, HF_STR("retired_at")) && from <= entry->day;
}

/* ---- amendments ---- */

/* Other kinds stand in the file too, and say nothing of the entry. */
static bool is_amendment(const struct hf_flow *house_flow, const struct hf_case *file, hf_instance i)
{
    return hf_str_eq(kind_of(house_flow, file, i)->name, HF_STR("amendment"));
}

bool hf_entry_has_amendments(const struct hf_flow *house_flow, const struct hf_case *authority)
{
    for (hf_instance i = 1; i < hf_case_head(authority)->instances; i++)
        if (is_amendment(house_flow, authority, i))
            return true;
    return false;
}

/* What a State chooses under article 87 and changes under rule 180. */
static const struct hf_str chosen[] = {HF_STR_INIT("name"), HF_STR_INIT("channel"), HF_STR_INIT("languages"),
                                       HF_STR_INIT("language_rule"), HF_STR_INIT("language_sets")};

int32_t hf_amendment_day(const struct hf_flow *house_flow, const struct hf_case *authority,
                         hf_instance amendment)
{
    const struct hf_entry entry = {.house_flow = house_flow, .file = authority};
    int32_t day = INT32_MAX;
    if (read_day(house_flow, authority, amendment, HF_STR("effective_on"), &day) ||
        !read_day(house_flow, authority, amendment, HF_STR("received_on"), &day))
        return day;
    for (size_t i = 0; i < sizeof chosen / sizeof chosen[0]; i++)
        if (says(&entry, amendment, chosen[i]))
            return day + HF_RULE_180_DAYS;
    return day;
}

static bool drops(const struct hf_entry *entry, hf_instance i, struct hf_str name)
{
    return hf_list_has_name(datum_of(entry->house_flow, entry->file, i, HF_STR("drops")).json, name);
}

static bool counts(const struct hf_entry *entry, hf_instance i)
{
    return is_amendment(entry->house_flow, entry->file, i) && is_past(entry, i, HF_STR("known_at")) &&
           hf_amendment_day(entry->house_flow, entry->file, i) <= entry->day;
}

/* What the newest of those says that count by now, and say or drop one of the names: by the day of their
 * effect, then in the order in which they were entered. The root: none does. */
static hf_instance newest(const struct hf_entry *entry, const struct hf_str *name, size_t names)
{
    hf_instance found = 0;
    int32_t found_day = INT32_MIN;
    for (hf_instance i = 1; i < hf_case_head(entry->file)->instances; i++) {
        if (!is_amendment(entry->house_flow, entry->file, i))
            continue;
        int32_t day = hf_amendment_day(entry->house_flow, entry->file, i);
        bool about = false;
        for (size_t n = 0; n < names; n++)
            about = about || says(entry, i, name[n]) || drops(entry, i, name[n]);
        if (!about || day < found_day || !counts(entry, i))
            continue;
        found = i;
        found_day = day;
    }
    return found;
}

static bool read_member(const struct hf_entry *entry, hf_instance i, struct hf_str name,
                        struct hf_arena *arena, struct hf_json *out)
{
    HF_UNSET struct hf_err err;
    struct hf_datum datum = datum_of(entry->house_flow, entry->file, i, name);
    return datum.held == HF_PLAIN &&
           hf_json_read(datum.json, &hf_json_payload_limits, arena, out, &err) == HF_OK;
}

static bool plain_member(const struct hf_entry *entry, struct hf_str name, struct hf_arena *arena,
                         struct hf_json *out)
{
    return read_member(entry, newest(entry, &name, 1), name, arena, out);
}

/* ---- languages ---- */

static bool rule_is(const struct hf_entry *entry, struct hf_arena *arena, struct hf_str rule)
{
    struct hf_json json;
    return plain_member(entry, HF_STR("language_rule"), arena, &json) && json.kind == HF_JSON_TEXT &&
           hf_str_eq(json.is.text, rule);
}

/* The sets as they were told, unless something else was told of the languages since. */
static bool told_sets(const struct hf_entry *entry, struct hf_arena *arena, struct hf_json *out)
{
    static const struct hf_str names[] = {HF_STR_INIT("languages"), HF_STR_INIT("language_rule"),
                                          HF_STR_INIT("language_sets")};
    hf_instance i = newest(entry, names, 3);
    return read_member(entry, i, names[2], arena, out) && out->kind == HF_JSON_LIST && out->is.list.count > 0;
}

/* One set of them all, or a set of each. Of languages that are not known: a set that nothing meets. */
static struct hf_json sets_of(const struct hf_entry *entry, struct hf_arena *arena)
{
    struct hf_json_maker sets = hf_json_make(arena), none = hf_json_make(arena);
    struct hf_json languages;
    if (rule_is(entry, arena, HF_STR("unknown")) ||
        !plain_member(entry, HF_STR("languages"), arena, &languages) || languages.kind != HF_JSON_LIST)
        languages = hf_json_list(&none);
    if (!rule_is(entry, arena, HF_STR("all_of"))) {
        hf_json_add(&sets, HF_STR_NONE, languages);
        return hf_json_list(&sets);
    }
    for (size_t i = 0; i < languages.is.list.count; i++) {
        struct hf_json_maker one = hf_json_make(arena);
        hf_json_add(&one, HF_STR_NONE, languages.is.list.item[i]);
        hf_json_add(&sets, HF_STR_NONE, hf_json_list(&one));
    }
    return hf_json_list(&sets);
}

static struct hf_json language_sets(const struct hf_entry *entry, struct hf_arena *arena)
{
    struct hf_json sets;
    return told_sets(entry, arena, &sets) ? sets : sets_of(entry, arena);
}

static bool is_listed(const struct hf_json_maker *list, const struct hf_json *item)
{
    for (size_t i = 0; i < list->count; i++)
        if (hf_json_eq(&list->member[i].value, item))
            return true;
    return false;
}

static struct hf_json languages(const struct hf_entry *entry, struct hf_arena *arena)
{
    struct hf_json_maker all = hf_json_make(arena);
    struct hf_json sets = language_sets(entry, arena);
    for (size_t i = 0; i < sets.is.list.count; i++)
        for (size_t k = 0; k < sets.is.list.item[i].is.list.count; k++)
            if (!is_listed(&all, &sets.is.list.item[i].is.list.item[k]))
                hf_json_add(&all, HF_STR_NONE, sets.is.list.item[i].is.list.item[k]);
    return hf_json_list(&all);
}

static struct hf_json language_rule(const struct hf_entry *entry, struct hf_arena *arena)
{
    struct hf_json sets;
    if (!told_sets(entry, arena, &sets))
        return hf_json_of_text(rule_is(entry, arena, HF_STR("unknown"))  ? HF_STR("unknown")
                               : rule_is(entry, arena, HF_STR("all_of")) ? HF_STR("all_of")
                                                                         : HF_STR("one_of"));
    return hf_json_of_text(sets.is.list.count == 1 ? HF_STR("one_of") : HF_STR("all_of"));
}

/* ---- how long its silence is waited for ---- */

/* By channel, where the entry does not say: how soon what is sent there is delivered, receipted and answered.
 */
static const struct {
    struct hf_str channel, transport, receipt, answer;
} customs[] = {
    {HF_STR_INIT("push"), HF_STR_INIT("4h"), HF_STR_INIT("24h"), HF_STR_INIT("7d")},
    {HF_STR_INIT("poll"), HF_STR_INIT("24h"), HF_STR_INIT("24h"), HF_STR_INIT("7d")},
    {HF_STR_INIT("spool"), HF_STR_INIT("3d"), HF_STR_INIT("3d"), HF_STR_INIT("10d")},
    {HF_STR_INIT("email"), HF_STR_INIT("24h"), HF_STR_INIT("3d"), HF_STR_INIT("10d")},
    {HF_STR_INIT("diplomatic"), HF_STR_INIT("10d"), HF_STR_INIT("20d"), HF_STR_INIT("30d")},
};
enum { CUSTOMS = sizeof customs / sizeof customs[0] };

/* Of a channel that nobody told: as of the slowest. */
static size_t custom_of(const struct hf_entry *entry, struct hf_arena *arena)
{
    struct hf_json channel;
    bool told = plain_member(entry, HF_STR("channel"), arena, &channel) && channel.kind == HF_JSON_TEXT;
    size_t i = 0;
    while (told && i < CUSTOMS - 1 && !hf_str_eq(customs[i].channel, channel.is.text))
        i++;
    return told ? i : CUSTOMS - 1;
}

static struct hf_json transport_within(const struct hf_entry *entry, struct hf_arena *arena)
{
    return hf_json_of_text(customs[custom_of(entry, arena)].transport);
}

static struct hf_json receipt_within(const struct hf_entry *entry, struct hf_arena *arena)
{
    return hf_json_of_text(customs[custom_of(entry, arena)].receipt);
}

static struct hf_json answer_within(const struct hf_entry *entry, struct hf_arena *arena)
{
    return hf_json_of_text(customs[custom_of(entry, arena)].answer);
}

/* ---- members ---- */

static const struct {
    struct hf_str name;
    bool unless_told; /* what was told goes before */
    struct hf_json (*derive)(const struct hf_entry *entry, struct hf_arena *arena);
} derived[] = {{HF_STR_INIT("languages"), false, languages},
               {HF_STR_INIT("language_rule"), false, language_rule},
               {HF_STR_INIT("language_sets"), false, language_sets},
               {HF_STR_INIT("transport_within"), true, transport_within},
               {HF_STR_INIT("receipt_within"), true, receipt_within},
               {HF_STR_INIT("answer_within"), true, answer_within}};

bool hf_entry_member(const struct hf_entry *entry, struct hf_str name, struct hf_arena *arena,
                     struct hf_json *out)
{
    for (size_t i = 0; i < sizeof derived / sizeof derived[0]; i++)
        if (hf_str_eq(derived[i].name, name)) {
            if (!derived[i].unless_told || !plain_member(entry, name, arena, out))
                *out = derived[i].derive(entry, arena);
            return true;
        }
    return plain_member(entry, name, arena, out);
}

struct hf_str hf_entry_text(const struct hf_entry *entry, struct hf_str name, struct hf_arena *arena)
{
    struct hf_json json;
    return hf_entry_member(entry, name, arena, &json) && json.kind == HF_JSON_TEXT ? json.is.text
                                                                                   : HF_STR_NONE;
}

/* ---- requests in progress ---- */

static const struct hf_str channel = HF_STR_INIT("channel");

/* Until the day before another channel was told, as is known now. */
struct hf_entry hf_entry_in_progress(const struct hf_entry *now, const struct hf_entry *then,
                                     struct hf_arena *arena)
{
    struct hf_str kept = hf_entry_text(then, channel, arena);
    struct hf_entry found = *then;
    if (hf_str_eq(hf_entry_text(now, channel, arena), kept))
        return *now;
    for (hf_instance i = 1; i < hf_case_head(now->file)->instances; i++) {
        struct hf_entry before = *now;
        if (!says(now, i, channel) || !counts(now, i))
            continue;
        before.day = hf_amendment_day(now->house_flow, now->file, i) - 1;
        if (before.day >= found.day && hf_str_eq(hf_entry_text(&before, channel, arena), kept))
            found = before;
    }
    return found;
}

/* Since when the instance has a thread of its own with the authority; INT64_MIN: it has none. */
static int64_t thread_of(const struct hf_case *c, hf_instance i, const struct hf_id *authority)
{
    for (uint32_t t = 0; t < hf_case_head(c)->threads; t++) {
        const struct hf_thread *thread = hf_case_thread(c, t);
        if (thread->instance == i && hf_id_eq(&thread->authority, authority))
            return thread->as_of_ms;
    }
    return INT64_MIN;
}

int64_t hf_notice_as_of(const struct hf_flows *flows, const struct hf_case *c, hf_instance i,
                        const struct hf_id *authority, struct hf_arena *arena)
{
    const struct hf_kind *kind = hf_case_kind(flows, c, i);
    int64_t as_of_ms = thread_of(c, i, authority);
    for (uint16_t l = 0; !kind->thread && l < kind->links; l++) {
        const hf_instance *linked;
        size_t count = hf_case_linked(flows, c, i, kind->link[l].name, arena, &linked);
        for (size_t n = 0; n < count; n++) {
            int64_t other_ms = thread_of(c, linked[n], authority);
            as_of_ms = other_ms > as_of_ms ? other_ms : as_of_ms;
        }
    }
    return as_of_ms == INT64_MIN ? INT64_MAX : as_of_ms;
}
