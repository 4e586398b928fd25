/* SPDX-License-Identifier: Apache-2.0 */
/* case show, list, history, what-next: what is read of cases. */
#include "casefile/due.h"
#include "casefile/entry.h"
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/migration.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/silences.h"

/* ---- show ---- */

static const struct hf_column head_columns[] = {
    HF_COLUMN("case", case),      HF_COLUMN("workflow", workflow), HF_COLUMN("version", version),
    HF_COLUMN("state", standing), HF_COLUMN("seq", number),        HF_COLUMN("at", last_at)};

static struct hf_json head_json(const struct hf_sight *sight, struct hf_str name)
{
    const struct hf_case_head *head = hf_case_head(&sight->c);
    struct hf_json_maker row = hf_json_make(sight->arena);
    if (name.len > 0)
        hf_json_add(&row, HF_STR("case"), hf_json_of_text(name));
    hf_json_add(&row, HF_STR("file"), hf_json_of_id(sight->arena, &sight->file));
    if (sight->flows.workflow != NULL)
        hf_json_add(&row, HF_STR("workflow"), hf_json_of_text(sight->flows.workflow->name));
    if (sight->flows.workflow != NULL)
        hf_json_add(&row, HF_STR("version"), hf_json_of_int(sight->flows.workflow->version));
    hf_json_add(&row, HF_STR("state"), hf_json_of_text(hf_sight_standing(sight, 0)));
    hf_json_add(&row, HF_STR("seq"), hf_json_of_int(head->seq));
    hf_json_add(&row, HF_STR("at"), hf_json_of_instant(sight->arena, head->at_ms));
    return hf_json_object(&row);
}

static struct hf_json instances_json(const struct hf_sight *sight)
{
    struct hf_json_maker all = hf_json_make(sight->arena);
    for (hf_instance i = 0; i < hf_case_head(&sight->c)->instances; i++)
        hf_json_add(&all, HF_STR_NONE, hf_sight_json(sight, i));
    return hf_json_list(&all);
}

/* By which entry of the directory each thread goes: rule 180(2). */
static struct hf_json threads_json(const struct hf_sight *sight)
{
    struct hf_json_maker all = hf_json_make(sight->arena);
    for (uint32_t t = 0; t < hf_case_head(&sight->c)->threads; t++) {
        const struct hf_thread *thread = hf_case_thread(&sight->c, t);
        const struct hf_case *file = hf_house_authority(sight->house, &thread->authority);
        struct hf_json_maker row = hf_json_make(sight->arena);
        hf_json_add(&row, HF_STR("id"), hf_json_of_id(sight->arena, &thread->id));
        if (thread->instance != HF_NO_INSTANCE)
            hf_json_add(&row, HF_STR("on"), hf_json_of_text(hf_sight_name(sight, thread->instance)));
        hf_json_add(&row, HF_STR("authority"), hf_json_of_id(sight->arena, &thread->authority));
        hf_json_add(&row, HF_STR("entry"), hf_json_of_int(thread->entry_seq));
        hf_json_add(&row, HF_STR("as_of"), hf_json_of_instant(sight->arena, thread->as_of_ms));
        if (thread->their_known != HF_KNOWN_engine)
            hf_json_add(&row, HF_STR("assurance"),
                        hf_json_of_text(hf_known_name((enum hf_known)thread->their_known)));
        hf_silence_add(sight->cli, thread, &row);
        if (file != NULL) {
            struct hf_entry then = hf_entry_then(sight->house, sight->flows.house, file, thread->as_of_ms);
            hf_json_add(&row, HF_STR("name"),
                        hf_json_of_text(hf_entry_text(&then, HF_STR("name"), sight->arena)));
            hf_json_add(&row, HF_STR("channel"),
                        hf_json_of_text(hf_entry_text(&then, HF_STR("channel"), sight->arena)));
        }
        hf_json_add(&all, HF_STR_NONE, hf_json_object(&row));
    }
    return hf_json_list(&all);
}

