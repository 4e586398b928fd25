/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Definitions at hand: found in the library file by name, their bytes read as a document, compiled once and
 * kept by digest for as long as the desk lives. A case names its definition's digest, so an old one stays
 * usable however often the workflow was published since.
 */
#include "base/check.h"
#include "casefile/people.h"
#include "desk/document.h"
#include "desk/ask.h"
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

/* An entry of a definition; false of anything else. */
struct entry {
    hf_instance at;
    struct hf_str state, workflow;
    int64_t version;
    struct hf_digest digest;
};

static bool read_entry(const struct hf_desk *desk, const struct hf_case *library, hf_instance i,
                       struct hf_arena *arena, struct entry *out)
{
    struct hf_flows flows = {.house = desk->setup.house};
    const struct hf_kind *kind = hf_case_kind(&flows, library, i);
    if (!hf_str_eq(kind->name, HF_STR("definition")))
        return false;
    struct hf_datum version = hf_case_datum(library, i, hf_shape_find(kind->data, HF_STR("version")));
    *out = (struct entry){
        .at = i,
        .state = kind->state[hf_case_instance(library, i)->state].name,
        .workflow = hf_house_text_datum(flows.house, library, i, HF_STR("workflow"), arena),
    };
    return hf_str_i64(version.json, &out->version) &&
           hf_digest_read(hf_house_text_datum(flows.house, library, i, HF_STR("digest"), arena),
                          &out->digest);
}

/* The published one of this version; 0: the newest. */
static bool find_published(const struct hf_desk *desk, const struct hf_case *library, struct hf_str workflow,
                           int64_t version, struct hf_arena *arena, struct entry *out)
{
    struct entry entry, newest = {.version = 0};
    for (hf_instance i = 1; i < hf_case_head(library)->instances; i++)
        if (read_entry(desk, library, i, arena, &entry) && hf_str_eq(entry.state, HF_STR("published")) &&
            hf_str_eq(entry.workflow, workflow) && entry.version > newest.version &&
            (version == 0 || entry.version == version))
            newest = entry;
    if (newest.version > 0)
        *out = newest;
    return newest.version > 0;
}

enum hf_rc hf_definition_newest(struct hf_desk *desk, struct hf_str workflow, struct hf_arena *arena,
                                struct hf_digest *out, struct hf_err *err)
{
    struct entry entry;
    if (!find_published(desk, desk->house.library, workflow, 0, arena, &entry))
        return hf_fail(err, HF_WORD_no_workflow, HF_STR("workflow"), workflow, HF_STR_NONE);
    *out = entry.digest;
    return HF_OK;
}

static struct hf_str number(struct hf_arena *arena, int64_t version)
{
    struct hf_buf text = hf_buf_in(arena, 20);
    hf_buf_put_i64(&text, version);
    return hf_buf_str(&text);
}

enum hf_rc hf_definition_version(struct hf_desk *desk, struct hf_str workflow, int64_t version,
                                 struct hf_arena *arena, struct hf_digest *out, struct hf_err *err)
{
    struct entry entry;
    if (!find_published(desk, desk->house.library, workflow, version, arena, &entry))
        return hf_fail(err, HF_WORD_no_version, HF_STR("version"), workflow, number(arena, version));
    *out = entry.digest;
    return HF_OK;
}

/* ---- what is told by it ---- */

static bool is_listed(const struct hf_json_maker *list, struct hf_str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (hf_str_eq(list->member[i].value.is.text, text))
            return true;
    return false;
}

/* Notices that are no internal ones. */
static void add_events(const struct hf_flow *flow, struct hf_json_maker *list)
{
    for (uint16_t i = 0; i < flow->tmpls; i++) {
        struct hf_buf urn = hf_buf_in(list->arena, sizeof HF_EVENT_URN + flow->tmpl[i].event.len);
        hf_buf_put(&urn, HF_STR(HF_EVENT_URN));
        hf_buf_put(&urn, flow->tmpl[i].event);
        if (!hf_str_eq(flow->tmpl[i].classification, HF_STR("internal")) &&
            !is_listed(list, hf_buf_str(&urn)))
            hf_json_add(list, HF_STR_NONE, hf_json_of_text(hf_buf_str(&urn)));
    }
}

