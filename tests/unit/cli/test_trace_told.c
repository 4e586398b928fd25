/* SPDX-License-Identifier: Apache-2.0 */
/* Ledgers with several currencies, coins, sales and debts: what tables and explanations say of them. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "typed.h"

#define STATEMENT "config/samples/statement.csv"

/* In a directory of its own, taken away again. */
static char directory[64];

static int make_directory(void **state)
{
    (void)state;
    snprintf(directory, sizeof directory, "/tmp/holdfast-told-XXXXXX");
    return mkdtemp(directory) == NULL;
}

static int remove_directory(void **state)
{
    char name[96];
    (void)state;
    snprintf(name, sizeof name, "%s/ledger", directory);
    (void)unlink(name);
    return rmdir(directory);
}

static void write_ledger(const char *text)
{
    char name[96];
    snprintf(name, sizeof name, "%s/ledger", directory);
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* `trace <verb> <the ledger> <rest>` */
static const struct typed *traced(const char *verb, const char *rest)
{
    char line[256];
    snprintf(line, sizeof line, "trace %s %s/ledger %s", verb, directory, rest);
    return type_line(line);
}

#define assert_unsaid(text, part) assert_false(hf_str_contains((text), HF_STR(part)))

/* ---- currencies ---- */

#define HEADING "id,date,account,kind,amount,claimant,to,currency,to_currency,received,election\n"
#define TWO_CURRENCIES                                  \
    HEADING "e1,2026-01-01,A,credit,100,V,,EUR,,,\n"    \
            "e2,2026-01-02,J,credit,100000,V,,JPY,,,\n" \
            "e3,2026-01-03,A,debit,10,,shop,EUR,,,\n"   \
            "e4,2026-01-03,J,debit,1000,,shop,JPY,,,\n"

static void sums_of_two_currencies_stay_apart(void **state)
{
    (void)state;
    write_ledger(TWO_CURRENCIES);
    const struct typed *said = traced("compare", "--json");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "\"sums\":{\"accounts\":{\"V EUR\":90,\"V JPY\":99000},\"assets\":{},"
                           "\"sinks\":{\"V EUR\":10,\"V JPY\":1000}}");
    assert_unsaid(said->out, "99090");
    said = traced("compare", "");
    assert_said(said->out, "shop JPY");
    assert_unsaid(said->out, "99090");
    said = traced("funds", "--range --json");
    assert_said(said->out, "\"sums\":{\"accounts EUR\":{\"least\":{\"amount\":90,");
    assert_said(said->out, "\"accounts JPY\":{\"least\":{\"amount\":99000,");
    assert_unsaid(said->out, "99090");
    said = traced("funds", "--range");
    assert_unsaid(said->out, "99090");
}

static void what_accounts_have_together_may_be_too_much(void **state)
{
    (void)state;
    write_ledger(HEADING "1,2026-01-01,A,credit,9223372036854775807,V,,,,,\n"
                         "2,2026-01-01,B,credit,9223372036854775807,V,,,,,\n");
    const struct typed *said = traced("compare", "--json");
    assert_int_equal(said->code, 2);
    assert_said(said->messages, "\"trace_overflow_all\"");
    said = traced("compare", "");
    assert_said(said->messages, "trace fewer accounts at once");
}

/* With so many rows that `funds` adds them up. */
static void long_ledgers_are_added_up_by_currency(void **state)
{
    (void)state;
    char name[96];
    write_ledger(TWO_CURRENCIES);
    snprintf(name, sizeof name, "%s/ledger", directory);
    FILE *file = fopen(name, "a");
    assert_non_null(file);
    for (int i = 0; i < 2000; i++)
        fprintf(file, "x%d,2026-01-04,A,transfer,1,,A,EUR,,,\n", i);
    fclose(file);
    const struct typed *said = traced("funds", "--method fifo");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "currency");
    assert_said(said->out, "99000");
    assert_unsaid(said->out, "99090");
    said = traced("funds", "--method fifo --lang fr");
    assert_said(said->out, "monnaie");
}

