/* SPDX-License-Identifier: Apache-2.0 */
/*
 * recount DEFINITION LOG INVENTORY: counts the assets of a case again from the lines of its log, day by day,
 * and compares with what the program said for each of those days. Nothing of the engine is used: lines are
 * read by json-c, what an event did is taken from its header and its `_made` as docs/formats.md describes
 * them, and of the definition only the names of groups, links and defaults are looked at. Instants stay the
 * texts they are.
 */
#include <json-c/json.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct json_object json;

enum { THINGS_MAX = 4096 };

/* One machine of the definition, or one entry of a register. */
struct thing {
    const char *name, *id, *state;
    char since[32];
    json *data, *flags, *bonds, *due, *late, *kind; /* kind: of the definition; NULL: of a register */
};

static struct thing thing[THINGS_MAX];
static int things;
static json *kinds;

static const char *const told[] = {
    "authority",       "partner",      "order",       "seizure_order", "lift_order",     "forfeiture_order",
    "national_order",  "scope",        "amount",      "share",         "held_amount",    "expires_on",
    "review_on",       "last_review",  "custody",     "custodian",     "manager",        "management",
    "running_costs",   "income",       "release_cap", "release_left",  "release_rhythm", "release_purpose",
    "released_amount", "payee",        "paid",        "sold_asset",    "net_proceeds",   "sale_proceeds",
    "recovered",       "value_method", NULL};

static void stop(const char *why, const char *what)
{
    fprintf(stderr, "recount: %s: %s\n", why, what);
    exit(2);
}

/* ---- JSON ---- */

static json *get(json *object, const char *name)
{
    json *value = NULL;
    return json_object_object_get_ex(object, name, &value) ? value : NULL;
}

static const char *text(json *object, const char *name)
{
    json *value = get(object, name);
    return json_object_is_type(value, json_type_string) ? json_object_get_string(value) : NULL;
}

static void put(json *object, const char *name, json *value)
{
    json_object_object_add(object, name, value);
}

static void put_text(json *object, const char *name, const char *value)
{
    if (value != NULL)
        put(object, name, json_object_new_string(value));
}

static bool lists(json *list, const char *item)
{
    for (size_t i = 0; list != NULL && i < json_object_array_length(list); i++)
        if (strcmp(json_object_get_string(json_object_array_get_idx(list, i)), item) == 0)
            return true;
    return false;
}

/* ---- things ---- */

static struct thing *find(const char *name)
{
    for (int i = 0; name != NULL && i < things; i++)
        if (strcmp(thing[i].name, name) == 0 || strcmp(thing[i].id, name) == 0)
            return &thing[i];
    return NULL;
}

static json *kind_of(const char *name)
{
    char kind[64];
    snprintf(kind, sizeof kind, "%.*s", (int)strcspn(name, "/"), name);
    return get(kinds, kind);
}

static struct thing *be_born(json *header, json *made)
{
    struct thing *t = &thing[things++];
    if (things == THINGS_MAX)
        stop("too many things", text(header, "on"));
    const char *id = text(made, "id");
    *t = (struct thing){.name = text(header, "on"),
                        .id = id != NULL ? id : text(header, "file"),
                        .data = json_object_new_object(),
                        .flags = json_object_new_object(),
                        .bonds = json_object_new_object(),
                        .due = json_object_new_object(),
                        .late = json_object_new_object(),
                        .kind = kind_of(text(header, "on"))};
    json *data = get(t->kind, "data");
    if (data != NULL) {
        json_object_object_foreach(data, name, shape)
        {
            json *fallback = get(shape, "default");
            if (fallback != NULL)
                put(t->data, name, json_object_get(fallback));
        }
    }
    return t;
}

/* ---- what an event did ---- */

static void take_data(struct thing *t, json *payload, json *made)
{
    json *take = get(made, "take"), *set = get(made, "set"), *clear = get(made, "clear");
    for (size_t i = 0; take != NULL && i < json_object_array_length(take); i++) {
        const char *name = json_object_get_string(json_object_array_get_idx(take, i));
        json_object_object_del(t->data, name); /* a hidden value leaves none that can be read */
        if (get(payload, name) != NULL)
            put(t->data, name, json_object_get(get(payload, name)));
    }
    if (set != NULL) {
        json_object_object_foreach(set, name, value) put(t->data, name, json_object_get(value));
    }
    for (size_t i = 0; clear != NULL && i < json_object_array_length(clear); i++)
        json_object_object_del(t->data, json_object_get_string(json_object_array_get_idx(clear, i)));
}

static void take_flags(struct thing *t, json *made)
{
    json *flags = get(made, "flag");
    if (flags == NULL)
        return;
    json_object_object_foreach(flags, name, value)
    {
        json_object_object_del(t->flags, name);
        if (json_object_get_boolean(value))
            put(t->flags, name, NULL);
    }
}

