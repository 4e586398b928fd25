/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "typed.h"

#define STATEMENT "config/samples/statement.csv"
#define CASES "tests/vectors/tracing/cases.json"

static void the_statement_of_the_demo_is_traced_as_its_notes_say(void **state)
{
    (void)state;
    const struct typed *said = type_line("trace funds " STATEMENT " --method fifo");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "101250000\n"); /* 1,012,500.00 of the villa from the Treasury */
    said = type_line("trace funds " STATEMENT " --method own_first --json");
    assert_int_equal(said->code, 0);
    assert_true(hf_str_begins(said->out, HF_STR("{\"accounts\":{")));
    assert_said(said->out, "82050000");
}

static void a_method_and_a_case_that_are_not_there_are_refused(void **state)
{
    (void)state;
    assert_int_equal(type_line("trace funds " STATEMENT " --method guess")->code, HF_BAD_INPUT);
    const struct typed *said = type_line("trace funds " CASES " --method fifo --case none");
    assert_int_equal(said->code, HF_NOT_FOUND);
    assert_said(said->messages, "none");
    assert_int_equal(type_line("trace funds " STATEMENT " --method fifo --order backwards")->code,
                     HF_BAD_INPUT);
    assert_int_equal(type_line("trace funds " STATEMENT " --method fifo --days x")->code, HF_BAD_INPUT);
    assert_int_equal(type_line("trace funds " STATEMENT " --method fifo --unknown x")->code, HF_BAD_INPUT);
    assert_int_equal(type_line("trace funds " STATEMENT)->code, HF_BAD_INPUT);
    assert_int_equal(type_line("trace funds no-such-file --method fifo")->code, HF_NOT_FOUND);
}

static void own_money_in_a_fund_shared_equally_is_warned_of(void **state)
{
    (void)state;
    const struct typed *said =
        type_line("trace funds " CASES " --case T03-roscoe-v-winder-1915 --method pari_passu --json");
    assert_int_equal(said->code, 0);
    assert_str(said->out, "{\"account\":\"W\",\"shares\":{\"TRUST\":358}}\n");
    assert_said(said->messages, "own money");
    said = type_line("trace funds " CASES " --case T11-later-investor --method pari_passu --json");
    assert_int_equal(said->messages.len, 0);
}

static void exposure_is_called_exposure(void **state)
{
    (void)state;
    const struct typed *said = type_line("trace funds " STATEMENT " --method poison");
    assert_said(said->messages, "not a claim");
    assert_said(said->out, "tainted");
}

static void a_range_names_the_choice_at_each_end(void **state)
{
    (void)state;
    const struct typed *said = type_line("trace funds " CASES " --case T07e-same-day-range --range --json");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "\"A\":{\"least\":{\"amount\":2000,\"method\":\"fifo\",\"ordering\":\"ledger\"");
    assert_said(said->out,
                "\"orderings\":{\"credits_first\":{\"balance\":7000,\"traceable\":7000},\"debits_first\":"
                "{\"balance\":7000,\"traceable\":2000},\"ledger\":{\"balance\":7000,\"traceable\":7000}}");
    assert_said(said->messages, "pari_passu is left out");
    said = type_line("trace funds " CASES " --case T07e-same-day-range --range --method own_first");
    assert_said(said->out, "own_first, debits_first");
}

static void all_methods_stand_side_by_side(void **state)
{
    (void)state;
    const struct typed *said = type_line("trace compare " CASES " --case T04-capstone-joe");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "3033333");
    assert_said(said->out, "rolling_pro_rata");
    said = type_line("trace compare " CASES " --case T04-capstone-joe --json");
    assert_said(said->out,
                "\"rolling_pro_rata\":{\"accounts\":{\"J\":{\"ABC_TRUST\":3033333,\"OWN\":1516667}}");
}