static void where_one_currency_occurs_none_is_put_behind_names(void **state)
{
    (void)state;
    write_ledger(HEADING "e1,2026-01-01,A,credit,100,V,,EUR,,,\ne2,2026-01-02,A,debit,10,,shop,,,,\n");
    const struct typed *said = traced("compare", "--json");
    assert_said(said->out, "\"sums\":{\"accounts\":{\"V\":90},\"assets\":{},\"sinks\":{\"V\":10}}");
    assert_unsaid(said->out, "EUR");
}

static void an_asset_sold_in_another_currency_is_refused_with_the_way_out(void **state)
{
    (void)state;
    write_ledger(HEADING "e1,2026-01-01,A,credit,10000,V,,EUR,,,\ne2,2026-01-02,A,credit,10000,OWN,,EUR,,,\n"
                         "e3,2026-01-03,A,purchase,20000,,boat,EUR,,,\n"
                         "e5,2026-01-04,boat,sale,32000,,J,JPY,,,charge\n");
    const struct typed *said = traced("funds", "--method own_first");
    assert_int_equal(said->code, HF_BAD_INPUT);
    assert_said(said->messages, "ledger:5:34");
    assert_said(said->messages, "the asset boat is in EUR");
    assert_said(said->messages, "write a conversion");
    said = traced("funds", "--method own_first --lang fr");
    assert_said(said->messages, "le bien boat est en EUR");
}

/* ---- explanations ---- */

static void coins_are_explained_by_their_fee(void **state)
{
    (void)state;
    write_ledger(
        "{\"events\":[{\"id\":\"c0\",\"kind\":\"credit\",\"date\":\"2026-01-01\",\"account\":\"c0:0\","
        "\"amount\":100,\"claimant\":\"V\"},{\"id\":\"t1\",\"kind\":\"coin\",\"date\":\"2026-01-02\","
        "\"inputs\":[\"c0:0\"],\"outputs\":[{\"account\":\"t1:0\",\"amount\":98}]}]}");
    const struct typed *said = traced("explain", "--method poison --debit t1");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "  the fee, 2: tainted 2\n");
    assert_unsaid(said->out, "OVERDRAFT");
    said = traced("explain", "--method poison --debit t1 --json");
    assert_said(said->out, "\"amount\":2,");
    said = traced("explain", "--method fifo --debit t1 --json");
    assert_said(said->out, "\"amount\":2,");
    assert_said(said->out, "\"composition\":{\"V\":2}");
}

static void what_is_not_tainted_is_said_to_be_so(void **state)
{
    (void)state;
    write_ledger(HEADING "e1,2026-01-01,A,credit,5,OWN,,,,,\ne2,2026-01-02,A,debit,3,,s,,,,\n");
    const struct typed *said = traced("explain", "--method poison --debit e2");
    assert_said(said->out, "the payment is not tainted.");
    assert_unsaid(said->out, "nobody's");
    said = traced("explain", "--method poison --debit e2 --lang fr");
    assert_said(said->out, "le paiement n'est pas entaché.");
}

static void matched_claims_beyond_what_was_held_are_said_to_be_too_much(void **state)
{
    (void)state;
    const struct typed *said = type_line("trace explain " STATEMENT " --method direct_match --debit s048");
    assert_said(said->out, "The claims exceed what was held by ");
    assert_unsaid(said->out, "  -");
    said = type_line("trace explain " STATEMENT " --method direct_match --debit s048 --lang fr");
    assert_said(said->out, "Les prétentions dépassent de ");
}

static void a_sale_names_its_election_and_a_conversion_what_came(void **state)
{
    (void)state;
    write_ledger(HEADING "e1,2026-01-01,A,credit,10000,V,,EUR,,,\ne2,2026-01-02,A,purchase,8000,,boat,,,,\n"
                         "e3,2026-01-03,boat,sale,4000,,A,,,,\ne4,2026-01-03,boat,sale,500,,A,,,,charge\n"
                         "e5,2026-01-04,A,conversion,1000,,J,EUR,JPY,1600,\n");
    const struct typed *said = traced("explain", "--method fifo --debit e3");
    assert_said(said->out, "Sold by share:");
    said = traced("explain", "--method fifo --debit e3 --json");
    assert_said(said->out, "\"election\":\"share\"");
    said = traced("explain", "--method fifo --debit e4 --lang fr");
    assert_said(said->out, "Vendu par sûreté (charge) :");
    said = traced("explain", "--method fifo --debit e5");
    assert_said(said->out, "10.00 EUR leaves the account A, for J. 1600 JPY is received there.");
    said = traced("explain", "--method fifo --debit e5 --json");
    assert_said(said->out, "\"received\":1600");
}

