/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/command.h"

#include "record/record.h"

struct written {
    struct hf_str effective_at, event, on_behalf, on, role;
    struct hf_id file, id;
    int64_t if_seq;
    struct hf_json payload;
};

static const struct hf_record_field fields[] = {
    HF_FIELD(struct written, effective_at, .kind = HF_AS_TEXT, .min = HF_DAY_TEXT, .max = HF_INSTANT_TEXT),
    HF_FIELD(struct written, event, .kind = HF_AS_TEXT, .needed = true, .min = 1, .max = 100),
    HF_FIELD(struct written, file, .kind = HF_AS_ID, .needed = true),
    HF_FIELD_AS(struct written, on_behalf, "for", .kind = HF_AS_TEXT, .max = 100),
    HF_FIELD(struct written, id, .kind = HF_AS_ID, .needed = true),
    HF_FIELD(struct written, if_seq, .kind = HF_AS_INT, .min = 1, .max = UINT32_MAX, .otherwise = 0),
    HF_FIELD(struct written, on, .kind = HF_AS_TEXT, .needed = true, .min = 1, .max = 100),
    HF_FIELD(struct written, payload, .kind = HF_AS_RAW),
    HF_FIELD(struct written, role, .kind = HF_AS_TEXT, .min = 1, .max = 100),
};
static const struct hf_record record = HF_RECORD(struct written, fields);

const struct hf_record *hf_command_record(void)
{
    return &record;
}

enum hf_rc hf_command_read(const struct hf_json *json, struct hf_arena *arena, struct hf_command *out,
                           struct hf_err *err)
{
    struct written w;
    HF_TRY(hf_record_read(&record, json, arena, &w, err));
    *out = (struct hf_command){.id = w.id,
                               .file = w.file,
                               .on = w.on,
                               .event = w.event,
                               .payload = w.payload,
                               .effective_at = w.effective_at,
                               .role = w.role,
                               .on_behalf = w.on_behalf,
                               .expected_seq = (uint32_t)w.if_seq};
    return HF_OK;
}
