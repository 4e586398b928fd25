/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Definitions at hand: found in the library file by name, their bytes read as a document, compiled once and
 * kept by digest for as long as the desk lives. A case names its definition's digest, so an old one stays
 * usable however often the workflow was published since.
 */
#include "base/check.h"
#include "casefile/people.h"
#include "desk/document.h"
#include "desk/inside.h"

static const struct hf_flow *find_compiled(const struct hf_desk *desk, const struct hf_digest *digest)
{
    for (size_t i = 0; i < desk->definition_count; i++)
        if (hf_digest_eq(&desk->definitions[i].digest, digest))
            return desk->definitions[i].flow;
    return NULL;
}

/* ---- compiling ---- */

/* What reading may need: ten times the text compiled, and the tree of its JSON. Only touched pages cost. */
static size_t room_for(struct hf_str text)
{
    return 256 * text.len + (8 << 20);
}

static enum hf_rc compile(struct hf_desk *desk, struct hf_str text, struct hf_definition *out,
                          struct hf_err *err)
{
    struct hf_memory *memory = &desk->setup.memory;
    struct hf_arena arena;
    struct hf_findings findings;
    out->block = memory->resize(memory->self, NULL, room_for(text));
    if (out->block == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("definition"), HF_STR_NONE);
    hf_arena_init(&arena, out->block, room_for(text));
    enum hf_rc rc = hf_flow_read(hf_arena_keep(&arena, text), HF_FLOW_PUBLISHED, desk->setup.house, &arena,
                                 &out->flow, &findings, err);
    if (rc != HF_OK)
        memory->resize(memory->self, out->block, 0);
    return rc;
}

static enum hf_rc add_definition(struct hf_desk *desk, const struct hf_definition *definition,
                                 struct hf_err *err)
{
    struct hf_memory *memory = &desk->setup.memory;
    size_t count = desk->definition_count;
    struct hf_definition *more = memory->resize(memory->self, desk->definitions, (count + 1) * sizeof *more);
    if (more == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("definition"), HF_STR_NONE);
    more[count] = *definition;
    desk->definitions = more;
    desk->definition_count = count + 1;
    return HF_OK;
}

enum hf_rc hf_definition_find(struct hf_desk *desk, const struct hf_digest *digest, struct hf_arena *arena,
                              const struct hf_flow **out, struct hf_err *err)
{
    struct hf_definition definition = {.digest = *digest};
    struct hf_str text;
    *out = find_compiled(desk, digest);
    if (*out != NULL)
        return HF_OK;
    HF_TRY(hf_document_read(desk, NULL, digest, arena, &text, err));
    HF_TRY(compile(desk, text, &definition, err));
    HF_TRY(add_definition(desk, &definition, err));
    *out = definition.flow;
    return HF_OK;
}

/* ---- the library file ---- */

static int64_t version_of(const struct hf_desk *desk, hf_instance i, const struct hf_kind *kind,
                          struct hf_arena *arena)
{
    struct hf_datum datum =
        hf_case_datum(desk->house.library, i, hf_shape_find(kind->data, HF_STR("version")));
    struct hf_json json;
    HF_UNSET struct hf_err err;
    if (datum.held != HF_PLAIN ||
        hf_json_read(datum.json, &hf_json_payload_limits, arena, &json, &err) != HF_OK)
        return 0;
    return json.kind == HF_JSON_INT ? json.is.integer : 0;
}

static struct hf_str text_of(const struct hf_desk *desk, hf_instance i, const char *name,
                             struct hf_arena *arena)
{
    return hf_house_text_datum(desk->setup.house, desk->house.library, i, hf_str_of(name), arena);
}

enum hf_rc hf_definition_newest(struct hf_desk *desk, struct hf_str workflow, struct hf_arena *arena,
                                struct hf_digest *out, struct hf_err *err)
{
    struct hf_flows flows = {.house = desk->setup.house};
    const struct hf_case *library = desk->house.library;
    int64_t newest = 0;
    for (hf_instance i = 1; i < hf_case_head(library)->instances; i++) {
        const struct hf_kind *kind = hf_case_kind(&flows, library, i);
        uint16_t state = hf_case_instance(library, i)->state;
        int64_t version = version_of(desk, i, kind, arena);
        if (hf_str_eq(kind->state[state].name, HF_STR("published")) && version > newest &&
            hf_str_eq(text_of(desk, i, "workflow", arena), workflow) &&
            hf_digest_read(text_of(desk, i, "digest", arena), out))
            newest = version;
    }
    return newest > 0 ? HF_OK : hf_fail(err, HF_WORD_no_workflow, HF_STR("workflow"), workflow, HF_STR_NONE);
}
