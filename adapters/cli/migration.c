/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/migration.h"

#include "casefile/migrate.h"

static const struct {
    struct hf_str what;
    enum hf_say say;
} changes[] = {
    {HF_STR_INIT("state"), HF_SAY_change_state}, {HF_STR_INIT("carry"), HF_SAY_change_carry},
    {HF_STR_INIT("start"), HF_SAY_change_start}, {HF_STR_INIT("stop"), HF_SAY_change_stop},
    {HF_STR_INIT("pause"), HF_SAY_change_pause}, {HF_STR_INIT("resume"), HF_SAY_change_resume},
    {HF_STR_INIT("drop"), HF_SAY_change_drop},
};

static struct hf_str in_words(struct hf_cli *cli, struct hf_str what)
{
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        if (hf_str_eq(changes[i].what, what))
            return hf_say(changes[i].say, cli->lang);
    return what;
}

static void add_text(struct hf_json_maker *row, const char *name, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(row, hf_str_of(name), hf_json_of_text(text));
}

struct change {
    struct hf_str on, what, done, from, to, was, due;
};

static void add_change(struct hf_cli *cli, const struct change *change, struct hf_json_maker *rows)
{
    struct hf_json_maker row = hf_json_make(cli->arena);
    add_text(&row, "on", change->on);
    add_text(&row, "do", change->done);
    add_text(&row, "change", in_words(cli, change->done));
    add_text(&row, "what", change->what);
    add_text(&row, "from", change->from);
    add_text(&row, "to", change->to);
    add_text(&row, "was", change->was);
    add_text(&row, "due", change->due);
    hf_json_add(rows, HF_STR_NONE, hf_json_object(&row));
}

/* Items of `clocks` and `duties`. */
static void add_times(struct hf_cli *cli, struct hf_str on, const struct hf_json *items,
                      struct hf_json_maker *rows)
{
    for (size_t i = 0; items != NULL && items->kind == HF_JSON_LIST && i < items->is.list.count; i++) {
        const struct hf_json *item = &items->is.list.item[i];
        add_change(cli,
                   &(struct change){.on = on,
                                    .what = hf_json_text(item, HF_STR("name")),
                                    .done = hf_json_text(item, HF_STR("do")),
                                    .was = hf_json_text(item, HF_STR("was")),
                                    .due = hf_json_text(item, HF_STR("due"))},
                   rows);
    }
}

/* {"data": ["mark"], "clocks": {"answer": when it would have been due}} */
static void add_dropped(struct hf_cli *cli, struct hf_str on, const struct hf_json *dropped,
                        struct hf_json_maker *rows)
{
    for (size_t m = 0; dropped != NULL && dropped->kind == HF_JSON_OBJECT && m < dropped->is.object.count;
         m++) {
        const struct hf_json *some = &dropped->is.object.member[m].value;
        for (size_t i = 0; some->kind == HF_JSON_LIST && i < some->is.list.count; i++)
            if (some->is.list.item[i].kind == HF_JSON_TEXT)
                add_change(
                    cli,
                    &(struct change){.on = on, .what = some->is.list.item[i].is.text, .done = HF_STR("drop")},
                    rows);
        for (size_t i = 0; some->kind == HF_JSON_OBJECT && i < some->is.object.count; i++) {
            struct hf_str name = some->is.object.member[i].name;
            add_change(cli,
                       &(struct change){
                           .on = on, .what = name, .done = HF_STR("drop"), .was = hf_json_text(some, name)},
                       rows);
        }
    }
}

void hf_migration_rows(struct hf_cli *cli, const struct hf_fact *fact, const struct hf_json *payload,
                       struct hf_json_maker *rows)
{
    const struct hf_header *header = &fact->header;
    const struct hf_json *made = HF_JSON_GET(payload, "_made");
    bool leads = hf_str_eq(header->act, HF_STR(HF_MIGRATE_EVENT));
    if (made == NULL || (!leads && !hf_str_eq(header->act, HF_STR("case.migrated"))))
        return;
    if (header->to.len > 0)
        add_change(cli,
                   &(struct change){
                       .on = header->on, .done = HF_STR("state"), .from = header->from, .to = header->to},
                   rows);
    add_times(cli, header->on, HF_JSON_GET(made, "clocks"), rows);
    add_times(cli, header->on, HF_JSON_GET(made, "duties"), rows);
    add_dropped(cli, header->on, HF_JSON_GET(made, "dropped"), rows);
}

static void put_versions(struct hf_cli *cli, const struct hf_json *payload, struct hf_buf *line)
{
    const struct hf_json *from = HF_JSON_GET(payload, "from"), *to = HF_JSON_GET(payload, "to");
    struct hf_buf old = hf_buf_in(cli->arena, 20), now = hf_buf_in(cli->arena, 20);
    if (from == NULL || to == NULL || from->kind != HF_JSON_INT || to->kind != HF_JSON_INT)
        return;
    hf_buf_put_i64(&old, from->is.integer);
    hf_buf_put_i64(&now, to->is.integer);
    hf_say_put(line, HF_SAY_change_version, cli->lang, hf_buf_str(&old), hf_buf_str(&now));
}

/* "clock carried over answer 2026-12-24T00:00:00.000Z > 2027-01-23T00:00:00.000Z" */
static void put_change(const struct hf_json *row, struct hf_buf *line)
{
    static const struct hf_str members[] = {HF_STR_INIT("what"), HF_STR_INIT("from"), HF_STR_INIT("was")};
    hf_buf_put(line, line->len > 0 ? HF_STR("; ") : HF_STR(""));
    hf_buf_put(line, hf_json_text(row, HF_STR("change")));
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        struct hf_str text = hf_json_text(row, members[i]);
        hf_buf_put(line, text.len > 0 ? HF_STR(" ") : HF_STR(""));
        hf_buf_put(line, text);
    }
    struct hf_str to = hf_json_text(row, HF_STR("to")), due = hf_json_text(row, HF_STR("due"));
    hf_buf_put(line, to.len + due.len > 0 ? HF_STR(" > ") : HF_STR(""));
    hf_buf_put(line, to.len > 0 ? to : due);
}

struct hf_str hf_migration_line(struct hf_cli *cli, const struct hf_fact *fact)
{
    struct hf_buf line = hf_buf_in(cli->arena, 128);
    struct hf_json_maker rows = hf_json_make(cli->arena);
    hf_migration_rows(cli, fact, &fact->payload, &rows);
    if (hf_str_eq(fact->header.act, HF_STR(HF_MIGRATE_EVENT)))
        put_versions(cli, &fact->payload, &line);
    struct hf_json list = hf_json_list(&rows);
    for (size_t i = 0; i < list.is.list.count; i++)
        put_change(&list.is.list.item[i], &line);
    return hf_buf_str(&line);
}
