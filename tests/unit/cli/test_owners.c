/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "typed.h"

static void the_sample_of_holdings_is_told_in_both_languages(void **state)
{
    (void)state;
    const struct typed *said =
        type_line("trace owners config/samples/holdings.csv --of Serena --on 2025-01-01 --explain");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "Octavian Marrow");
    assert_said(said->out, "art. 54(b)");
    assert_said(said->out, "document deed-4471, page 2");
    said =
        type_line("trace owners config/samples/holdings.csv --of Serena --on 2025-01-01 --explain --lang fr");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "Octavian Marrow d\xC3\xA9tient");
    assert_said(said->out, "(ligne 9, pi\xC3\xA8"
                           "ce deed-4471, p. 2");
}

static void what_held_before_is_another_answer(void **state)
{
    (void)state;
    const struct typed *said =
        type_line("trace owners config/samples/holdings.csv --of Serena --on 2023-05-08 --json");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "\"effective_exact\":{\"Nadia Brandt\":\"100\"}");
}

static void a_case_of_a_file_is_asked_about(void **state)
{
    (void)state;
    const struct typed *said = type_line(
        "trace owners --cases tests/vectors/ownership/cases.json --case O09-amlr-art54 --of T --json");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "\"ubo_amlr_52_to_54\":[\"P\",\"S\"]");
    said = type_line("trace owners tests/vectors/ownership/cases.json --case O01-ofac-1 --blocked A --json");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "\"blocked_50_rule\":{\"A\":[\"B\"]}");
}

static void all_owners_of_a_quarter_are_listed(void **state)
{
    (void)state;
    const struct typed *said = type_line("trace owners config/samples/holdings.csv --all --on 2025-01-01");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "Serena: Tomas Orlik 47.368421 %\n");
    said = type_line("trace owners config/samples/holdings.csv --all --at-least 12 --on 2025-01-01 --json");
    assert_said(said->out, "{\"owned\":\"Serena\",\"owner\":\"Livia Marrow\",\"percent\":\"12.631579\"}\n");
    assert_int_equal(type_line("trace owners config/samples/holdings.csv --all --at-least many")->code,
                     HF_BAD_INPUT);
}

static void what_is_not_there_is_refused_with_what_may_be_meant(void **state)
{
    (void)state;
    const struct typed *said = type_line("trace owners config/samples/holdings.csv --of Serene");
    assert_int_equal(said->code, HF_NOT_FOUND);
    assert_said(said->messages, "Serena");
    assert_int_equal(type_line("trace owners --of T")->code, HF_BAD_INPUT);
    assert_int_equal(type_line("trace owners config/samples/holdings.csv --of T --on today")->code,
                     HF_BAD_INPUT);
}

/* A heading alone, and a person of whom nobody holds a part. */
static void where_nobody_owns_anything_it_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rest, *said;
    } rows[] = {
        {"", "--all", "nobody has so much of any company."},
        {"", "--all --json", "nobody has so much of any company."},
        {"", "--all --lang fr", "personne n'a autant d'une soci\xC3\xA9t\xC3\xA9."},
        {"P,A,100,\n", "--of P", "Nobody is said to own any part of P."},
        {"P,A,100,\n", "--of P --lang fr",
         ("Personne n\'est dit poss\xC3\xA9"
          "der une part de P.")},
        {"P,A,100,\n", "--of A", NULL},
        {"P,A,100,\n", "--all", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char name[] = "/tmp/holdfast-none-XXXXXX", line[128];
        FILE *file = fdopen(mkstemp(name), "w");
        assert_non_null(file);
        fprintf(file, "owner,owned,percent,votes\n%s", rows[i].text);
        fclose(file);
        snprintf(line, sizeof line, "trace owners %s %s", name, rows[i].rest);
        const struct typed *said = type_line(line);
        assert_int_equal(said->code, 0);
        if (rows[i].said == NULL)
            assert_int_equal(said->messages.len, 0);
        else
            assert_true(hf_str_contains(said->messages, hf_str_of(rows[i].said)));
        (void)unlink(name);
    }
}