static void coins_say_what_went_in_and_who_got_what(void **state)
{
    (void)state;
    write_ledger(
        "{\"events\":[{\"id\":\"c0\",\"kind\":\"credit\",\"date\":\"2026-01-01\",\"account\":\"c0:0\","
        "\"amount\":60,\"claimant\":\"V\"},{\"id\":\"c1\",\"kind\":\"credit\",\"date\":\"2026-01-01\","
        "\"account\":\"c1:0\",\"amount\":40,\"claimant\":\"OWN\"},{\"id\":\"t1\",\"kind\":\"coin\","
        "\"date\":\"2026-01-02\",\"inputs\":[\"c0:0\",\"c1:0\"],\"outputs\":["
        "{\"account\":\"t1:0\",\"amount\":70},{\"account\":\"t1:1\",\"amount\":27}]}]}");
    const struct typed *said = traced("explain", "--method fifo --debit t1");
    assert_said(said->out, "These go in, in this order:\n  c0:0, 60: V 60\n  c1:0, 40: OWN 40\n");
    assert_said(said->out, "By this rule, these come out:\n  t1:0, 70: OWN 10, V 60\n  t1:1, 27: OWN 27\n"
                           "  the fee, 3: OWN 3\n");
    said = traced("explain", "--method lifo --debit t1 --lang fr");
    assert_said(said->out, "  t1:1, 27: V 27\n  les frais, 3: V 3\n");
    said = traced("explain", "--method direct_match --debit t1");
    assert_said(said->out, "  t1:0, 70: nobody's\n");
    said = traced("explain", "--method fifo --debit t1 --json");
    assert_said(said->out, "\"inputs\":{\"c0:0\":{\"V\":60},\"c1:0\":{\"OWN\":40}}");
    assert_said(said->out, "\"outputs\":{\"t1:0\":{\"OWN\":10,\"V\":60},\"t1:1\":{\"OWN\":27}}");
}

/* 300 are in the boat: 100 of the bank, 80 of the holder, 120 of V. */
#define BOAT                                         \
    HEADING "e1,2026-01-01,A,credit,120,V,,EUR,,,\n" \
            "e2,2026-01-02,A,credit,80,OWN,,,,,\n"   \
            "e3,2026-01-03,A,purchase,300,,boat,EUR,,,\n"

static void a_sale_says_what_the_proceeds_became_and_why(void **state)
{
    (void)state;
    write_ledger(BOAT "e4,2026-01-04,boat,sale,200,,B,EUR,,,\n");
    const struct typed *said = traced("explain", "--method fifo --debit e4");
    assert_said(said->out, "boat is sold, with all that is in it, and brings 2.00 EUR.");
    assert_said(said->out,
                "1. 1.20 EUR becomes the holder's own money (OWN): a share, as it was 1.80 EUR of 3.00 EUR. "
                "What the bank had lent for it counts as the holder's own.\n"
                "2. 0.80 EUR becomes the money of V: a share, as it was 1.20 EUR of 3.00 EUR.\n");
    write_ledger(BOAT "e4,2026-01-04,boat,sale,100,,B,EUR,,,charge\n");
    said = traced("explain", "--method own_first --debit e4");
    assert_said(said->out,
                "1. 1.00 EUR becomes the money of V: as much as the sale brings, of 1.20 EUR put in.\n");
    write_ledger(BOAT "e4,2026-01-04,boat,sale,500,,B,EUR,,,charge\n");
    said = traced("explain", "--method rolling_pro_rata --debit e4 --lang fr");
    assert_said(said->out, "1. 3.80 EUR : c'est désormais l'argent propre du titulaire (OWN) : ce que les "
                           "prétentions laissent.\n");
    assert_said(said->out, "2. 1.20 EUR : c'est désormais l'argent de V : autant qu'il y avait été mis.\n");
}