static void a_payment_is_explained_in_both_languages(void **state)
{
    (void)state;
    const struct typed *said = type_line("trace explain " STATEMENT " --method fifo --debit s050");
    assert_int_equal(said->code, 0);
    assert_said(
        said->out,
        "9. 10650000 of the money of TREASURY, which came with s032 on 2021-01-11: part of 44900000.");
    said = type_line("trace explain " STATEMENT " --method own_first --debit s050 --lang fr");
    assert_said(said->out, "1. 54450000 pris sur l'argent propre du titulaire (OWN) : en entier.");
    said = type_line("trace explain " STATEMENT " --method rolling_pro_rata --debit s050");
    assert_said(said->out, "a share, as it was 68182684 of 194750000, rounded up by the smallest unit.");
    said = type_line("trace explain " STATEMENT " --method poison --debit s050");
    assert_said(said->out, "tainted since s008 of 2020-04-06");
    said = type_line("trace explain " STATEMENT " --method lifo --debit s050 --json");
    assert_said(said->out, "\"composition\":{\"OWN\":32300000,\"TREASURY\":104200000}");
    said = type_line("trace explain " STATEMENT " --method fifo --debit s001 --json");
    assert_int_equal(said->code, HF_BAD_INPUT);
    assert_said(said->messages, "\"trace_pays_nothing\"");
    said = type_line("trace explain " STATEMENT " --method fifo --debit x --json");
    assert_int_equal(said->code, HF_NOT_FOUND);
    assert_said(said->messages, "\"trace_no_debit\"");
    said = type_line("trace explain --method fifo --debit x --json");
    assert_int_equal(said->code, HF_BAD_INPUT);
    assert_said(said->messages, "\"trace_case_file\"");
}

static void what_a_match_leaves_over_is_said_to_be_nobodys(void **state)
{
    (void)state;
    const struct typed *said = type_line("trace explain " STATEMENT " --method direct_match --debit s010");
    assert_said(said->out, "What matches no payment is nobody's.");
    assert_said(said->out, "held 25000000:\n  OWN 10000000\n  15000000: nobody's,");
    assert_said(said->out, "Left in HARBOUR: 24650000\n  OWN 10000000\n  14650000: nobody's,");
    said = type_line("trace explain " STATEMENT " --method direct_match --debit s010 --lang fr");
    assert_said(said->out, "  15000000 : à personne, car cette règle n'en attribue rien\n");
    said = type_line("trace explain " STATEMENT " --method fifo --debit s010");
    assert_false(hf_str_contains(said->out, HF_STR("nobody")));
}

/* In a directory of its own, taken away again. */
static char directory[64];

static int make_directory(void **state)
{
    (void)state;
    snprintf(directory, sizeof directory, "/tmp/holdfast-trace-XXXXXX");
    return mkdtemp(directory) == NULL;
}

static int remove_directory(void **state)
{
    char name[96];
    (void)state;
    snprintf(name, sizeof name, "%s/out", directory);
    (void)unlink(name);
    return rmdir(directory);
}

static size_t size_of(const char *name)
{
    struct stat status;
    return stat(name, &status) == 0 ? (size_t)status.st_size : 0;
}

static void transfers_to_oneself_are_told_in_both_languages(void **state)
{
    char line[256], name[96];
    (void)state;
    snprintf(name, sizeof name, "%s/out", directory);
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs("id,date,account,kind,amount,claimant,to\n1,2026-01-01,A,credit,50,V,\n2,2026-01-01,A,credit,50,"
          "OWN,\n"
          "3,2026-01-02,A,transfer,50,,A\n4,2026-01-03,A,debit,50,,shop\n",
          file);
    fclose(file);
    snprintf(line, sizeof line, "trace funds %s --json --method fifo", name);
    const struct typed *said = type_line(line);
    assert_said(said->messages, "Transfers from an account to itself: 1.");
    assert_said(said->out, "\"sinks\":{\"shop\":{\"OWN\":50}}"); /* by then V's money came last */
    snprintf(line, sizeof line, "trace funds %s --json --method own_first --lang fr", name);
    said = type_line(line);
    assert_said(said->messages, "Virements d'un compte à lui-même : 1.");
    assert_said(said->out, "\"sinks\":{\"shop\":{\"OWN\":50}}");
}

static void a_file_is_written_whole_or_not_at_all(void **state)
{
    char line[256], name[96];
    (void)state;
    snprintf(name, sizeof name, "%s/out", directory);
    snprintf(line, sizeof line, "trace funds " STATEMENT " --method fifo --debits %s", name);
    assert_int_equal(type_line(line)->code, 0);
    size_t size = size_of(name);
    assert_true(size > 1000);
    /* Refused: what was there stays, and nothing lies beside it. */
    snprintf(line, sizeof line, "trace funds " CASES " --method fifo --case none --output %s", name);
    assert_int_equal(type_line(line)->code, HF_NOT_FOUND);
    assert_int_equal(size_of(name), size);
    snprintf(line, sizeof line, "trace funds " STATEMENT " --method fifo --output %s", name);
    assert_int_equal(type_line(line)->code, 0);
    assert_true(size_of(name) > size);
    snprintf(line, sizeof line, "trace funds " STATEMENT " --method fifo --output %s/none/out", directory);
    assert_int_equal(type_line(line)->code, HF_FAILED);
}

