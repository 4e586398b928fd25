/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/inventory.h"

#include "base/money.h"
#include "base/when.h"

/* ---- what stands upon what ---- */

/* What data of such an instance tell whoever looks after the asset; a procedure has some of them. */
static const struct hf_str told[] = {
    HF_STR_INIT("authority"),       HF_STR_INIT("partner"),      HF_STR_INIT("order"),
    HF_STR_INIT("seizure_order"),   HF_STR_INIT("lift_order"),   HF_STR_INIT("forfeiture_order"),
    HF_STR_INIT("national_order"),  HF_STR_INIT("scope"),        HF_STR_INIT("amount"),
    HF_STR_INIT("share"),           HF_STR_INIT("held_amount"),  HF_STR_INIT("expires_on"),
    HF_STR_INIT("review_on"),       HF_STR_INIT("last_review"),  HF_STR_INIT("custody"),
    HF_STR_INIT("custodian"),       HF_STR_INIT("manager"),      HF_STR_INIT("management"),
    HF_STR_INIT("running_costs"),   HF_STR_INIT("income"),       HF_STR_INIT("release_purpose"),
    HF_STR_INIT("release_cap"),     HF_STR_INIT("release_left"), HF_STR_INIT("release_rhythm"),
    HF_STR_INIT("released_amount"), HF_STR_INIT("payee"),        HF_STR_INIT("paid"),
    HF_STR_INIT("sold_asset"),      HF_STR_INIT("net_proceeds"), HF_STR_INIT("sale_proceeds"),
    HF_STR_INIT("recovered"),       HF_STR_INIT("value_method"),
};
/* What is told of the asset itself, and, where nothing stands upon it, what it was thought worth. */
static const struct hf_str of_asset[] = {HF_STR_INIT("kind"), HF_STR_INIT("description")};
static const struct hf_str worth[] = {HF_STR_INIT("value"), HF_STR_INIT("valued_on")};
enum { WORTH = sizeof worth / sizeof worth[0] };

struct listing {
    const struct hf_sight *sight;
    struct hf_json_maker rows;
};

static const struct hf_kind *kind_of(const struct hf_sight *sight, hf_instance i)
{
    return hf_case_kind(&sight->flows, &sight->c, i);
}

static hf_instance named(const struct hf_sight *sight, hf_instance i, const char *datum)
{
    struct hf_str name = hf_sight_text(sight, i, hf_str_of(datum));
    return name.len == 0 ? HF_NO_INSTANCE : hf_case_find(&sight->flows, &sight->c, name);
}

/* May it stand upon an asset or account? No entry of a register does. */
static bool binds(const struct hf_sight *sight, hf_instance i)
{
    const struct hf_shape *data = kind_of(sight, i)->data;
    return hf_case_instance(&sight->c, i)->owner == HF_OF_WORKFLOW &&
           (hf_shape_find(data, HF_STR("asset")) != HF_NONE ||
            hf_shape_find(data, HF_STR("account")) != HF_NONE);
}

static hf_instance thing_of(const struct hf_sight *sight, hf_instance i)
{
    hf_instance asset = named(sight, i, "asset");
    return asset != HF_NO_INSTANCE ? asset : named(sight, i, "account");
}

/* ---- a row ---- */

/* What names an instance of the case by its id is told by its name: "order/2". An authority keeps its id. */
static struct hf_json by_name(const struct hf_sight *sight, struct hf_json value)
{
    struct hf_id id;
    hf_instance other = value.kind == HF_JSON_TEXT && hf_id_read(value.is.text, &id)
                            ? hf_case_by_id(&sight->c, &id)
                            : HF_NO_INSTANCE;
    return other == HF_NO_INSTANCE ? value : hf_json_of_text(hf_sight_name(sight, other));
}

static void add_data(const struct hf_sight *sight, hf_instance i, const struct hf_str *names, size_t count,
                     struct hf_json_maker *row)
{
    struct hf_json value;
    for (size_t k = 0; k < count; k++)
        if (hf_sight_datum(sight, i, names[k], &value))
            hf_json_add(row, names[k], by_name(sight, value));
}

static void add_text(struct hf_json_maker *row, const char *name, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(row, hf_str_of(name), hf_json_of_text(text));
}

static void add_list(struct hf_json_maker *row, const char *name, const struct hf_json_maker *items)
{
    struct hf_json list = hf_json_list(items);
    if (list.is.list.count > 0)
        hf_json_add(row, hf_str_of(name), list);
}