static void what_an_empty_asset_brings_is_said_to_be_of_unknown_origin(void **state)
{
    (void)state;
    write_ledger(BOAT "e4,2026-01-04,boat,sale,200,,B,EUR,,,\ne5,2026-01-05,boat,sale,7,,B,EUR,,,\n");
    const struct typed *said = traced("explain", "--method fifo --debit e5");
    assert_said(said->out, "Nothing was left in boat when it was sold");
    assert_said(said->out, "  UNKNOWN 0.07 EUR\n");
    said = traced("explain", "--method poison --debit e5 --lang fr");
    assert_said(said->out, "Il ne restait rien dans boat");
    said = traced("explain", "--method fifo --debit e4");
    assert_unsaid(said->out, "Nothing was left");
}

/* The boat was bought with 100 lent by the bank; V repaid 150, of which 100 were owed. */
#define LINKED                                                                           \
    "id,date,account,kind,amount,claimant,to,currency,debit,credit,evidence\n"           \
    "e1,2026-01-01,A,credit,50,OWN,,EUR,,,\ne2,2026-01-02,A,purchase,150,,boat,EUR,,,\n" \
    "e3,2026-01-03,A,credit,150,V,,EUR,,,\ne4,2026-01-04,A,link,70,,,,e2,e3,memo 7\n"    \
    "e5,2026-01-05,A,link,70,,,,e2,e3,memo 8\n"

static void a_link_is_told_step_by_step(void **state)
{
    (void)state;
    write_ledger(LINKED);
    const struct typed *said = traced("explain", "--method own_first --debit e4");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "Link e4 of 2026-01-04: a decision, not a payment. Its evidence: memo 7.\n");
    assert_said(said->out, "Federal Republic of Brazil v Durant");
    assert_said(said->out,
                "1. The link is for 0.70 EUR at most.\n"
                "2. For e2 (2026-01-02), the bank lent 1.00 EUR that no earlier link has moved.\n"
                "3. With e3 (2026-01-03), 1.00 EUR repaid the bank and was moved by no earlier link.\n"
                "4. In boat, 1.00 EUR of what the bank lent is still there.\n");
    assert_said(said->out,
                "0.70 EUR of boat is no longer lent by the bank (OVERDRAFT), but:\n  V 0.70 EUR\n");
    said = traced("explain", "--method own_first --debit e5 --lang fr");
    assert_said(said->out, "2. Pour e2 (2026-01-02), la banque a prêté 0.30 EUR");
    assert_said(said->out,
                "0.30 EUR de boat ne sont plus prêtés par la banque (OVERDRAFT), mais :\n  V 0.30 EUR\n");
    said = traced("explain", "--method poison --debit e4");
    assert_said(said->out, "  tainted 0.70 EUR\n");
    said = traced("explain", "--method fifo --debit e5 --json");
    assert_said(said->out,
                "\"composition\":{\"V\":30},\"credit\":\"e3\",\"date\":\"2026-01-05\",\"debit\":\"e2\","
                "\"evidence\":\"memo 8\",\"held\":30,\"id\":\"e5\",\"lent\":30,\"method\":\"fifo\","
                "\"moved\":30,\"repaid\":30}");
    said = traced("explain", "--method direct_match --debit e4");
    assert_said(said->out, "This rule follows no link: nothing moves.\n");
    said = traced("explain", "--method own_first --debit e4 --unknown own");
    assert_said(said->out, "  V 0.70 EUR\n");
}

static void a_payment_names_the_links_that_came_later(void **state)
{
    (void)state;
    write_ledger(LINKED);
    const struct typed *said = traced("explain", "--method own_first --debit e2");
    assert_said(said->out,
                "Later the link e4 (2026-01-04) decides that money which came after paid for this: "
                "0.70 EUR of what the bank lent is from then on:\n  V 0.70 EUR\nIts evidence: memo 7.\n"
                "Later the link e5 (2026-01-05)");
    said = traced("explain", "--method own_first --debit e2 --json");
    assert_said(said->out, "\"links\":[{\"amount\":70,\"composition\":{\"V\":70}");
    said = traced("explain", "--method direct_match --debit e2");
    assert_unsaid(said->out, "Later");
    write_ledger(
        "id,date,account,kind,amount,claimant,to,debit,credit,evidence\ne1,2026-01-01,A,debit,9,,s,,,\n"
        "e2,2026-01-02,A,credit,9,V,,,,\ne3,2026-01-03,A,link,0,,,e1,e2,memo\n");
    said = traced("explain", "--method lifo --debit e3");
    assert_said(said->out, "The least of these counts, which is nothing: nothing moves.\n");
}

