/* SPDX-License-Identifier: Apache-2.0 */
/* workflow publish, list, show: a definition is proposed by one person and confirmed by another. */
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/library.h"
#include "cli/output.h"
#include "cli/people.h"
#include "desk/document.h"
#include "desk/found.h"

static const struct hf_column columns[] = {HF_COLUMN("workflow", workflow), HF_COLUMN("version", version),
                                           HF_COLUMN("state", standing), HF_COLUMN("digest", digest)};

static struct hf_json entry_json(const struct hf_sight *library, hf_instance i)
{
    static const struct hf_str shown[] = {HF_STR_INIT("workflow"), HF_STR_INIT("version"),
                                          HF_STR_INIT("digest")};
    return hf_library_row(library, i, shown, sizeof shown / sizeof shown[0]);
}

static void add_text(struct hf_json_maker *row, const char *name, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(row, hf_str_of(name), hf_json_of_text(text));
}

/* With the two who signed it, and since when it is in its state. */
static struct hf_json signed_json(const struct hf_sight *library, const struct hf_people *people,
                                  hf_instance i)
{
    struct hf_json entry = entry_json(library, i);
    struct hf_json_maker row = hf_json_make(library->arena);
    for (size_t k = 0; k < entry.is.object.count; k++)
        hf_json_add(&row, entry.is.object.member[k].name, entry.is.object.member[k].value);
    add_text(&row, "proposed_by", hf_library_sender(library, people, i, HF_STR("definition.propose")));
    add_text(&row, "confirmed_by", hf_library_sender(library, people, i, HF_STR("definition.confirm")));
    hf_json_add(&row, HF_STR("since"),
                hf_json_of_instant(library->arena, hf_case_instance(&library->c, i)->since_ms));
    return hf_json_object(&row);
}

static enum hf_rc list(struct hf_seat *seat, struct hf_err *err)
{
    static const struct hf_column listed[] = {HF_COLUMN("workflow", workflow),
                                              HF_COLUMN("version", version),
                                              HF_COLUMN("state", standing),
                                              HF_COLUMN("since", since),
                                              HF_COLUMN("proposed_by", proposed_by),
                                              HF_COLUMN("confirmed_by", confirmed_by),
                                              HF_COLUMN("digest", digest)};
    struct hf_sight library;
    struct hf_people people;
    bool is_there;
    struct hf_json_maker rows = hf_json_make(seat->arena);
    HF_TRY(hf_sight_single(seat, HF_FILE_LIBRARY, &library, &is_there, err));
    HF_TRY(hf_people_read(seat, &people, err));
    for (hf_instance i = 0; is_there && i < hf_case_head(&library.c)->instances; i++)
        if (hf_sight_is(&library, i, HF_STR("definition")))
            hf_json_add(&rows, HF_STR_NONE, signed_json(&library, &people, i));
    struct hf_json document = hf_json_list(&rows);
    hf_out_table(seat->cli, HF_VIEW(listed), &document);
    return HF_OK;
}

/* ---- showing ---- */

/* The bytes as they were signed; with --json the definition beside what is known of it. */
static enum hf_rc show_text(struct hf_seat *seat, const struct hf_sight *library,
                            const struct hf_people *people, hf_instance i, struct hf_err *err)
{
    struct hf_digest digest;
    struct hf_str text;
    if (!hf_digest_read(hf_sight_text(library, i, HF_STR("digest")), &digest))
        return hf_fail(err, HF_WORD_internal, HF_STR_NONE, HF_STR("digest"), HF_STR_NONE);
    HF_TRY(hf_document_read(seat->desk, NULL, &digest, seat->arena, &text, err));
    if (!seat->cli->json) {
        hf_out_raw(seat->cli, text);
        return HF_OK;
    }
    struct hf_json entry = signed_json(library, people, i), definition;
    struct hf_json_maker all = hf_json_make(seat->arena);
    HF_TRY(hf_json_read(text, &hf_json_file_limits, seat->arena, &definition, err));
    for (size_t k = 0; k < entry.is.object.count; k++)
        hf_json_add(&all, entry.is.object.member[k].name, entry.is.object.member[k].value);
    hf_json_add(&all, HF_STR("definition"), definition);
    struct hf_json document = hf_json_object(&all);
    hf_out_json(seat->cli, &document);
    return HF_OK;
}

