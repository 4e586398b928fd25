/* SPDX-License-Identifier: Apache-2.0 */
/*
 * audit replay: a file folded anew from its stored events, as it was recorded until a moment; where it stood
 * at another by what was known then; its deadlines, and what each party had been told. What the desk keeps
 * folded is compared on the way.
 */
#include "cli/act.h"
#include "cli/auditor.h"
#include "cli/cmd.h"
#include "cli/output.h"
#include "casefile/stood.h"
#include "desk/snapshot.h"

struct replaying {
    struct hf_seat *seat;
    struct hf_sight *sight;
    struct hf_json_maker rows, told;
    struct hf_stood stood;
    struct hf_snapshot kept;
    uint32_t kept_seq; /* 0: there is none */
    bool compared, differs;
    bool step;
};

/* ---- as it goes ---- */

/* "request/1 sent, measure/1 asked": each instance with its state, behind this event. */
static struct hf_str states_of(struct hf_seat *seat, const struct hf_flows *flows,
                               const struct hf_case *after)
{
    struct hf_buf out = hf_buf_in(seat->arena, 128);
    for (hf_instance i = 0; i < hf_case_head(after)->instances; i++) {
        const struct hf_kind *kind = hf_case_kind(flows, after, i);
        if (out.len > 0)
            hf_buf_put(&out, HF_STR(", "));
        hf_case_put_name(flows, after, i, &out);
        hf_buf_put_char(&out, ' ');
        hf_buf_put(&out, kind->state[hf_case_instance(after, i)->state].name);
    }
    return hf_buf_str(&out);
}

/* Of an event that tells of a signed message, ours or theirs. */
static void note_told(struct replaying *r, const struct hf_fact *fact)
{
    static const char *const kinds[] = {"notice", "heard"};
    const struct hf_json *made = HF_JSON_GET(&fact->payload, "_made");
    struct hf_arena *arena = r->seat->arena;
    for (size_t i = 0; i < 2; i++) {
        const struct hf_json *message = made == NULL ? NULL : hf_json_get(made, hf_str_of(kinds[i]));
        struct hf_json_maker row = hf_json_make(arena);
        if (message == NULL)
            continue;
        hf_json_add(&row, HF_STR("seq"), hf_json_of_int(fact->header.seq));
        hf_json_add(&row, HF_STR("recorded_at"), hf_json_of_instant(arena, fact->header.recorded_at_ms));
        hf_json_add(&row, HF_STR("message"), hf_json_of_text(hf_str_of(i == 0 ? "told" : "heard")));
        hf_json_add(&row, HF_STR("authority"),
                    hf_json_of_text(hf_arena_keep(arena, hf_json_text(message, HF_STR("authority")))));
        hf_json_add(&row, HF_STR("sha256"),
                    hf_json_of_text(hf_arena_keep(arena, hf_json_text(message, HF_STR("digest")))));
        hf_json_add(&r->told, HF_STR_NONE, hf_json_object(&row));
    }
}

static void compare(struct replaying *r, const struct hf_case *after)
{
    if (hf_case_head(after)->seq != r->kept_seq)
        return;
    struct hf_case packed = hf_case_copy(r->seat->arena, after);
    r->compared = true;
    r->differs = !hf_str_eq(hf_case_bytes(&packed), hf_case_bytes(&r->kept.c));
}

static enum hf_rc take_fact(void *context, const struct hf_flows *flows, const struct hf_case *after,
                            const struct hf_fact *fact, struct hf_err *err)
{
    struct replaying *r = context;
    struct hf_arena *arena = r->seat->arena;
    (void)err;
    struct hf_json plain = hf_fact_json(arena, fact);
    struct hf_json row = hf_fact_titled(r->seat->cli, flows, arena, &plain);
    row = hf_json_keep(arena, &row);
    if (r->step) {
        struct hf_json_maker more = hf_json_make(arena);
        for (size_t i = 0; i < row.is.object.count; i++)
            hf_json_add(&more, row.is.object.member[i].name, row.is.object.member[i].value);
        hf_json_add(&more, HF_STR("after"), hf_json_of_text(states_of(r->seat, flows, after)));
        row = hf_json_object(&more);
    }
    hf_json_add(&r->rows, HF_STR_NONE, row);
    note_told(r, fact);
    hf_stood_take(&r->stood, flows, after, fact);
    compare(r, after);
    return HF_OK;
}

/* ---- shown ---- */

/* As all acts leave it; or as those leave it that had taken effect. */
static struct hf_json instances_json(const struct replaying *r)
{
    struct hf_json_maker all = hf_json_make(r->seat->arena);
    const struct hf_sight *sight = r->sight;
    for (hf_instance i = 0; i < hf_case_head(&sight->c)->instances; i++) {
        const struct hf_stood_row *stood = hf_stood_of(&r->stood, i);
        struct hf_json row = hf_sight_json(sight, i);
        struct hf_json_maker then = hf_json_make(r->seat->arena);
        if (r->stood.at_ms == INT64_MAX) {
            hf_json_add(&all, HF_STR_NONE, row);
            continue;
        }
        if (stood == NULL)
            continue;
        hf_json_add(&then, HF_STR("name"), *HF_JSON_GET(&row, "name"));
        hf_json_add(&then, HF_STR("state"), hf_json_of_text(stood->state));
        hf_json_add(&then, HF_STR("since"), hf_json_of_instant(r->seat->arena, stood->since_ms));
        hf_json_add(&all, HF_STR_NONE, hf_json_object(&then));
    }
    return hf_json_list(&all);
}

