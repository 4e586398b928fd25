/* SPDX-License-Identifier: Apache-2.0 */
/* Movements and holdings of a case's registers: what does not fit is refused when a movement is entered,
 * however it is entered. */
#include <stdio.h>

#include "unit/casefile/bench.h"

static struct hf_rehearsal *b;

static void do_it(const char *on, const char *event, const char *payload)
{
    bench_do(b, "investigator", on, event, payload);
}

/* Accounts 1 in EUR, 2 in USD, 3 and 4 in what their movements say; an asset. */
static int open_books(void **state)
{
    b = bench_begin(state, "tests/vectors/workflow/freeze-small.json");
    bench_do(b, "officer", "case", "open", NULL);
    do_it("account", "account.add", "{'number':'E1','currency':'EUR'}");
    do_it("account", "account.add", "{'number':'U1','currency':'USD'}");
    do_it("account", "account.add", "{'number':'X1'}");
    do_it("account", "account.add", "{'number':'X2'}");
    do_it("asset", "asset.add", "{'kind':'vessel','description':'Grey Heron','state':'XF'}");
    return 0;
}

/* The id of what stands behind $: an account by its number, the asset a, the parties p and q. */
static const char *id_of(char letter)
{
    static const struct {
        char letter;
        const char *on;
    } others[] = {{'a', "asset/1"}, {'p', "party/1"}, {'q', "party/2"}};
    static char account[] = "account/0";
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (others[i].letter == letter)
            return bench_id(b, others[i].on);
    account[8] = letter;
    return bench_id(b, account);
}

static const char *filled(const char *text)
{
    static char out[600];
    size_t len = 0;
    for (; *text != '\0'; text++) {
        if (*text == '$')
            len += (size_t)snprintf(out + len, sizeof out - len, "%s", id_of(*++text));
        else
            out[len++] = *text;
    }
    out[len] = '\0';
    return out;
}

#define EUR "{'amount':500,'currency':'EUR'}"
#define USD "{'amount':500,'currency':'USD'}"
#define JPY "{'amount':500,'currency':'JPY'}"
#define CREDIT(account, money) \
    "{'kind':'credit','date':'2026-01-02','account':'" account "','origin':'own','amount':" money "}"
#define DEBIT(account, money) \
    "{'kind':'debit','date':'2026-01-02','account':'" account "','amount':" money "}"
#define MOVE(kind, from, to, money) \
    "{'kind':'" kind "','date':'2026-01-02','account':'" from "','to_account':'" to "','amount':" money "}"
#define CONVERT(from, to, paid, got)                                                                     \
    "{'kind':'conversion','date':'2026-01-02','account':'" from "','to_account':'" to "','amount':" paid \
    ",'received':" got "}"
#define BUY(account, money) \
    "{'kind':'purchase','date':'2026-01-02','account':'" account "','asset':'$a','amount':" money "}"
#define SELL(account, money) \
    "{'kind':'sale','date':'2026-01-02','to_account':'" account "','asset':'$a','amount':" money "}"

static void add(const char *payload)
{
    do_it("payment", "payment.add", filled(payload));
}

/* Refused with this word at this entry; both sentences name these two currencies. */
static void refused(const char *on, const char *event, const char *payload, enum hf_word word,
                    const char *where, const char *is_in, const char *said)
{
    struct hf_id who = bench_person(b, "investigator");
    assert_int_equal(bench_act(b, &who, "investigator", on, event, filled(payload)), HF_REFUSED);
    assert_int_equal(b->err.word, word);
    assert_string_equal(b->err.where, where);
    for (enum hf_lang lang = HF_EN; lang < HF_LANGS; lang++) {
        char text[600];
        struct hf_buf told = HF_BUF(text);
        hf_err_say(&b->err, lang, &told);
        assert_true(hf_str_contains(hf_buf_str(&told), hf_str_of(is_in)));
        assert_true(hf_str_contains(hf_buf_str(&told), hf_str_of(said)));
    }
}