/* Votes said of one half only: the other counts by its shares, and the sum falls short. */
static void votes_that_fall_short_of_the_shares_are_told(void **state)
{
    (void)state;
    char name[] = "/tmp/holdfast-votes-XXXXXX", line[128];
    int fd = mkstemp(name);
    FILE *file = fdopen(fd, "w");
    assert_non_null(file);
    fputs("owner,owned,percent,votes\nP,C,50,0\nQ,C,50,\nC,T,100,\n", file);
    fclose(file);
    snprintf(line, sizeof line, "trace owners %s --of T", name);
    const struct typed *said = type_line(line);
    assert_int_equal(said->code, 0);
    assert_said(said->out, "The votes that are known do not reach the shares");
    assert_said(said->out, "C: 50.0, 100.0");
    assert_false(hf_str_contains(said->out, HF_STR("T: 100.0")));
    snprintf(line, sizeof line, "trace owners %s --of T --lang fr", name);
    assert_said(type_line(line)->out, "Les voix connues n'atteignent pas les parts connues");
    snprintf(line, sizeof line, "trace owners %s --of T --json", name);
    assert_said(type_line(line)->out, "\"votes_partly\":{\"C\":[\"50.0\",\"100.0\"]}");
    snprintf(line, sizeof line, "trace owners %s --all", name);
    assert_said(type_line(line)->messages,
                "do not reach the shares that are, so ask about each with --of: C\n");
    snprintf(line, sizeof line, "trace owners %s --all --json --lang fr", name);
    said = type_line(line);
    assert_said(said->messages, "interrogez chacune avec --of : C\n");
    assert_false(hf_str_contains(said->out, HF_STR("--of")));
    file = fopen(name, "w");
    assert_non_null(file);
    fputs("owner,owned,percent,votes\nP,C,50,0\nQ,C,50,100\nC,T,100,\n", file);
    fclose(file);
    said = type_line(line);
    assert_int_equal(said->messages.len, 0);
    snprintf(line, sizeof line, "trace owners %s --of T --json", name);
    said = type_line(line);
    (void)unlink(name);
    assert_int_equal(said->code, 0);
    assert_false(hf_str_contains(said->out, HF_STR("votes_partly")));
}

static void unknown_shares_and_long_lists_are_shown_shortly(void **state)
{
    (void)state;
    char name[] = "/tmp/holdfast-short-XXXXXX", line[128];
    int fd = mkstemp(name);
    FILE *file = fdopen(fd, "w");
    assert_non_null(file);
    fputs("owner,owned,percent,kind\nP,T,?,person\nQ,T,30,person\nH,T,0..40,company\n", file);
    for (int i = 0; i < 30; i++)
        fprintf(file, "Q,K%d,100,person\n", i);
    fclose(file);
    snprintf(line, sizeof line, "trace owners %s --of T", name);
    const struct typed *said = type_line(line);
    assert_said(said->out, "P     0.0..70.0");
    assert_said(said->out, "Q     30.0 ");
    assert_said(said->out, "K0, K1, K10, K11, K12, K13, K14, K15, K16, K17, ... 30 in all\n");
    assert_said(said->out, "with their share in %: H: 0.0..40.0\n");
    snprintf(line, sizeof line, "trace owners %s --of T --lang fr", name);
    said = type_line(line);
    assert_said(said->out, "K17, ... 30 en tout\n");
    assert_said(said->out, "avec leur part en % : H : 0.0..40.0\n");
    snprintf(line, sizeof line, "trace owners %s --of T --json", name);
    said = type_line(line);
    (void)unlink(name);
    assert_said(said->out, "\"K29\"");
    assert_said(said->out, "\"effective\":{\"P\":[\"0.0\",\"70.0\"],\"Q\":[\"30.0\",\"30.0\"]}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_of_holdings_is_told_in_both_languages),
        cmocka_unit_test(what_held_before_is_another_answer),
        cmocka_unit_test(a_case_of_a_file_is_asked_about),
        cmocka_unit_test(all_owners_of_a_quarter_are_listed),
        cmocka_unit_test(what_is_not_there_is_refused_with_what_may_be_meant),
        cmocka_unit_test(where_nobody_owns_anything_it_is_said),
        cmocka_unit_test(votes_that_fall_short_of_the_shares_are_told),
        cmocka_unit_test(unknown_shares_and_long_lists_are_shown_shortly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