static void show_list(struct hf_cli *cli, struct hf_view view, const struct hf_json *list)
{
    if (list->is.list.count == 0)
        return;
    hf_out_line(cli, HF_STR(""));
    hf_out_table(cli, view, list);
}

static void show_parts(struct hf_cli *cli, const struct hf_json *head, const struct hf_json *instances,
                       const struct hf_json *due, const struct hf_json *threads)
{
    static const struct hf_column instance_columns[] = {HF_COLUMN("name", name), HF_COLUMN("state", standing),
                                                        HF_COLUMN("since", since), HF_COLUMN("flags", flags),
                                                        HF_COLUMN("data", data)};
    static const struct hf_column due_columns[] = {HF_COLUMN("due", due), HF_COLUMN("on", on),
                                                   HF_COLUMN("clock", clock),
                                                   HF_COLUMN("provisional", provisional)};
    static const struct hf_column thread_columns[] = {
        HF_COLUMN("on", on),           HF_COLUMN("name", authority),
        HF_COLUMN("channel", channel), HF_COLUMN("assurance", assurance),
        HF_COLUMN("as_of", entry_of),  HF_COLUMN("entry", entry_seq),
        HF_COLUMN("silence", silence)};
    hf_out_record(cli, HF_VIEW(head_columns), head);
    hf_out_line(cli, HF_STR(""));
    hf_out_table(cli, HF_VIEW(instance_columns), instances);
    show_list(cli, HF_VIEW(due_columns), due);
    show_list(cli, HF_VIEW(thread_columns), threads);
}

static enum hf_rc show(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    struct hf_sight sight;
    HF_TRY(hf_sight_case(seat, hf_cli_arg(cli, 0), &sight, err));
    struct hf_json head = head_json(&sight, sight.name), instances = instances_json(&sight),
                   due = hf_sight_dues(&sight), threads = threads_json(&sight);
    if (!cli->json) {
        show_parts(cli, &head, &instances, &due, &threads);
        return HF_OK;
    }
    struct hf_json_maker all = hf_json_make(seat->arena);
    for (size_t i = 0; i < head.is.object.count; i++)
        hf_json_add(&all, head.is.object.member[i].name, head.is.object.member[i].value);
    hf_json_add(&all, HF_STR("instances"), instances);
    hf_json_add(&all, HF_STR("due"), due);
    hf_json_add(&all, HF_STR("threads"), threads);
    struct hf_json document = hf_json_object(&all);
    hf_out_json(cli, &document);
    return HF_OK;
}

enum hf_rc hf_cmd_case_show(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, show, err);
}

/* ---- list ---- */

struct listed {
    struct hf_arena *arena;
    struct hf_file_row *row;
    size_t count, room;
};

static enum hf_rc take_case(void *context, const struct hf_file_row *file, struct hf_err *err)
{
    struct listed *all = context;
    (void)err;
    if (all->count == all->room) {
        size_t room = all->room == 0 ? 32 : 2 * all->room;
        struct hf_file_row *more = HF_NEW(all->arena, struct hf_file_row, room);
        if (all->count > 0)
            memcpy(more, all->row, all->count * sizeof *more);
        all->row = more;
        all->room = room;
    }
    all->row[all->count] = *file;
    all->row[all->count++].name = hf_arena_keep(all->arena, file->name);
    return HF_OK;
}

/* A case that does not fold is listed too, with what is wrong with it. */
static struct hf_json broken_json(struct hf_seat *seat, const struct hf_file_row *file,
                                  const struct hf_err *why)
{
    struct hf_json_maker row = hf_json_make(seat->arena);
    hf_json_add(&row, HF_STR("case"), hf_json_of_text(file->name));
    hf_json_add(&row, HF_STR("file"), hf_json_of_id(seat->arena, &file->file));
    hf_json_add(&row, HF_STR("broken"), hf_json_of_bool(true));
    hf_json_add(&row, HF_STR("state"), hf_json_of_text(hf_err_code(why)));
    return hf_json_object(&row);
}