/* ---- debts ---- */

static void a_debt_at_the_end_stands_in_the_tables(void **state)
{
    (void)state;
    write_ledger(HEADING "e1,2026-01-01,A,credit,5,V,,,,,\ne2,2026-01-02,A,transfer,50,,B,,,,\n");
    const struct typed *said = traced("funds", "--method fifo");
    assert_said(said->out, "owed to the bank (OVERDRAFT)");
    assert_said(said->out, "45");
    said = traced("funds", "--method fifo --lang fr");
    assert_said(said->out, "dû à la banque (OVERDRAFT)");
    said = traced("compare", "");
    assert_said(said->messages, "At the end these accounts owe the bank: A 45.");
    said = traced("funds", "--range --lang fr");
    assert_said(said->messages, "À la fin, ces comptes doivent à la banque : A 45.");
    said = traced("compare", "--json");
    assert_said(said->out, "\"debts\":{\"A\":45}");
    said = traced("funds", "--range --json");
    assert_said(said->out, "\"debts\":{\"A\":45}");
    said = traced("compare", "--shortfall unknown_opening --json");
    assert_unsaid(said->messages, "owe the bank");
    assert_unsaid(said->out, "debts");
}

/* ---- what may be a slip of the ledger ---- */

#define PLAIN "id,date,account,kind,amount,claimant,to\n"

static void sums_of_what_accounts_lack_are_told_whole(void **state)
{
    (void)state;
#define MOST "9223372036854775807"
    write_ledger(PLAIN "e1,2026-01-01,A,debit," MOST ",,s\ne2,2026-01-02,B,debit," MOST ",,t\n");
    const struct typed *said = traced("funds", "--method fifo");
    assert_said(said->messages, "they had: 2; together 18446744073709551614.");
    write_ledger(HEADING "e1,2026-01-01,A,debit," MOST ",,s,EUR,,,\ne2,2026-01-02,B,debit," MOST
                         ",,t,EUR,,,\ne3,2026-01-02,C,debit," MOST ",,u,JPY,,,\n");
    said = traced("compare", "");
    assert_said(said->messages, "together 184467440737095516.14 EUR; 9223372036854775807 JPY.");
    write_ledger(PLAIN "e1,2026-01-01,A,debit," MOST ",,s\ne2,2026-01-02,B,debit,776627963145224194,,t\n");
    said = traced("funds", "--method lifo");
    assert_said(said->messages, "together 10000000000000000001."); /* nothing but noughts between */
#undef MOST
}

static void what_accounts_lack_is_told_once_with_what_changes_it(void **state)
{
    (void)state;
    write_ledger(HEADING "e1,2026-01-01,A,transfer,3050,,B,EUR,,,\ne2,2026-01-02,C,debit,700,,s,JPY,,,\n");
    const struct typed *said = traced("funds", "--method fifo --json");
    assert_said(said->messages,
                "paid out more than this ledger shows they had: 2; together 30.50 EUR; 700 JPY.\n"
                "It counts as lent by the bank (OVERDRAFT)");
    assert_said(said->messages, "use --shortfall unknown_opening: then it is UNKNOWN.");
    said = traced("compare", "--lang fr");
    assert_said(said->messages, "plus que ce registre n'y montre : 2 ; ensemble 30.50 EUR; 700 JPY.");
    assert_said(said->messages, "prêté par la banque");
    said = traced("funds", "--range --shortfall unknown_opening");
    assert_said(said->messages, "of unknown origin (UNKNOWN).");
    assert_unsaid(said->messages, "lent by the bank");
    said = traced("funds", "--method lifo --shortfall overdraft");
    assert_said(said->messages, "together 30.50 EUR");
    assert_unsaid(said->messages, "unknown_opening");
    said = traced("funds", "--method fifo --quiet");
    assert_int_equal(said->messages.len, 0);
    write_ledger(PLAIN "e1,2026-01-01,A,credit,9,V,\ne2,2026-01-02,A,debit,9,,s\n");
    assert_unsaid(traced("funds", "--method fifo")->messages, "more than this ledger shows");
}

