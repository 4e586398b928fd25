/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/house.h"
#include "casefile/map.h"
#include "casefile/people.h"
#include "cli/calendars.h"
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/library.h"
#include "cli/output.h"
#include "cli/people.h"

struct tally {
    struct hf_cli *cli;
    struct hf_among among;
    struct asking *asking;
    struct hf_json_maker findings;
    size_t faults, warnings, files;
};

/* "C4", or "warning" */
static struct hf_str rule_name(struct hf_cli *cli, const struct hf_finding *finding)
{
    struct hf_buf rule = hf_buf_in(cli->arena, 16);
    if (finding->severity == HF_WARNING)
        return hf_say(HF_SAY_warning, cli->lang);
    hf_buf_put_char(&rule, 'C');
    hf_buf_put_i64(&rule, finding->rule);
    return hf_buf_str(&rule);
}

static struct hf_json finding_json(struct hf_cli *cli, struct hf_str path, const struct hf_finding *finding)
{
    struct hf_err err;
    (void)hf_fail(&err, finding->word, finding->pointer, finding->arg[0], finding->arg[1]);
    struct hf_buf sentence = hf_buf_in(cli->arena, 160);
    hf_err_say(&err, cli->lang, &sentence);
    struct hf_json_maker row = hf_json_make(cli->arena);
    hf_json_add(&row, HF_STR("file"), hf_json_of_text(path));
    hf_json_add(&row, HF_STR("line"), hf_json_of_int(finding->line));
    hf_json_add(&row, HF_STR("column"), hf_json_of_int(finding->column));
    hf_json_add(&row, HF_STR("pointer"), hf_json_of_text(finding->pointer));
    hf_json_add(&row, HF_STR("rule"), hf_json_of_text(rule_name(cli, finding)));
    hf_json_add(&row, HF_STR("warning"), hf_json_of_bool(finding->severity == HF_WARNING));
    hf_json_add(&row, HF_STR("code"), hf_json_of_text(hf_err_code(&err)));
    hf_json_add(&row, HF_STR("sentence"), hf_json_of_text(hf_buf_str(&sentence)));
    struct hf_str remedy = hf_finding_remedy(finding->word, cli->lang);
    if (remedy.len > 0)
        hf_json_add(&row, HF_STR("remedy"), hf_json_of_text(remedy));
    return hf_json_object(&row);
}

/* "file:line:column: C4 pointer: sentence", and on a line of its own how to mend it, unless it is to be
 * quiet.
 */
static void print_finding(struct hf_cli *cli, const struct hf_json *row)
{
    struct hf_buf line = hf_buf_in(cli->arena, 256);
    hf_buf_put(&line, hf_json_text(row, HF_STR("file")));
    hf_buf_put_char(&line, ':');
    hf_buf_put_i64(&line, HF_JSON_GET(row, "line")->is.integer);
    hf_buf_put_char(&line, ':');
    hf_buf_put_i64(&line, HF_JSON_GET(row, "column")->is.integer);
    hf_buf_put(&line, HF_STR(": "));
    hf_buf_put(&line, hf_json_text(row, HF_STR("rule")));
    hf_buf_put_char(&line, ' ');
    hf_out_value(cli, HF_JSON_GET(row, "pointer"), &line);
    hf_buf_put(&line, HF_STR(": "));
    hf_out_value(cli, HF_JSON_GET(row, "sentence"), &line);
    hf_out_line(cli, hf_buf_str(&line));
    if (HF_JSON_GET(row, "remedy") == NULL || cli->quiet)
        return;
    line.len = 0;
    hf_buf_put(&line, HF_STR("    "));
    hf_buf_put(&line, hf_say(HF_SAY_remedy, cli->lang));
    hf_buf_put(&line, hf_json_text(row, HF_STR("remedy")));
    hf_out_line(cli, hf_buf_str(&line));
}

/* What is asked besides, of what is there: who holds which role, what the map has a place for. */
struct asking {
    struct hf_people people;
    struct hf_arena *arena;
    struct hf_map map;
    struct hf_str map_path; /* empty: none was given */
};

