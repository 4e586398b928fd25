/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bundles of a small case: what each reader gets, that they fold to the case, and that whatever is done to
 * one is found: every single bit, every cut, members and lines taken out, doubled and swapped.
 */
#include "proof/absence.h"
#include "unit/desk/bundles.h"
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { BIT_STEP = 61 }; /* under the sanitizers each check takes long */
#else
enum { BIT_STEP = 7 };
#endif
enum { CUT = 97 };

static int begin(void **state)
{
    *state = bundles_begin();
    return 0;
}

static int end(void **state)
{
    bundles_end(*state);
    return 0;
}

static enum hf_rc verify(struct office *o, struct hf_str bytes, struct hf_bundle_verdict *out)
{
    return bundle_verify(o, bytes, INT64_MAX, out);
}

static void assert_broken(struct office *o, struct hf_str bytes, const char *code)
{
    struct hf_bundle_verdict verdict;
    assert_int_equal(verify(o, bytes, &verdict), HF_UNVERIFIED);
    if (code != NULL)
        assert_str(hf_err_code(&o->err), code);
    assert_int_not_equal(o->err.where[0], 0);
}

static struct hf_str state_of(struct office *o, const struct hf_bundle_verdict *v, const char *on)
{
    hf_instance i = hf_case_find(&v->flows, &v->c, hf_str_of(on));
    (void)o;
    if (i == HF_NO_INSTANCE)
        return HF_STR_NONE;
    return hf_case_kind(&v->flows, &v->c, i)->state[hf_case_instance(&v->c, i)->state].name;
}

/* ---- readers ---- */

static void the_auditor_sees_all_and_folds_the_case(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    struct hf_bundle_verdict v;
    assert_int_equal(verify(o, bytes, &v), HF_OK);
    assert_true(v.trusted && v.folded);
    assert_int_equal(v.shown, v.events);
    assert_int_equal(v.events, hf_case_head(&v.c)->seq);
    assert_int_equal(v.messages, 2);
    assert_true(v.values > 0);
    assert_str(state_of(o, &v, "request/1"), "done");
    assert_str(state_of(o, &v, "measure/1"), "in_force");
    free((char *)(uintptr_t)bytes.at);
}

static void the_case_of_an_earlier_day_is_folded_from_the_bytes_alone(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    struct hf_bundle_verdict v;
    assert_int_equal(bundle_verify(o, bytes, o->w.clock.now_ms - HF_MS_PER_DAY / 2, &v), HF_OK);
    assert_str(state_of(o, &v, "request/1"), "sent");
    assert_str(state_of(o, &v, "measure/1"), "asked");
    assert_int_equal(bundle_verify(o, bytes, 0, &v), HF_OK);
    assert_int_equal(hf_case_head(&v.c)->instances, 0);
    free((char *)(uintptr_t)bytes.at);
}

static void the_public_gets_no_hidden_value_and_no_message(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = bundle_for(o, HF_READER_PUBLIC, 0), all = bundle_for(o, HF_READER_AUDITOR, 0);
    struct hf_bundle_verdict v;
    struct hf_buf secret = hf_buf_in(&o->w.arena, 64);
    assert_int_equal(verify(o, bytes, &v), HF_OK);
    assert_true(v.folded); /* what is hidden was never needed to fold */
    assert_int_equal(v.values, 0);
    assert_int_equal(v.messages, 0);
    assert_false(hf_str_contains(bytes, HF_STR("protective measures")));
    /* As it stands in a disclosure: base64url of a part that falls on its three-byte steps is the same. */
    hf_b64url_put(&secret, "purpose\",\"protective", 18);
    for (size_t i = 0; i + 18 <= secret.len; i += 18)
        assert_false(hf_str_contains(bytes, hf_buf_str(&secret)));
    assert_true(bytes.len < all.len);
    free((char *)(uintptr_t)bytes.at);
    free((char *)(uintptr_t)all.at);
}