static bool has_group(const struct hf_sight *sight, hf_instance i, struct hf_str group)
{
    return hf_kind_group(kind_of(sight, i), group) != HF_NONE;
}

static bool in_group(const struct hf_sight *sight, hf_instance i, struct hf_str group)
{
    const struct hf_kind *kind = kind_of(sight, i);
    return has_group(sight, i, group) && hf_states_have(&kind->group[hf_kind_group(kind, group)].states,
                                                        hf_case_instance(&sight->c, i)->state);
}

/* Those linked under either name; `only` in this group, where one is named. */
static void add_linked(const struct hf_sight *sight, hf_instance i, struct hf_str link, struct hf_str only,
                       struct hf_json_maker *names)
{
    const hf_instance *linked;
    size_t count = hf_case_linked(&sight->flows, &sight->c, i, link, sight->arena, &linked);
    for (size_t k = 0; k < count; k++)
        if (only.len == 0 || in_group(sight, linked[k], only))
            hf_json_add(names, HF_STR_NONE, hf_json_of_text(hf_sight_name(sight, linked[k])));
}

static void add_clocks(const struct hf_sight *sight, hf_instance i, struct hf_json_maker *row)
{
    const struct hf_kind *kind = kind_of(sight, i);
    struct hf_json_maker due = hf_json_make(sight->arena), late = hf_json_make(sight->arena);
    bool any = false;
    for (uint16_t k = 0; k < kind->clocks; k++) {
        const struct hf_clock_run *run = hf_case_clock(&sight->c, i, k);
        if (run->state == HF_CLOCK_RUNNING)
            hf_json_add(&due, kind->clock[k].name, hf_json_of_instant(sight->arena, run->due_ms));
        any = any || run->state == HF_CLOCK_RUNNING;
        if (hf_case_instance(&sight->c, i)->late >> k & 1)
            hf_json_add(&late, HF_STR_NONE, hf_json_of_text(kind->clock[k].name));
    }
    if (any)
        hf_json_add(row, HF_STR("due"), hf_json_object(&due));
    add_list(row, "late", &late);
}

static void add_flags(const struct hf_sight *sight, hf_instance i, struct hf_json_maker *row)
{
    const struct hf_kind *kind = kind_of(sight, i);
    struct hf_json_maker flags = hf_json_make(sight->arena);
    for (uint16_t k = 0; k < kind->flags; k++)
        if (hf_case_instance(&sight->c, i)->flags >> k & 1)
            hf_json_add(&flags, HF_STR_NONE, hf_json_of_text(kind->flag[k].name));
    add_list(row, "flags", &flags);
}

/* As the directory calls it now: another file, so not of the case's day. */
static void add_authority(const struct hf_sight *sight, hf_instance i, struct hf_json_maker *row)
{
    struct hf_str own = hf_sight_text(sight, i, HF_STR("authority"));
    struct hf_id id;
    if (sight->house == NULL ||
        !hf_id_read(own.len > 0 ? own : hf_sight_text(sight, i, HF_STR("partner")), &id))
        return;
    const struct hf_case *file = hf_house_authority(sight->house, &id);
    if (file == NULL)
        return;
    const struct hf_sight entry = {.arena = sight->arena, .c = *file, .flows = {.house = sight->flows.house}};
    add_text(row, "authority_name", hf_sight_text(&entry, 0, HF_STR("name")));
}

static void add_standing(const struct hf_sight *sight, hf_instance i, struct hf_json_maker *row)
{
    struct hf_json_maker asked = hf_json_make(sight->arena), claims = hf_json_make(sight->arena);
    add_text(row, "name", hf_sight_name(sight, i));
    add_text(row, "state", hf_sight_state(sight, i));
    hf_json_add(row, HF_STR("since"),
                hf_json_of_instant(sight->arena, hf_case_instance(&sight->c, i)->since_ms));
    if (has_group(sight, i, HF_STR("held")))
        hf_json_add(row, HF_STR("held"), hf_json_of_bool(in_group(sight, i, HF_STR("held"))));
    add_data(sight, i, told, sizeof told / sizeof told[0], row);
    add_authority(sight, i, row);
    add_flags(sight, i, row);
    add_clocks(sight, i, row);
    add_linked(sight, i, HF_STR("requests"), HF_STR_NONE, &asked);
    add_linked(sight, i, HF_STR("certificates"), HF_STR_NONE, &asked);
    add_linked(sight, i, HF_STR("claims"), HF_STR("live"), &claims);
    add_list(row, "asked_by", &asked);
    add_list(row, "claims", &claims);
}