static void columns_are_called_as_the_file_calls_them(void **state)
{
    char name[96], line[512];
    (void)state;
    snprintf(name, sizeof name, "%s/out", directory);
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs("Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount "
          "Paid,Payment Currency\n"
          "2022/09/01 00:20,10,8000EBD30,10,8000EBD31,3697.34,US Dollar,3697.34,USD\n",
          file);
    fclose(file);
    snprintf(line, sizeof line,
             "trace funds %s --method fifo --json --shortfall unknown_opening "
             "--map date=Timestamp,account=#2+#3,to=#4+#5,amount=#8,currency=#9,kind:=transfer,decimals=yes",
             name);
    const struct typed *said = type_line(line);
    assert_int_equal(said->code, 0);
    assert_str(said->out,
               "{\"accounts\":{\"10-8000EBD30\":{\"balance\":0,\"composition\":{}},\"10-8000EBD31\":{"
               "\"balance\":369734,\"composition\":{\"UNKNOWN\":369734}}},\"debits\":[{\"amount\":369734,"
               "\"composition\":{\"UNKNOWN\":369734},\"id\":\"2\"}],\"sinks\":{}}\n");
}

/* What was there before the first row is nobody's known, also where a fund is shared. */
static void what_is_lacking_is_never_the_holders_own(void **state)
{
    char name[96], line[256];
    (void)state;
    snprintf(name, sizeof name, "%s/out", directory);
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs("id,date,account,kind,amount,claimant,to\na,2026-01-02,X,transfer,100,,Y\n"
          "b,2026-01-03,Y,credit,100,P,\nc,2026-01-04,Y,debit,50,,shop\n",
          file);
    fclose(file);
    snprintf(line, sizeof line, "trace funds %s --method pari_passu --json --shortfall unknown_opening",
             name);
    const struct typed *said = type_line(line);
    assert_int_equal(said->code, 0);
    assert_true(hf_str_contains(said->out, HF_STR("\"shares\":{\"P\":75,\"UNKNOWN\":75}")));
}

static void claims_are_put_into_classes(void **state)
{
    char name[96], line[256];
    (void)state;
    snprintf(name, sizeof name, "%s/out", directory);
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs("PAUL, INNOCENT\nKAREN, INNOCENT\n", file);
    fclose(file);
    snprintf(line, sizeof line,
             "trace funds " CASES " --case T01-todd-three-contributors --method fifo --json --group %s",
             name);
    const struct typed *said = type_line(line);
    assert_int_equal(said->code, 0);
    assert_str(said->out,
               "{\"accounts\":{\"F\":{\"balance\":1000,\"composition\":{\"INNOCENT\":1000}}},\"debits\":["
               "{\"amount\":1000,\"composition\":{\"INNOCENT\":1000},\"id\":\"e3\"},{\"amount\":1000,"
               "\"composition\":{\"MICHAEL\":1000},\"id\":\"e5\"}],\"sinks\":{\"spent\":{\"INNOCENT\":1000,"
               "\"MICHAEL\":1000}}}\n");
    said = type_line("trace funds " STATEMENT " --method rolling_pro_rata --group all");
    assert_said(said->out, "CLAIMS");
    file = fopen(name, "w");
    assert_non_null(file);
    fputs("PAUL,A\nNOBODY,A\n", file);
    fclose(file);
    said = type_line(line);
    assert_int_equal(said->code, HF_BAD_INPUT);
    assert_said(said->messages, ":2:1"); /* the line and the column */
}

static const char *written(const char *text)
{
    static char name[96];
    snprintf(name, sizeof name, "%s/out", directory);
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return name;
}

#define HEADING "id,date,account,kind,amount,claimant,to\n"
#define LEDGER_OF(amount) \
    HEADING "1,2026-01-01,A,credit," amount ",V,\n2,2026-01-02,A,debit," amount ",,shop\n"