static enum hf_rc list(struct hf_seat *seat, struct hf_err *err)
{
    struct listed all = {.arena = seat->arena};
    struct hf_json_maker rows = hf_json_make(seat->arena);
    struct hf_err why;
    enum hf_rc worst = HF_OK;
    HF_TRY(hf_files_each(seat, HF_FILE_CASE, take_case, &all, err));
    for (size_t i = 0; i < all.count; i++) {
        struct hf_sight sight;
        enum hf_rc rc = hf_sight_open(seat, &all.row[i].file, &sight, &why);
        if (rc != HF_OK && worst == HF_OK) {
            worst = rc;
            *err = why;
        }
        if (rc != HF_OK && rc != HF_UNVERIFIED)
            return rc;
        hf_json_add(&rows, HF_STR_NONE,
                    rc == HF_OK ? head_json(&sight, all.row[i].name) : broken_json(seat, &all.row[i], &why));
    }
    struct hf_json document = hf_json_list(&rows);
    hf_out_table(seat->cli, HF_VIEW(head_columns), &document);
    return worst;
}

enum hf_rc hf_cmd_case_list(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, list, err);
}

/* ---- history ---- */

struct history {
    struct hf_seat *seat;
    const struct hf_sight *sight;
    struct hf_people people;
    struct hf_json_maker rows;
    bool changed; /* some event says what it changed: a migration, a silence */
};

/* The hidden values of this event, by name, beside its payload. */
static struct hf_json revealed_json(const struct hf_sight *sight, uint32_t seq)
{
    struct hf_json_maker all = hf_json_make(sight->arena);
    for (size_t i = 0; sight->cli->json && i < sight->revealed_count; i++)
        if (sight->revealed[i].seq == seq) {
            hf_sight_read(sight);
            struct hf_json_maker one = hf_json_make(sight->arena);
            hf_json_add(&one, HF_STR("name"), hf_json_of_text(sight->revealed[i].name));
            hf_json_add(&one, HF_STR("value"), sight->revealed[i].value);
            hf_json_add(&all, HF_STR_NONE, hf_json_object(&one));
        }
    return hf_json_list(&all);
}

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct history *history = context;
    struct hf_arena *arena = history->seat->arena;
    struct hf_fact fact;
    struct hf_str header = hf_arena_keep(arena, row->event.header),
                  payload = hf_arena_keep(arena, row->event.payload);
    HF_TRY(hf_fact_read(header, payload, arena, &fact, err));
    struct hf_json plain = hf_fact_json(arena, &fact);
    struct hf_json told = hf_fact_titled(history->seat->cli, &history->sight->flows, arena, &plain);
    struct hf_json_maker all = hf_json_make(arena);
    for (size_t i = 0; i < told.is.object.count; i++)
        hf_json_add(&all, told.is.object.member[i].name, told.is.object.member[i].value);
    hf_json_add(&all, HF_STR("who"), hf_json_of_text(hf_people_name(&history->people, &fact.header.actor)));
    hf_json_add(&all, HF_STR("revealed"), revealed_json(history->sight, fact.header.seq));
    hf_json_add(&all, HF_STR("position"), hf_json_of_int(row->event.position));
    struct hf_str line = hf_migration_line(history->seat->cli, &fact);
    line = line.len > 0 ? line : hf_silence_line(history->seat->cli, &fact);
    line = line.len > 0 ? line : hf_heard_line(history->seat->cli, &fact);
    if (line.len > 0)
        hf_json_add(&all, HF_STR("change"), hf_json_of_text(line));
    history->changed = history->changed || line.len > 0;
    hf_json_add(&history->rows, HF_STR_NONE, hf_json_object(&all));
    return HF_OK;
}