static void an_authority_sees_its_own_messages_and_commitments_of_the_rest(void **state)
{
    struct office *o = *state;
    struct hf_bundle_verdict v;
    struct hf_str ours = bundle_for(o, HF_READER_AUTHORITY, 0),
                  others = bundle_for(o, HF_READER_AUTHORITY, 1);
    assert_int_equal(verify(o, ours, &v), HF_OK);
    assert_false(v.folded);
    assert_true(v.shown > 0 && v.shown < v.events);
    assert_int_equal(v.messages, 2);
    assert_int_equal(v.values, 0);
    assert_int_equal(verify(o, others, &v), HF_OK);
    assert_int_equal(v.shown, 0);
    assert_int_equal(v.messages, 0);
    struct hf_str events = bundle_part_of(o, others, HF_BUNDLE_events);
    assert_false(hf_str_contains(events, HF_STR("\"header\":")));
    free((char *)(uintptr_t)ours.at);
    free((char *)(uintptr_t)others.at);
}

static void a_role_sees_what_it_may_act_on_and_commitments_of_the_rest(void **state)
{
    struct office *o = *state;
    struct hf_bundle_verdict ours, theirs;
    struct hf_str bytes = bundle_for(o, HF_READER_ROLE, 0), other = bundle_for_role(o, HF_STR("focal_point"));
    assert_int_equal(verify(o, bytes, &ours), HF_OK);
    assert_true(ours.shown > 0 && ours.values > 0);
    assert_int_equal(verify(o, other, &theirs), HF_OK);
    assert_false(theirs.folded);
    assert_true(theirs.shown > 0 && theirs.shown < ours.shown);
    struct hf_str events = bundle_part_of(o, other, HF_BUNDLE_events);
    assert_true(hf_str_contains(events, HF_STR("\"on\":\"measure/1\"")));
    assert_false(hf_str_contains(events, HF_STR("\"on\":\"asset/1\""))); /* registers are ours */
    free((char *)(uintptr_t)bytes.at);
    free((char *)(uintptr_t)other.at);
}

static void what_a_reader_cannot_be_given_is_refused(void **state)
{
    struct office *o = *state;
    struct hf_bundle_order order = {.file = o->file, .reader = HF_READER_PUBLIC, .documents = true};
    struct hf_buf out = hf_buf_in(&o->w.arena, 4096);
    assert_int_equal(hf_bundle_make(o->w.desk[0], &order, &o->w.arena, &out, &o->err), HF_BAD_INPUT);
    assert_str(hf_err_code(&o->err), "bundle_documents");
    order = (struct hf_bundle_order){.file = o->file, .reader = HF_READER_ROLE, .role = HF_STR("gardener")};
    assert_int_equal(hf_bundle_make(o->w.desk[0], &order, &o->w.arena, &out, &o->err), HF_NOT_FOUND);
    assert_str(hf_err_code(&o->err), "bundle_reader");
    assert_int_equal(out.len, 0);
    world_reset(&o->w);
}

/* Two people had the texts erased: the certificate says how many, and nothing else is missing. */
static void what_was_erased_is_counted(void **state)
{
    struct office *o = *state;
    struct hf_bundle_verdict before, after;
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    assert_int_equal(verify(o, bytes, &before), HF_OK);
    assert_int_equal(before.erased, 0);
    assert_int_equal(before.hidden, before.values);
    free((char *)(uintptr_t)bytes.at);
    bundles_erase(o);
    bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    assert_int_equal(verify(o, bytes, &after), HF_OK);
    assert_true(after.folded && after.erased > 0);
    assert_int_equal(after.hidden, before.hidden);
    assert_int_equal(after.values + after.erased, after.hidden);
    free((char *)(uintptr_t)bytes.at);
}

static void a_stranger_s_signature_is_told_from_the_trusted_one(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    struct hf_public key = o->trust.log[0].key;
    o->trust.log[0].key.byte[0] ^= 1;
    assert_broken(o, bytes, "bundle_stranger");
    o->trust.log[0].key = key;
    free((char *)(uintptr_t)bytes.at);
}

/* ---- whatever is done to it ---- */

/* Every bit: ./dev flips. */
static void a_bit_of_every_byte_counts(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    char *at = (char *)(uintptr_t)bytes.at;
    struct hf_bundle_verdict v;
    for (size_t bit = 0; bit < bytes.len * 8; bit += BIT_STEP) {
        at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
        if (verify(o, bytes, &v) == HF_OK)
            fail_msg("bit %zu of byte %zu is free", bit % 8, bit / 8);
        at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
    }
    assert_int_equal(verify(o, bytes, &v), HF_OK);
    free(at);
}