static void add_thing(const struct hf_sight *sight, hf_instance thing, struct hf_json_maker *row)
{
    add_text(row, "asset", hf_sight_name(sight, thing));
    add_text(row, "in", hf_sight_text(sight, thing, HF_STR("state")));
    add_data(sight, thing, of_asset, sizeof of_asset / sizeof of_asset[0], row);
}

/* ---- the list ---- */

static void list_standing(struct listing *l, hf_instance i)
{
    struct hf_json_maker row = hf_json_make(l->sight->arena);
    struct hf_json value;
    hf_instance thing = thing_of(l->sight, i);
    bool valued = thing == HF_NO_INSTANCE || hf_sight_datum(l->sight, i, worth[0], &value);
    if (thing != HF_NO_INSTANCE)
        add_thing(l->sight, thing, &row);
    add_standing(l->sight, i, &row);
    add_data(l->sight, valued ? i : thing, worth, WORTH, &row);
    hf_json_add(&l->rows, HF_STR_NONE, hf_json_object(&row));
}

static void list_alone(struct listing *l, hf_instance asset, hf_instance seller)
{
    struct hf_json_maker row = hf_json_make(l->sight->arena);
    add_thing(l->sight, asset, &row);
    add_data(l->sight, asset, worth, WORTH, &row);
    if (seller != HF_NO_INSTANCE)
        add_text(&row, "replaced_by", hf_sight_name(l->sight, thing_of(l->sight, seller)));
    hf_json_add(&l->rows, HF_STR_NONE, hf_json_object(&row));
}

struct hf_json hf_inventory_json(const struct hf_sight *sight)
{
    uint32_t count = hf_case_head(&sight->c)->instances;
    bool *stood_upon = HF_NEW(sight->arena, bool, count + 1);
    hf_instance *seller = HF_NEW(sight->arena, hf_instance, count + 1);
    struct listing l = {.sight = sight, .rows = hf_json_make(sight->arena)};
    for (hf_instance i = 0; i < count; i++)
        seller[i] = HF_NO_INSTANCE;
    for (hf_instance i = 0; i < count; i++) {
        if (!binds(sight, i))
            continue;
        hf_instance thing = thing_of(sight, i), sold = named(sight, i, "sold_asset");
        list_standing(&l, i);
        if (thing != HF_NO_INSTANCE)
            stood_upon[thing] = true;
        if (thing != HF_NO_INSTANCE && sold != HF_NO_INSTANCE)
            seller[sold] = i;
    }
    for (hf_instance i = 0; i < count; i++)
        if (!stood_upon[i] && hf_case_instance(&sight->c, i)->owner == HF_OF_HOUSE &&
            hf_sight_is(sight, i, HF_STR("asset")))
            list_alone(&l, i, seller[i]);
    return hf_json_list(&l.rows);
}

/* ---- as people read it ---- */

static bool money_of(const struct hf_json *json, struct hf_money *out)
{
    const struct hf_json *amount = json == NULL ? NULL : HF_JSON_GET(json, "amount");
    struct hf_str currency = json == NULL ? HF_STR_NONE : hf_json_text(json, HF_STR("currency"));
    if (amount == NULL || amount->kind != HF_JSON_INT || currency.len != 3)
        return false;
    *out = (struct hf_money){.minor = amount->is.integer};
    memcpy(out->currency, currency.at, 3);
    return true;
}

static void add_money(struct hf_arena *arena, const struct hf_json *row, const char *member,
                      struct hf_json_maker *out)
{
    struct hf_money money;
    struct hf_buf text = hf_buf_in(arena, 32);
    if (!money_of(hf_json_get(row, hf_str_of(member)), &money))
        return;
    hf_money_put(&text, &money);
    add_text(out, member, hf_buf_str(&text));
}

/* The first of its clocks to end: "review 2029-06-01". Instants are compared as they are written. */
static void add_next(struct hf_arena *arena, const struct hf_json *row, struct hf_json_maker *out)
{
    const struct hf_json *due = HF_JSON_GET(row, "due");
    const struct hf_member *next = NULL;
    struct hf_buf text = hf_buf_in(arena, 48);
    for (size_t k = 0; due != NULL && k < due->is.object.count; k++) {
        const struct hf_member *member = hf_json_member(due, k);
        if (next == NULL || hf_str_order(member->value.is.text, next->value.is.text) < 0)
            next = member;
    }
    if (next == NULL)
        return;
    hf_buf_put(&text, next->name);
    hf_buf_put_char(&text, ' ');
    hf_buf_put(&text, hf_str_part(next->value.is.text, 0, HF_DAY_TEXT));
    add_text(out, "next", hf_buf_str(&text));
}

