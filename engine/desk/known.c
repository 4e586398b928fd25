/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/known.h"

#include "desk/inside.h"

enum { NOTE_EVERY_MS = 60000 };

void hf_access_digest(struct hf_hasher *hasher, struct hf_str token, struct hf_digest *out)
{
    hf_sha256(hasher, &token, 1, out);
}

/* A place for each credential, shared by those that fall together: then both are noted more often. */
static struct hf_use_row *place_of(struct hf_desk *desk, const struct hf_credential_row *who)
{
    return &desk->uses[(who->authority.byte[0] + who->instance) % HF_USES];
}

static enum hf_rc note_use(struct hf_desk *desk, const struct hf_credential_row *who, int64_t now_ms,
                           struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_use_row *last = place_of(desk, who);
    if (hf_id_eq(&last->file, &who->authority) && last->instance == who->instance &&
        now_ms < last->at_ms + NOTE_EVERY_MS)
        return HF_OK;
    struct hf_keep keep = {.kind = HF_KEEP_USE, .use = {who->authority, who->instance, now_ms}};
    HF_TRY(ledger->keep(ledger->self, &keep, 1, err));
    *last = keep.use;
    return HF_OK;
}

enum hf_rc hf_desk_known(struct hf_desk *desk, struct hf_str bearer, const struct hf_digest *certificate,
                         struct hf_credential_row *out, struct hf_err *err)
{
    int64_t now_ms = desk->setup.clock.wall_ms(desk->setup.clock.self);
    enum hf_known known = bearer.len > 0 ? HF_KNOWN_token : HF_KNOWN_client_cert;
    struct hf_digest digest = {{0}};
    struct hf_credential_row found;
    if (bearer.len > 0)
        hf_access_digest(&desk->hasher, bearer, &digest);
    else if (certificate != NULL)
        digest = *certificate;
    if (!hf_credential_find(&desk->house, desk->setup.house, known, &digest, now_ms, &found))
        return hf_fail(err, HF_WORD_http_credential, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(note_use(desk, &found, now_ms, err));
    *out = found;
    return HF_OK;
}