/* 2^53 is the first that is a text, 2^63-1 the last amount that there is. */
static void large_amounts_are_told_by_every_command(void **state)
{
    (void)state;
    static const struct {
        const char *ledger, *json, *table;
    } amounts[] = {
        {LEDGER_OF("9007199254740991"), ":9007199254740991", " 9007199254740991\n"},
        {LEDGER_OF("9007199254740992"), ":\"9007199254740992\"", " 9007199254740992\n"},
        {LEDGER_OF("9223372036854775807"), ":\"9223372036854775807\"", " 9223372036854775807\n"},
    };
    static const struct {
        const char *command, *choice;
    } asked[] = {{"funds", "--method fifo"},
                 {"funds", "--method own_first"},
                 {"funds", "--method poison"},
                 {"funds", "--method pari_passu"},
                 {"funds", "--range"},
                 {"compare", "--order ledger"},
                 {"explain", "--method fifo --debit 2"}};
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++)
        for (size_t k = 0; k < sizeof asked / sizeof asked[0]; k++) {
            char line[256], as_json[300];
            snprintf(line, sizeof line, "trace %s %s %s", asked[k].command, written(amounts[i].ledger),
                     asked[k].choice);
            snprintf(as_json, sizeof as_json, "%s --json", line);
            const struct typed *said = type_line(as_json);
            assert_int_equal(said->code, 0);
            if (strstr(line, "pari_passu") == NULL) /* nothing is left to be shared */
                assert_said(said->out, amounts[i].json);
            said = type_line(line);
            assert_int_equal(said->code, 0);
        }
    const struct typed *said;
    char line[256];
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        snprintf(line, sizeof line, "trace funds %s --method fifo", written(amounts[i].ledger));
        said = type_line(line);
        assert_said(said->out, amounts[i].table);
    }
    snprintf(line, sizeof line, "trace funds %s --method fifo --debits /dev/null",
             written(LEDGER_OF("9007199254740992")));
    assert_int_equal(type_line(line)->code, 0);
}

/* The answer is read again: an amount that is a text is a good amount of a ledger in JSON. */
static void a_large_amount_as_text_is_read(void **state)
{
    char line[256];
    (void)state;
    snprintf(
        line, sizeof line, "trace funds %s --method fifo --json",
        written("{\"events\":[{\"id\":\"1\",\"date\":\"2026-01-01\",\"account\":\"A\",\"kind\":\"credit\","
                "\"amount\":\"9007199254740993\",\"claimant\":\"V\"}]}"));
    const struct typed *said = type_line(line);
    assert_int_equal(said->code, 0);
    assert_str(said->out, "{\"accounts\":{\"A\":{\"balance\":\"9007199254740993\",\"composition\":{\"V\":"
                          "\"9007199254740993\"}}},\"debits\":[],\"sinks\":{}}\n");
}

/* More rows than are listed: their sums. */
static void sums_of_large_amounts_are_told(void **state)
{
    char line[256], name[96];
    (void)state;
    snprintf(name, sizeof name, "%s/out", directory);
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs(HEADING, file);
    for (int i = 0; i < 2001; i++)
        fprintf(file, "%d,2026-01-01,A,credit,%s,V,\n", i, i == 0 ? "9223372036854773807" : "1");
    fclose(file);
    snprintf(line, sizeof line, "trace funds %s --method fifo", name);
    const struct typed *said = type_line(line);
    assert_int_equal(said->code, 0);
    assert_said(said->out, "9223372036854775807");
}

static void no_file_is_read_and_written_at_once(void **state)
{
    char line[400], other[160];
    const char *name = written(LEDGER_OF("5"));
    static const char *const asked[][2] = {{"trace funds", "--method fifo -o"},
                                           {"trace funds", "--method fifo --debits"},
                                           {"trace funds", "--range -o"},
                                           {"trace compare", "-o"},
                                           {"trace funds " STATEMENT " --method fifo --group", "-o"},
                                           {"trace owners", "--of T -o"}};
    size_t size = size_of(name);
    (void)state;
    snprintf(other, sizeof other, "%s/../%s/out", directory, strrchr(directory, '/') + 1);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        snprintf(line, sizeof line, "%s %s %s %s", asked[i][0], name, asked[i][1], i % 2 == 0 ? name : other);
        const struct typed *said = type_line(line);
        assert_int_equal(said->code, HF_BAD_INPUT);
        assert_said(said->messages, "the same file");
        assert_int_equal(size_of(name), size);
    }
    snprintf(line, sizeof line, "trace compare %s -o %s --json", name, name);
    assert_said(type_line(line)->messages, "\"trace_same_file\"");
    snprintf(line, sizeof line,
             "trace funds " STATEMENT " --method fifo -o %s/new --debits %s/./new --lang fr", directory,
             directory);
    const struct typed *said = type_line(line);
    assert_int_equal(said->code, HF_BAD_INPUT);
    assert_said(said->messages, "le même fichier");
    snprintf(other, sizeof other, "%s/new", directory);
    assert_int_equal(access(other, F_OK), -1);
    assert_int_equal(
        type_line("trace funds " STATEMENT " --method fifo -o /dev/null --debits /dev/null")->code, 0);
}

