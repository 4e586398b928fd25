/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bundles of a small case: what each reader gets, that they fold to the case, and that whatever is done to
 * one is found: every single bit, every cut, members and lines taken out, doubled and swapped.
 */
#include "desk/bundle.h"

#include <stdlib.h>

#include "proof/verify.h"
#include "sim/world.h"
#include "unit/unit.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { BIT_STEP = 61 }; /* under the sanitizers each check takes long */
#else
enum { BIT_STEP = 1 };
#endif
enum { ROOM = 64 << 20, SCRATCH = 8 << 20, CUT = 97 };

struct office {
    struct world w;
    struct hf_id file;
    struct hf_arena arena, scratch; /* of whoever verifies */
    struct hf_public key;
    struct hf_err err;
};

/* ---- a case with a request sent and answered ---- */

static struct hf_str thread_of(struct office *o)
{
    const struct hf_case *c;
    struct hf_flows flows;
    assert_int_equal(hf_desk_file(o->w.desk[0], &o->file, &o->w.arena, &c, &flows, &o->err), HF_OK);
    return world_text(&o->w, &hf_case_thread(c, 0)->id);
}

static void fill_case(struct office *o)
{
    struct world *w = &o->w;
    o->file = world_case(w);
    world_do(w, &w->approver, "approver", &o->file, "request/1", "send", NULL);
    w->clock.now_ms += HF_MS_PER_DAY;
    struct hf_request answer = world_answer(
        w, 0, "answer", "jti-1", thread_of(o),
        "{'seq':1,'status':'executed','results':[{'item':1,'event':'in_force',"
        "'effective_at':'2026-11-22','payload':{'expires_on':'2028-11-24','national_order':'A 7'}},"
        "{'item':2,'event':'refuse','payload':{'ground':'not_found'}}]}");
    assert_int_equal(world_serve(w, 0, &answer), HF_DONE);
}

static int begin(void **state)
{
    struct office *o = calloc(1, sizeof *o);
    struct hf_secret secret;
    assert_non_null(o);
    world_make(&o->w, 1, 1);
    world_found(&o->w);
    hf_arena_init(&o->arena, malloc(ROOM), ROOM);
    hf_arena_init(&o->scratch, malloc(SCRATCH), SCRATCH);
    twin_key_pair(HF_KEY_LOG, &secret, &o->key);
    fill_case(o);
    *state = o;
    return 0;
}

static int end(void **state)
{
    struct office *o = *state;
    world_free(&o->w);
    free(o->arena.at);
    free(o->scratch.at);
    free(o);
    return 0;
}

/* A copy of the bundle for this reader, which the caller frees. */
static struct hf_str made_for(struct office *o, enum hf_bundle_reader reader, size_t focal)
{
    struct hf_bundle_order order = {
        .file = o->file, .reader = reader, .authority = o->w.focal[focal].authority, .documents = true};
    world_reset(&o->w);
    struct hf_buf out = hf_buf_in(&o->w.arena, 65536);
    assert_int_equal(hf_bundle_make(o->w.desk[0], &order, &o->w.arena, &out, &o->err), HF_OK);
    char *copy = malloc(out.len);
    memcpy(copy, out.at, out.len);
    world_reset(&o->w);
    return (struct hf_str){copy, out.len};
}

static enum hf_rc verify_until(struct office *o, struct hf_str bytes, int64_t to_ms,
                               struct hf_bundle_verdict *out)
{
    struct hf_bundle bundle;
    hf_arena_reset(&o->arena, 0);
    hf_arena_reset(&o->scratch, 0);
    HF_TRY(hf_bundle_open(&o->w.hasher, bytes, &o->arena, &bundle, &o->err));
    struct hf_bundle_check check = {.hasher = &o->w.hasher,
                                    .bundle = &bundle,
                                    .house = o->w.house,
                                    .arena = &o->arena,
                                    .scratch = &o->scratch,
                                    .trusted_name = HF_STR("court.example/log1"),
                                    .trusted_key = &o->key,
                                    .to_ms = to_ms};
    return hf_bundle_verify(&check, out, &o->err);
}

static enum hf_rc verify(struct office *o, struct hf_str bytes, struct hf_bundle_verdict *out)
{
    return verify_until(o, bytes, INT64_MAX, out);
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
    struct hf_str bytes = made_for(o, HF_READER_AUDITOR, 0);
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
    struct hf_str bytes = made_for(o, HF_READER_AUDITOR, 0);
    struct hf_bundle_verdict v;
    assert_int_equal(verify_until(o, bytes, o->w.clock.now_ms - HF_MS_PER_DAY / 2, &v), HF_OK);
    assert_str(state_of(o, &v, "request/1"), "sent");
    assert_str(state_of(o, &v, "measure/1"), "asked");
    assert_int_equal(verify_until(o, bytes, 0, &v), HF_OK);
    assert_int_equal(hf_case_head(&v.c)->instances, 0);
    free((char *)(uintptr_t)bytes.at);
}

