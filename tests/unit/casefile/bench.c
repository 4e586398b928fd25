/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/casefile/bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "casefile/house.h"

static void make_arena(struct hf_arena *arena, size_t size)
{
    hf_arena_init(arena, malloc(size), size);
    assert_non_null(arena->at);
}

struct hf_str bench_read(struct bench *b, const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = HF_NEW(&b->arena, char, 1 << 20);
    if (file == NULL)
        fail_msg("cannot open %s", path);
    size_t len = fread(text, 1, 1 << 20, file);
    fclose(file);
    return (struct hf_str){text, len};
}

static const struct hf_flow *read_flow(struct bench *b, struct hf_str text, enum hf_flow_origin origin)
{
    const struct hf_flow *flow = NULL;
    struct hf_findings findings;
    if (hf_flow_read(text, origin, b->house_flow, &b->arena, &flow, &findings, &b->err) == HF_OK)
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

static struct hf_json read_payload(struct bench *b, const char *text)
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

static void seed_command(struct bench *b, struct hf_command *command)
{
    command->at_ms = b->now_ms;
    b->commands++;
    memcpy(command->id.byte, &b->commands, sizeof b->commands);
    memcpy(command->seed, &b->commands, sizeof b->commands);
}

/* Seals what was decided, replays it from its bytes, and compares the two folded cases. */
static void replay(struct bench *b)
{
    struct hf_blind blind = {{7}};
    for (size_t i = 0; i < b->last.count; i++) {
        struct hf_fact *fact = &b->last.events[i], again;
        struct hf_digest before = b->replay.link;
        assert_int_equal(hf_fact_seal(&b->hasher, &before, &blind, &b->arena, fact, &b->err), HF_OK);
        enum hf_rc rc =
            hf_replay_next(&b->replay, &blind, fact->header_bytes, fact->payload_bytes, &again, &b->err);
        if (rc != HF_OK)
            fail_msg("replay: %s %s", b->err.where, b->err.arg[0]);
        assert_true(hf_digest_eq(&again.leaf, &fact->leaf));
    }
    assert_int_equal(hf_case_head(&b->replay.c)->seq, hf_case_head(&b->last.after)->seq);
    struct hf_case live = hf_case_copy(&b->arena, &b->last.after),
                   told = hf_case_copy(&b->arena, &b->replay.c);
    struct hf_case_head *head = (struct hf_case_head *)(void *)live.at;
    head->link = hf_case_head(&told)->link;
    assert_int_equal(live.used, told.used);
    assert_memory_equal(live.at, told.at, live.used);
}

static enum hf_rc decide(struct bench *b, struct hf_case *c, const struct hf_flows *flows,
                         struct hf_command *command)
{
    seed_command(b, command);
    enum hf_rc rc = hf_decide(flows, &b->house, c, command, &b->arena, &b->last, &b->err);
    if (rc == HF_OK)
        *c = b->last.after;
    return rc;
}

/* The case is as it was decided; its bytes are replayed. */
void bench_take(struct bench *b)
{
    b->c = b->last.after;
    replay(b);
    if (b->seen != NULL)
        b->seen(b);
}

enum hf_rc bench_decide(struct bench *b, struct hf_command *command, bool *aside)
{
    struct hf_err refusal;
    command->file = hf_case_head(&b->c)->file;
    enum hf_rc rc = decide(b, &b->c, &b->flows, command);
    *aside = rc == HF_REFUSED && !hf_id_is_zero(&command->thread);
    if (*aside) {
        refusal = b->err;
        rc =
            hf_decide_set_aside(&b->flows, &b->house, &b->c, command, &refusal, &b->arena, &b->last, &b->err);
        b->err = rc == HF_OK ? refusal : b->err;
    }
    if (rc == HF_OK)
        bench_take(b);
    return rc;
}

enum hf_rc bench_house(struct bench *b, struct hf_case *c, struct hf_command *command)
{
    struct hf_flows flows = {.house = b->house_flow};
    command->file = hf_case_head(c)->file;
    return decide(b, c, &flows, command);
}

static bool is_authority(const struct bench *b, const struct hf_id *actor)
{
    return hf_house_authority(&b->house, actor) != NULL;
}

enum hf_rc bench_act_at(struct bench *b, const struct hf_id *actor, const char *role, const char *on,
                        const char *event, const char *payload, const char *effective_at)
{
    struct hf_command command = {.on = hf_str_of(on),
                                 .event = hf_str_of(event),
                                 .payload = read_payload(b, payload),
                                 .actor = *actor,
                                 .role = hf_str_of(role),
                                 .effective_at = hf_str_of(effective_at),
                                 .known = is_authority(b, actor) ? HF_KNOWN_own_key : HF_KNOWN_os_account};
    bool aside;
    return bench_decide(b, &command, &aside);
}

enum hf_rc bench_act(struct bench *b, const struct hf_id *actor, const char *role, const char *on,
                     const char *event, const char *payload)
{
    return bench_act_at(b, actor, role, on, event, payload, NULL);
}

static void say(struct bench *b, const char *event)
{
    char text[6000];
    struct hf_buf out = HF_BUF(text);
    hf_err_print(&b->err, HF_EN, &out);
    fail_msg("%s: %.*s", event, HF_STR_ARG(hf_buf_str(&out)));
}

void bench_do(struct bench *b, const char *role, const char *on, const char *event, const char *payload)
{
    struct hf_id actor = bench_person(b, role);
    if (bench_act(b, &actor, role, on, event, payload) != HF_OK)
        say(b, event);
}

/* ---- the house ---- */

static void house_act(struct bench *b, struct hf_case *c, enum hf_known known, const struct hf_id *actor,
                      const char *on, const char *event, const char *payload)
{
    struct hf_command command = {.on = hf_str_of(on),
                                 .event = hf_str_of(event),
                                 .payload = read_payload(b, payload),
                                 .actor = *actor,
                                 .known = known};
    if (bench_house(b, c, &command) != HF_OK)
        say(b, event);
}

static const char *const roles[BENCH_PEOPLE / 2] = {"administrator", "investigator", "legal_officer",
                                                    "approver",      "chamber",      "dispatcher"};

static void found_house(struct bench *b)
{
    struct hf_id file = {{1}};
    b->people = hf_case_new(&b->arena, &file, HF_FILE_PEOPLE, &(struct hf_digest){{0}});
    b->house.people = &b->people;
    house_act(b, &b->people, HF_KNOWN_owner, &b->house.log_id, "people", "people.found",
              "{'first_name':'Ana Duval','second_name':'Lou Okoro'}");
}

static void found_people(struct bench *b)
{
    for (int i = 0; i < BENCH_PEOPLE; i++) {
        char payload[200];
        snprintf(payload, sizeof payload, "{'name':'Person %d','organ':'registry','roles':['%s'%s]}", i,
                 roles[i % (BENCH_PEOPLE / 2)],
                 i % 6 == 5   ? ",'translator','asset_manager'"
                 : i % 6 == 2 ? ",'officer'"
                              : "");
        house_act(b, &b->people, HF_KNOWN_owner, &b->house.log_id, "person", "person.found", payload);
    }
}

static void found_authority(struct bench *b, int i)
{
    char payload[600];
    struct hf_id first = bench_person(b, "administrator"), second = bench_second(b, "administrator");
    b->authority[i] = (struct hf_id){{(unsigned char)(0xA0 + i)}};
    b->authorities[i] = hf_case_new(&b->arena, &b->authority[i], HF_FILE_AUTHORITY, &(struct hf_digest){{0}});
    snprintf(
        payload, sizeof payload,
        "{'name':'Central authority %d','kind':'state','state':'X%c','party':true,'languages':['en'],"
        "'language_rule':'one_of','channel':'push','calendar':'court','endpoint':'https://fp%d.invalid/sets',"
        "'issuer':'https://fp%d.invalid','freeze_limit':'2y','renewable':true,'renewal_lead':'60d'}",
        i, 'F' + i, i, i);
    house_act(b, &b->authorities[i], HF_KNOWN_os_account, &first, "authority", "authority.propose", payload);
    house_act(b, &b->authorities[i], HF_KNOWN_os_account, &second, "authority", "authority.confirm", NULL);
    b->house.authority_count = (size_t)i + 1;
}

static const struct hf_flow *definition(void *context, const struct hf_digest *digest)
{
    (void)digest;
    return ((struct bench *)context)->flows.workflow;
}

void bench_begin(struct bench *b)
{
    memset(b, 0, sizeof *b);
    make_arena(&b->arena, (size_t)256 << 20);
    make_arena(&b->replay_arena, (size_t)64 << 20);
    make_arena(&b->scratch, (size_t)8 << 20);
    hf_hasher_init(&b->hasher);
    b->now_ms = INT64_C(1795425240000); /* 2026-11-23T09:14:00.000Z */
    b->house_flow = read_flow(b, hf_house_text(), HF_FLOW_HOUSE);
    b->flows = (struct hf_flows){.house = b->house_flow};
    b->house = (struct hf_house){.hasher = &b->hasher,
                                 .log = HF_STR("court.example/log1"),
                                 .log_id = {{9}},
                                 .build = HF_STR("holdfast test"),
                                 .authorities = b->authorities};
    found_house(b);
}

void bench_case(struct bench *b, const char *path)
{
    struct hf_id file = {{0xCA, 0x5E}};
    struct hf_digest link0;
    b->flows.workflow = read_flow(b, bench_read(b, path), HF_FLOW_PUBLISHED);
    hf_chain_start(&b->hasher, b->house.log, &file, &link0);
    b->c = hf_case_new(&b->arena, &file, HF_FILE_CASE, &link0);
    hf_replay_begin(&b->replay, &b->hasher, b->house.log, &file, HF_FILE_CASE, b->house_flow,
                    &b->replay_arena, &b->scratch);
    b->replay.definition = definition;
    b->replay.context = b;
    b->replay.flows.workflow = b->flows.workflow;
}

void bench_open(struct bench *b, const char *path)
{
    bench_begin(b);
    found_people(b);
    for (int i = 0; i < 2; i++)
        found_authority(b, i);
    bench_case(b, path);
}

void bench_close(struct bench *b)
{
    hf_hasher_done(&b->hasher);
    free(b->arena.at);
    free(b->replay_arena.at);
    free(b->scratch.at);
}

/* ---- looking ---- */

static struct hf_id person(struct bench *b, const char *role, hf_instance from)
{
    for (int i = 0; i < BENCH_PEOPLE / 2; i++)
        if (strcmp(roles[i], role) == 0)
            return hf_case_instance(&b->people, from + (hf_instance)i)->id;
    if (strcmp(role, "officer") == 0)
        return person(b, "legal_officer", from);
    return hf_case_instance(&b->people, from + BENCH_PEOPLE / 2 - 1)->id; /* translator, asset manager */
}

struct hf_id bench_person(struct bench *b, const char *role)
{
    return person(b, role, 1);
}

struct hf_id bench_second(struct bench *b, const char *role)
{
    return person(b, role, 1 + BENCH_PEOPLE / 2);
}

struct hf_str bench_state(struct bench *b, const char *on)
{
    hf_instance i = hf_case_find(&b->flows, &b->c, hf_str_of(on));
    if (i == HF_NO_INSTANCE)
        fail_msg("there is no %s", on);
    return hf_case_kind(&b->flows, &b->c, i)->state[hf_case_instance(&b->c, i)->state].name;
}

const char *bench_id(struct bench *b, const char *on)
{
    hf_instance i = hf_case_find(&b->flows, &b->c, hf_str_of(on));
    struct hf_buf text = hf_buf_in(&b->arena, HF_ID_TEXT + 1);
    if (i == HF_NO_INSTANCE)
        fail_msg("there is no %s", on);
    hf_id_put(&text, &hf_case_instance(&b->c, i)->id);
    hf_buf_put_char(&text, '\0');
    return text.at;
}

size_t bench_wait(struct bench *b, int64_t days)
{
    return bench_wait_until(b, b->now_ms + days * HF_MS_PER_DAY);
}

size_t bench_wait_until(struct bench *b, int64_t until_ms)
{
    size_t fired = 0;
    for (;;) {
        const struct hf_due *due;
        size_t count = hf_due_list(&b->flows, &b->c, &b->arena, &due);
        if (count == 0 || due[0].due_ms > until_ms)
            break;
        b->now_ms = due[0].due_ms > b->now_ms ? due[0].due_ms : b->now_ms;
        struct hf_command command = hf_due_command(&b->flows, &b->c, &due[0], &b->house, &b->arena);
        struct hf_id id = command.id;
        seed_command(b, &command);
        command.id = id;
        if (hf_decide(&b->flows, &b->house, &b->c, &command, &b->arena, &b->last, &b->err) != HF_OK)
            say(b, "timer");
        bench_take(b);
        fired++;
    }
    b->now_ms = until_ms;
    return fired;
}