enum hf_rc hf_desk_events(struct hf_desk *desk, struct hf_arena *arena, struct hf_json *out,
                          struct hf_err *err)
{
    const struct hf_case *library = desk->house.library;
    struct hf_json_maker list = hf_json_make(arena);
    struct entry entry, newest;
    const struct hf_flow *flow;
    for (hf_instance i = 1; i < hf_case_head(library)->instances; i++) {
        if (!read_entry(desk, library, i, arena, &entry) ||
            !find_published(desk, library, entry.workflow, 0, arena, &newest) || newest.at != i)
            continue;
        HF_TRY(hf_definition_find(desk, &entry.digest, arena, &flow, err));
        add_events(flow, &list);
    }
    *out = hf_json_list(&list);
    return HF_OK;
}

/* ---- what may come into it ---- */

static enum hf_rc check_newer(const struct hf_desk *desk, const struct hf_case *library,
                              const struct entry *wanted, struct hf_arena *arena, struct hf_err *err)
{
    struct entry newest;
    if (!find_published(desk, library, wanted->workflow, 0, arena, &newest) ||
        newest.version < wanted->version)
        return HF_OK;
    return hf_fail(err, HF_WORD_definition_older, HF_STR("version"), wanted->workflow,
                   number(arena, newest.version));
}

/* Two files of one version, both to be signed: one of them needs another number. */
static enum hf_rc check_only(const struct hf_desk *desk, const struct hf_case *library,
                             const struct entry *wanted, struct hf_arena *arena, struct hf_err *err)
{
    struct entry entry;
    for (hf_instance i = 1; i < hf_case_head(library)->instances; i++)
        if (read_entry(desk, library, i, arena, &entry) && !hf_str_eq(entry.state, HF_STR("retired")) &&
            hf_str_eq(entry.workflow, wanted->workflow) && entry.version == wanted->version &&
            !hf_digest_eq(&entry.digest, &wanted->digest))
            return hf_fail(err, HF_WORD_definition_other, HF_STR("version"), wanted->workflow,
                           number(arena, wanted->version));
    return HF_OK;
}

/* What the schema will refuse is told by it. */
static bool read_proposal(const struct hf_json *payload, struct entry *out)
{
    const struct hf_json *version = HF_JSON_GET(payload, "version");
    if (version == NULL || version->kind != HF_JSON_INT)
        return false;
    out->version = version->is.integer;
    out->workflow = hf_json_text(payload, HF_STR("workflow"));
    return hf_digest_read(hf_json_text(payload, HF_STR("digest")), &out->digest);
}

enum hf_rc hf_library_check(const struct hf_desk *desk, const struct hf_case *library,
                            const struct hf_command *command, struct hf_arena *arena, struct hf_err *err)
{
    struct hf_flows flows = {.house = desk->setup.house};
    struct entry wanted = {.version = 0};
    if (hf_str_eq(command->event, HF_STR("definition.propose")) &&
        read_proposal(&command->payload, &wanted)) {
        HF_TRY(check_newer(desk, library, &wanted, arena, err));
        return check_only(desk, library, &wanted, arena, err);
    }
    hf_instance i = hf_str_eq(command->event, HF_STR("definition.confirm"))
                        ? hf_case_find(&flows, library, command->on)
                        : HF_NO_INSTANCE;
    if (i == HF_NO_INSTANCE || !read_entry(desk, library, i, arena, &wanted) ||
        !hf_str_eq(wanted.state, HF_STR("proposed")))
        return HF_OK;
    return check_newer(desk, library, &wanted, arena, err);
}
