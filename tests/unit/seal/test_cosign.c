/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cosignatures and policies. That a line has the form of the specification (C2SP tlog-cosignature) shows in
 * its example, whose parts stand here; that another program finds ours good is shown in
 * tests/verify/agree.mjs.
 */
#include "seal/policy.h"
#include "seal/submission.h"
#include "unit/seal/seal.h"

#define TEXT "court.example/log1\n7\nl7TYr+aP3FOTk9uV73Fs/cnkdcIEeF6nqaUwv1OdZrA=\n"

enum { WITNESSES = 3 };

static struct hf_cosigner witness[WITNESSES];
static struct hf_secret secret[WITNESSES];
static struct hf_public log_key;

static int open_witnesses(void **state)
{
    static const char *const names[] = {"w.example/1", "w.example/2", "w.example/3"};
    struct hf_seed seed = {{9}};
    struct hf_secret log_secret;
    open_group(state);
    hf_key_make(&seed, &log_secret, &log_key);
    for (size_t i = 0; i < WITNESSES; i++) {
        seed.byte[1] = (unsigned char)(i + 1);
        witness[i].name = hf_str_of(names[i]);
        hf_key_make(&seed, &secret[i], &witness[i].key);
    }
    return 0;
}

/* A note with the lines of those whose bit is set. */
static void note_of(unsigned who, struct hf_buf *bytes, struct hf_note *out)
{
    static const unsigned char nobody[76];
    hf_buf_put(bytes, HF_STR(TEXT "\n"));
    hf_note_line_put(bytes, HF_STR("court.example/log1"), nobody, sizeof nobody);
    for (size_t i = 0; i < WITNESSES; i++)
        if ((who >> i & 1) != 0)
            hf_cosign(&hasher, HF_STR(TEXT), &witness[i], &secret[i], 1679315147 + (int64_t)i, bytes);
    assert_false(bytes->full);
    assert_int_equal(hf_note_read(hf_buf_str(bytes), out, &err), HF_OK);
}

static void a_cosignature_says_when_and_by_whom(void **state)
{
    char room[4096];
    struct hf_buf bytes = HF_BUF(room);
    struct hf_note note;
    int64_t time_s = 0;
    (void)state;
    note_of(5, &bytes, &note);
    assert_int_equal(hf_cosigned(&hasher, &note, &witness[0], &time_s), HF_COSIGNED_HOLDS);
    assert_int_equal(time_s, 1679315147);
    assert_int_equal(hf_cosigned(&hasher, &note, &witness[1], &time_s), HF_COSIGNED_NOT);
    assert_int_equal(hf_cosigned(&hasher, &note, &witness[2], &time_s), HF_COSIGNED_HOLDS);
    assert_int_equal(time_s, 1679315149);
}

static void a_line_is_as_long_as_in_the_specification_and_no_bit_of_it_is_free(void **state)
{
    static const char example[] = "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/"
                                  "zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==";
    unsigned char line[76];
    char room[4096];
    (void)state;
    assert_true(hf_b64_read(hf_str_of(example), line, sizeof line));
    assert_int_equal((line[8] << 24 | line[9] << 16 | line[10] << 8 | line[11]), 1679315147);
    for (size_t bit = 0; bit < 8 * sizeof line; bit++) {
        struct hf_buf bytes = HF_BUF(room);
        struct hf_note note;
        int64_t time_s;
        note_of(1, &bytes, &note);
        assert_true(hf_b64_read(note.line[1].signature, line, sizeof line));
        line[bit / 8] ^= (unsigned char)(1 << bit % 8);
        bytes.len = sizeof TEXT;
        hf_note_line_put(&bytes, witness[0].name, line, sizeof line);
        assert_int_equal(hf_note_read(hf_buf_str(&bytes), &note, &err), HF_OK);
        assert_int_equal(hf_cosigned(&hasher, &note, &witness[0], &time_s),
                         bit < 32 ? HF_COSIGNED_NOT : HF_COSIGNED_BROKEN);
    }
}

/* What w.example/1 says over `text` at that time, signed whatever the time is. */
static void say(struct hf_str text, uint64_t time_s, struct hf_buf *out)
{
    unsigned char line[76];
    char room[512];
    struct hf_buf message = HF_BUF(room);
    struct hf_signature signature;
    hf_buf_put(&message, HF_STR("cosignature/v1\ntime "));
    hf_buf_put_padded(&message, time_s, 1);
    hf_buf_put_char(&message, '\n');
    hf_buf_put(&message, text);
    hf_key_sign(&secret[0], hf_buf_str(&message), &signature);
    hf_note_key_id(&hasher, witness[0].name, HF_NOTE_COSIGNATURE, HF_PART(witness[0].key.byte), line);
    for (size_t i = 0; i < 8; i++)
        line[4 + i] = (unsigned char)(time_s >> (8 * (7 - i)));
    memcpy(line + 12, signature.byte, sizeof signature.byte);
    hf_note_line_put(out, witness[0].name, line, sizeof line);
}