/* Under which name the other side of a link sees this one. */
static const char *other_side(const struct thing *t, const char *link)
{
    const char *inverse = text(get(get(t->kind, "links"), link), "inverse");
    if (inverse != NULL)
        return inverse;
    json_object_object_foreach(kinds, kind, body)
    {
        json *links = get(body, "links");
        if (links == NULL)
            continue;
        (void)kind;
        json_object_object_foreach(links, name, declared)
        {
            const char *seen_as = text(declared, "inverse");
            if (seen_as != NULL && strcmp(seen_as, link) == 0 &&
                get(kinds, text(declared, "kind")) == t->kind)
                return name;
        }
    }
    stop("no such link", link);
    return NULL;
}

static void bind(struct thing *t, const char *link, const char *to, bool bound)
{
    json *others = get(t->bonds, link);
    if (others == NULL)
        put(t->bonds, link, others = json_object_new_object());
    json_object_object_del(others, to);
    if (bound)
        put(others, to, NULL);
}

static void take_bonds(struct thing *t, json *links, bool bound)
{
    if (links == NULL)
        return;
    json_object_object_foreach(links, link, names)
    {
        for (size_t i = 0; i < json_object_array_length(names); i++) {
            struct thing *other = find(json_object_get_string(json_object_array_get_idx(names, i)));
            if (other == NULL)
                stop("linked to nothing", link);
            bind(t, link, other->name, bound);
            bind(other, other_side(t, link), t->name, bound);
        }
    }
}

static void take_clock(struct thing *t, const char *clock, const char *what, const char *due)
{
    bool runs = strcmp(what, "start") == 0 || strcmp(what, "move") == 0 || strcmp(what, "recount") == 0 ||
                strcmp(what, "resume") == 0;
    bool stands = strcmp(what, "stop") == 0 || strcmp(what, "pause") == 0;
    bool passed = strcmp(what, "due") == 0;
    if (!runs && !stands && !passed && strcmp(what, "remind") != 0)
        stop("what does a clock do there", what);
    if (runs || stands)
        json_object_object_del(t->due, clock);
    if (runs)
        put_text(t->due, clock, due);
    if (strcmp(what, "start") == 0 || strcmp(what, "stop") == 0)
        json_object_object_del(t->late, clock);
    if (passed)
        put(t->late, clock, NULL);
}

static void take_clocks(struct thing *t, json *clocks)
{
    for (size_t i = 0; clocks != NULL && i < json_object_array_length(clocks); i++) {
        json *item = json_object_array_get_idx(clocks, i);
        take_clock(t, text(item, "name"), text(item, "do"), text(item, "due"));
    }
}

/* An instant, or a day; a day that began at another instant than in UTC has that beside it. */
static void take_since(struct thing *t, json *header, json *made)
{
    const char *said = text(header, "effective_at"), *began = text(made, "effective");
    bool day = strlen(said) == 10;
    snprintf(t->since, sizeof t->since, "%s%s", began != NULL ? began : said,
             day && began == NULL ? "T00:00:00.000Z" : "");
}

static void take_event(json *line)
{
    json *header = get(line, "header"), *payload = get(line, "payload"), *made = get(payload, "_made");
    struct thing *t = find(text(header, "on"));
    if (t == NULL)
        t = be_born(header, made);
    if (text(header, "to") != NULL) {
        t->state = text(header, "to");
        take_since(t, header, made);
    }
    take_data(t, payload, made);
    take_flags(t, made);
    take_bonds(t, get(made, "unlink"), false);
    take_bonds(t, get(made, "link"), true);
    take_clocks(t, get(made, "clocks"));
}

/* ---- the inventory ---- */

static bool in_group(const struct thing *t, const char *name)
{
    json *group = get(get(t->kind, "groups"), name);
    return lists(json_object_is_type(group, json_type_object) ? get(group, "states") : group, t->state);
}

static bool binds(const struct thing *t)
{
    json *data = get(t->kind, "data");
    return get(data, "asset") != NULL || get(data, "account") != NULL;
}

static const struct thing *stands_upon(const struct thing *t)
{
    const struct thing *asset = binds(t) ? find(text(t->data, "asset")) : NULL;
    return !binds(t) || asset != NULL ? asset : find(text(t->data, "account"));
}

static void copy(json *row, const struct thing *t, const char *name)
{
    json *value = get(t->data, name);
    const struct thing *other = find(text(t->data, name));
    if (other != NULL)
        put_text(row, name, other->name);
    else if (value != NULL)
        put(row, name, json_object_get(value));
}

static void put_names(json *row, const char *member, json *set, const char *group)
{
    json *names = get(row, member) != NULL ? json_object_get(get(row, member)) : json_object_new_array();
    if (set != NULL) {
        json_object_object_foreach(set, name, nothing)
        {
            (void)nothing;
            if (group == NULL || in_group(find(name), group))
                json_object_array_add(names, json_object_new_string(name));
        }
    }
    if (json_object_array_length(names) > 0)
        put(row, member, json_object_get(names));
    json_object_put(names);
}