static void a_payee_that_occurs_once_and_a_name_a_slip_apart_are_told(void **state)
{
    (void)state;
    write_ledger(PLAIN
                 "e1,2026-01-01,Blue Quarry,credit,90,V,\ne2,2026-01-02,Blue Quarry,transfer,50,,Blue Quary\n"
                 "e3,2026-01-03,Blue Quarry,purchase,9,,Grey Heron\ne4,2026-01-03,Blue "
                 "Quarry,purchase,9,,Grey Herron\n"
                 "e5,2026-01-04,Grey Heron,sale,9,,Blue Quarry\n");
    const struct typed *said = traced("funds", "--method fifo");
    assert_said(said->messages, "Accounts named once only, as the payee of a transfer: 1 (Blue Quary).");
    assert_said(said->messages, "nearly alike: Blue Quary / Blue Quarry; Grey Herron / Grey Heron.");
    said = traced("compare", "--lang fr --json");
    assert_said(said->messages, "comme bénéficiaire d'un virement : 1 (Blue Quary).");
    assert_said(said->messages, "se ressemblent : Blue Quary / Blue Quarry");
    write_ledger("{\"accounts\":[\"Quarry\",\"Quary\"],\"events\":[{\"id\":\"1\",\"date\":\"2026-01-01\","
                 "\"kind\":\"transfer\",\"account\":\"Quarry\",\"to\":\"Quary\",\"amount\":5}]}");
    assert_unsaid(traced("compare", "")->messages, "nearly alike"); /* declared, both of them */
}

/* Neither members of the answer nor control characters of names are taken for anything else. */
static void names_are_names_whatever_they_say(void **state)
{
    (void)state;
    write_ledger(PLAIN
                 "e1,2026-01-01,tainted,credit,500,tainted,\ne2,2026-01-01,tainted,credit,40,composition,\n"
                 "e3,2026-01-02,tainted,debit,520,,composition\n");
    const struct typed *said = traced("funds", "--method fifo");
    assert_said(said->out, "account  tainted      composition  20");
    assert_said(said->out, "gone to  composition  composition  20");
    assert_said(said->out, "gone to  composition  tainted      500");
    said = traced("funds", "--method pari_passu");
    assert_said(said->out, "tainted      19");
    said = traced("funds", "--method poison");
    assert_said(said->out, "gone to  composition  tainted  520");
    write_ledger(PLAIN "e1,2026-01-01,A \xE2\x80\xAE B,debit,5,,s\n"); /* turns the direction of writing */
    said = traced("compare", "");
    assert_said(said->messages, "owe the bank: A   B 5.");
}

/* Long ledgers are added up: what was unknown came in as the holder's own, too. */
static void unknown_money_taken_as_own_came_in_as_own(void **state)
{
    (void)state;
    struct hf_buf text = {.at = malloc(1 << 18), .size = 1 << 18};
    hf_buf_put(&text, HF_STR(PLAIN));
    for (int i = 0; i < 2500; i++) {
        char line[96];
        snprintf(line, sizeof line, "e%d,2026-01-01,A,credit,1,%s,\n", i, i % 2 == 0 ? "UNKNOWN" : "OWN");
        hf_buf_put(&text, hf_str_of(line));
    }
    hf_buf_put_char(&text, '\0');
    write_ledger(text.at);
    free(text.at);
    const struct typed *said = traced("funds", "--method fifo --unknown own");
    assert_said(said->out, "OWN    2500");
    assert_unsaid(said->out, "UNKNOWN");
}

/* What nothing shows the origin of: an asset sold once it was empty, a conversion of nothing. */
#define EMPTIED                                                             \
    (PLAIN "a,2026-01-01,E,credit,10,P,\nb,2026-01-02,E,purchase,10,,car\n" \
           "c,2026-01-03,car,sale,10,,E\nd,2026-01-04,car,sale,90,,E\n"     \
           "e,2026-01-05,E,debit,90,,shop\n")
#define OF_NOTHING                                     \
    (HEADING "a,2026-01-01,E,credit,10000,P,,EUR,,,\n" \
             "b,2026-01-01,E,conversion,0,,J,,JPY,500,\n")
#define PAID_IN (PLAIN "a,2026-01-01,X,credit,50,UNKNOWN,\nb,2026-01-01,X,credit,50,P,\n")

