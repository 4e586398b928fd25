/* SPDX-License-Identifier: Apache-2.0 */
/* workflow simulate: a definition walked through, by chance or by choice, in virtual time. */
#include <stdlib.h>
#include <unistd.h>

#include "cli/calendars.h"
#include "cli/cmd.h"
#include "cli/output.h"
#include "cli/walk.h"

enum { STEPS_OF_A_WALK = 25, STEPS_MOST = 100000000, LINE_MAX_BYTES = 65536 };

/* ---- what was reached ---- */

static void put_part(struct hf_buf *line, struct hf_str kind, const char *what, struct hf_str name)
{
    hf_buf_put(line, kind);
    hf_buf_put(line, hf_str_of(what));
    hf_buf_put(line, name);
}

static void add_missing(struct hf_cli *cli, struct hf_json_maker *missing, const struct hf_buf *line)
{
    hf_json_add(missing, HF_STR_NONE, hf_json_of_text(hf_arena_keep(cli->arena, hf_buf_str(line))));
}

static struct hf_json reached(struct hf_cli *cli, size_t of, const struct hf_json_maker *missing)
{
    struct hf_json_maker row = hf_json_make(cli->arena);
    hf_json_add(&row, HF_STR("missing"), hf_json_list(missing));
    hf_json_add(&row, HF_STR("of"), hf_json_of_int((int64_t)of));
    hf_json_add(&row, HF_STR("reached"), hf_json_of_int((int64_t)(of - missing->count)));
    return hf_json_object(&row);
}

static struct hf_json states_reached(struct hf_cli *cli, const struct hf_walk *walk)
{
    struct hf_json_maker missing = hf_json_make(cli->arena);
    size_t of = 0;
    for (uint16_t k = 0; k < walk->flow->kinds; k++) {
        const struct hf_kind *kind = &walk->flow->kind[k];
        for (uint16_t s = 0; s < kind->states; s++, of++) {
            struct hf_buf line = hf_buf_in(cli->arena, 64);
            put_part(&line, kind->name, " ", kind->state[s].name);
            if (!hf_states_have(&walk->state[k], s))
                add_missing(cli, &missing, &line);
        }
    }
    return reached(cli, of, &missing);
}

/* "request report, line 812" */
static void put_branch(struct hf_buf *line, const struct hf_walk *walk, const struct hf_kind *kind,
                       const struct hf_handler *handler, uint16_t b)
{
    size_t at, column;
    put_part(line, kind->name, " ", kind->event[handler->event].name);
    hf_json_place(walk->flow->source, handler->branches.at[b].offset, &at, &column);
    hf_buf_put_char(line, ':');
    hf_buf_put_i64(line, (int64_t)at);
}

static struct hf_json branches_reached(struct hf_cli *cli, const struct hf_walk *walk)
{
    struct hf_json_maker missing = hf_json_make(cli->arena);
    size_t of = 0;
    for (uint16_t k = 0; k < walk->flow->kinds; k++) {
        const struct hf_kind *kind = &walk->flow->kind[k];
        size_t taken = 0;
        for (uint16_t h = 0; h < kind->handlers; h++)
            for (uint16_t b = 0; b < kind->handler[h].branches.count; b++, taken++) {
                struct hf_buf line = hf_buf_in(cli->arena, 64);
                if (kind->handler[h].branches.at[b].refuses)
                    continue;
                of++;
                put_branch(&line, walk, kind, &kind->handler[h], b);
                if (walk->branch[k][taken] == 0)
                    add_missing(cli, &missing, &line);
            }
    }
    return reached(cli, of, &missing);
}

static struct hf_json refusals(struct hf_cli *cli, const struct hf_walk *walk)
{
    struct hf_json_maker all = hf_json_make(cli->arena);
    for (size_t i = 0; i < walk->refusals; i++) {
        struct hf_err err = {.word = walk->refusal[i].word};
        hf_json_add(&all, hf_err_code(&err), hf_json_of_int((int64_t)walk->refusal[i].times));
    }
    return hf_json_object(&all);
}

static void print_missing(struct hf_cli *cli, enum hf_say some, enum hf_say all, const struct hf_json *part)
{
    const struct hf_json *missing = HF_JSON_GET(part, "missing");
    struct hf_buf line = hf_buf_in(cli->arena, 256);
    hf_say_put(&line, missing->is.list.count == 0 ? all : some, cli->lang,
               hf_cli_number(cli, (size_t)HF_JSON_GET(part, "reached")->is.integer),
               hf_cli_number(cli, (size_t)HF_JSON_GET(part, "of")->is.integer));
    hf_out_line(cli, hf_buf_str(&line));
    for (size_t i = 0; i < missing->is.list.count; i++) {
        line = hf_buf_in(cli->arena, 80);
        hf_buf_put(&line, HF_STR("  - "));
        hf_buf_put(&line, missing->is.list.item[i].is.text);
        hf_out_line(cli, hf_buf_str(&line));
    }
}