static void the_public_gets_no_hidden_value_and_no_message(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = made_for(o, HF_READER_PUBLIC, 0), all = made_for(o, HF_READER_AUDITOR, 0);
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
    struct hf_str ours = made_for(o, HF_READER_AUTHORITY, 0), others = made_for(o, HF_READER_AUTHORITY, 1);
    assert_int_equal(verify(o, ours, &v), HF_OK);
    assert_false(v.folded);
    assert_true(v.shown > 0 && v.shown < v.events);
    assert_int_equal(v.messages, 2);
    assert_int_equal(v.values, 0);
    assert_int_equal(verify(o, others, &v), HF_OK);
    assert_int_equal(v.shown, 0);
    assert_int_equal(v.messages, 0);
    assert_false(hf_str_contains(others, HF_STR("\"header\":")));
    free((char *)(uintptr_t)ours.at);
    free((char *)(uintptr_t)others.at);
}

static void a_stranger_s_signature_is_told_from_the_trusted_one(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = made_for(o, HF_READER_AUDITOR, 0);
    struct hf_public key = o->key;
    o->key.byte[0] ^= 1;
    assert_broken(o, bytes, "bundle_stranger");
    o->key = key;
    free((char *)(uintptr_t)bytes.at);
}

/* ---- whatever is done to it ---- */

static void every_bit_counts(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = made_for(o, HF_READER_AUDITOR, 0);
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
    struct hf_str bytes = made_for(o, HF_READER_AUDITOR, 0);
    char *longer = malloc(bytes.len + HF_USTAR_BLOCK);
    for (size_t len = 0; len < bytes.len; len += CUT)
        assert_broken(o, hf_str_part(bytes, 0, len), "ustar_broken");
    memcpy(longer, bytes.at, bytes.len);
    memset(longer + bytes.len, 0, HF_USTAR_BLOCK);
    assert_broken(o, (struct hf_str){longer, bytes.len + HF_USTAR_BLOCK}, "ustar_broken");
    free(longer);
    free((char *)(uintptr_t)bytes.at);
}

/* The archive again, with its members in another order: `order[i]` stands at place i. */
static struct hf_str arranged(struct office *o, struct hf_str bytes, const size_t *order, size_t count)
{
    struct hf_ustar_member member[16];
    struct hf_buf out = hf_buf_in(&o->w.arena, bytes.len + 4096);
    size_t at = 0, members = 0;
    bool end = false;
    while (hf_ustar_next(bytes, &at, &member[members], &end, &o->err) == HF_OK && !end)
        members++;
    for (size_t i = 0; i < count; i++)
        if (order[i] < members)
            hf_ustar_put(&out, &member[order[i]]);
    hf_ustar_end_put(&out);
    return hf_buf_str(&out);
}

