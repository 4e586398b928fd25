/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/witnessing.h"

#include "cli/file.h"
#include "cli/service.h"
#include "notify/fetch.h"

enum { POLICY_MAX = 65536 };

enum hf_rc hf_witnessing_begin(struct hf_seat *seat, struct hf_str path, struct hf_arena *arena,
                               struct hf_witnessing *out, struct hf_err *err)
{
    struct hf_str text;
    *out = (struct hf_witnessing){.seat = seat, .arena = arena};
    HF_TRY(hf_file_read(path, POLICY_MAX, arena, &text, err));
    return hf_policy_read(&seat->hasher, text, &out->policy, err);
}

enum hf_rc hf_witnessing_refused(struct hf_str witness, int32_t status, struct hf_str said,
                                 struct hf_err *err)
{
    static const struct {
        enum hf_witness_answer answer;
        enum hf_word word;
    } rows[] = {{HF_WITNESS_CANNOT_READ, HF_WORD_witness_unread},
                {HF_WITNESS_UNSIGNED, HF_WORD_witness_unsigned},
                {HF_WITNESS_UNKNOWN, HF_WORD_witness_unknown},
                {HF_WITNESS_BROKEN, HF_WORD_witness_broken}};
    char digits[16];
    struct hf_buf number = HF_BUF(digits);
    if (status == HF_WITNESS_CONFLICT)
        return hf_fail(err, HF_WORD_witness_conflict, HF_STR_NONE, witness, hf_str_trim(said));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if ((int32_t)rows[i].answer == status)
            return hf_fail(err, rows[i].word, HF_STR_NONE, witness, HF_STR_NONE);
    hf_buf_put_i64(&number, status);
    return hf_fail(err, HF_WORD_witness_refused, HF_STR_NONE, witness, hf_buf_str(&number));
}

static enum hf_rc post(struct hf_witnessing *w, const struct hf_policy_name *name, uint64_t old,
                       int32_t *status, struct hf_str *body, struct hf_err *err)
{
    const struct hf_settings *settings = &w->seat->cli->settings;
    struct hf_buf url = hf_buf_in(w->arena, 256), sent = hf_buf_in(w->arena, 4096);
    struct hf_fetch fetch = {.ca_file = hf_settings_get(settings, HF_SET_NOTIFY_CA),
                             .most = HF_NOTE_MAX,
                             .type = HF_STR("text/plain"),
                             .status = status};
    HF_TRY(hf_networks_read(w->arena, hf_settings_get(settings, HF_SET_NOTIFY_ALLOW), HF_STR("notify.allow"),
                            &fetch.allow, &fetch.allow_count, err));
    hf_buf_put(&url, name->url);
    hf_buf_put(&url, HF_STR("/add-checkpoint"));
    HF_TRY(hf_cosigning_request(&w->cosigning, old, &sent, err));
    fetch.url = hf_buf_str(&url);
    fetch.post = hf_buf_str(&sent);
    return hf_fetch(&fetch, w->arena, body, err);
}

/* It tells how far it has cosigned when it is asked from another size than that. */
static enum hf_rc ask_one(struct hf_witnessing *w, const struct hf_policy_name *name, struct hf_err *err)
{
    struct hf_str body;
    int64_t size = 0;
    int32_t status = 0;
    HF_TRY(post(w, name, 0, &status, &body, err));
    bool goes_on = status == HF_WITNESS_CONFLICT && hf_str_i64(hf_str_trim(body), &size) && size >= 0 &&
                   (uint64_t)size <= w->cosigning.size;
    if (goes_on)
        HF_TRY(post(w, name, (uint64_t)size, &status, &body, err));
    if (status != HF_WITNESS_COSIGNS)
        return hf_witnessing_refused(name->witness.name, status, body, err);
    return hf_cosigning_keep(&w->cosigning, &name->witness, body, err);
}

enum hf_rc hf_witnessing_ask(struct hf_witnessing *w, hf_witnessing_fn told, void *context,
                             struct hf_err *err)
{
    HF_TRY(hf_cosigning_begin(w->seat->desk, w->arena, &w->cosigning, err));
    for (size_t i = 0; w->cosigning.size > 0 && i < w->policy.names; i++) {
        const struct hf_policy_name *name = &w->policy.name[i];
        struct hf_err why;
        if (!name->is_group && name->is_readable && name->url.len > 0)
            told(context, name, ask_one(w, name, &why) == HF_OK ? NULL : &why);
    }
    return HF_OK;
}

/* Only lines of witnesses that are known and hold are worth anything: the note is judged as others will. */
enum hf_rc hf_witnessing_judge(struct hf_witnessing *w, struct hf_err *err)
{
    struct hf_note *note = HF_NEW(w->arena, struct hf_note, 1);
    struct hf_policy_verdict verdict;
    struct hf_str bytes;
    HF_TRY(hf_cosigning_note(&w->cosigning, &bytes, err));
    HF_TRY(hf_note_read(bytes, note, err));
    return hf_policy_check(&w->seat->hasher, &w->policy, note, &verdict, err);
}