static void unknown_origin_is_told_however_it_arises(void **state)
{
    (void)state;
    static const char *const ledgers[] = {EMPTIED, OF_NOTHING, PAID_IN};
    static const char *const how[][2] = {{"funds", "--method fifo"},
                                         {"funds", "--method own_first --json"},
                                         {"compare", ""},
                                         {"compare", "--json"}};
    for (size_t i = 0; i < sizeof ledgers / sizeof ledgers[0]; i++) {
        write_ledger(ledgers[i]);
        for (size_t k = 0; k < sizeof how / sizeof how[0]; k++)
            assert_said(traced(how[k][0], how[k][1])->messages, "Money of unknown origin is in this ledger");
        assert_unsaid(traced("compare", "--unknown own")->messages, "unknown origin");
        assert_unsaid(traced("funds", "--method fifo --unknown claim")->messages, "unknown origin");
    }
    write_ledger(OF_NOTHING);
    assert_said(traced("funds", "--method pari_passu")->messages, "Money of unknown origin");
    write_ledger(EMPTIED); /* what a fund is paid by a sale is nobody's payment in */
    assert_unsaid(traced("funds", "--method pari_passu")->messages, "unknown origin");
    write_ledger(PLAIN "a,2026-01-01,X,credit,50,P,\n");
    assert_unsaid(traced("compare", "")->messages, "unknown origin");
}

static void a_range_takes_as_own_what_arises_as_unknown(void **state)
{
    (void)state;
    write_ledger(EMPTIED);
    const struct typed *said = traced("funds", "--range --method own_first --json");
    assert_said(said->out, "\"P\":{\"accounts\":{\"E\":{\"least\":{\"amount\":1,");
    assert_said(said->out, "\"most\":{\"amount\":10,\"method\":\"own_first\",\"ordering\":\"ledger\","
                           "\"unknown\":\"own\"}");
    write_ledger(OF_NOTHING);
    said = traced("funds", "--range --method own_first --json");
    assert_said(said->out, "\"UNKNOWN\":{\"accounts\":{\"J\":{\"least\":{\"amount\":0,");
    assert_said(said->out, "\"unknown\":\"own\"}");
}

static void what_repaid_the_bank_stands_among_what_is_gone(void **state)
{
    (void)state;
    write_ledger(PLAIN "a,2026-01-01,X,credit,50,P,\nb,2026-01-01,X,debit,80,,shop\n"
                       "c,2026-01-02,X,credit,50,Q,\n");
    const struct typed *said = traced("compare", "--json");
    assert_said(said->out, "\"poison\":{\"accounts\":{\"X\":{\"tainted\":20}},\"assets\":{},\"sinks\":{"
                           "\"overdraft:X\":{\"tainted\":30},\"shop\":{\"tainted\":80}}");
    assert_said(said->out, "\"overdraft:X\":{\"Q\":30}");
    assert_said(traced("compare", "")->out, "overdraft:X");
    assert_said(traced("funds", "--range")->out, "overdraft:X");
    assert_said(traced("funds", "--range --json")->out, "\"overdraft:X\":{\"least\":{\"amount\":30,");
}

static void a_comparison_says_of_its_methods_what_funds_does(void **state)
{
    (void)state;
    const struct typed *said = type_line("trace compare " STATEMENT);
    assert_said(said->messages, "pari_passu: Warning: the holder's own money was in a fund shared here.");
    assert_said(said->messages, "poison: Exposure, not a claim");
    assert_said(said->messages, "direct_match: Equal amounts a few days apart are a hint");
    said = type_line("trace compare " STATEMENT " --json --lang fr");
    assert_said(said->messages, "pari_passu : Attention : de l'argent du titulaire");
    assert_int_equal(type_line("trace compare " STATEMENT " --quiet")->messages.len, 0);
    write_ledger(PLAIN "a,2026-01-01,X,credit,50,P,\n");
    assert_unsaid(traced("compare", "")->messages, "pari_passu");
}