static enum hf_rc tell_history(struct hf_seat *seat, struct hf_err *err)
{
    static const struct hf_column columns[] = {
        HF_COLUMN("seq", number),   HF_COLUMN("recorded_at", last_at), HF_COLUMN("on", on),
        HF_COLUMN("act", act),      HF_COLUMN("from", from_state),     HF_COLUMN("to", to_state),
        HF_COLUMN("who", who),      HF_COLUMN("role", role),           HF_COLUMN("known", known),
        HF_COLUMN("change", change)};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    struct hf_sight sight;
    struct history history = {.seat = seat, .sight = &sight, .rows = hf_json_make(seat->arena)};
    HF_TRY(hf_sight_case(seat, hf_cli_arg(seat->cli, 0), &sight, err));
    HF_TRY(hf_people_read(seat, &history.people, err));
    struct hf_ask ask = {.id = sight.file, .from = 1, .to = UINT32_MAX};
    HF_TRY(seat->ledger.ask(seat->ledger.self, HF_ASK_events_of_file, &ask, take_event, &history, err));
    struct hf_json rows = hf_json_list(&history.rows);
    hf_out_stream(seat->cli, (struct hf_view){columns, COLUMNS - !history.changed}, &rows);
    return HF_OK;
}

enum hf_rc hf_cmd_case_history(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, tell_history, err);
}

/* ---- what-next ---- */

/* The refusal with the title of the state in the place of its name. */
static struct hf_err titled(const struct hf_err *why, const struct hf_kind *kind, enum hf_lang lang)
{
    uint16_t state = hf_kind_state(kind, hf_str_of(why->arg[1]));
    struct hf_err out = *why;
    if (why->word == HF_WORD_not_in_state && state != HF_NONE && kind->state[state].title.say[lang].len > 0)
        (void)hf_fail(&out, why->word, hf_str_of(why->where), hf_str_of(why->arg[0]),
                      kind->state[state].title.say[lang]);
    return out;
}

/* The sentence and, after its colon, the details: "you may not do close; who may: Registrar". */
static void put_why(const struct hf_err *why, const struct hf_kind *kind, enum hf_lang lang,
                    struct hf_buf *out)
{
    struct hf_str rest = hf_str_of(why->detail[lang]);
    struct hf_err told = titled(why, kind, lang);
    hf_err_say(&told, lang, out);
    for (bool first = true; rest.len > 0; first = false) {
        hf_buf_put(out, first ? HF_STR(" ") : HF_STR(", "));
        hf_buf_put(out, hf_str_cut(&rest, '\n'));
    }
}

/* Kinds of the house that have files of their own are no matter of a case. */
static bool is_elsewhere(const struct hf_next *next)
{
    static const struct hf_str kinds[] = {HF_STR_INIT("person"),    HF_STR_INIT("definition"),
                                          HF_STR_INIT("migration"), HF_STR_INIT("key"),
                                          HF_STR_INIT("amendment"), HF_STR_INIT("incoming")};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (hf_str_eq(next->kind->name, kinds[i]))
            return true;
    return false;
}

static struct hf_json next_json(struct hf_seat *seat, const struct hf_sight *sight,
                                const struct hf_next *next)
{
    static const struct hf_str names[] = {HF_STR_INIT("yes"), HF_STR_INIT("depends"), HF_STR_INIT("no")};
    static const enum hf_say shown[] = {HF_SAY_yes, HF_SAY_depends, HF_SAY_no};
    enum hf_lang lang = seat->cli->lang;
    struct hf_str possible = seat->cli->json ? names[next->possible] : hf_say(shown[next->possible], lang);
    struct hf_json_maker row = hf_json_make(seat->arena);
    struct hf_buf why = hf_buf_in(seat->arena, 160);
    bool birth = next->instance == HF_NO_INSTANCE;
    hf_json_add(&row, HF_STR("on"),
                hf_json_of_text(birth ? next->kind->name : hf_sight_name(sight, next->instance)));
    hf_json_add(&row, HF_STR("event"), hf_json_of_text(next->event->name));
    hf_json_add(&row, HF_STR("title"), hf_json_of_text(next->event->title.say[lang]));
    hf_json_add(&row, HF_STR("possible"), hf_json_of_text(possible));
    struct hf_json_maker codes = hf_json_make(seat->arena);
    for (size_t i = 0; i < next->whys; i++) {
        hf_buf_put(&why, i == 0 ? HF_STR("") : lang == HF_FR ? HF_STR(" ; ") : HF_STR("; "));
        put_why(&next->why[i], next->kind, lang, &why);
        hf_json_add(&codes, HF_STR_NONE, hf_json_of_text(hf_err_code(&next->why[i])));
    }
    if (next->whys > 0) {
        hf_json_add(&row, HF_STR("code"), hf_json_of_text(hf_err_code(next->why)));
        hf_json_add(&row, HF_STR("codes"), hf_json_list(&codes));
        hf_json_add(&row, HF_STR("why"), hf_json_of_text(hf_buf_str(&why)));
    }
    return hf_json_object(&row);
}

