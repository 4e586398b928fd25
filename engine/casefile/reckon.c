/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/reckon.h"

/* What a term reads may be absent: then it says nothing, and the clock does not run or the else holds. */
static enum hf_rc ask(const struct hf_scene *scene, const struct hf_expr *expr, struct hf_val *out,
                      struct hf_err *err)
{
    enum hf_rc rc = hf_scene_eval(scene, expr, out, err);
    if (rc == HF_REFUSED && err->word == HF_WORD_expr_absent) {
        *out = (struct hf_val){.sort = HF_SORT_ABSENT};
        return HF_OK;
    }
    return rc;
}

enum hf_rc hf_reckon_calendar(const struct hf_scene *scene, const struct hf_term *term,
                              const struct hf_calendar **out, struct hf_err *err)
{
    struct hf_str name = term->calendar;
    struct hf_val val;
    HF_TRY(ask(scene, term->calendar_of, &val, err));
    if (val.sort == HF_SORT_TEXT)
        name = val.is.text;
    *out = hf_calendar_find(name);
    return *out != NULL ? HF_OK : hf_fail(err, HF_WORD_no_calendar, HF_STR("calendar"), name, HF_STR_NONE);
}

enum hf_rc hf_reckon_span(const struct hf_scene *scene, const struct hf_span *span, struct hf_period *out,
                          struct hf_err *err)
{
    struct hf_val val;
    *out = span->fixed;
    HF_TRY(ask(scene, span->of, &val, err));
    if (val.sort != HF_SORT_PERIOD)
        return HF_OK;
    *out = val.is.period;
    if (span->fixed.count < 0 && out->count > 0)
        out->count = -out->count;
    return HF_OK;
}

enum hf_rc hf_reckon_writable(int64_t at_ms, struct hf_err *err)
{
    static const struct hf_civil first = {1, 1, 1}, last = {9999, 12, 31};
    if (at_ms >= hf_day_of(first) * HF_MS_PER_DAY && at_ms < (hf_day_of(last) + 1) * HF_MS_PER_DAY)
        return HF_OK;
    return hf_fail(err, HF_WORD_overflow, HF_STR("clock"), HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc until(const struct hf_scene *scene, const struct hf_term *term,
                        const struct hf_calendar *calendar, struct hf_reckoned *out, struct hf_err *err)
{
    struct hf_val val;
    HF_TRY(ask(scene, term->until, &val, err));
    out->known = val.sort == HF_SORT_DATE || val.sort == HF_SORT_INSTANT;
    if (!out->known)
        return HF_OK;
    out->due_ms = val.sort == HF_SORT_DATE ? hf_calendar_day_end(calendar, val.is.day) : val.is.at_ms;
    return hf_reckon_writable(out->due_ms, err);
}

enum hf_rc hf_reckon_due(const struct hf_scene *scene, const struct hf_term *term, struct hf_reckoned *out,
                         struct hf_err *err)
{
    const struct hf_calendar *calendar;
    struct hf_period period = term->every;
    struct hf_val from;
    *out = (struct hf_reckoned){.from_ms = scene->act.effective_ms, .known = true};
    HF_TRY(hf_reckon_calendar(scene, term, &calendar, err));
    HF_TRY(ask(scene, term->from, &from, err));
    if (from.sort == HF_SORT_INSTANT)
        out->from_ms = from.is.at_ms;
    if (term->until != NULL)
        return until(scene, term, calendar, out, err);
    if (term->has_within)
        HF_TRY(hf_reckon_span(scene, &term->within, &period, err));
    HF_TRY(hf_clock_within(calendar, out->from_ms, period, term->start_included, &out->due_ms, err));
    return hf_reckon_writable(out->due_ms, err);
}