static void each_kind_is_held_to_the_currencies_that_accounts_say(void **state)
{
    (void)state;
    static const struct {
        const char *payload, *where, *is_in, *said;
    } cases[] = {
        {CREDIT("$1", USD), "account/1", "EUR", "USD"},
        {DEBIT("$2", EUR), "account/2", "USD", "EUR"},
        {MOVE("transfer", "$1", "$2", EUR), "account/2", "USD", "EUR"},
        {MOVE("transfer", "$1", "$2", USD), "account/1", "EUR", "USD"},
        {CONVERT("$1", "$2", USD, USD), "account/1", "EUR", "USD"},
        {CONVERT("$1", "$2", EUR, EUR), "account/2", "USD", "EUR"},
        {BUY("$1", JPY), "account/1", "EUR", "JPY"},
        {SELL("$1", JPY), "account/1", "EUR", "JPY"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        refused("payment", "payment.add", cases[i].payload, HF_WORD_book_account, cases[i].where,
                cases[i].is_in, cases[i].said);
    add(CREDIT("$1", EUR));
    add(CONVERT("$1", "$2", EUR, USD));
    add(MOVE("transfer", "$1", "$3", EUR));
}

static void what_an_account_does_not_say_its_movements_do(void **state)
{
    (void)state;
    add(MOVE("transfer", "$1", "$3", EUR));
    refused("payment", "payment.add", DEBIT("$3", USD), HF_WORD_book_account, "account/3", "EUR", "USD");
    assert_string_equal(b->err.detail[HF_EN], "payment/1");
    add(CONVERT("$3", "$4", EUR, USD));
    refused("payment", "payment.add", DEBIT("$4", EUR), HF_WORD_book_account, "account/4", "USD", "EUR");
    do_it("payment/2", "payment.withdraw", NULL);
    add(DEBIT("$4", EUR));
}

static void an_asset_is_in_the_currency_in_which_it_was_bought(void **state)
{
    (void)state;
    add(BUY("$1", EUR));
    refused("payment", "payment.add", BUY("$2", USD), HF_WORD_book_asset, "asset/1", "EUR", "USD");
    refused("payment", "payment.add", SELL("$2", USD), HF_WORD_book_asset, "asset/1", "EUR", "USD");
    add(SELL("$3", EUR));
}

static void a_correction_is_held_to_the_same(void **state)
{
    (void)state;
    add(CREDIT("$3", EUR));
    do_it("payment/1", "payment.change", "{'amount':" USD "}"); /* the only one may become anything */
    add(DEBIT("$3", USD));
    refused("payment/2", "payment.change", "{'amount':" EUR "}", HF_WORD_book_account, "account/3", "USD",
            "EUR");
    refused("payment/2", "payment.change", "{'account':'$1'}", HF_WORD_book_account, "account/1", "EUR",
            "USD");
    do_it("payment/2", "payment.change", "{'text':'as the statement has it'}");
}

static void a_correction_leaves_nothing_out(void **state)
{
    (void)state;
    add(DEBIT("$1", EUR));
    refused("payment/1", "payment.change", "{'kind':'transfer'}", HF_WORD_book_needs, "payment/1", "transfer",
            "to_account");
    refused("payment/1", "payment.change", "{'kind':'conversion','to_account':'$2'}", HF_WORD_book_needs,
            "payment/1", "conversion", "received");
    refused("payment/1", "payment.change", "{'kind':'credit'}", HF_WORD_book_needs, "payment/1", "credit",
            "origin");
    refused("payment/1", "payment.change", "{'kind':'credit','origin':'claim'}", HF_WORD_book_needs,
            "payment/1", "credit", "claimant");
    refused("payment/1", "payment.change", "{'kind':'link'}", HF_WORD_book_needs, "payment/1", "link",
            "debit");
    refused("payment/1", "payment.change", "{'kind':'purchase'}", HF_WORD_book_needs, "payment/1", "purchase",
            "asset");
    do_it("payment/1", "payment.change", filled("{'kind':'transfer','to_account':'$3'}"));
}

static void an_account_in_use_keeps_its_currency(void **state)
{
    (void)state;
    add(CREDIT("$3", EUR));
    refused("account/3", "account.change", "{'currency':'USD'}", HF_WORD_book_used, "account/3", "EUR",
            "USD");
    do_it("account/3", "account.change", "{'currency':'EUR','bank':'Harbour Bank'}");
    do_it("account/4", "account.change", "{'currency':'JPY'}");
    refused("payment", "payment.add", CREDIT("$4", EUR), HF_WORD_book_account, "account/4", "JPY", "EUR");
}

static void what_nobody_would_read_is_refused(void **state)
{
    (void)state;
#define AND(payload, more) payload "," more "}"
#define BEGUN(kind) "{'kind':'" kind "','date':'2026-01-02','amount':" EUR ",'account':'$1'"
#define BEGUN_TO(kind) BEGUN(kind) ",'to_account':'$3'"
    static const struct {
        const char *payload, *because, *stray;
    } cases[] = {
        {AND(BEGUN("debit"), "'to_account':'$3'"), "kind=debit", "to_account"},
        {AND(BEGUN("debit"), "'received':" EUR), "kind=debit", "received"},
        {AND(BEGUN("debit"), "'asset':'$a'"), "kind=debit", "asset"},
        {AND(BEGUN("debit"), "'origin':'own'"), "kind=debit", "origin"},
        {AND(BEGUN("credit"), "'origin':'own','claimant':'$p'"), "origin=own", "claimant"},
        {AND(BEGUN("credit"), "'origin':'own','payee':'$p'"), "kind=credit", "payee"},
        {AND(BEGUN_TO("transfer"), "'election':'share'"), "kind=transfer", "election"},
        {AND(BEGUN_TO("transfer"), "'rate':'1.0'"), "kind=transfer", "rate"},
        {AND(BEGUN_TO("sale"), "'asset':'$a'"), "kind=sale", "account"},
        {AND(BEGUN("fee"), "'claimant':'$p'"), "kind=fee", "claimant"},
    };
    do_it("party", "party.add", "{'kind':'person','name':'Octavian Marrow'}");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        refused("payment", "payment.add", cases[i].payload, HF_WORD_book_stray, "payment/1", cases[i].because,
                cases[i].stray);
    add(AND(BEGUN("debit"), "'payee':'$p'"));
    add(AND(BEGUN("fee"), "'payee':'$p'"));
    add(AND(BEGUN("credit"), "'origin':'claim','claimant':'$p'"));
    refused("payment/1", "payment.change", "{'to_account':'$3'}", HF_WORD_book_stray, "payment/1",
            "kind=debit", "to_account");
    do_it("payment/1", "payment.change", filled("{'kind':'transfer','to_account':'$3'}"));
}

static void a_rate_fits_the_amounts(void **state)
{
    (void)state;
#define AT_RATE(paid, got, rate)                                                                         \
    "{'kind':'conversion','date':'2026-01-02','account':'$1','to_account':'$4','amount':{'amount':" paid \
    ",'currency':'EUR'},'received':{'amount':" got ",'currency':'JPY'},'rate':'" rate "'}"
    refused("payment", "payment.add", AT_RATE("1000", "1600", "170"), HF_WORD_book_rate, "payment/1", "170",
            "1600 JPY");
    add(AT_RATE("1000", "1600", "160"));
    add(AT_RATE("1000", "1604", "160.4"));
    refused("payment/1", "payment.change", "{'rate':'1.6'}", HF_WORD_book_rate, "payment/1", "1.6",
            "1600 JPY");
    refused("payment/1", "payment.change", "{'amount':{'amount':100000,'currency':'EUR'}}", HF_WORD_book_rate,
            "payment/1", "160", "1600 JPY");
    do_it("payment/1", "payment.change", "{'rate':'160.0'}");
}

static void nobody_holds_a_person(void **state)
{
    (void)state;
    do_it("party", "party.add", "{'kind':'person','name':'Octavian Marrow'}");
    do_it("party", "party.add", "{'kind':'company','name':'Blue Quarry'}");
    refused("holding", "holding.add", "{'owner':'$q','owned':'$p','percent':'60'}", HF_WORD_book_person,
            "holding/1", "party/1", "owner");
    do_it("holding", "holding.add", filled("{'owner':'$p','owned':'$q','percent':'60'}"));
    refused("holding/1", "holding.change", "{'owned':'$p'}", HF_WORD_book_person, "holding/1", "party/1",
            "owned");
    do_it("holding/1", "holding.change", "{'percent':'61'}");
}

int main(void)
{
#define IN_BOOKS(test) cmocka_unit_test_setup_teardown(test, open_books, bench_end)
    const struct CMUnitTest tests[] = {
        IN_BOOKS(each_kind_is_held_to_the_currencies_that_accounts_say),
        IN_BOOKS(what_an_account_does_not_say_its_movements_do),
        IN_BOOKS(an_asset_is_in_the_currency_in_which_it_was_bought),
        IN_BOOKS(a_correction_is_held_to_the_same),
        IN_BOOKS(a_correction_leaves_nothing_out),
        IN_BOOKS(an_account_in_use_keeps_its_currency),
        IN_BOOKS(what_nobody_would_read_is_refused),
        IN_BOOKS(a_rate_fits_the_amounts),
        IN_BOOKS(nobody_holds_a_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