/* Is it a problem, so that it is told also to who wants little? With --strict warnings are. */
static bool counts(const struct hf_cli *cli, const struct hf_finding *finding)
{
    return finding->severity == HF_FAULT ||
           (finding->severity == HF_WARNING && hf_cli_has(cli, HF_STR("strict")));
}

static void add_findings(struct tally *t, struct hf_str path, const struct hf_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        struct hf_json row = finding_json(t->cli, path, &findings->at[i]);
        if (!t->cli->quiet || counts(t->cli, &findings->at[i]))
            print_finding(t->cli, &row);
        hf_json_add(&t->findings, HF_STR_NONE, row);
    }
    t->faults += findings->faults;
    t->warnings += findings->warnings;
}

void hf_cli_findings(struct hf_cli *cli, struct hf_str path, const struct hf_findings *findings,
                     struct hf_json *out)
{
    struct tally t = {.cli = cli, .findings = hf_json_make(cli->arena)};
    add_findings(&t, path, findings);
    *out = hf_json_list(&t.findings);
}

static enum hf_rc check_file(struct tally *t, const struct hf_flow *house, struct hf_str path,
                             struct hf_err *err)
{
    struct hf_str text;
    struct hf_findings findings = {0};
    const struct hf_flow *flow;
    HF_TRY(hf_file_read(path, HF_DEFINITION_MAX, t->cli->arena, &text, err));
    enum hf_rc rc = hf_flow_read_among(text, house, &t->among, t->cli->arena, &flow, &findings, err);
    if (rc != HF_OK && rc != HF_FINDINGS)
        return hf_file_blame(path, rc, err);
    add_findings(t, path, &findings);
    t->files++;
    if (rc == HF_OK && t->asking->map_path.len > 0) {
        hf_map_check(&t->asking->map, t->among.before, flow, t->cli->arena, &findings);
        add_findings(t, t->asking->map_path, &findings);
    }
    return HF_OK;
}

static void sum_up(struct tally *t)
{
    struct hf_cli *cli = t->cli;
    struct hf_json_maker all = hf_json_make(cli->arena);
    hf_json_add(&all, HF_STR("files"), hf_json_of_int((int64_t)t->files));
    hf_json_add(&all, HF_STR("faults"), hf_json_of_int((int64_t)t->faults));
    hf_json_add(&all, HF_STR("warnings"), hf_json_of_int((int64_t)t->warnings));
    hf_json_add(&all, HF_STR("findings"), hf_json_list(&t->findings));
    struct hf_json document = hf_json_object(&all);
    hf_out_json(cli, &document);
    hf_out_hint(cli, HF_SAY_checked, hf_cli_number(cli, t->faults), hf_cli_number(cli, t->warnings));
}

/* The house's own definition is part of the program: a fault in it is a fault of the program. */
enum hf_rc hf_cli_house(struct hf_cli *cli, const struct hf_flow **house, struct hf_err *err)
{
    struct hf_findings findings = {0};
    if (cli->house == NULL &&
        hf_flow_read(hf_house_text(), HF_FLOW_HOUSE, NULL, cli->arena, &cli->house, &findings, err) != HF_OK)
        return hf_fail(err, HF_WORD_internal, HF_STR_NONE, HF_STR("house.json"), HF_STR_NONE);
    *house = cli->house;
    return HF_OK;
}

static bool is_held(void *self, struct hf_str role)
{
    const struct asking *asking = self;
    const struct hf_id *holders;
    struct hf_house house = {.people = &asking->people.sight.c};
    return hf_role_holders(&house, asking->people.sight.flows.house, role, asking->arena, &holders) > 0;
}

static bool is_mapped(void *self, struct hf_str kind, struct hf_str state)
{
    return hf_map_places(&((struct asking *)self)->map, kind, state);
}

