/* SPDX-License-Identifier: Apache-2.0 */
/* The profile for focal points says of each status what the shipped procedure makes it carry. */
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "casefile/house.h"
#include "flow/read.h"

enum { ROOM = 64 << 20, FILE_MAX = 1 << 20 };

static struct hf_arena arena;

static struct hf_str file_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = HF_NEW(&arena, char, FILE_MAX);
    assert_non_null(file);
    size_t len = fread(text, 1, FILE_MAX, file);
    fclose(file);
    return (struct hf_str){text, len};
}

static const struct hf_flow *flow_of(struct hf_str text, enum hf_flow_origin origin,
                                     const struct hf_flow *house)
{
    const struct hf_flow *flow = NULL;
    struct hf_findings findings = {0};
    struct hf_err err;
    assert_int_equal(hf_flow_read(text, origin, house, &arena, &flow, &findings, &err), HF_OK);
    return flow;
}

/* Is there a row of a table whose first cell names the status, and which names all that it requires? */
static bool is_told(struct hf_str doc, const struct hf_event *event)
{
    char status[80];
    snprintf(status, sizeof status, "`%.*s`", HF_STR_ARG(event->answer));
    while (doc.len > 0) {
        struct hf_str row = hf_str_cut(&doc, '\n'), cells = row;
        bool all = hf_str_begins(row, HF_STR("| `"));
        (void)hf_str_cut(&cells, '|');
        all = all && hf_str_contains(hf_str_cut(&cells, '|'), hf_str_of(status));
        for (uint16_t m = 0; all && m < event->payload->members; m++) {
            char name[80];
            snprintf(name, sizeof name, "`%.*s`", HF_STR_ARG(event->payload->member[m].name));
            all = !event->payload->member[m].required || hf_str_contains(cells, hf_str_of(name));
        }
        if (all && event->effective == HF_EFFECTIVE_REQUIRED)
            all = hf_str_contains(cells, HF_STR("`effective_at`"));
        if (all)
            return true;
    }
    return false;
}

static void each_status_is_told_with_what_it_must_carry(void **state)
{
    static const char *const kinds[] = {"request", "measure"};
    (void)state;
    struct hf_str doc = file_text("docs/notification-profile.md");
    const struct hf_flow *house = flow_of(hf_house_text(), HF_FLOW_HOUSE, NULL);
    const struct hf_flow *flow =
        flow_of(file_text("workflows/icc-asset-recovery.json"), HF_FLOW_PUBLISHED, house);
    size_t told = 0;
    for (size_t k = 0; k < 2; k++) {
        const struct hf_kind *kind = &flow->kind[hf_flow_kind(flow, hf_str_of(kinds[k]))];
        for (uint16_t e = 0; e < kind->events; e++) {
            if (kind->event[e].answer.len == 0)
                continue;
            if (!is_told(doc, &kind->event[e]))
                fail_msg("docs/notification-profile.md does not tell of %s %.*s", kinds[k],
                         HF_STR_ARG(kind->event[e].answer));
            told++;
        }
    }
    assert_true(told > 30);
}

int main(void)
{
    void *block = malloc(ROOM);
    hf_arena_init(&arena, block, ROOM);
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_status_is_told_with_what_it_must_carry)};
    int failed = cmocka_run_group_tests_name("profile", tests, NULL, NULL);
    free(block);
    return failed;
}
