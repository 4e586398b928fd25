/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/casefile/bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "casefile/house.h"
#include "casefile/scene.h"

enum { BENCH_PEOPLE = 12, DEFINITION_SIZE = 32 << 20, ARENA_SIZE = 384 << 20 };

struct hf_str bench_read(struct hf_rehearsal *b, const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = HF_NEW(&b->arena, char, 1 << 20);
    if (file == NULL)
        fail_msg("cannot open %s", path);
    size_t len = fread(text, 1, 1 << 20, file);
    fclose(file);
    return (struct hf_str){text, len};
}

/* Compiled, or the test fails with what was found. */
static const struct hf_flow *read_flow(struct hf_rehearsal *b, struct hf_str text, enum hf_flow_origin origin,
                                       struct hf_arena *arena)
{
    const struct hf_flow *flow = NULL;
    struct hf_findings findings;
    if (hf_flow_read(text, origin, b->house_flow, arena, &flow, &findings, &b->err) == HF_OK)
        return flow;
    for (size_t i = 0; i < findings.count; i++) {
        char line[2000];
        struct hf_buf out = HF_BUF(line);
        hf_finding_print(&findings.at[i], HF_EN, &out);
        print_error("%.*s\n", HF_STR_ARG(hf_buf_str(&out)));
    }
    fail_msg("the definition does not load");
    return NULL;
}

/* ---- one command ---- */

static struct hf_json read_payload(struct hf_rehearsal *b, const char *text)
{
    struct hf_json json = {.kind = HF_JSON_NULL};
    if (text == NULL)
        return json;
    char *copy = HF_NEW(&b->arena, char, strlen(text) + 1);
    for (size_t i = 0; text[i] != '\0'; i++)
        copy[i] = text[i] == '\'' ? '"' : text[i];
    assert_int_equal(hf_json_read(hf_str_of(copy), &hf_json_payload_limits, &b->arena, &json, &b->err),
                     HF_OK);
    return json;
}

/* ---- the evaluator, which is off while bytes are replayed ---- */

static bool evaluator_off;
size_t bench_evaluations, bench_replays;

/* The linker puts each __wrap_ in the place of the function it is named for (--wrap), and the names are its
 * own. */
/* NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */
enum hf_rc __real_hf_expr_eval(const struct hf_expr *expr, const struct hf_world *world,
                               struct hf_arena *scratch, struct hf_val *out, struct hf_err *err);
enum hf_rc __wrap_hf_expr_eval(const struct hf_expr *expr, const struct hf_world *world,
                               struct hf_arena *scratch, struct hf_val *out, struct hf_err *err);
enum hf_rc __real_hf_replay_next(struct hf_replay *replay, const struct hf_blind *blind, struct hf_str header,
                                 struct hf_str payload, struct hf_fact *fact, struct hf_err *err);
enum hf_rc __wrap_hf_replay_next(struct hf_replay *replay, const struct hf_blind *blind, struct hf_str header,
                                 struct hf_str payload, struct hf_fact *fact, struct hf_err *err);

enum hf_rc __wrap_hf_expr_eval(const struct hf_expr *expr, const struct hf_world *world,
                               struct hf_arena *scratch, struct hf_val *out, struct hf_err *err)
{
    if (evaluator_off)
        fail_msg("a replay evaluates %.*s", HF_STR_ARG(expr->source));
    bench_evaluations++;
    return __real_hf_expr_eval(expr, world, scratch, out, err);
}

enum hf_rc __wrap_hf_replay_next(struct hf_replay *replay, const struct hf_blind *blind, struct hf_str header,
                                 struct hf_str payload, struct hf_fact *fact, struct hf_err *err)
{
    evaluator_off = true;
    bench_replays++;
    enum hf_rc rc = __real_hf_replay_next(replay, blind, header, payload, fact, err);
    evaluator_off = false;
    return rc;
}
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

/* ---- acts ---- */

enum hf_rc bench_act_at(struct hf_rehearsal *b, const struct hf_id *actor, const char *role, const char *on,
                        const char *event, const char *payload, const char *effective_at)
{
    struct hf_command command = {.on = hf_str_of(on),
                                 .event = hf_str_of(event),
                                 .payload = read_payload(b, payload),
                                 .actor = *actor,
                                 .role = hf_str_of(role),
                                 .effective_at = hf_str_of(effective_at),
                                 .known = hf_rehearse_known(b, actor)};
    bool aside;
    return hf_rehearse_act(b, &command, &aside);
}

enum hf_rc bench_act(struct hf_rehearsal *b, const struct hf_id *actor, const char *role, const char *on,
                     const char *event, const char *payload)
{
    return bench_act_at(b, actor, role, on, event, payload, NULL);
}

static void say(struct hf_rehearsal *b, const char *event)
{
    char text[6000];
    struct hf_buf out = HF_BUF(text);
    hf_err_print(&b->err, HF_EN, &out);
    fail_msg("%s: %.*s", event, HF_STR_ARG(hf_buf_str(&out)));
}

void bench_do(struct hf_rehearsal *b, const char *role, const char *on, const char *event,
              const char *payload)
{
    struct hf_id actor = bench_person(b, role);
    if (bench_act(b, &actor, role, on, event, payload) != HF_OK)
        say(b, event);
}

/* ---- the house ---- */

static const char *const roles[BENCH_PEOPLE / 2] = {"administrator", "investigator", "legal_officer",
                                                    "approver",      "chamber",      "dispatcher"};