static void add_next(struct hf_seat *seat, const struct hf_sight *sight, hf_instance i,
                     struct hf_json_maker *rows)
{
    const struct hf_next *next;
    size_t count = hf_what_next(&sight->flows, hf_desk_house(seat->desk), &sight->c, i, &seat->actor,
                                seat->clock.wall_ms(seat->clock.self), seat->arena, &next);
    for (size_t k = 0; k < count; k++)
        if (!is_elsewhere(&next[k]))
            hf_json_add(rows, HF_STR_NONE, next_json(seat, sight, &next[k]));
}

static struct hf_json silence_json(struct hf_seat *seat, const struct hf_sight *sight, hf_instance i,
                                   const struct hf_thread *thread)
{
    struct hf_json_maker row = hf_json_make(seat->arena);
    struct hf_buf why = hf_buf_in(seat->arena, 600);
    enum hf_lang lang = seat->cli->lang;
    hf_buf_put(&why, hf_silent_name(seat, sight, thread));
    hf_buf_put(&why, lang == HF_FR ? HF_STR(" : ") : HF_STR(": "));
    hf_buf_put(&why, hf_silence_words(seat->cli, thread));
    hf_json_add(&row, HF_STR("on"), hf_json_of_text(hf_sight_name(sight, i)));
    hf_json_add(&row, HF_STR("event"), hf_json_of_text(HF_STR("silence.settled")));
    hf_json_add(&row, HF_STR("title"), hf_json_of_text(hf_say(HF_SAY_silence_settle, lang)));
    hf_json_add(&row, HF_STR("possible"),
                hf_json_of_text(seat->cli->json ? HF_STR("yes") : hf_say(HF_SAY_yes, lang)));
    hf_json_add(&row, HF_STR("why"), hf_json_of_text(hf_buf_str(&why)));
    return hf_json_object(&row);
}

/* What the house itself lets be done about each silence; beside the definition's events. */
static void add_silences(struct hf_seat *seat, const struct hf_sight *sight, hf_instance i,
                         struct hf_json_maker *rows)
{
    const struct hf_thread *thread;
    for (uint32_t at = 0; (thread = hf_silent_thread(sight, i, &at)) != NULL;)
        hf_json_add(rows, HF_STR_NONE, silence_json(seat, sight, i, thread));
}

static enum hf_rc what_next(struct hf_seat *seat, struct hf_err *err)
{
    static const struct hf_column columns[] = {HF_COLUMN("on", on), HF_COLUMN("event", act),
                                               HF_COLUMN("possible", possible), HF_COLUMN("title", what),
                                               HF_COLUMN("why", why)};
    struct hf_cli *cli = seat->cli;
    struct hf_sight sight;
    struct hf_json_maker rows = hf_json_make(seat->arena);
    hf_instance i = 0;
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(hf_sight_case(seat, hf_cli_arg(cli, 0), &sight, err));
    if (cli->args == 2)
        i = hf_case_find(&sight.flows, &sight.c, hf_cli_arg(cli, 1));
    if (i == HF_NO_INSTANCE)
        return hf_fail(err, HF_WORD_no_instance, HF_STR_NONE, hf_cli_arg(cli, 1), HF_STR_NONE);
    add_silences(seat, &sight, i, &rows);
    add_next(seat, &sight, i, &rows);
    struct hf_json list = hf_json_list(&rows);
    hf_out_table(cli, HF_VIEW(columns), &list);
    return HF_OK;
}

enum hf_rc hf_cmd_case_what_next(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, what_next, err);
}