static void every_cut_is_found(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    char *longer = malloc(bytes.len + HF_USTAR_BLOCK);
    for (size_t len = 0; len < bytes.len; len += CUT)
        assert_broken(o, hf_str_part(bytes, 0, len), "ustar_broken");
    memcpy(longer, bytes.at, bytes.len);
    memset(longer + bytes.len, 0, HF_USTAR_BLOCK);
    assert_broken(o, (struct hf_str){longer, bytes.len + HF_USTAR_BLOCK}, "ustar_broken");
    free(longer);
    free((char *)(uintptr_t)bytes.at);
}

/* Whatever letter of it: the manifest is named, and not the member that its line is about. */
static void a_changed_manifest_is_what_is_named(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    struct hf_ustar_member manifest;
    struct hf_bundle_verdict v;
    assert_true(bundle_member(o, bytes, 0, &manifest));
    assert_true(manifest.bytes.len > 500);
    for (size_t at = 0; at < manifest.bytes.len; at += 11) {
        char *letter = (char *)(uintptr_t)&manifest.bytes.at[at];
        *letter ^= 1;
        assert_int_equal(verify(o, bytes, &v), HF_UNVERIFIED);
        assert_string_equal(o->err.where, "manifest");
        *letter ^= 1;
    }
    assert_int_equal(verify(o, bytes, &v), HF_OK);
    free((char *)(uintptr_t)bytes.at);
}

static void members_cannot_be_moved_doubled_or_left_out(void **state)
{
    static const char *const codes[MISTAKES] = {
        [MISTAKE_REST_CUT] = "bundle_cut",         [MISTAKE_SWAPPED] = "bundle_member",
        [MISTAKE_DOUBLED] = "bundle_member",       [MISTAKE_NO_MANIFEST] = "bundle_manifest",
        [MISTAKE_TWO_MANIFESTS] = "bundle_member", [MISTAKE_PART_LEFT_OUT] = "bundle_member",
        [MISTAKE_MANIFEST_ALONE] = "bundle_part",
    };
    struct office *o = *state;
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    for (enum bundle_mistake mistake = 0; mistake < MISTAKES; mistake++)
        assert_broken(o, bundle_mistaken(o, bytes, mistake), codes[mistake]);
    free((char *)(uintptr_t)bytes.at);
}

static void who_holds_the_key_still_cannot_change_what_follows(void **state)
{
    static const struct {
        enum hf_bundle_part part;
        const char *left_out, *doubled, *swapped;
    } rows[] = {
        {HF_BUNDLE_events, "bundle_cut", "bundle_line", NULL},
        {HF_BUNDLE_disclosures, "bundle_left_out", "bundle_value", "bundle_value"},
        {HF_BUNDLE_messages, "bundle_left_out", "bundle_message", "bundle_message"},
    };
    struct office *o = *state;
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_str lines = bundle_part_of(o, bytes, rows[i].part);
        struct hf_str less = bundle_signed_anew(o, bytes, rows[i].part, bundle_lines(o, lines, 1, SIZE_MAX)),
                      more = bundle_signed_anew(o, bytes, rows[i].part, bundle_lines(o, lines, SIZE_MAX, 1));
        assert_broken(o, less, rows[i].left_out);
        assert_broken(o, more, rows[i].doubled);
        assert_broken(o, bundle_signed_anew(o, bytes, rows[i].part, bundle_swapped(o, lines)),
                      rows[i].swapped);
    }
    free((char *)(uintptr_t)bytes.at);
}

static void the_proof_of_the_tree_has_no_hash_too_many_and_none_too_few(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0),
                  tree = bundle_part_of(o, bytes, HF_BUNDLE_tree);
    struct hf_buf more = hf_buf_in(&o->w.arena, tree.len + 64);
    assert_true(tree.len >= 32);
    hf_buf_put(&more, tree);
    hf_buf_put(&more, hf_str_part(tree, 0, 32));
    assert_broken(o, bundle_signed_anew(o, bytes, HF_BUNDLE_tree, hf_buf_str(&more)), "cover_broken");
    assert_broken(o, bundle_signed_anew(o, bytes, HF_BUNDLE_tree, hf_str_part(tree, 0, tree.len - 32)),
                  "cover_broken");
    assert_broken(o, bundle_signed_anew(o, bytes, HF_BUNDLE_tree, hf_str_part(tree, 0, tree.len - 1)),
                  "cover_broken");
    assert_broken(o, bundle_signed_anew(o, bytes, HF_BUNDLE_checkpoint, HF_STR("none\n")),
                  "bundle_checkpoint");
    free((char *)(uintptr_t)bytes.at);
}

