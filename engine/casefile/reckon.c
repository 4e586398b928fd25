/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/reckon.h"

#include "base/check.h"

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

static enum hf_rc find_calendar(const struct hf_scene *scene, const struct hf_term *term,
                                const struct hf_calendar **out, struct hf_err *err)
{
    struct hf_str name = term->calendar;
    struct hf_val val;
    HF_TRY(ask(scene, term->calendar_of, &val, err));
    if (val.sort == HF_SORT_TEXT)
        name = val.is.text;
    *out = hf_calendar_find(&scene->house->calendars, name);
    return *out != NULL ? HF_OK : hf_fail(err, HF_WORD_no_calendar, HF_STR("calendar"), name, HF_STR_NONE);
}

enum hf_rc hf_reckon_count(const struct hf_scene *scene, const struct hf_term *term, struct hf_count *out,
                           struct hf_err *err)
{
    HF_TRY(find_calendar(scene, term, &out->calendar, err));
    HF_CHECK(out->calendar != NULL);
    out->counting = hf_calendar_counting(out->calendar, term->counting);
    if (out->counting == NULL)
        return hf_fail(err, HF_WORD_no_counting, HF_STR("counting"), term->counting, out->calendar->name);
    out->start_included = term->start_included;
    out->roll = term->roll;
    out->period = term->every;
    return HF_OK;
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

/* ---- when it ends ---- */

static void take(const struct hf_count *count, const struct hf_reached *reached, struct hf_period left,
                 struct hf_reckoned *out)
{
    out->due_ms = reached->due_ms;
    out->provisional = reached->provisional;
    out->calendar = count->calendar;
    out->left = left;
}

static enum hf_rc until(const struct hf_scene *scene, const struct hf_term *term,
                        const struct hf_count *count, struct hf_reckoned *out, struct hf_err *err)
{
    struct hf_val val;
    struct hf_reached reached = {.reasons = scene->reasons};
    HF_TRY(ask(scene, term->until, &val, err));
    out->known = val.sort == HF_SORT_DATE || val.sort == HF_SORT_INSTANT;
    if (!out->known)
        return HF_OK;
    reached.due_ms = val.sort == HF_SORT_INSTANT ? val.is.at_ms : 0;
    if (val.sort == HF_SORT_DATE)
        HF_TRY(hf_clock_until(count, val.is.day, &reached, err));
    take(count, &reached, (struct hf_period){0, HF_HOURS}, out);
    return hf_reckon_writable(out->due_ms, err);
}

static enum hf_rc within(const struct hf_scene *scene, const struct hf_count *count, struct hf_reckoned *out,
                         struct hf_err *err)
{
    struct hf_reached reached = {.reasons = scene->reasons};
    HF_TRY(hf_clock_within(count, out->from_ms, &reached, err));
    take(count, &reached, reached.provisional ? count->period : (struct hf_period){0, HF_HOURS}, out);
    return hf_reckon_writable(out->due_ms, err);
}

enum hf_rc hf_reckon_due(const struct hf_scene *scene, const struct hf_term *term, struct hf_reckoned *out,
                         struct hf_err *err)
{
    struct hf_count count;
    struct hf_val from;
    *out = (struct hf_reckoned){.from_ms = scene->act.effective_ms, .known = true};
    HF_TRY(hf_reckon_count(scene, term, &count, err));
    HF_TRY(ask(scene, term->from, &from, err));
    if (scene->act.is_day)
        out->from_ms = hf_calendar_day_begin(count.calendar, scene->act.day);
    if (from.sort == HF_SORT_INSTANT)
        out->from_ms = from.is.at_ms;
    if (term->until != NULL)
        return until(scene, term, &count, out, err);
    if (term->has_within)
        HF_TRY(hf_reckon_span(scene, &term->within, &count.period, err));
    return within(scene, &count, out, err);
}

/* ---- standing still ---- */

static enum hf_rc count_of_run(const struct hf_scene *scene, const struct hf_term *term,
                               struct hf_count *count, struct hf_err *err)
{
    HF_TRY(hf_reckon_count(scene, term, count, err));
    return term->has_within ? hf_reckon_span(scene, &term->within, &count->period, err) : HF_OK;
}

/* What was stored; where nothing was, what lies between the pause and the due time. */
static struct hf_period left_of(const struct hf_count *count, const struct hf_clock_run *run)
{
    if (run->left_unit != HF_HOURS)
        return (struct hf_period){run->left, (enum hf_unit)run->left_unit};
    return hf_clock_left(count, run->due_ms, run->paused_ms);
}

enum hf_rc hf_reckon_pause(const struct hf_scene *scene, const struct hf_term *term,
                           const struct hf_clock_run *run, int64_t at_ms, struct hf_reckoned *out,
                           struct hf_err *err)
{
    struct hf_count count;
    const struct hf_calendar *newer;
    struct hf_reckoned pause = {
        .from_ms = at_ms, .due_ms = run->due_ms, .known = true, .provisional = run->provisional != 0};
    HF_TRY(count_of_run(scene, term, &count, err));
    if (hf_reckon_stale(scene, term, run, &newer))
        HF_TRY(hf_reckon_again(scene, term, run, &pause, err));
    pause.from_ms = at_ms;
    pause.calendar = count.calendar;
    if (count.period.unit != HF_HOURS)
        pause.left = hf_clock_left(&count, pause.due_ms, at_ms);
    *out = pause;
    return HF_OK;
}

enum hf_rc hf_reckon_resume(const struct hf_scene *scene, const struct hf_term *term,
                            const struct hf_clock_run *run, int64_t at_ms, struct hf_reckoned *out,
                            struct hf_err *err)
{
    struct hf_count count;
    struct hf_reached reached = {.reasons = scene->reasons};
    struct hf_period left = {0, HF_HOURS};
    HF_TRY(count_of_run(scene, term, &count, err));
    if (count.period.unit == HF_HOURS) {
        reached.due_ms = run->due_ms + at_ms - run->paused_ms;
    } else {
        left = left_of(&count, run);
        HF_TRY(hf_clock_go_on(&count, left, at_ms, &reached, err));
    }
    *out = (struct hf_reckoned){.from_ms = at_ms, .known = true};
    take(&count, &reached, left, out);
    return hf_reckon_writable(out->due_ms, err);
}

/* ---- a later calendar ---- */

bool hf_reckon_stale(const struct hf_scene *scene, const struct hf_term *term, const struct hf_clock_run *run,
                     const struct hf_calendar **newer)
{
    HF_UNSET struct hf_err err;
    if (run->provisional == 0 || find_calendar(scene, term, newer, &err) != HF_OK)
        return false;
    HF_CHECK(*newer != NULL);
    return (*newer)->version > run->calendar;
}

/* The first time that lies after all that was told. */
static enum hf_rc recur(const struct hf_scene *scene, const struct hf_count *count,
                        const struct hf_clock_run *run, struct hf_reckoned *out, struct hf_err *err)
{
    struct hf_reached reached = {.reasons = scene->reasons};
    uint32_t k = 0;
    do {
        HF_TRY(hf_clock_every(count, run->first_ms, k++, &reached, err));
    } while (reached.due_ms <= run->told_ms);
    take(count, &reached, (struct hf_period){0, HF_HOURS}, out);
    return hf_reckon_writable(out->due_ms, err);
}

enum hf_rc hf_reckon_again(const struct hf_scene *scene, const struct hf_term *term,
                           const struct hf_clock_run *run, struct hf_reckoned *out, struct hf_err *err)
{
    struct hf_count count;
    struct hf_reached reached = {.reasons = scene->reasons};
    *out = (struct hf_reckoned){.from_ms = run->from_ms, .due_ms = run->due_ms, .known = true};
    HF_TRY(count_of_run(scene, term, &count, err));
    if (term->until != NULL)
        return until(scene, term, &count, out, err);
    if (term->has_every && run->due_ms != run->first_ms)
        return recur(scene, &count, run, out, err);
    if (run->paused_ms != 0 && count.period.unit == HF_HOURS) { /* what was left is in the due time */
        out->calendar = count.calendar;
        return HF_OK;
    }
    if (run->paused_ms != 0) { /* it stood still, and goes on since then */
        struct hf_period left = left_of(&count, run);
        HF_TRY(hf_clock_go_on(&count, left, run->paused_ms, &reached, err));
        take(&count, &reached, left, out);
        return hf_reckon_writable(out->due_ms, err);
    }
    if (run->left_unit != HF_HOURS)
        count.period = (struct hf_period){run->left, (enum hf_unit)run->left_unit};
    return within(scene, &count, out, err);
}

/* ---- by another version's rules ---- */

/* The time it stood still, added to the due time that it would have had. */
static enum hf_rc stood_still(const struct hf_scene *scene, const struct hf_count *count,
                              const struct hf_clock_run *run, struct hf_reckoned *io, struct hf_err *err)
{
    struct hf_reached reached = {.reasons = scene->reasons};
    if (count->period.unit == HF_HOURS) {
        io->due_ms += run->due_ms - run->first_ms;
        return hf_reckon_writable(io->due_ms, err);
    }
    if (run->due_ms > run->first_ms) {
        HF_TRY(hf_clock_go_on(count, hf_clock_left(count, run->due_ms, run->first_ms - 1), io->due_ms - 1,
                              &reached, err));
        io->due_ms = reached.due_ms;
        io->provisional = io->provisional || reached.provisional;
    }
    io->left = hf_clock_left(count, io->due_ms, run->paused_ms);
    return hf_reckon_writable(io->due_ms, err);
}

enum hf_rc hf_reckon_carry(const struct hf_scene *scene, const struct hf_term *term,
                           const struct hf_clock_run *run, struct hf_reckoned *out, int64_t *first_ms,
                           struct hf_err *err)
{
    struct hf_count count;
    struct hf_clock_run begun = *run;
    *out = (struct hf_reckoned){.from_ms = run->from_ms, .due_ms = run->due_ms, .known = true};
    HF_TRY(count_of_run(scene, term, &count, err));
    if (term->until != NULL)
        HF_TRY(until(scene, term, &count, out, err));
    else
        HF_TRY(within(scene, &count, out, err));
    *first_ms = begun.first_ms = out->due_ms;
    if (term->has_every) {
        count.period = term->every;
        return recur(scene, &count, &begun, out, err);
    }
    return run->paused_ms != 0 && term->until == NULL ? stood_still(scene, &count, run, out, err) : HF_OK;
}

void hf_reckon_put(const struct hf_reckoned *reckoned, struct hf_arena *arena, struct hf_json_maker *item)
{
    const struct hf_calendar *calendar = reckoned->calendar;
    struct hf_buf name = hf_buf_in(arena, 48), left = hf_buf_in(arena, 16);
    bool bare = calendar == NULL || (calendar->version == 0 && !reckoned->provisional);
    if (bare)
        return;
    hf_buf_put(&name, calendar->name);
    hf_buf_put_char(&name, '/');
    hf_buf_put_i64(&name, calendar->version);
    hf_json_add(item, HF_STR("calendar"), hf_json_of_text(hf_buf_str(&name)));
    if (reckoned->left.unit != HF_HOURS) {
        hf_period_put(&left, reckoned->left);
        hf_json_add(item, HF_STR("left"), hf_json_of_text(hf_buf_str(&left)));
    }
    if (reckoned->provisional)
        hf_json_add(item, HF_STR("provisional"), hf_json_of_bool(true));
}
