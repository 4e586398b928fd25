/* SPDX-License-Identifier: Apache-2.0 */
/* Where an instance stood by when acts took effect: late news change an earlier day, and only what is known
 * now. */
#include "base/when.h"
#include "casefile/stood.h"
#include "unit/desk/bundles.h"
#include "unit/unit.h"

#include <stdlib.h>

static int64_t instant(const char *text)
{
    int64_t at_ms;
    assert_true(hf_instant_read(hf_str_of(text), &at_ms));
    return at_ms;
}

static enum hf_rc take(void *context, const struct hf_flows *flows, const struct hf_case *after,
                       const struct hf_fact *fact, struct hf_err *err)
{
    (void)err;
    hf_stood_take(context, flows, after, fact);
    return HF_OK;
}

/* The State of measure/1 on that day by what was recorded until then. */
static struct hf_str stood(struct office *o, struct hf_str bytes, const char *on, const char *known)
{
    struct hf_bundle bundle;
    struct hf_bundle_verdict v;
    hf_arena_reset(&o->arena, 0);
    hf_arena_reset(&o->scratch, 0);
    struct hf_stood stood = {.at_ms = instant(on), .arena = &o->arena};
    assert_int_equal(hf_bundle_open(&o->w.hasher, bytes, &o->arena, &bundle, &o->err), HF_OK);
    struct hf_bundle_check check = {.hasher = &o->w.hasher,
                                    .bundle = &bundle,
                                    .house = o->w.house,
                                    .arena = &o->arena,
                                    .scratch = &o->scratch,
                                    .to_ms = instant(known),
                                    .each = take,
                                    .context = &stood};
    assert_int_equal(hf_bundle_verify(&check, &v, &o->err), HF_OK);
    hf_instance i = hf_case_find(&v.flows, &v.c, HF_STR("measure/1"));
    const struct hf_stood_row *row = i == HF_NO_INSTANCE ? NULL : hf_stood_of(&stood, i);
    return row == NULL ? HF_STR_NONE : row->state;
}

/* The measure was asked for on 23 November; the State said on the 24th that it was in force since the 22nd.
 */
static void late_news_change_what_is_known_of_an_earlier_day(void **state)
{
    struct office *o = bundles_begin();
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    (void)state;
    assert_str(stood(o, bytes, "2026-11-23T23:00:00.000Z", "2026-11-23T23:00:00.000Z"), "asked");
    assert_str(stood(o, bytes, "2026-11-22T23:00:00.000Z", "2026-11-23T23:00:00.000Z"), "");
    assert_str(stood(o, bytes, "2026-11-22T23:00:00.000Z", "2099-01-01T00:00:00.000Z"), "in_force");
    assert_str(stood(o, bytes, "2026-11-21T23:00:00.000Z", "2099-01-01T00:00:00.000Z"), "");
    free((char *)(uintptr_t)bytes.at);
    bundles_end(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(late_news_change_what_is_known_of_an_earlier_day)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