static void report(struct hf_cli *cli, const struct hf_walk *walk, uint64_t seed)
{
    struct hf_json_maker all = hf_json_make(cli->arena);
    struct hf_json states = states_reached(cli, walk), branches = branches_reached(cli, walk);
    hf_json_add(&all, HF_STR("seed"), hf_json_of_int((int64_t)seed));
    hf_json_add(&all, HF_STR("cases"), hf_json_of_int((int64_t)walk->cases));
    hf_json_add(&all, HF_STR("tried"), hf_json_of_int((int64_t)walk->tried));
    hf_json_add(&all, HF_STR("done"), hf_json_of_int((int64_t)walk->done));
    hf_json_add(&all, HF_STR("events"), hf_json_of_int((int64_t)walk->events));
    hf_json_add(&all, HF_STR("refusals"), refusals(cli, walk));
    hf_json_add(&all, HF_STR("states"), states);
    hf_json_add(&all, HF_STR("branches"), branches);
    struct hf_json document = hf_json_object(&all);
    hf_out_json(cli, &document);
    print_missing(cli, HF_SAY_walk_states, HF_SAY_walk_states_all, &states);
    print_missing(cli, HF_SAY_walk_branches, HF_SAY_walk_branches_all, &branches);
    hf_out_hint(cli, HF_SAY_walk_done, hf_cli_number(cli, walk->done), hf_cli_number(cli, walk->tried));
}

/* ---- by chance ---- */

static enum hf_rc walk_by_chance(struct hf_walk *walk, int64_t steps, struct hf_err *err)
{
    for (int64_t i = 0; i < steps; i++) {
        if (i % STEPS_OF_A_WALK == 0 || hf_walk_ended(walk))
            HF_TRY(hf_walk_again(walk, err));
        HF_TRY(hf_walk_step(walk, err));
    }
    return HF_OK;
}

/* ---- by choice ---- */

struct play {
    struct hf_cli *cli;
    struct hf_walk *walk;
    const struct hf_walk_option *option;
    size_t options;
};

static struct hf_str on_of(struct play *p, hf_instance i, const struct hf_kind *kind)
{
    struct hf_buf name = hf_buf_in(p->cli->arena, 48);
    if (i == HF_NO_INSTANCE)
        return kind->name;
    hf_case_put_name(&p->walk->rehearsal.flows, &p->walk->rehearsal.c, i, &name);
    return hf_buf_str(&name);
}

/* "2026-11-23: case Open; request/1 Draft" */
static void show_state(struct play *p)
{
    const struct hf_rehearsal *r = &p->walk->rehearsal;
    struct hf_buf line = hf_buf_in(p->cli->arena, 256);
    hf_day_put(&line, hf_day_at(r->now_ms));
    for (hf_instance i = 0; i < hf_case_head(&r->c)->instances; i++) {
        const struct hf_instance_head *head = hf_case_instance(&r->c, i);
        if (head->owner != HF_OF_WORKFLOW)
            continue;
        const struct hf_kind *kind = hf_case_kind(&r->flows, &r->c, i);
        hf_buf_put(&line, i == 0 ? HF_STR(": ") : HF_STR("; "));
        put_part(&line, on_of(p, i, kind), " ", kind->state[head->state].title.say[p->cli->lang]);
    }
    hf_out_line(p->cli, hf_buf_str(&line));
}

static void show_options(struct play *p)
{
    p->options = hf_walk_options(p->walk, p->cli->arena, &p->option);
    for (size_t i = 0; i < p->options; i++) {
        const struct hf_walk_option *option = &p->option[i];
        struct hf_buf line = hf_buf_in(p->cli->arena, 160);
        hf_buf_put(&line, i < 9 ? HF_STR("  ") : HF_STR(" "));
        hf_buf_put_i64(&line, (int64_t)i + 1);
        put_part(&line, HF_STR_NONE, "  ", on_of(p, option->on, option->kind));
        put_part(&line, HF_STR_NONE, " ", option->event->name);
        put_part(&line, HF_STR_NONE, "  (", option->actor->name);
        put_part(&line, HF_STR_NONE, " ", option->event->title.say[p->cli->lang]);
        hf_buf_put_char(&line, ')');
        hf_out_line(p->cli, hf_buf_str(&line));
    }
}

static void say_refusal(struct play *p, const struct hf_err *err)
{
    if (!p->cli->json)
        hf_out_error(p->cli, err);
}

