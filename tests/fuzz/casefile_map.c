/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes are a map of a migration or refused with a place; one that is read is held against two versions
 * of a definition, and each fault that is found lies in the text. What is sound is sound for all who ask.
 */
#include <stdlib.h>

#include "base/check.h"
#include "casefile/house.h"
#include "casefile/map.h"
#include "flow/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DEFINITIONS = 128 << 20, ARENA = 32 << 20 };

#define KIND(states, data)                                                                                \
    "\"case\": {\"title\": {\"en\": \"c\"}, \"data\": {" data                                             \
    "}, \"flags\": {\"f\": {\"title\": {\"en\": \"f\"}}}, "                                               \
    "\"events\": {\"open\": {\"title\": {\"en\": \"o\"}, \"by\": [\"a\"], \"basis\": [\"b\"]}, \"end\": " \
    "{\"title\": "                                                                                        \
    "{\"en\": \"e\"}, \"by\": [\"a\"], \"basis\": [\"b\"]}}, \"begin\": {\"open\": [{\"to\": \"" states   \
    "\"}]}, "                                                                                             \
    "\"states\": {\"" states                                                                              \
    "\": {\"title\": {\"en\": \"s\"}, \"owner\": \"a\", \"no_deadline\": {\"en\": \"n\"}, "               \
    "\"on\": {\"end\": [{\"to\": \"z\"}]}}, \"z\": {\"title\": {\"en\": \"z\"}, \"end\": \"neutral\"}}}"
#define DEFINITION(version, states, data)                                                                    \
    "{\"format\": 1, \"workflow\": \"w\", \"version\": " version                                             \
    ", \"languages\": [\"en\"], \"title\": {\"en\": "                                                        \
    "\"w\"}, \"acts\": {}, \"bases\": {\"b\": {\"practice\": {\"en\": \"b\"}}}, \"sides\": {\"s\": "         \
    "{\"en\": \"s\"}}, "                                                                                     \
    "\"roles\": {\"a\": {\"side\": \"s\", \"title\": {\"en\": \"a\"}}}, \"stages\": [], \"templates\": {}, " \
    "\"kinds\": {" KIND(states, data) "}}"

static const char old_text[] = DEFINITION("1", "x", "\"n\": {\"type\": \"integer\"}"),
                  new_text[] =
                      DEFINITION("2", "y", "\"m\": {\"type\": \"integer\"}, \"t\": {\"type\": \"boolean\"}");

static const struct hf_flow *compiled(struct hf_arena *arena, struct hf_str text, enum hf_flow_origin origin,
                                      const struct hf_flow *house)
{
    struct hf_findings findings = {0};
    struct hf_err err;
    const struct hf_flow *flow = NULL;
    HF_CHECK(hf_flow_read(text, origin, house, arena, &flow, &findings, &err) == HF_OK);
    return flow;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static unsigned char room[ARENA];
    static const struct hf_flow *from, *to;
    struct hf_arena arena;
    struct hf_findings findings = {0};
    struct hf_err err;
    struct hf_map map;
    struct hf_str text = {(const char *)data, size};
    if (from == NULL) {
        hf_arena_init(&arena, malloc(DEFINITIONS), DEFINITIONS);
        const struct hf_flow *house = compiled(&arena, hf_house_text(), HF_FLOW_HOUSE, NULL);
        from = compiled(&arena, hf_str_of(old_text), HF_FLOW_PUBLISHED, house);
        to = compiled(&arena, hf_str_of(new_text), HF_FLOW_PUBLISHED, house);
    }
    hf_arena_init(&arena, room, sizeof room);
    if (size > HF_MAP_MAX || hf_map_read(text, &arena, &map, &err) != HF_OK)
        return 0;
    hf_map_check(&map, from, to, &arena, &findings);
    for (size_t i = 0; i < findings.count; i++)
        HF_CHECK(findings.at[i].line > 0 && findings.at[i].column > 0);
    HF_CHECK((hf_map_sound(&map, from, to, &arena, &err) == HF_OK) == (findings.faults == 0));
    return 0;
}
