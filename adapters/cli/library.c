/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/library.h"

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

enum hf_rc hf_library_newest(struct hf_seat *seat, struct hf_str workflow, const struct hf_flow **out,
                             struct hf_err *err)
{
    struct hf_sight library;
    struct hf_digest digest;
    struct hf_str text;
    struct hf_findings findings = {0};
    int64_t newest = 0;
    bool is_there;
    HF_TRY(hf_sight_single(seat, HF_FILE_LIBRARY, &library, &is_there, err));
    for (hf_instance i = 0; is_there && i < hf_case_head(&library.c)->instances; i++)
        if (is_published(&library, i) && version_of(&library, i) > newest &&
            hf_str_eq(hf_sight_text(&library, i, HF_STR("workflow")), workflow) &&
            hf_digest_read(hf_sight_text(&library, i, HF_STR("digest")), &digest))
            newest = version_of(&library, i);
    if (newest == 0)
        return no_workflow(&library, is_there, workflow, err);
    HF_TRY(hf_document_read(seat->desk, NULL, &digest, seat->arena, &text, err));
    return hf_flow_read(text, HF_FLOW_PUBLISHED, seat->house, seat->arena, out, &findings, err);
}