/* "3" or "3 {...}": with what was said, or by chance. */
static void play_option(struct play *p, struct hf_str number, struct hf_str rest)
{
    struct hf_json said = {.kind = HF_JSON_NULL}, told;
    struct hf_buf line = hf_buf_in(p->cli->arena, 256);
    struct hf_err err;
    int64_t n = 0;
    if (!hf_str_i64(number, &n) || n < 1 || n > (int64_t)p->options) {
        (void)hf_fail(&err, HF_WORD_walk_word, HF_STR_NONE, number, HF_STR_NONE);
        say_refusal(p, &err);
        return;
    }
    rest = hf_str_trim(rest);
    bool good =
        rest.len == 0 || hf_json_read(rest, &hf_json_payload_limits, p->cli->arena, &said, &err) == HF_OK;
    if (!good || hf_walk_act(p->walk, &p->option[n - 1], &said, p->cli->arena, &told, &err) != HF_OK) {
        say_refusal(p, &err);
        return;
    }
    hf_json_write(&line, &told);
    hf_out_line(p->cli, hf_buf_str(&line));
}

/* "wait 30d", "wait": to what is due next. */
static void play_wait(struct play *p, struct hf_str rest)
{
    struct hf_rehearsal *r = &p->walk->rehearsal;
    struct hf_period period;
    size_t fired;
    int64_t until = hf_due_next(&r->flows, &r->house, &r->c, &r->arena);
    if (hf_str_trim(rest).len > 0) {
        bool good = hf_period_read(hf_str_trim(rest), &period) && period.count > 0 && period.unit == HF_DAYS;
        until = good ? r->now_ms + period.count * HF_MS_PER_DAY : HF_NOTHING_DUE;
    }
    if (until < r->now_ms || hf_rehearse_wait(r, until, &fired) != HF_OK) {
        struct hf_err err;
        (void)hf_fail(&err, HF_WORD_walk_wait, HF_STR_NONE, rest, HF_STR_NONE);
        say_refusal(p, &err);
    }
}

/* One line; false: the end is wished. */
static bool play_line(struct play *p, struct hf_str line)
{
    struct hf_str rest = hf_str_trim(line), word = hf_str_cut(&rest, ' ');
    if (hf_str_eq(word, HF_STR("quit")))
        return false;
    if (hf_str_eq(word, HF_STR("wait")))
        play_wait(p, rest);
    else if (word.len > 0 && word.at[0] != '#')
        play_option(p, word, rest);
    return true;
}

static enum hf_rc walk_by_choice(struct hf_cli *cli, struct hf_walk *walk, struct hf_err *err)
{
    struct play play = {.cli = cli, .walk = walk};
    char *text = HF_NEW(cli->arena, char, LINE_MAX_BYTES);
    HF_TRY(hf_walk_case(walk, err));
    hf_out_hint(cli, HF_SAY_walk_help, HF_STR_NONE, HF_STR_NONE);
    for (bool goes_on = true; goes_on && !hf_walk_ended(walk);) {
        show_state(&play);
        show_options(&play);
        goes_on = fgets(text, LINE_MAX_BYTES, stdin) != NULL && play_line(&play, hf_str_of(text));
    }
    show_state(&play);
    return HF_OK;
}

/* ---- the command ---- */

static enum hf_rc number_of(struct hf_cli *cli, struct hf_str flag, int64_t otherwise, int64_t *out,
                            struct hf_err *err)
{
    struct hf_str said = hf_cli_value(cli, flag);
    *out = otherwise;
    if (said.len > 0 && (!hf_str_i64(said, out) || *out < 0 || *out > STEPS_MOST))
        return hf_fail(err, HF_WORD_cli_range, HF_STR_NONE, said, hf_cli_number(cli, STEPS_MOST));
    return HF_OK;
}

enum hf_rc hf_cmd_workflow_simulate(struct hf_cli *cli, struct hf_err *err)
{
    const struct hf_flow *house, *flow;
    struct hf_walk *walk = HF_NEW(cli->arena, struct hf_walk, 1);
    struct hf_calendars of_states, calendars;
    int64_t steps, seed;
    HF_TRY(number_of(cli, HF_STR("random"), 0, &steps, err));
    HF_TRY(number_of(cli, HF_STR("seed"), 1, &seed, err));
    HF_TRY(hf_cli_definition(cli, hf_cli_arg(cli, 0), &house, &flow, err));
    HF_TRY(hf_calendars_of_states(cli->arena, &of_states, err));
    HF_TRY(hf_calendars_given(cli, &of_states, &calendars, err));
    HF_TRY(hf_walk_open(walk, house, flow, (uint64_t)seed, err));
    walk->rehearsal.house.calendars = calendars;
    if (hf_cli_has(cli, HF_STR("events")))
        hf_walk_tell(walk, cli->out);
    enum hf_rc rc = steps > 0 ? walk_by_chance(walk, steps, err) : walk_by_choice(cli, walk, err);
    if (rc == HF_OK)
        report(cli, walk, (uint64_t)seed);
    hf_walk_close(walk);
    return rc;
}
