/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a definition, published or the house's own: read or refused, and every finding can be told.
 * What is read without a fault finds its branches.
 */
#include "base/check.h"
#include "flow/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Alignas(16) unsigned char block[64 * 1024 * 1024];

static void tell(const struct hf_findings *findings)
{
    static char line[8192];
    for (size_t i = 0; i < findings->count; i++) {
        struct hf_buf out = HF_BUF(line);
        hf_finding_print(&findings->at[i], i % 2 == 0 ? HF_EN : HF_FR, &out);
        HF_CHECK(findings->at[i].line > 0 && findings->at[i].column > 0);
    }
}

static void walk(const struct hf_flow *flow)
{
    for (uint16_t k = 0; k < flow->kinds; k++) {
        const struct hf_kind *kind = &flow->kind[k];
        for (uint16_t s = 0; s < kind->states; s++) {
            for (uint16_t e = 0; e < kind->events; e++) {
                const struct hf_handler *handler = hf_flow_find_branches(kind, s, e);
                HF_CHECK(handler == NULL || (handler->event == e && handler->branches.count > 0));
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_str text = {size == 0 ? NULL : (const char *)data, size};
    for (int origin = HF_FLOW_PUBLISHED; origin <= HF_FLOW_HOUSE; origin++) {
        struct hf_arena arena;
        struct hf_findings findings = {.at = NULL};
        struct hf_err err;
        const struct hf_flow *flow = NULL;
        hf_arena_init(&arena, block, sizeof block);
        enum hf_rc rc = hf_flow_read(text, (enum hf_flow_origin)origin, NULL, &arena, &flow, &findings, &err);
        HF_CHECK((rc == HF_OK) == (flow != NULL));
        tell(&findings);
        if (flow != NULL)
            walk(flow);
    }
    return 0;
}