struct shown {
    struct hf_json events, instances, dues, told;
};

static void show_tables(struct hf_cli *cli, const struct replaying *r, const struct shown *s)
{
    static const struct hf_column events[] = {
        HF_COLUMN("seq", number), HF_COLUMN("recorded_at", last_at), HF_COLUMN("on", on),
        HF_COLUMN("act", act),    HF_COLUMN("from", from_state),     HF_COLUMN("to", to_state),
        HF_COLUMN("role", role),  HF_COLUMN("after", state_after)};
    static const struct hf_column instances[] = {HF_COLUMN("name", name), HF_COLUMN("state", standing),
                                                 HF_COLUMN("since", since)};
    static const struct hf_column dues[] = {HF_COLUMN("on", on), HF_COLUMN("clock", clock),
                                            HF_COLUMN("due", due)};
    static const struct hf_column told[] = {HF_COLUMN("seq", number), HF_COLUMN("recorded_at", last_at),
                                            HF_COLUMN("message", message), HF_COLUMN("authority", authority)};
    const struct {
        struct hf_view view;
        const struct hf_json *rows;
    } tables[] = {{{events, r->step ? 8u : 7u}, &s->events},
                  {HF_VIEW(instances), &s->instances},
                  {HF_VIEW(dues), &s->dues},
                  {HF_VIEW(told), &s->told}};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        if (i > 0 && tables[i].rows->is.list.count == 0)
            continue;
        if (i > 0)
            hf_out_line(cli, HF_STR(""));
        hf_out_table(cli, tables[i].view, tables[i].rows);
    }
}

static void show(struct hf_cli *cli, const struct replaying *r)
{
    struct hf_json_maker all = hf_json_make(cli->arena);
    struct shown s = {.events = hf_json_list(&r->rows),
                      .instances = instances_json(r),
                      .dues = hf_sight_dues(r->sight),
                      .told = hf_json_list(&r->told)};
    hf_json_add(&all, HF_STR("seq"), hf_json_of_int(hf_case_head(&r->sight->c)->seq));
    hf_json_add(&all, HF_STR("events"), s.events);
    hf_json_add(&all, HF_STR("instances"), s.instances);
    hf_json_add(&all, HF_STR("deadlines"), s.dues);
    hf_json_add(&all, HF_STR("told"), s.told);
    if (r->compared)
        hf_json_add(&all, HF_STR("snapshot_holds"), hf_json_of_bool(true));
    struct hf_json document = hf_json_object(&all);
    if (cli->json)
        hf_out_json(cli, &document);
    else
        show_tables(cli, r, &s);
}

/* ---- all of it ---- */

/* What the desk keeps folded, to be compared; that there is none is no fault, nor that it is of a form before
 * this one. */
static enum hf_rc find_kept(struct replaying *r, struct hf_err *err)
{
    struct hf_seat *seat = r->seat;
    struct hf_file_ask ask = {.file = r->sight->file};
    struct hf_file_row row;
    size_t one = 1;
    HF_TRY(seat->ledger.load(seat->ledger.self, &ask, &one, seat->arena, &row, err));
    if (row.snapshot.len == 0 || hf_snapshot_is_older(row.snapshot))
        return HF_OK;
    if (hf_snapshot_open(row.snapshot, seat->arena, &r->kept))
        r->kept_seq = row.snapshot_seq;
    else
        r->differs = true;
    return HF_OK;
}

static enum hf_rc replay(struct hf_auditor *auditor, struct hf_err *err)
{
    struct hf_seat *seat = auditor->seat;
    struct hf_sight sight = {
        .cli = seat->cli, .seat = seat, .arena = seat->arena, .house = hf_desk_house(seat->desk)};
    struct replaying r = {.seat = seat,
                          .sight = &sight,
                          .rows = hf_json_make(seat->arena),
                          .told = hf_json_make(seat->arena),
                          .stood = {.at_ms = INT64_MAX, .arena = seat->arena},
                          .step = hf_cli_has(seat->cli, HF_STR("step"))};
    int64_t to_ms;
    HF_TRY(hf_auditor_until(seat->cli, HF_STR("to"), &to_ms, err));
    if (hf_cli_has(seat->cli, HF_STR("as-known-on"))) {
        r.stood.at_ms = to_ms;
        HF_TRY(hf_auditor_until(seat->cli, HF_STR("as-known-on"), &to_ms, err));
    }
    HF_TRY(hf_auditor_find(seat, hf_cli_arg(seat->cli, 0), &sight.file, err));
    HF_TRY(find_kept(&r, err));
    HF_TRY(hf_audit_replay(&auditor->audit, &sight.file, to_ms, take_fact, &r, &sight.c, &sight.flows, err));
    HF_TRY(hf_desk_reveal(seat->desk, &sight.file, seat->arena, &sight.revealed, &sight.revealed_count, err));
    if (r.differs)
        return hf_fail(err, HF_WORD_audit_snapshot, hf_cli_arg(seat->cli, 0), HF_STR_NONE, HF_STR_NONE);
    show(seat->cli, &r);
    return HF_OK;
}

static enum hf_rc replay_at(struct hf_seat *seat, struct hf_err *err)
{
    return hf_cli_as_auditor(seat, replay, err);
}

enum hf_rc hf_cmd_audit_replay(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, replay_at, err);
}