static void a_time_that_no_date_holds_is_none(void **state)
{
    static const struct {
        uint64_t time_s;
        enum hf_cosigned is;
    } rows[] = {{253402300799, HF_COSIGNED_HOLDS},
                {253402300800, HF_COSIGNED_BROKEN},
                {INT64_MAX, HF_COSIGNED_BROKEN},
                {UINT64_MAX, HF_COSIGNED_BROKEN}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char room[4096];
        struct hf_buf bytes = HF_BUF(room);
        struct hf_note note;
        int64_t time_s;
        note_of(0, &bytes, &note);
        say(HF_STR(TEXT), rows[i].time_s, &bytes);
        assert_int_equal(hf_note_read(hf_buf_str(&bytes), &note, &err), HF_OK);
        assert_int_equal(hf_cosigned(&hasher, &note, &witness[0], &time_s), rows[i].is);
    }
}

/* What is taken of an answer: "" where it is refused. */
static struct hf_str taken_of(struct hf_str answer)
{
    char room[4096];
    struct hf_buf bytes = HF_BUF(room), out = hf_buf_in(&arena, 1024);
    struct hf_note note;
    note_of(2, &bytes, &note);
    if (hf_witness_line(&hasher, &arena, hf_buf_str(&bytes), answer, &witness[0], &out, &err) == HF_OK)
        return hf_buf_str(&out);
    assert_str(hf_err_code(&err), "cosignature_broken");
    return HF_STR_NONE;
}

static void of_an_answer_only_the_line_of_the_one_asked_is_taken(void **state)
{
    char line_room[512], room[4096];
    struct hf_buf line = HF_BUF(line_room), answer = HF_BUF(room);
    (void)state;
    say(HF_STR(TEXT), 1679315147, &line);
    assert_true(hf_str_eq(taken_of(hf_buf_str(&line)), hf_buf_str(&line)));
    hf_cosign(&hasher, HF_STR(TEXT), &witness[2], &secret[2], 1679315147, &answer);
    assert_int_equal(taken_of(hf_buf_str(&answer)).len, 0);
    say(HF_STR("another\n"), 1679315147, &answer);
    hf_buf_put(&answer, hf_buf_str(&line));
    assert_true(hf_str_eq(taken_of(hf_buf_str(&answer)), hf_buf_str(&line)));
    hf_buf_put(&answer, HF_STR("no line\n"));
    assert_int_equal(taken_of(hf_buf_str(&answer)).len, 0);
    answer.len = 0;
    hf_buf_put(&answer, HF_STR("\n"));
    hf_buf_put(&answer, hf_buf_str(&line));
    assert_int_equal(taken_of(hf_buf_str(&answer)).len, 0);
    assert_int_equal(taken_of(HF_STR_NONE).len, 0);
}

static void a_witness_is_known_by_its_one_spelling(void **state)
{
    char room[256];
    struct hf_buf key = HF_BUF(room);
    struct hf_cosigner read;
    (void)state;
    hf_cosigner_put(&hasher, &witness[0], &key);
    assert_true(hf_cosigner_read(&hasher, hf_buf_str(&key), &read));
    assert_memory_equal(read.key.byte, witness[0].key.byte, sizeof read.key.byte);
    struct hf_str name;
    struct hf_public other;
    assert_false(hf_note_key_read(&hasher, hf_buf_str(&key), &name, &other)); /* it is no key of a log */
}

/* ---- policies ---- */

static struct hf_policy policy;

/* The lines, with L for the log's key and 1 to 3 for those of the witnesses, each behind a `$`. */
static enum hf_rc read_policy(const char *lines)
{
    static char room[8192];
    struct hf_buf text = HF_BUF(room);
    for (const char *c = lines; *c != '\0'; c++) {
        if (*c != '$')
            hf_buf_put_char(&text, *c);
        else if (*++c == 'L')
            hf_note_key_put(&hasher, HF_STR("court.example/log1"), &log_key, &text);
        else
            hf_cosigner_put(&hasher, &witness[*c - '1'], &text);
    }
    return hf_policy_read(&hasher, hf_buf_str(&text), &policy, &err);
}

#define ALL "log $L\nwitness a $1\nwitness b $2\nwitness c $3 https://c.example\n"

static bool holds_for(unsigned who)
{
    char room[4096];
    struct hf_buf bytes = HF_BUF(room);
    struct hf_policy_verdict verdict;
    struct hf_note note;
    note_of(who, &bytes, &note);
    return hf_policy_check(&hasher, &policy, &note, &verdict, &err) == HF_OK;
}

