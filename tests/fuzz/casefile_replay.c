/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stored events, header and payload on a line each, whatever their bytes: folded or refused, never a crash.
 * The digest of a payload is not asked for, or no change would ever come further. What has been folded keeps
 * the rules of every file, and whatever time or people ask of it is answered: timers, what-next, commands.
 */
#include <stdio.h>

#include "base/check.h"
#include "casefile/due.h"
#include "casefile/house.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static _Alignas(16) unsigned char definitions[64 * 1024 * 1024], block[64 * 1024 * 1024],
    scratch_block[64 * 1024 * 1024];
static struct hf_hasher hasher;
static struct hf_flows flows;

static const struct hf_flow *read_flow(struct hf_arena *arena, struct hf_str text, enum hf_flow_origin origin)
{
    struct hf_findings findings;
    struct hf_err err;
    const struct hf_flow *flow = NULL;
    (void)hf_flow_read(text, origin, flows.house, arena, &flow, &findings, &err);
    HF_CHECK(flow != NULL);
    return flow;
}

/* Run from the root of the source tree. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static char text[64 * 1024];
    struct hf_arena arena;
    FILE *file = fopen("tests/vectors/workflow/turns.json", "rb");
    (void)argc;
    (void)argv;
    HF_CHECK(file != NULL);
    size_t len = fread(text, 1, sizeof text, file);
    fclose(file);
    hf_arena_init(&arena, definitions, sizeof definitions);
    hf_hasher_init(&hasher);
    flows.house = read_flow(&arena, hf_house_text(), HF_FLOW_HOUSE);
    flows.workflow = read_flow(&arena, (struct hf_str){text, len}, HF_FLOW_PUBLISHED);
    return 0;
}

static void fire_all(const struct hf_flows *of, const struct hf_house *house, const struct hf_case *c,
                     struct hf_arena *arena)
{
    const struct hf_due *due;
    struct hf_decision decision;
    struct hf_err err;
    size_t count = hf_due_list(of, house, c, arena, &due);
    for (size_t i = 0; i < count && i < 8; i++) {
        struct hf_command command = hf_due_command(of, c, &due[i], house, arena);
        command.at_ms = due[i].due_ms;
        (void)hf_decide(of, house, c, &command, arena, &decision, &err);
    }
}

static void ask(const struct hf_flows *of, const struct hf_case *c)
{
    struct hf_arena arena;
    struct hf_id person = {{1}}, log = {{9}};
    struct hf_house house = {
        .hasher = &hasher, .log = HF_STR("log.example"), .log_id = log, .build = HF_STR("fuzz")};
    hf_arena_init(&arena, scratch_block, sizeof scratch_block);
    hf_case_check(of, c);
    fire_all(of, &house, c, &arena);
    for (hf_instance i = 0; i < hf_case_head(c)->instances && i < 8; i++) {
        const struct hf_next *next;
        (void)hf_what_next(of, &house, c, i, &person, hf_case_head(c)->at_ms, &arena, &next);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_arena arena, scratch;
    struct hf_str rest = {size == 0 ? "" : (const char *)data, size};
    struct hf_str first = hf_str_cut(&rest, '\n');
    struct hf_id file = {{0xCA, 0x5E}};
    struct hf_digest link = {{0}};
    struct hf_err err;
    if (first.len != 1 || first.at[0] < '1' || first.at[0] > '5' || size > 64 * 1024)
        return 0;
    enum hf_file_kind kind = (enum hf_file_kind)(first.at[0] - '0');
    struct hf_flows of = {.house = flows.house, .workflow = kind == HF_FILE_CASE ? flows.workflow : NULL};
    hf_arena_init(&arena, block, sizeof block);
    struct hf_case c = hf_case_new(&arena, &file, kind, &link);
    while (rest.len > 0) {
        struct hf_fact fact;
        struct hf_str header = hf_str_cut(&rest, '\n'), payload = hf_str_cut(&rest, '\n');
        hf_arena_init(&scratch, scratch_block, sizeof scratch_block);
        if (hf_fact_read(header, payload, &scratch, &fact, &err) != HF_OK ||
            hf_evolve(&of, &fact, &c, &scratch, &err) != HF_OK)
            return 0;
        ask(&of, &c);
    }
    return 0;
}
