/* SPDX-License-Identifier: Apache-2.0 */
/* case.migrate at the desk: the map and both definitions are brought to where it is decided. */
#include "casefile/migrate.h"

#include "desk/document.h"
#include "desk/inside.h"

bool hf_is_migration(const struct hf_work *work)
{
    return work->touched->kind == HF_FILE_CASE && hf_str_eq(work->command.event, HF_STR(HF_MIGRATE_EVENT));
}

/* {"map": digest} and nothing else. */
static enum hf_rc read_payload(const struct hf_json *payload, struct hf_digest *map, struct hf_err *err)
{
    if (hf_digest_read(hf_json_text(payload, HF_STR("map")), map) && payload->is.object.count == 1)
        return HF_OK;
    return hf_fail(err, HF_WORD_migration_payload, HF_STR("payload.map"), HF_STR_NONE, HF_STR_NONE);
}

enum hf_rc hf_judge_migration(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    struct hf_desk *desk = s->desk;
    struct hf_arena *arena = &desk->trial;
    struct hf_touched *touched = work->touched;
    struct hf_leading leading = {.map = NULL};
    struct hf_map map;
    struct hf_str text;
    if (!hf_str_eq(work->command.on, HF_STR("case")))
        return hf_fail(err, HF_WORD_no_instance, HF_STR("on"), work->command.on, HF_STR_NONE);
    HF_TRY(read_payload(&work->command.payload, &leading.digest, err));
    HF_TRY(hf_document_read(desk, NULL, &leading.digest, arena, &text, err));
    HF_TRY(hf_map_read(text, arena, &map, err));
    leading.map = &map;
    HF_TRY(hf_definition_version(desk, map.workflow, map.to, arena, &leading.definition, err));
    HF_TRY(hf_definition_find(desk, &leading.definition, arena, &leading.to, err));
    HF_TRY(hf_decide_migration(&touched->flows, &leading, &desk->house, &touched->now, &work->command, arena,
                               &work->decision, err));
    work->leads_to = leading.to;
    return HF_OK;
}
