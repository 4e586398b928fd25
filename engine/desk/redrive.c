/* SPDX-License-Identifier: Apache-2.0 */
/* The act first: what waits again without one would be nobody's doing. */
#include "desk/redrive.h"

#include "base/check.h"
#include "desk/inside.h"

static struct hf_json list_notices(const struct hf_redrive *redrive, struct hf_arena *arena)
{
    struct hf_json_maker list = hf_json_make(arena);
    for (size_t i = 0; i < redrive->count; i++) {
        struct hf_buf jti = hf_buf_in(arena, HF_UUID_TEXT);
        hf_id_put_uuid(&jti, &redrive->notices[i].outbox.token);
        hf_json_add(&list, HF_STR_NONE, hf_json_of_text(hf_buf_str(&jti)));
    }
    return hf_json_list(&list);
}

static enum hf_rc act(struct hf_desk *desk, const struct hf_redrive *redrive, const struct hf_command *as,
                      struct hf_arena *arena, struct hf_response *out, struct hf_err *err)
{
    struct hf_json_maker payload = hf_json_make(arena);
    struct hf_request request = {.kind = HF_REQUEST_COMMAND, .command = *as};
    hf_json_add(&payload, HF_STR("notices"), list_notices(redrive, arena));
    hf_json_add(&payload, HF_STR("reason"), hf_json_of_text(redrive->reason));
    request.command.file = redrive->authority;
    request.command.on = HF_STR("authority");
    request.command.event = HF_STR("authority.redrive");
    request.command.payload = hf_json_object(&payload);
    HF_TRY(hf_desk_serve(desk, &request, 1, arena, out, err));
    if (out->outcome == HF_REFUSED_ANSWER) {
        *err = *out->err;
        return hf_err_rc(err);
    }
    return HF_OK;
}

/* "directory event 12": where the act stands. */
static struct hf_str lineage(const struct hf_response *done, struct hf_arena *arena)
{
    struct hf_buf text = hf_buf_in(arena, 40);
    hf_buf_put(&text, HF_STR("directory event "));
    hf_buf_put_i64(&text, done->seq);
    return hf_buf_str(&text);
}

enum hf_rc hf_redrive(struct hf_desk *desk, const struct hf_redrive *redrive, const struct hf_command *as,
                      struct hf_arena *arena, struct hf_response *out, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_keep *rows = HF_NEW(arena, struct hf_keep, redrive->count + 1);
    HF_CHECK(redrive->count <= HF_REDRIVE_MAX);
    HF_TRY(act(desk, redrive, as, arena, out, err));
    int64_t now_ms = desk->setup.clock.wall_ms(desk->setup.clock.self);
    for (size_t i = 0; i < redrive->count; i++)
        rows[i] = (struct hf_keep){.kind = HF_KEEP_REDRIVE,
                                   .delivery = {.outbox = redrive->notices[i].outbox,
                                                .attempt = redrive->notices[i].attempt + 1,
                                                .start_ms = now_ms,
                                                .end_ms = now_ms,
                                                .state = HF_WAITING,
                                                .next_ms = now_ms,
                                                .class_name = HF_STR("redriven"),
                                                .said = lineage(out, arena)}};
    return redrive->count == 0 ? HF_OK : ledger->keep(ledger->self, rows, redrive->count, err);
}