/* The version that --against names, a file that must be sound itself (C12). */
static enum hf_rc read_before(struct hf_cli *cli, const struct hf_flow *house, struct hf_among *among,
                              struct hf_err *err)
{
    struct hf_str path = hf_cli_value(cli, HF_STR("against")), text;
    struct hf_findings findings = {0};
    if (path.len == 0 || among->before != NULL)
        return HF_OK;
    HF_TRY(hf_file_read(path, HF_DEFINITION_MAX, cli->arena, &text, err));
    enum hf_rc rc = hf_flow_read(text, HF_FLOW_PUBLISHED, house, cli->arena, &among->before, &findings, err);
    return rc == HF_OK ? HF_OK : hf_file_blame(path, rc, err);
}

static enum hf_rc read_map(struct hf_cli *cli, struct asking *asking, struct hf_among *among,
                           struct hf_err *err)
{
    struct hf_str path = hf_cli_value(cli, HF_STR("map")), text;
    if (path.len == 0)
        return HF_OK;
    if (among->before == NULL)
        return hf_fail(err, HF_WORD_cli_needed, HF_STR_NONE, HF_STR("against"), HF_STR("FILE|NAME@VERSION"));
    HF_TRY(hf_file_read(path, HF_MAP_MAX, cli->arena, &text, err));
    HF_TRY(hf_file_blame(path, hf_map_read(text, cli->arena, &asking->map, err), err));
    asking->map_path = path;
    among->mapped = is_mapped;
    return HF_OK;
}

static enum hf_rc check_all(struct hf_cli *cli, struct asking *asking, struct hf_among among,
                            struct hf_err *err)
{
    const struct hf_flow *house = NULL;
    HF_TRY(hf_cli_house(cli, &house, err));
    struct hf_calendars shipped, calendars;
    among.self = asking;
    HF_TRY(read_before(cli, house, &among, err));
    HF_TRY(read_map(cli, asking, &among, err));
    HF_TRY(hf_calendars_shipped(cli->arena, &shipped, err));
    HF_TRY(hf_calendars_given(cli, &shipped, &calendars, err));
    among.calendars = &calendars;
    struct tally tally = {.cli = cli, .among = among, .asking = asking, .findings = hf_json_make(cli->arena)};
    for (size_t i = 0; i < cli->args; i++)
        HF_TRY(check_file(&tally, house, cli->arg[i], err));
    sum_up(&tally);
    err->word = HF_WORD_ok; /* the findings have said it */
    bool strict = hf_cli_has(cli, HF_STR("strict"));
    return tally.faults > 0 || (strict && tally.warnings > 0) ? HF_FINDINGS : HF_OK;
}

/* Does --against name what is published, and which? */
static bool is_published_name(struct hf_cli *cli, struct hf_str *workflow, int64_t *version)
{
    struct hf_str typed = hf_cli_value(cli, HF_STR("against"));
    return hf_str_contains(typed, HF_STR("@")) && hf_library_name(typed, workflow, version);
}

static enum hf_rc check_at_seat(struct hf_seat *seat, struct hf_err *err)
{
    struct asking asking = {.arena = seat->arena};
    struct hf_among among = {.before = NULL};
    struct hf_str workflow;
    int64_t version;
    if (hf_cli_has(seat->cli, HF_STR("staffed"))) {
        HF_TRY(hf_people_read(seat, &asking.people, err));
        among.held = is_held;
    }
    if (is_published_name(seat->cli, &workflow, &version))
        HF_TRY(hf_library_version(seat, workflow, version, &among.before, err));
    return check_all(seat->cli, &asking, among, err);
}

enum hf_rc hf_cmd_workflow_check(struct hf_cli *cli, struct hf_err *err)
{
    struct asking asking = {.arena = cli->arena};
    struct hf_str workflow;
    int64_t version;
    if (hf_cli_has(cli, HF_STR("staffed")) || is_published_name(cli, &workflow, &version))
        return hf_cli_at_seat(cli, check_at_seat, err);
    return check_all(cli, &asking, (struct hf_among){.before = NULL}, err);
}