static void a_debit_to_an_account_is_told_with_the_kind_that_may_be_meant(void **state)
{
    (void)state;
    write_ledger(PLAIN "a,2026-01-01,X,credit,100,P,\nb,2026-01-02,X,debit,50,,Y\n"
                       "c,2026-01-03,Y,debit,50,,shop\n");
    const struct typed *said = traced("funds", "--method fifo");
    assert_said(said->messages, "Accounts of this ledger that debits pay: 1 (Y).");
    assert_said(said->messages, "write the kind transfer");
    assert_said(traced("compare", "--lang fr --json")->messages, "que paient des débits : 1 (Y).");
    write_ledger(HEADING "a,2026-01-01,X,debit,1,,Y,EUR,,,\nb,2026-01-01,J,debit,1,,Y,JPY,,,\n"
                         "c,2026-01-02,Y,credit,1,P,,EUR,,,\n");
    assert_said(traced("compare", "")->messages, "debits pay: 1 (Y)."); /* one name, though two sinks */
    write_ledger("{\"accounts\":[\"X\",\"Y\"],\"events\":[{\"id\":\"1\",\"date\":\"2026-01-01\","
                 "\"kind\":\"debit\",\"account\":\"X\",\"to\":\"Y\",\"amount\":5}]}");
    assert_said(traced("compare", "")->messages, "debits pay: 1 (Y)."); /* declared, too */
    write_ledger(PLAIN "a,2026-01-01,X,debit,5,,shop\n");
    assert_unsaid(traced("compare", "")->messages, "debits pay");
}

static void a_ledger_of_nothing_is_said_to_be_one(void **state)
{
    (void)state;
    static const char *const empty[] = {PLAIN, "{\"events\":[]}"};
    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
        write_ledger(empty[i]);
        const struct typed *said = traced("funds", "--method fifo");
        assert_int_equal(said->code, 0);
        assert_said(said->messages, "There is nothing in ");
        assert_said(traced("funds", "--range --lang fr")->messages, "Il n'y a rien dans ");
        assert_said(traced("compare", "--json")->messages, "no row that could be followed");
    }
    write_ledger(PLAIN "a,2026-01-01,X,debit,5,,shop\n");
    assert_unsaid(traced("compare", "")->messages, "nothing in");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_of_two_currencies_stay_apart),
        cmocka_unit_test(what_accounts_have_together_may_be_too_much),
        cmocka_unit_test(long_ledgers_are_added_up_by_currency),
        cmocka_unit_test(where_one_currency_occurs_none_is_put_behind_names),
        cmocka_unit_test(an_asset_sold_in_another_currency_is_refused_with_the_way_out),
        cmocka_unit_test(coins_are_explained_by_their_fee),
        cmocka_unit_test(what_is_not_tainted_is_said_to_be_so),
        cmocka_unit_test(matched_claims_beyond_what_was_held_are_said_to_be_too_much),
        cmocka_unit_test(a_sale_names_its_election_and_a_conversion_what_came),
        cmocka_unit_test(coins_say_what_went_in_and_who_got_what),
        cmocka_unit_test(a_sale_says_what_the_proceeds_became_and_why),
        cmocka_unit_test(what_an_empty_asset_brings_is_said_to_be_of_unknown_origin),
        cmocka_unit_test(a_link_is_told_step_by_step),
        cmocka_unit_test(a_payment_names_the_links_that_came_later),
        cmocka_unit_test(a_debt_at_the_end_stands_in_the_tables),
        cmocka_unit_test(what_accounts_lack_is_told_once_with_what_changes_it),
        cmocka_unit_test(sums_of_what_accounts_lack_are_told_whole),
        cmocka_unit_test(a_payee_that_occurs_once_and_a_name_a_slip_apart_are_told),
        cmocka_unit_test(names_are_names_whatever_they_say),
        cmocka_unit_test(unknown_money_taken_as_own_came_in_as_own),
        cmocka_unit_test(unknown_origin_is_told_however_it_arises),
        cmocka_unit_test(a_range_takes_as_own_what_arises_as_unknown),
        cmocka_unit_test(what_repaid_the_bank_stands_among_what_is_gone),
        cmocka_unit_test(a_comparison_says_of_its_methods_what_funds_does),
        cmocka_unit_test(a_debit_to_an_account_is_told_with_the_kind_that_may_be_meant),
        cmocka_unit_test(a_ledger_of_nothing_is_said_to_be_one),
    };
    return cmocka_run_group_tests_name("trace_told", tests, make_directory, remove_directory);
}