/* Heads are published by the rows of files: who can rename one has them say what he wants. */
static void what_does_not_verify_is_not_handed_out(void **state)
{
    struct office *o = *state;
    struct hf_bundle_order order = {.file = o->file};
    struct hf_buf out = hf_buf_in(&o->w.arena, 65536);
    bundle_case_renamed(o); /* its first event says otherwise */
    assert_int_equal(hf_bundle_make(o->w.desk[0], &order, &o->w.arena, &out, &o->err), HF_UNVERIFIED);
    assert_str(hf_err_code(&o->err), "bundle_other_event");
    assert_string_equal(o->err.where, "event 1");
    assert_int_equal(out.len, 0);
}

static void forged_heads_are_found(void **state)
{
    static const struct {
        const char *code, *where;
    } want[FORGERIES] = {
        [FORGED_TAIL] = {"heads_cut", "heads line 3"},
        [FORGED_STALE] = {"heads_stale", "event "},
        [FORGED_SWAPPED] = {"heads_cut", "heads line 3"},
        [FORGED_NAME] = {"bundle_other_event", "event 1"},
        [FORGED_ENTRY] = {"heads_name", "heads line 4"},
        [FORGED_UNLOGGED] = {"heads_unlogged", "heads line 2"},
        [FORGED_EVENT] = {"heads_event", "heads line 1"},
        [FORGED_STEP] = {"heads_cut", "heads line 3"},
        [FORGED_SHORT] = {"heads_cut", "heads line 3"},
    };
    struct office *o = *state;
    struct hf_str earlier = bundle_for(o, HF_READER_AUDITOR, 0);
    bundle_case_goes_on(o);
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0), other = bundle_of_another(o);
    struct hf_bundle_verdict v;
    assert_int_equal(verify(o, earlier, &v), HF_OK); /* it was whole, and says as of when */
    int64_t before_ms = v.whole_ms;
    uint64_t before_size = v.whole_size;
    assert_int_equal(verify(o, bytes, &v), HF_OK);
    assert_true(v.whole_size > before_size && v.whole_ms >= before_ms);
    for (enum bundle_forgery forgery = 0; forgery < FORGERIES; forgery++) {
        assert_broken(o, bundle_forged(o, bytes, earlier, other, forgery), want[forgery].code);
        assert_memory_equal(o->err.where, want[forgery].where, strlen(want[forgery].where));
    }
    free((char *)(uintptr_t)earlier.at);
    free((char *)(uintptr_t)bytes.at);
    free((char *)(uintptr_t)other.at);
}

/* ---- absence ---- */

static enum hf_rc verify_absence(struct office *o, struct hf_str bytes, struct hf_absence *out)
{
    hf_arena_reset(&o->scratch, 0);
    return hf_absence_verify(&o->w.hasher, bytes, &o->trust, &o->scratch, out, &o->err);
}

static void a_case_that_there_is_not_is_proved_absent(void **state)
{
    static const char *const names[] = {"0000-0000-0", "ZZZZ-ZZZZ-K", NULL};
    struct office *o = *state;
    struct hf_str bytes = bundle_absence(o, names);
    struct hf_absence *absence = HF_NEW(&o->arena, struct hf_absence, 1);
    assert_int_equal(verify_absence(o, bytes, absence), HF_OK);
    assert_true(absence->trusted);
    assert_int_equal(absence->names, 2);
    assert_str(absence->name[1], "ZZZZ-ZZZZ-K");
    assert_true(absence->heads.size > 0 && absence->heads.size < absence->signed_size);
    char *at = (char *)(uintptr_t)bytes.at;
    for (size_t bit = 0; bit < bytes.len * 8; bit += 7) {
        at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
        /* Another name may be absent by the same proof: it is told by its name. */
        if (verify_absence(o, bytes, absence) == HF_OK &&
            hf_str_eq(absence->name[0], HF_STR("0000-0000-0")) &&
            hf_str_eq(absence->name[1], HF_STR("ZZZZ-ZZZZ-K")))
            fail_msg("bit %zu of byte %zu is free", bit % 8, bit / 8);
        at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
    }
    free(at);
}