/* What was sold bears nothing any more: where its name would stand, what is held in its place. */
static void add_replaced(struct hf_arena *arena, const struct hf_json *row, struct hf_json_maker *out)
{
    struct hf_str by = hf_json_text(row, HF_STR("replaced_by"));
    struct hf_buf text = hf_buf_in(arena, 32);
    if (by.len == 0)
        return;
    hf_buf_put(&text, HF_STR("→ "));
    hf_buf_put(&text, by);
    add_text(out, "name", hf_buf_str(&text));
}

static struct hf_json line_of(struct hf_arena *arena, const struct hf_json *row)
{
    static const struct hf_str as_they_are[] = {
        HF_STR_INIT("asset"),      HF_STR_INIT("kind"),          HF_STR_INIT("in"),
        HF_STR_INIT("name"),       HF_STR_INIT("state"),         HF_STR_INIT("valued_on"),
        HF_STR_INIT("expires_on"), HF_STR_INIT("claims"),        HF_STR_INIT("late"),
        HF_STR_INIT("order"),      HF_STR_INIT("authority_name")};
    struct hf_json_maker out = hf_json_make(arena);
    for (size_t k = 0; k < sizeof as_they_are / sizeof as_they_are[0]; k++) {
        const struct hf_json *value = hf_json_get(row, as_they_are[k]);
        if (value != NULL)
            hf_json_add(&out, as_they_are[k], *value);
    }
    add_replaced(arena, row, &out);
    add_text(&out, "since", hf_str_part(hf_json_text(row, HF_STR("since")), 0, HF_DAY_TEXT));
    add_money(arena, row, "value", &out);
    add_money(arena, row, "release_left", &out);
    add_next(arena, row, &out);
    return hf_json_object(&out);
}

void hf_inventory_show(struct hf_cli *cli, struct hf_str day, const struct hf_json *assets)
{
    static const struct hf_column columns[] = {HF_COLUMN("asset", asset),
                                               HF_COLUMN("kind", kind),
                                               HF_COLUMN("in", state_code),
                                               HF_COLUMN("name", on_it),
                                               HF_COLUMN("state", standing),
                                               HF_COLUMN("since", since),
                                               HF_COLUMN("order", order),
                                               HF_COLUMN("value", value),
                                               HF_COLUMN("valued_on", valued_on),
                                               HF_COLUMN("expires_on", expires_on),
                                               HF_COLUMN("next", due),
                                               HF_COLUMN("late", late),
                                               HF_COLUMN("release_left", release),
                                               HF_COLUMN("claims", claims),
                                               HF_COLUMN("authority_name", authority)};
    struct hf_json_maker lines = hf_json_make(cli->arena), all = hf_json_make(cli->arena);
    struct hf_buf heading = hf_buf_in(cli->arena, 64);
    hf_json_add(&all, HF_STR("assets"), *assets);
    hf_json_add(&all, HF_STR("day"), hf_json_of_text(day));
    struct hf_json document = hf_json_object(&all);
    hf_out_json(cli, &document);
    if (cli->json)
        return;
    for (size_t i = 0; i < assets->is.list.count; i++)
        hf_json_add(&lines, HF_STR_NONE, line_of(cli->arena, &assets->is.list.item[i]));
    struct hf_json list = hf_json_list(&lines);
    hf_say_put(&heading, HF_SAY_inventory_of, cli->lang, day, HF_STR_NONE);
    if (!cli->quiet)
        hf_out_line(cli, hf_buf_str(&heading));
    hf_out_table(cli, HF_VIEW(columns), &list);
}

enum hf_rc hf_inventory_days(struct hf_str typed, int32_t *first, int32_t *last, struct hf_err *err)
{
    struct hf_str from = hf_str_part(typed, 0, HF_DAY_TEXT),
                  rest = hf_str_part(typed, HF_DAY_TEXT, typed.len);
    bool range = hf_str_begins(rest, HF_STR(".."));
    bool read = hf_day_read(from, first) && hf_day_read(range ? hf_str_part(rest, 2, rest.len) : from, last);
    return read && (range || rest.len == 0) && *first <= *last
               ? HF_OK
               : hf_fail(err, HF_WORD_cli_days, HF_STR("--inventory"), typed, HF_STR_NONE);
}