static enum hf_rc show(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_str typed = hf_cli_arg(seat->cli, 0), workflow;
    const struct hf_flow *unused;
    struct hf_sight library;
    struct hf_people people;
    int64_t version;
    bool is_there;
    if (!hf_library_name(typed, &workflow, &version))
        return hf_fail(err, HF_WORD_cli_version_name, HF_STR_NONE, typed, HF_STR_NONE);
    HF_TRY(hf_sight_single(seat, HF_FILE_LIBRARY, &library, &is_there, err));
    HF_TRY(hf_people_read(seat, &people, err));
    hf_instance i = is_there ? hf_library_pick(&library, workflow, version) : HF_NO_INSTANCE;
    if (i == HF_NO_INSTANCE)
        return hf_library_version(seat, workflow, version, &unused, err);
    return show_text(seat, &library, &people, i, err);
}

/* ---- publishing ---- */

/* Read among the calendars of this house, as it will be when it is published; faults are told as `check`
 * tells them. */
static enum hf_rc read_here(struct hf_seat *seat, struct hf_str path, const struct hf_flow **flow,
                            struct hf_err *err)
{
    const struct hf_among among = {.calendars = &hf_desk_house(seat->desk)->calendars};
    struct hf_findings findings = {0};
    struct hf_json rows;
    struct hf_str text;
    HF_TRY(hf_file_read(path, HF_DEFINITION_MAX, seat->arena, &text, err));
    enum hf_rc rc = hf_flow_read_among(text, seat->house, &among, seat->arena, flow, &findings, err);
    if (rc != HF_FINDINGS)
        return hf_file_blame(path, rc, err);
    hf_cli_findings(seat->cli, path, &findings, &rows);
    hf_out_json(seat->cli, &rows);
    return hf_fail(err, HF_WORD_cli_unsound_here, HF_STR_NONE, path, HF_STR_NONE);
}

/* Only what is free of faults is kept, and only in the one layout, so that one content has one digest. */
static enum hf_rc read_sound(struct hf_seat *seat, struct hf_str path, const struct hf_flow **flow,
                             struct hf_err *err)
{
    struct hf_str laid;
    HF_TRY(read_here(seat, path, flow, err));
    HF_TRY(hf_cli_laid_out(seat->cli, (*flow)->source, path, &laid, err));
    return hf_str_eq((*flow)->source, laid) ? HF_OK
                                            : hf_fail(err, HF_WORD_cli_layout, path, path, HF_STR_NONE);
}

static enum hf_rc step(struct hf_seat *seat, struct hf_str text, bool proposing, struct hf_err *err)
{
    struct hf_response response;
    HF_TRY(hf_seat_actor(seat, err));
    struct hf_command as = {.actor = seat->actor,
                            .known = seat->known,
                            .role = hf_settings_get(&seat->cli->settings, HF_SET_ROLE)};
    as.id = hf_seat_command_id(seat);
    HF_TRY(hf_definition_publish(seat->desk, text, &as, seat->arena, &response, err));
    seat->acted = true;
    if (proposing)
        hf_out_hint(seat->cli, HF_SAY_next_publish, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc show_entry(struct hf_seat *seat, struct hf_str digest, struct hf_err *err)
{
    struct hf_sight library;
    bool is_there;
    HF_TRY(hf_sight_single(seat, HF_FILE_LIBRARY, &library, &is_there, err));
    struct hf_json row = entry_json(&library, hf_library_entry(&library, HF_STR("definition"), digest));
    hf_out_record(seat->cli, HF_VIEW(columns), &row);
    return HF_OK;
}

/* The first call proposes, the second, by another person, confirms; what is published stays so. */
static enum hf_rc publish(struct hf_seat *seat, struct hf_err *err)
{
    const struct hf_flow *flow;
    struct hf_sight library;
    struct hf_digest digest;
    struct hf_buf text = hf_buf_in(seat->arena, HF_DIGEST_TEXT);
    bool is_there;
    HF_TRY(hf_sight_single(seat, HF_FILE_LIBRARY, &library, &is_there, err));
    if (!is_there)
        return hf_fail(err, HF_WORD_cli_nobody, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(read_sound(seat, hf_cli_arg(seat->cli, 0), &flow, err));
    hf_sha256(&seat->hasher, &flow->source, 1, &digest);
    hf_digest_put(&text, &digest);
    hf_instance entry = hf_library_entry(&library, HF_STR("definition"), hf_buf_str(&text));
    if (entry == HF_NO_INSTANCE || !hf_str_eq(hf_sight_state(&library, entry), HF_STR("published")))
        HF_TRY(step(seat, flow->source, entry == HF_NO_INSTANCE, err));
    return show_entry(seat, hf_buf_str(&text), err);
}

enum hf_rc hf_cmd_workflow_list(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, list, err);
}

enum hf_rc hf_cmd_workflow_publish(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, publish, err);
}

enum hf_rc hf_cmd_workflow_show(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, show, err);
}
