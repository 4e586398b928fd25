/* SPDX-License-Identifier: Apache-2.0 */
/* Looks at every row of the catalogue, and at planted rows so that the looking is known to see. */
#include "base/err.h"
#include "unit/unit.h"

struct row {
    const char *code, *say[HF_LANGS];
};

static const struct row rows[] = {
#define HF_WORD(code_, rc_, en_, fr_) {#code_, {en_, fr_}},
    HF_WORDS(HF_WORD)
#undef HF_WORD
};

static bool asks(const char *sentence, const char *mark)
{
    return strstr(sentence, mark) != NULL;
}

/* French sets a blank, or one of Unicode's unbreakable ones, before these signs; 09:14 is no sentence sign.
 */
static bool french_lacks_a_blank(const char *say)
{
    for (const char *at = say + 1; say[0] != '\0' && *at != '\0'; at++) {
        unsigned char before = (unsigned char)at[-1];
        bool ends = at[1] == ' ' || at[1] == '\0';
        if (strchr(":;?!", *at) != NULL && ends && before != ' ' && before != 0xA0 && before != 0xAF)
            return true;
    }
    return false;
}

/* NULL, or what is wrong with the row. */
static const char *fault_of(const struct row *row)
{
    const char *en = row->say[HF_EN], *fr = row->say[HF_FR];
    if (row->code[strspn(row->code, "abcdefghijklmnopqrstuvwxyz0123456789_")] != '\0')
        return "the code is not of lower-case letters, digits and underlines";
    if (en[0] == '\0' || fr[0] == '\0')
        return "a sentence is missing";
    if (strcmp(en, fr) == 0)
        return "the French is the English";
    if (asks(en, "{0}") != asks(fr, "{0}") || asks(en, "{1}") != asks(fr, "{1}"))
        return "an argument is said in one language only";
    if (asks(en, "{1}") && !asks(en, "{0}"))
        return "the second argument is said without the first";
    if (en[strlen(en) - 1] == '.' || fr[strlen(fr) - 1] == '.')
        return "a sentence ends with a full stop; places and details follow it";
    if (french_lacks_a_blank(fr))
        return "the French lacks the blank before a sign of two parts";
    return NULL;
}

static void every_failure_is_said_in_both_languages(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *fault = fault_of(&rows[i]);
        if (fault != NULL)
            print_error("%s: %s\n", rows[i].code, fault);
        faults += fault != NULL;
    }
    assert_int_equal(faults, 0);
}

static void a_planted_fault_is_seen(void **state)
{
    (void)state;
    static const struct row planted[] = {
        {"Bad", {"a", "b"}},
        {"empty", {"a", ""}},
        {"same", {"a", "a"}},
        {"lost", {"{0} is absent", "quelque chose manque"}},
        {"second", {"{1} is absent", "{1} manque"}},
        {"stop", {"it ends.", "cela finit"}},
        {"blank", {"not this: {0}", "pas cela: {0}"}},
    };
    for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++)
        assert_non_null(fault_of(&planted[i]));
    assert_null(fault_of(&(struct row){"fine", {"not {0} at 09:14", "pas {0} à 09:14 : non"}}));
}

static void a_sentence_fits_where_it_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int lang = 0; lang < HF_LANGS; lang++)
            assert_in_range(strlen(rows[i].say[lang]), 1, 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_failure_is_said_in_both_languages),
        cmocka_unit_test(a_planted_fault_is_seen),
        cmocka_unit_test(a_sentence_fits_where_it_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
