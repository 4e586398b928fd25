/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue: every sentence the program says about a failure, once, in English and French.
 *
 *     X(code, rc, english, french)
 *
 * `code` is what machines see ("code": "not_in_state"); `rc` gives exit code and HTTP status (base/err.h);
 * {0} and {1} stand for the arguments of hf_fail. A sentence says what is wrong and, where it is not plain, how
 * to mend it. Each area has its own list; help and labels of the command line are in adapters/cli/words.h.
 */
#ifndef HF_BASE_WORDS_H
#define HF_BASE_WORDS_H

#include "base/str.h"

/* clang-format off */
#define HF_WORDS_BASE(X) \
    X(ok, OK, "done", "fait") \
    X(internal, FAILED, "this should not have happened: {0}", "cela n'aurait pas dû arriver : {0}") \
    X(no_memory, FAILED, "not enough memory for {0}", "pas assez de mémoire pour {0}") \
    X(too_large, BAD_INPUT, "{0} is larger than the limit of {1}", "{0} dépasse la limite de {1}") \
    X(bad_instant, BAD_INPUT, "not a time of the form 2026-11-23T09:14:00.000Z", "ce n'est pas une heure de la forme 2026-11-23T09:14:00.000Z") \
    X(bad_date, BAD_INPUT, "not a date of the form 2026-11-23", "ce n'est pas une date de la forme 2026-11-23") \
    X(bad_period, BAD_INPUT, "not a period such as 48h, 45d, 10wd, 6w, 18m or 2y", "ce n'est pas une période telle que 48h, 45d, 10wd, 6w, 18m ou 2y") \
    X(bad_id, BAD_INPUT, "not an identifier: 22 characters of base64url are expected", "ce n'est pas un identifiant : 22 caractères base64url sont attendus") \
    X(bad_reference, BAD_INPUT, "not a case reference of the form ABCD-EFGH-C: the check letter does not fit", "ce n'est pas une référence d'affaire de la forme ABCD-EFGH-C : la lettre de contrôle ne convient pas") \
    X(bad_amount, BAD_INPUT, "not an amount: {0}", "ce n'est pas un montant : {0}") \
    X(unknown_currency, BAD_INPUT, "{0} is no currency of ISO 4217 known here", "{0} n'est pas une monnaie ISO 4217 connue ici") \
    X(currency_mismatch, REFUSED, "amounts in {0} and {1} cannot be compared or added", "des montants en {0} et en {1} ne peuvent être ni comparés ni additionnés") \
    X(overflow, REFUSED, "a sum exceeds what can be counted", "une somme dépasse ce qui peut être compté")

#define HF_WORDS_RECORD(X)

#define HF_WORDS_SEAL(X)

#define HF_WORDS_FLOW(X)

#define HF_WORDS_TRACE(X)

#define HF_WORDS_CASEFILE(X)

#define HF_WORDS_DESK(X)

#define HF_WORDS_PG(X)

#define HF_WORDS_NOTIFY(X)

#define HF_WORDS_HTTP(X)

#define HF_WORDS_KEYS(X)

#define HF_WORDS_HOST(X)

#define HF_WORDS_CLI(X)

#define HF_WORDS(X) \
    HF_WORDS_BASE(X) HF_WORDS_RECORD(X) HF_WORDS_SEAL(X) HF_WORDS_FLOW(X) HF_WORDS_TRACE(X) HF_WORDS_CASEFILE(X) \
    HF_WORDS_DESK(X) HF_WORDS_PG(X) HF_WORDS_NOTIFY(X) HF_WORDS_HTTP(X) HF_WORDS_KEYS(X) HF_WORDS_HOST(X) HF_WORDS_CLI(X)
/* clang-format on */

enum hf_word {
#define HF_WORD(code, rc, en, fr) HF_WORD_##code,
    HF_WORDS(HF_WORD)
#undef HF_WORD
        HF_WORD_COUNT
};

#endif