static void nothing_paid_is_not_said_to_be_nobodys(void **state)
{
    char line[256];
    (void)state;
    snprintf(line, sizeof line, "trace explain %s --method own_first --debit 2", written(LEDGER_OF("0")));
    const struct typed *said = type_line(line);
    assert_int_equal(said->code, 0);
    assert_said(said->out, "0 leaves the account A");
    assert_said(said->out, "It pays nothing, so nothing makes it up.");
    assert_false(hf_str_contains(said->out, HF_STR("made up of")));
    assert_false(hf_str_contains(said->out, HF_STR("nobody")));
}

static void a_conversion_is_explained_with_its_rate(void **state)
{
    char line[256];
    (void)state;
    const char *name = written("id,date,account,kind,amount,claimant,to,currency,received,to_currency,rate\n"
                               "1,2026-01-01,A,credit,10000,V,,EUR,,,\n"
                               "2,2026-01-02,A,conversion,10000,,B,EUR,11000,USD,1.1\n");
    snprintf(line, sizeof line, "trace explain %s --method fifo --debit 2", name);
    const struct typed *said = type_line(line);
    assert_int_equal(said->code, 0);
    assert_said(said->out, "100.00 EUR leaves the account A");
    assert_said(said->out, "110.00 USD is received there. The rate is 1.1");
    snprintf(line, sizeof line, "trace explain %s --method fifo --debit 2 --lang fr", name);
    assert_said(type_line(line)->out, "110.00 USD y sont reçus. Le taux est 1.1");
    snprintf(line, sizeof line, "trace explain %s --method fifo --debit 2 --json", name);
    assert_said(type_line(line)->out, "\"rate\":\"1.1\",\"received\":11000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_statement_of_the_demo_is_traced_as_its_notes_say),
        cmocka_unit_test(a_method_and_a_case_that_are_not_there_are_refused),
        cmocka_unit_test(own_money_in_a_fund_shared_equally_is_warned_of),
        cmocka_unit_test(exposure_is_called_exposure),
        cmocka_unit_test(a_range_names_the_choice_at_each_end),
        cmocka_unit_test(all_methods_stand_side_by_side),
        cmocka_unit_test(a_payment_is_explained_in_both_languages),
        cmocka_unit_test(what_a_match_leaves_over_is_said_to_be_nobodys),
        cmocka_unit_test_setup_teardown(transfers_to_oneself_are_told_in_both_languages, make_directory,
                                        remove_directory),
        cmocka_unit_test_setup_teardown(a_file_is_written_whole_or_not_at_all, make_directory,
                                        remove_directory),
        cmocka_unit_test_setup_teardown(columns_are_called_as_the_file_calls_them, make_directory,
                                        remove_directory),
        cmocka_unit_test_setup_teardown(what_is_lacking_is_never_the_holders_own, make_directory,
                                        remove_directory),
        cmocka_unit_test_setup_teardown(claims_are_put_into_classes, make_directory, remove_directory),
        cmocka_unit_test_setup_teardown(large_amounts_are_told_by_every_command, make_directory,
                                        remove_directory),
        cmocka_unit_test_setup_teardown(a_large_amount_as_text_is_read, make_directory, remove_directory),
        cmocka_unit_test_setup_teardown(sums_of_large_amounts_are_told, make_directory, remove_directory),
        cmocka_unit_test_setup_teardown(no_file_is_read_and_written_at_once, make_directory,
                                        remove_directory),
        cmocka_unit_test_setup_teardown(nothing_paid_is_not_said_to_be_nobodys, make_directory,
                                        remove_directory),
        cmocka_unit_test_setup_teardown(a_conversion_is_explained_with_its_rate, make_directory,
                                        remove_directory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