static void found_people(struct hf_rehearsal *b)
{
    struct hf_id id;
    for (int i = 0; i < BENCH_PEOPLE; i++) {
        char payload[200];
        snprintf(payload, sizeof payload, "{'name':'Person %d','organ':'registry','roles':['%s'%s]}", i,
                 roles[i % (BENCH_PEOPLE / 2)],
                 i % 6 == 5   ? ",'translator','asset_manager'"
                 : i % 6 == 2 ? ",'officer'"
                              : "");
        struct hf_json person = read_payload(b, payload);
        if (hf_rehearse_person(b, &person, &id) != HF_OK)
            say(b, "person.found");
    }
}

static void found_authority(struct hf_rehearsal *b, int i)
{
    char payload[600];
    struct hf_id id;
    snprintf(
        payload, sizeof payload,
        "{'name':'Central authority %d','kind':'state','state':'X%c','party':true,'languages':['en'],"
        "'language_rule':'one_of','channel':'push','calendar':'court','endpoint':'https://fp%d.invalid/sets',"
        "'issuer':'https://fp%d.invalid','freeze_limit':'2y','renewable':true,'renewal_lead':'60d'}",
        i, 'F' + i, i, i);
    struct hf_json authority = read_payload(b, payload);
    if (hf_rehearse_authority(b, &authority, &id) != HF_OK)
        say(b, "authority");
}

void bench_open(struct hf_rehearsal *b, const char *path)
{
    static const int64_t begin = INT64_C(1795425240000); /* 2026-11-23T09:14:00.000Z */
    struct hf_arena definition;
    void *block = malloc(ARENA_SIZE);
    assert_non_null(block);
    hf_arena_init(&definition, block, DEFINITION_SIZE);
    b->house_flow = NULL;
    const struct hf_flow *house = read_flow(b, hf_house_text(), HF_FLOW_HOUSE, &definition);
    if (hf_rehearse(b, house, begin, (char *)block + DEFINITION_SIZE, ARENA_SIZE - DEFINITION_SIZE) != HF_OK)
        say(b, "people.found");
    found_people(b);
    for (int i = 0; i < 2; i++)
        found_authority(b, i);
    hf_rehearse_case(b, read_flow(b, bench_read(b, path), HF_FLOW_PUBLISHED, &b->arena));
}

void bench_close(struct hf_rehearsal *b)
{
    hf_rehearse_end(b);
    free(b->arena.at - DEFINITION_SIZE);
}

struct hf_rehearsal *bench_begin(void **state, const char *path)
{
    struct hf_rehearsal *b = malloc(sizeof *b);
    assert_non_null(b);
    *state = b;
    bench_open(b, path);
    return b;
}

int bench_end(void **state)
{
    bench_close(*state);
    free(*state);
    return 0;
}

void bench_add(struct hf_rehearsal *b, const char *kind, const char *more)
{
    char payload[300];
    struct hf_buf id = hf_buf_in(&b->arena, HF_ID_TEXT);
    hf_id_put(&id, &b->authority[0]);
    snprintf(payload, sizeof payload, "{'authority':'%.*s'%s}", HF_STR_ARG(hf_buf_str(&id)), more);
    bench_do(b, "officer", kind, "add", payload);
}

/* ---- looking ---- */

static struct hf_id person(struct hf_rehearsal *b, const char *role, hf_instance from)
{
    for (int i = 0; i < BENCH_PEOPLE / 2; i++)
        if (strcmp(roles[i], role) == 0)
            return hf_case_instance(&b->people, from + (hf_instance)i)->id;
    if (strcmp(role, "officer") == 0)
        return person(b, "legal_officer", from);
    return hf_case_instance(&b->people, from + BENCH_PEOPLE / 2 - 1)->id; /* translator, asset manager */
}

struct hf_id bench_person(struct hf_rehearsal *b, const char *role)
{
    return person(b, role, 3); /* behind the founders */
}

struct hf_id bench_second(struct hf_rehearsal *b, const char *role)
{
    return person(b, role, 3 + BENCH_PEOPLE / 2);
}

hf_instance bench_find(struct hf_rehearsal *b, const char *on)
{
    hf_instance i = hf_case_find(&b->flows, &b->c, hf_str_of(on));
    if (i == HF_NO_INSTANCE)
        fail_msg("there is no %s", on);
    return i;
}

struct hf_str bench_state(struct hf_rehearsal *b, const char *on)
{
    hf_instance i = bench_find(b, on);
    return hf_case_kind(&b->flows, &b->c, i)->state[hf_case_instance(&b->c, i)->state].name;
}

const struct hf_clock_run *bench_run(struct hf_rehearsal *b, const char *on, const char *clock)
{
    hf_instance i = bench_find(b, on);
    return hf_case_clock(&b->c, i, hf_kind_clock(hf_case_kind(&b->flows, &b->c, i), hf_str_of(clock)));
}

const char *bench_id(struct hf_rehearsal *b, const char *on)
{
    hf_instance i = bench_find(b, on);
    struct hf_buf text = hf_buf_in(&b->arena, HF_ID_TEXT + 1);
    hf_id_put(&text, &hf_case_instance(&b->c, i)->id);
    hf_buf_put_char(&text, '\0');
    return text.at;
}

size_t bench_wait(struct hf_rehearsal *b, int64_t days)
{
    size_t fired;
    if (hf_rehearse_wait(b, b->now_ms + days * HF_MS_PER_DAY, &fired) != HF_OK)
        say(b, "timer");
    return fired;
}
