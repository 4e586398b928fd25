/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/library.h"

#include "cli/cmd.h"
#include "cli/people.h"
#include "desk/document.h"
#include "flow/read.h"

static bool is_published(const struct hf_sight *library, hf_instance i)
{
    return hf_sight_is(library, i, HF_STR("definition")) &&
           hf_str_eq(hf_sight_state(library, i), HF_STR("published"));
}

static int64_t version_of(const struct hf_sight *library, hf_instance i)
{
    struct hf_json version;
    bool there = hf_sight_datum(library, i, HF_STR("version"), &version) && version.kind == HF_JSON_INT;
    return there ? version.is.integer : 0;
}

static enum hf_rc no_workflow(const struct hf_sight *library, bool is_there, struct hf_str name,
                              struct hf_err *err)
{
    enum hf_rc rc = hf_fail(err, HF_WORD_cli_no_workflow, HF_STR_NONE, name, HF_STR_NONE);
    for (hf_instance i = 0; is_there && i < hf_case_head(&library->c)->instances; i++) {
        struct hf_str known = hf_sight_text(library, i, HF_STR("workflow"));
        if (is_published(library, i))
            hf_err_detail(err, known, known);
    }
    return rc;
}

hf_instance hf_library_entry(const struct hf_sight *library, struct hf_str kind, struct hf_str digest)
{
    for (hf_instance i = 0; i < hf_case_head(&library->c)->instances; i++)
        if (hf_sight_is(library, i, kind) && hf_str_eq(hf_sight_text(library, i, HF_STR("digest")), digest))
            return i;
    return HF_NO_INSTANCE;
}

bool hf_library_name(struct hf_str typed, struct hf_str *workflow, int64_t *version)
{
    struct hf_str number = typed, name = hf_str_cut(&number, '@');
    bool good = name.len > 0 && name.at[0] >= 'a' && name.at[0] <= 'z';
    *version = 0;
    *workflow = name;
    return good && (number.at == NULL || (hf_str_i64(number, version) && *version > 0));
}

hf_instance hf_library_pick(const struct hf_sight *library, struct hf_str workflow, int64_t version)
{
    hf_instance found = HF_NO_INSTANCE;
    int64_t newest = 0;
    for (hf_instance i = 0; i < hf_case_head(&library->c)->instances; i++) {
        if (!hf_sight_is(library, i, HF_STR("definition")) ||
            !hf_str_eq(hf_sight_text(library, i, HF_STR("workflow")), workflow))
            continue;
        bool published = is_published(library, i);
        int64_t own = version_of(library, i);
        if (version == 0 ? published && own > newest
                         : own == version && (published || found == HF_NO_INSTANCE)) {
            found = i;
            newest = own;
        }
    }
    return found;
}

struct hf_str hf_library_sender(const struct hf_sight *library, const struct hf_people *people, hf_instance i,
                                struct hf_str event)
{
    const struct hf_kind *kind = hf_case_kind(&library->flows, &library->c, i);
    struct hf_id id = hf_case_sender(&library->c, i, hf_kind_event(kind, event));
    return hf_id_is_zero(&id) ? HF_STR_NONE : hf_people_name(people, &id);
}

static enum hf_rc read_entry(struct hf_seat *seat, const struct hf_sight *library, hf_instance i,
                             const struct hf_flow **out, struct hf_err *err)
{
    struct hf_digest digest;
    struct hf_str text;
    struct hf_findings findings = {0};
    if (!hf_digest_read(hf_sight_text(library, i, HF_STR("digest")), &digest))
        return hf_fail(err, HF_WORD_internal, HF_STR_NONE, HF_STR("digest"), HF_STR_NONE);
    HF_TRY(hf_document_read(seat->desk, NULL, &digest, seat->arena, &text, err));
    return hf_flow_read(text, HF_FLOW_PUBLISHED, seat->house, seat->arena, out, &findings, err);
}

enum hf_rc hf_library_version(struct hf_seat *seat, struct hf_str workflow, int64_t version,
                              const struct hf_flow **out, struct hf_err *err)
{
    struct hf_sight library;
    bool is_there;
    HF_TRY(hf_sight_single(seat, HF_FILE_LIBRARY, &library, &is_there, err));
    hf_instance i = is_there ? hf_library_pick(&library, workflow, version) : HF_NO_INSTANCE;
    if (i != HF_NO_INSTANCE && is_published(&library, i))
        return read_entry(seat, &library, i, out, err);
    if (version == 0)
        return no_workflow(&library, is_there, workflow, err);
    return hf_fail(err, HF_WORD_no_version, HF_STR_NONE, workflow, hf_cli_number(seat->cli, (size_t)version));
}

enum hf_rc hf_library_newest(struct hf_seat *seat, struct hf_str workflow, const struct hf_flow **out,
                             struct hf_err *err)
{
    return hf_library_version(seat, workflow, 0, out, err);
}

enum hf_rc hf_library_each(struct hf_seat *seat, const struct hf_flow ***out, size_t *count,
                           struct hf_err *err)
{
    struct hf_sight library;
    bool is_there;
    *count = 0;
    HF_TRY(hf_sight_single(seat, HF_FILE_LIBRARY, &library, &is_there, err));
    uint32_t entries = is_there ? hf_case_head(&library.c)->instances : 0;
    *out = HF_NEW(seat->arena, const struct hf_flow *, entries + 1);
    for (hf_instance i = 0; i < entries; i++)
        if (is_published(&library, i))
            HF_TRY(read_entry(seat, &library, i, &(*out)[(*count)++], err));
    return HF_OK;
}

struct hf_json hf_library_row(const struct hf_sight *library, hf_instance i, const struct hf_str *member,
                              size_t members)
{
    struct hf_json_maker row = hf_json_make(library->arena);
    for (size_t k = 0; k < members; k++) {
        struct hf_json value;
        if (hf_sight_datum(library, i, member[k], &value))
            hf_json_add(&row, member[k], value);
    }
    hf_json_add(&row, HF_STR("state"), hf_json_of_text(hf_sight_standing(library, i)));
    return hf_json_object(&row);
}