static void a_quorum_is_what_its_lines_say(void **state)
{
    static const struct {
        const char *lines;
        unsigned holds; /* bit w: for the set w of witnesses */
    } rows[] = {
        {ALL "quorum none\n", 0xFF},
        {ALL "quorum b\n", 0xCC},
        {ALL "group g any a b c\nquorum g\n", 0xFE},
        {ALL "group g all a b c\nquorum g", 0x80},
        {ALL "group g 2 a b c\nquorum g\n", 0xE8},
        {"  # \xc3\xa9\n" ALL "\n\tgroup g any a b\t\n group h all g c\nquorum h\n", 0xE0},
        {"$L\n", 0xFF},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(read_policy(rows[i].lines), HF_OK);
        assert_true(hf_policy_knows(&policy, HF_STR("court.example/log1"), &log_key));
        assert_false(hf_policy_knows(&policy, HF_STR("court.example/log2"), &log_key));
        for (unsigned who = 0; who < 8; who++)
            assert_int_equal(holds_for(who), rows[i].holds >> who & 1);
    }
}

static void what_is_wrong_with_a_policy_is_told_by_its_line(void **state)
{
    static const struct {
        const char *lines, *where;
    } rows[] = {
        {"log $1\n", "line 1"},
        {ALL "witness a $1\n", "line 5"},
        {ALL "log $L\n", "line 5"},
        {ALL "group g 4 a b c\n", "line 5"},
        {ALL "group g 0 a\n", "line 5"},
        {ALL "group g any\n", "line 5"},
        {ALL "group g any d\n", "line 5"},
        {ALL "group g any a\ngroup h any a\n", "line 6"},
        {ALL "group none any a\n", "line 5"},
        {ALL "group a any b\n", "line 5"},
        {ALL "quorum g\ngroup g any a\n", "line 5"},
        {ALL "quorum none\nquorum none\n", "line 6"},
        {ALL "quorum none more\n", "line 5"},
        {"log $L\nquorum \x01\n", "line 2"},
        {"nonsense\n", "line 1"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(read_policy(rows[i].lines), HF_BAD_INPUT);
        assert_str(hf_err_code(&err), "policy_line");
        assert_string_equal(err.where, rows[i].where);
    }
    assert_int_equal(read_policy(ALL), HF_BAD_INPUT);
    assert_str(hf_err_code(&err), "policy_quorum_missing");
}

static void who_is_missing_is_named_and_who_was_forged(void **state)
{
    char room[4096];
    struct hf_buf bytes = HF_BUF(room);
    struct hf_policy_verdict verdict;
    struct hf_note note;
    (void)state;
    assert_int_equal(read_policy(ALL "group g all a b c\nquorum g\n"), HF_OK);
    assert_false(holds_for(2));
    assert_str(hf_err_code(&err), "policy_quorum");
    assert_string_equal(err.arg[0], "a, c");
    note_of(7, &bytes, &note);
    room[0] ^= 1; /* another origin */
    assert_int_equal(hf_policy_check(&hasher, &policy, &note, &verdict, &err), HF_UNVERIFIED);
    assert_str(hf_err_code(&err), "cosignature_broken");
    assert_string_equal(err.arg[0], "w.example/1");
}

/* As it will stand there one day: its name and key id are right, and nobody here can verify it. */
static void a_witness_with_ml_dsa_is_known_and_never_counts(void **state)
{
    static unsigned char key[1 + 1312] = {HF_NOTE_ML_DSA, 1, 2, 3};
    static char room[4096];
    struct hf_buf text = HF_BUF(room);
    unsigned char id[4];
    (void)state;
    hf_note_key_id(&hasher, HF_STR("pq.example"), HF_NOTE_ML_DSA, (struct hf_str){(char *)key + 1, 1312}, id);
    hf_buf_put(&text, HF_STR("witness p pq.example+"));
    hf_hex_put(&text, id, sizeof id);
    hf_buf_put_char(&text, '+');
    hf_b64_put(&text, key, sizeof key);
    hf_buf_put(&text, HF_STR("\nquorum p\n"));
    assert_int_equal(hf_policy_read(&hasher, hf_buf_str(&text), &policy, &err), HF_OK);
    assert_false(holds_for(7));
    assert_string_equal(err.arg[0], "p");
    room[20] ^= 1; /* a key id of another key */
    assert_int_equal(hf_policy_read(&hasher, hf_buf_str(&text), &policy, &err), HF_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cosignature_says_when_and_by_whom),
        cmocka_unit_test(a_line_is_as_long_as_in_the_specification_and_no_bit_of_it_is_free),
        cmocka_unit_test(a_time_that_no_date_holds_is_none),
        TEST(of_an_answer_only_the_line_of_the_one_asked_is_taken),
        cmocka_unit_test(a_witness_is_known_by_its_one_spelling),
        cmocka_unit_test(a_quorum_is_what_its_lines_say),
        cmocka_unit_test(what_is_wrong_with_a_policy_is_told_by_its_line),
        cmocka_unit_test(who_is_missing_is_named_and_who_was_forged),
        cmocka_unit_test(a_witness_with_ml_dsa_is_known_and_never_counts),
    };
    return cmocka_run_group_tests(tests, open_witnesses, close_group);
}