static void members_cannot_be_moved_doubled_or_left_out(void **state)
{
    static const struct {
        size_t order[10], count;
        const char *code;
    } rows[] = {
        {{0, 1, 2, 3, 4, 5, 6}, 7, "bundle_cut"},
        {{0, 2, 1, 3, 4, 5, 6, 7}, 8, "bundle_member"},
        {{0, 1, 2, 3, 4, 5, 6, 7, 7}, 9, "bundle_member"},
        {{1, 2, 3, 4, 5, 6, 7}, 7, "bundle_manifest"},
        {{0, 0, 1, 2, 3, 4, 5, 6, 7}, 9, "bundle_member"},
        {{0, 1, 2, 4, 5, 6, 7}, 7, "bundle_member"},
        {{0}, 1, "bundle_part"},
    };
    struct office *o = *state;
    struct hf_str bytes = made_for(o, HF_READER_AUDITOR, 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_broken(o, arranged(o, bytes, rows[i].order, rows[i].count), rows[i].code);
    free((char *)(uintptr_t)bytes.at);
}

/* Whoever holds the key can sign any manifest; what it lists must still follow from itself and from the tree.
 */
static struct hf_str signed_anew(struct office *o, struct hf_str bytes, enum hf_bundle_part part,
                                 struct hf_str with)
{
    struct hf_bundle bundle;
    struct hf_ustar_member member[16];
    struct hf_secret secret;
    struct hf_public key;
    struct hf_buf text = hf_buf_in(&o->w.arena, 4096), note = hf_buf_in(&o->w.arena, 4096),
                  out = hf_buf_in(&o->w.arena, bytes.len + 4096);
    size_t count = 0;
    assert_int_equal(hf_bundle_open(&o->w.hasher, bytes, &o->w.arena, &bundle, &o->err), HF_OK);
    for (enum hf_bundle_part p = 0; p < HF_BUNDLE_PART_COUNT; p++)
        member[count++] = (struct hf_ustar_member){hf_bundle_part_name(p), p == part ? with : bundle.part[p]};
    for (size_t i = 0; i < bundle.others; i++)
        member[count++] = bundle.other[i];
    twin_key_pair(HF_KEY_LOG, &secret, &key);
    hf_bundle_manifest_put(&o->w.hasher, &bundle.claim, member, count, &text);
    hf_note_sign(&o->w.hasher, hf_buf_str(&text), bundle.claim.origin, &secret, &key, &note);
    hf_ustar_put(&out, &(struct hf_ustar_member){HF_STR("manifest"), hf_buf_str(&note)});
    for (size_t i = 0; i < count; i++)
        hf_ustar_put(&out, &member[i]);
    hf_ustar_end_put(&out);
    return hf_buf_str(&out);
}

static struct hf_str part_of(struct office *o, struct hf_str bytes, enum hf_bundle_part part)
{
    struct hf_bundle bundle;
    assert_int_equal(hf_bundle_open(&o->w.hasher, bytes, &o->w.arena, &bundle, &o->err), HF_OK);
    return bundle.part[part];
}

/* Lines without the one at `skip`, and with that at `twice` doubled. */
static struct hf_str lines_of(struct office *o, struct hf_str lines, size_t skip, size_t twice)
{
    struct hf_buf out = hf_buf_in(&o->w.arena, 2 * lines.len + 1);
    for (size_t i = 0; lines.len > 0; i++) {
        struct hf_str line = hf_str_cut(&lines, '\n');
        for (size_t k = 0; k < (i == twice ? 2u : i == skip ? 0u : 1u); k++) {
            hf_buf_put(&out, line);
            hf_buf_put_char(&out, '\n');
        }
    }
    return hf_buf_str(&out);
}

/* The second line first. */
static struct hf_str swapped(struct office *o, struct hf_str lines)
{
    struct hf_buf out = hf_buf_in(&o->w.arena, lines.len);
    struct hf_str first = hf_str_cut(&lines, '\n'), second = hf_str_cut(&lines, '\n');
    const struct hf_str all[] = {second, first};
    for (size_t i = 0; i < 2; i++) {
        hf_buf_put(&out, all[i]);
        hf_buf_put_char(&out, '\n');
    }
    hf_buf_put(&out, lines);
    return hf_buf_str(&out);
}

static void who_holds_the_key_still_cannot_change_what_follows(void **state)
{
    static const struct {
        enum hf_bundle_part part;
        const char *left_out; /* NULL: it may be left out, and the bundle says less */
        const char *doubled, *swapped;
    } rows[] = {
        {HF_BUNDLE_events, "bundle_cut", "bundle_line", NULL},
        {HF_BUNDLE_disclosures, NULL, "bundle_value", "bundle_value"},
        {HF_BUNDLE_messages, NULL, "bundle_message", "bundle_message"},
    };
    struct office *o = *state;
    struct hf_str bytes = made_for(o, HF_READER_AUDITOR, 0);
    struct hf_bundle_verdict v;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_str lines = part_of(o, bytes, rows[i].part);
        struct hf_str less = signed_anew(o, bytes, rows[i].part, lines_of(o, lines, 1, SIZE_MAX)),
                      more = signed_anew(o, bytes, rows[i].part, lines_of(o, lines, SIZE_MAX, 1));
        if (rows[i].left_out != NULL)
            assert_broken(o, less, rows[i].left_out);
        else
            assert_int_equal(verify(o, less, &v), HF_OK);
        assert_broken(o, more, rows[i].doubled);
        assert_broken(o, signed_anew(o, bytes, rows[i].part, swapped(o, lines)), rows[i].swapped);
    }
    free((char *)(uintptr_t)bytes.at);
}

static void the_proof_of_the_tree_has_no_hash_too_many_and_none_too_few(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = made_for(o, HF_READER_AUDITOR, 0), tree = part_of(o, bytes, HF_BUNDLE_tree);
    struct hf_buf more = hf_buf_in(&o->w.arena, tree.len + 64);
    assert_true(tree.len >= 32);
    hf_buf_put(&more, tree);
    hf_buf_put(&more, hf_str_part(tree, 0, 32));
    assert_broken(o, signed_anew(o, bytes, HF_BUNDLE_tree, hf_buf_str(&more)), "cover_broken");
    assert_broken(o, signed_anew(o, bytes, HF_BUNDLE_tree, hf_str_part(tree, 0, tree.len - 32)),
                  "cover_broken");
    assert_broken(o, signed_anew(o, bytes, HF_BUNDLE_tree, hf_str_part(tree, 0, tree.len - 1)),
                  "cover_broken");
    assert_broken(o, signed_anew(o, bytes, HF_BUNDLE_checkpoint, HF_STR("none\n")), "bundle_checkpoint");
    free((char *)(uintptr_t)bytes.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_auditor_sees_all_and_folds_the_case),
        cmocka_unit_test(the_case_of_an_earlier_day_is_folded_from_the_bytes_alone),
        cmocka_unit_test(the_public_gets_no_hidden_value_and_no_message),
        cmocka_unit_test(an_authority_sees_its_own_messages_and_commitments_of_the_rest),
        cmocka_unit_test(a_stranger_s_signature_is_told_from_the_trusted_one),
        cmocka_unit_test(every_bit_counts),
        cmocka_unit_test(every_cut_is_found),
        cmocka_unit_test(members_cannot_be_moved_doubled_or_left_out),
        cmocka_unit_test(who_holds_the_key_still_cannot_change_what_follows),
        cmocka_unit_test(the_proof_of_the_tree_has_no_hash_too_many_and_none_too_few),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