static json *row_of(const struct thing *t, const struct thing *asset)
{
    json *row = json_object_new_object();
    if (asset != NULL) {
        put_text(row, "asset", asset->name);
        put_text(row, "in", text(asset->data, "state"));
        copy(row, asset, "kind");
        copy(row, asset, "description");
    }
    const struct thing *valued = asset == NULL || (t != NULL && get(t->data, "value") != NULL) ? t : asset;
    copy(row, valued, "value");
    copy(row, valued, "valued_on");
    if (t == NULL)
        return row;
    put_text(row, "name", t->name);
    put_text(row, "state", t->state);
    put_text(row, "since", t->since);
    if (get(get(t->kind, "groups"), "held") != NULL)
        put(row, "held", json_object_new_boolean(in_group(t, "held")));
    for (size_t i = 0; told[i] != NULL; i++)
        copy(row, t, told[i]);
    if (json_object_object_length(t->due) > 0)
        put(row, "due", json_object_get(t->due));
    put_names(row, "late", t->late, NULL);
    put_names(row, "flags", t->flags, NULL);
    put_names(row, "asked_by", get(t->bonds, "requests"), NULL);
    put_names(row, "asked_by", get(t->bonds, "certificates"), NULL);
    put_names(row, "claims", get(t->bonds, "claims"), "live");
    return row;
}

static json *row_alone(const struct thing *asset)
{
    json *row = row_of(NULL, asset);
    for (int i = 0; i < things; i++)
        if (stands_upon(&thing[i]) != NULL && find(text(thing[i].data, "sold_asset")) == asset)
            put_text(row, "replaced_by", stands_upon(&thing[i])->name);
    return row;
}

static json *count_assets(void)
{
    json *rows = json_object_new_array();
    for (int i = 0; i < things; i++)
        if (binds(&thing[i]))
            json_object_array_add(rows, row_of(&thing[i], stands_upon(&thing[i])));
    for (int a = 0; a < things; a++) {
        bool alone = thing[a].kind == NULL && strncmp(thing[a].name, "asset/", 6) == 0;
        for (int i = 0; alone && i < things; i++)
            alone = stands_upon(&thing[i]) != &thing[a];
        if (alone)
            json_object_array_add(rows, row_alone(&thing[a]));
    }
    return rows;
}

/* ---- compared ---- */

static int by_text(const void *a, const void *b)
{
    return strcmp(json_object_get_string(*(json *const *)a), json_object_get_string(*(json *const *)b));
}

/* In which order names are listed is not counted. */
static void sort_names(json *row)
{
    json_object_object_foreach(row, name, value)
    {
        (void)name;
        if (json_object_is_type(value, json_type_array))
            json_object_array_sort(value, by_text);
    }
}

static bool differs(const char *day, json *said, json *counted)
{
    size_t have = json_object_array_length(said), want = json_object_array_length(counted);
    for (size_t i = 0; i < have || i < want; i++) {
        json *a = i < have ? json_object_array_get_idx(said, i) : NULL,
             *b = i < want ? json_object_array_get_idx(counted, i) : NULL;
        if (a != NULL) {
            sort_names(a);
            json_object_object_del(a, "authority_name"); /* of the directory, which is no part of this log */
        }
        if (b != NULL)
            sort_names(b);
        if (a != NULL && b != NULL && json_object_equal(a, b))
            continue;
        printf("%s:\n  said    %s\n  counted %s\n", day, json_object_to_json_string(a),
               json_object_to_json_string(b));
        return true;
    }
    return false;
}

/* ---- files ---- */

/* What was read stays to the end: things are named by texts of the events they were born by. */
static json *keep(json *read)
{
    static json *kept;
    if (kept == NULL)
        kept = json_object_new_array();
    json_object_array_add(kept, json_object_get(read));
    return read;
}

static json *next_line(FILE *file)
{
    static char *line;
    static size_t size;
    if (getline(&line, &size, file) < 0)
        return NULL;
    json *read = json_tokener_parse(line);
    if (read == NULL)
        stop("no JSON", line);
    return keep(read);
}

static FILE *open_file(const char *path)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        stop("cannot be read", path);
    return file;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        stop("usage", "recount DEFINITION LOG INVENTORY");
    json *definition = keep(json_object_from_file(argv[1]));
    FILE *log = open_file(argv[2]), *inventory = open_file(argv[3]);
    int days = 0, wrong = 0;
    size_t rows = 0;
    kinds = get(definition, "kinds");
    json *event = next_line(log), *said = next_line(inventory);
    for (; said != NULL; said = next_line(inventory)) {
        const char *day = text(said, "day");
        if (day == NULL) /* what became of the story */
            continue;
        for (; event != NULL && strncmp(text(get(event, "header"), "recorded_at"), day, 10) <= 0;
             event = next_line(log))
            take_event(event);
        json *counted = count_assets();
        wrong += differs(day, get(said, "assets"), counted);
        rows += json_object_array_length(counted);
        days++;
        json_object_put(counted);
        json_object_put(said);
    }
    printf("days %d, rows %zu, days that differ %d\n", days, rows, wrong);
    return wrong > 0 ? 1 : rows == 0 ? 77 : 0; /* 77: there was nothing to be counted */
}