static void a_case_that_there_is_cannot_be(void **state)
{
    struct office *o = *state;
    struct hf_file_row row;
    struct hf_ledger ledger = twin_ledger(o->w.store);
    struct hf_file_ask ask = {.file = o->file, .after_seq = INT32_MAX};
    struct hf_buf out = hf_buf_in(&o->w.arena, 16384);
    size_t one = 1;
    assert_int_equal(ledger.load(ledger.self, &ask, &one, &o->w.arena, &row, &o->err), HF_OK);
    assert_int_equal(hf_absence_make(o->w.desk[0], &row.name, 1, &o->w.arena, &out, &o->err), HF_CONFLICT);
    assert_str(hf_err_code(&o->err), "absence_there");
}

/* ---- time-stamps ---- */

static void stamps_are_told_with_what_they_stamp(void **state)
{
    struct office *o = *state;
    bundles_stamp(o);
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    struct hf_bundle_verdict v;
    assert_int_equal(verify(o, bytes, &v), HF_OK);
    assert_int_equal(v.stamps, 2);
    assert_true(v.stamp[0].size > 0 && v.stamp[0].size < v.signed_size); /* the heads came behind it */
    assert_true(hf_str_ends(v.stamp[0].member, HF_STR("-1.tst")));
    assert_true(hf_str_ends(v.stamp[1].member, HF_STR("-2.tst")));
    free((char *)(uintptr_t)bytes.at);
}

/* By whoever holds the log key; what the last one is kept with is held by the manifest alone. */
static void a_stamp_of_something_else_is_found(void **state)
{
    static const char *const ends[] = {".note", ".path", "-1.tst", "-1.pem", "-2.tst", "-2.pem"};
    struct office *o = *state;
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    struct hf_ustar_member member;
    size_t met = 0;
    for (size_t i = 0; bundle_member(o, bytes, i, &member); i++) {
        char text[HF_USTAR_NAME_MAX + 1];
        if (!hf_str_begins(member.name, HF_STR("stamps/")))
            continue;
        assert_true(hf_str_ends(member.name, hf_str_of(ends[met])));
        snprintf(text, sizeof text, "%.*s", HF_STR_ARG(member.name));
        assert_broken(o, bundle_with(o, bytes, text, HF_STR_NONE), "bundle_stamp");
        if (met++ != 5) {
            assert_broken(o, bundle_with(o, bytes, text, HF_STR("other")), "bundle_stamp");
            assert_true(met == 5 || hf_str_begins(hf_str_of(o->err.where), HF_STR("stamps/")));
        }
    }
    assert_int_equal(met, sizeof ends / sizeof ends[0]);
    free((char *)(uintptr_t)bytes.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_auditor_sees_all_and_folds_the_case),
        cmocka_unit_test(the_case_of_an_earlier_day_is_folded_from_the_bytes_alone),
        cmocka_unit_test(the_public_gets_no_hidden_value_and_no_message),
        cmocka_unit_test(an_authority_sees_its_own_messages_and_commitments_of_the_rest),
        cmocka_unit_test(a_role_sees_what_it_may_act_on_and_commitments_of_the_rest),
        cmocka_unit_test(what_a_reader_cannot_be_given_is_refused),
        cmocka_unit_test(a_stranger_s_signature_is_told_from_the_trusted_one),
        cmocka_unit_test(a_bit_of_every_byte_counts),
        cmocka_unit_test(every_cut_is_found),
        cmocka_unit_test(a_changed_manifest_is_what_is_named),
        cmocka_unit_test(members_cannot_be_moved_doubled_or_left_out),
        cmocka_unit_test(who_holds_the_key_still_cannot_change_what_follows),
        cmocka_unit_test(forged_heads_are_found),
        cmocka_unit_test(a_case_that_there_is_not_is_proved_absent),
        cmocka_unit_test(a_case_that_there_is_cannot_be),
        cmocka_unit_test(the_proof_of_the_tree_has_no_hash_too_many_and_none_too_few),
        cmocka_unit_test(stamps_are_told_with_what_they_stamp),
        cmocka_unit_test(a_stamp_of_something_else_is_found),
        cmocka_unit_test(what_was_erased_is_counted),
        cmocka_unit_test(what_does_not_verify_is_not_handed_out), /* last: the case is another then */
    };
    return cmocka_run_group_tests(tests, begin, end);
}
