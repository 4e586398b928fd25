/* SPDX-License-Identifier: Apache-2.0 */
/* Options of the trace commands that would change nothing are refused, and those beside them are not. */
#include <stdio.h>

#include "typed.h"

#define STATEMENT "config/samples/statement.csv"
#define HOLDINGS "config/samples/holdings.csv"
#define CASES "tests/vectors/tracing/cases.json --case T01-todd-three-contributors"

static void an_option_without_effect_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *line, *word, *parts;
    } cases[] = {
        {"trace funds " STATEMENT " --method fifo --days 5", "cli_only_with", "--method direct_match"},
        {"trace funds " STATEMENT " --range --days 5", "cli_only_with", "--days"},
        {"trace explain " STATEMENT " --method fifo --debit s050 --days 5", "cli_only_with", "--days"},
        {"trace funds " STATEMENT " --method poison --group all", "cli_apart", "--group and --method poison"},
        {"trace explain " STATEMENT " --method poison --debit s050 --group all", "cli_apart", "--group"},
        {"trace funds " STATEMENT " --method direct_match --shortfall overdraft", "cli_apart", "--shortfall"},
        {"trace explain " STATEMENT " --method direct_match --debit s050 --shortfall overdraft", "cli_apart",
         "--shortfall"},
        {"trace funds " STATEMENT " --method pari_passu --debits out", "cli_apart", "--debits and --method"},
        {"trace funds " STATEMENT " --range --order credits_first", "cli_apart", "--order and --range"},
        {"trace funds " STATEMENT " --range --unknown own", "cli_apart", "--unknown and --range"},
        {"trace funds " STATEMENT " --range --debits out", "cli_apart", "--debits and --range"},
        {"trace funds " STATEMENT " --range --attach asset/1 --to-case C", "cli_apart",
         "--attach and --range"},
        {"trace funds " STATEMENT " --method fifo --attach asset/1 --to-case C --debits out", "cli_apart",
         "--debits and --attach"},
        {"trace funds " STATEMENT " --method fifo --attach asset/1 --to-case C -o out", "cli_apart",
         "--output and --attach"},
        {"trace funds " CASES " --method fifo --map id=#1", "trace_map_csv", "cases.json"},
        {"trace funds --case ABCD --method fifo --map id=#1", "trace_map_csv", "--case"},
        {"trace compare --case ABCD --map id=#1", "trace_map_csv", "--case"},
        {"trace owners " HOLDINGS " --of Serena --at-least 10", "cli_only_with", "--at-least"},
        {"trace owners " HOLDINGS " --all --explain", "cli_apart", "--explain and --all"},
        {"trace owners " HOLDINGS " --all --of Serena", "cli_apart", "--of and --all"},
        {"trace owners " HOLDINGS " --all --blocked X", "cli_apart", "--blocked and --all"},
        {"trace owners " HOLDINGS " --cases " HOLDINGS " --of Serena", "cli_apart", "--cases and FILE"},
        {"trace owners " HOLDINGS " --all --at-least 101", "owner_threshold", "101"},
        {"trace owners " HOLDINGS " --all --at-least=", "owner_threshold", "--at-least"},
        {"trace owners " HOLDINGS " --all --output=", "cli_needed", "--output is missing"},
        {"trace funds " STATEMENT " --method fifo --output=", "cli_needed", "--output is missing"},
        {"trace funds " STATEMENT " --method fifo --debits=", "cli_needed", "--debits is missing"},
        {"trace compare " STATEMENT " --group=", "cli_needed", "--group is missing"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char line[256];
        snprintf(line, sizeof line, "%s --json", cases[i].line);
        const struct typed *said = type_line(line);
        if (said->code != HF_BAD_INPUT || said->out.len > 0 ||
            !hf_str_contains(said->messages, hf_str_of(cases[i].word)) ||
            !hf_str_contains(said->messages, hf_str_of(cases[i].parts)))
            fail_msg("%s: %.*s", cases[i].line, HF_STR_ARG(said->messages));
    }
    const struct typed *said = type_line("trace owners " HOLDINGS " --all --explain --lang fr");
    assert_said(said->messages, "--explain et --all ne vont pas ensemble : omettez l'un des deux");
    said = type_line("trace funds " STATEMENT " --method lifo --days 4 --lang fr");
    assert_said(said->messages, "--days n'a d'effet qu'avec --method direct_match");
}

static void an_option_that_has_an_effect_is_taken(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "trace funds " STATEMENT " --method direct_match --days 5",
        "trace compare " STATEMENT " --days 5 --shortfall unknown_opening",
        "trace funds " STATEMENT " --method fifo --group all --order debits_first --unknown own",
        "trace funds " STATEMENT " --range --shortfall unknown_opening --group all",
        "trace owners " HOLDINGS " --all --at-least 12.5 --on 2025-01-01",
        "trace owners " HOLDINGS " --all --at-least 100/3 --on 2025-01-01",
        "trace owners " HOLDINGS " --of Serena --explain --on 2025-01-01",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (type_line(lines[i])->code != 0)
            fail_msg("%s", lines[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_option_without_effect_is_refused),
        cmocka_unit_test(an_option_that_has_an_effect_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
