/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/stamping.h"

#include "cli/file.h"
#include "cli/service.h"
#include "notify/fetch.h"
#include "stamp/authority.h"

enum { ROOTS_MAX = 1 << 20, LISTS_MAX = 8 << 20 };

static enum hf_rc read_setting(struct hf_stamping *s, enum hf_setting which, size_t most, struct hf_str *out,
                               struct hf_err *err)
{
    struct hf_str path = hf_settings_get(&s->seat->cli->settings, which);
    *out = HF_STR_NONE;
    return path.len == 0 ? HF_OK : hf_file_read(path, most, s->arena, out, err);
}

enum hf_rc hf_stamping_begin(struct hf_seat *seat, struct hf_arena *arena, struct hf_stamping *out,
                             struct hf_err *err)
{
    *out = (struct hf_stamping){.seat = seat, .arena = arena};
    HF_TRY(read_setting(out, HF_SET_STAMP_CA, ROOTS_MAX, &out->roots, err));
    return read_setting(out, HF_SET_STAMP_LISTS, LISTS_MAX, &out->lists, err);
}

enum hf_rc hf_stamping_take(struct hf_stamping *s, const struct hf_stamp_wish *wish, struct hf_str response,
                            struct hf_err *err)
{
    const struct hf_clock_port *clock = &s->seat->clock;
    struct hf_str token, evidence;
    struct hf_stamp stamp;
    int64_t ends_ms;
    HF_TRY(hf_stamp_token(response, &token, err));
    HF_TRY(hf_stamp_read(token, &stamp, err));
    const struct hf_authority_token given = {.token = token,
                                             .roots = s->roots,
                                             .evidence = s->lists,
                                             .digest = stamp.digest,
                                             .at_ms = clock->wall_ms(clock->self)};
    HF_TRY(hf_authority_verify(&given, s->arena, &evidence, &ends_ms, err));
    return hf_stamps_keep(s->seat->desk, wish, token, evidence, ends_ms, err);
}

static enum hf_rc ask_one(struct hf_stamping *s, struct hf_fetch *fetch, const struct hf_stamp_wish *wish,
                          struct hf_err *err)
{
    struct hf_buf request = hf_buf_in(s->arena, 128);
    struct hf_str response;
    hf_stamp_request_put(&wish->digest, wish->nonce, &request);
    fetch->post = hf_buf_str(&request);
    HF_TRY(hf_fetch(fetch, s->arena, &response, err));
    return hf_stamping_take(s, wish, response, err);
}

enum hf_rc hf_stamping_ask(struct hf_stamping *s, struct hf_str url, size_t *got, struct hf_err *err)
{
    const struct hf_settings *settings = &s->seat->cli->settings;
    const struct hf_stamp_wish *wish;
    size_t wishes;
    struct hf_fetch fetch = {.url = url,
                             .ca_file = hf_settings_get(settings, HF_SET_NOTIFY_CA),
                             .plain = true,
                             .most = HF_STAMP_MAX,
                             .type = HF_STR("application/timestamp-query")};
    *got = 0;
    HF_TRY(hf_networks_read(s->arena, hf_settings_get(settings, HF_SET_NOTIFY_ALLOW), HF_STR("notify.allow"),
                            &fetch.allow, &fetch.allow_count, err));
    HF_TRY(hf_stamps_wanted(s->seat->desk, s->arena, &wish, &wishes, err));
    for (size_t i = 0; i < wishes; i++, (*got)++)
        HF_TRY(ask_one(s, &fetch, &wish[i], err));
    return HF_OK;
}

enum hf_rc hf_stamping_check(void *self, const struct hf_stamp_row *row, const struct hf_digest *digest,
                             int64_t at_ms, struct hf_err *err)
{
    struct hf_stamping *s = self;
    const struct hf_authority_token given = {
        .token = row->token, .roots = s->roots, .evidence = row->evidence, .digest = *digest, .at_ms = at_ms};
    return hf_authority_verify(&given, s->arena, NULL, NULL, err);
}
