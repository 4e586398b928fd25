/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Failure as a value, described once where it is first known.
 *
 * hf_rc says what kind of failure it is: exit code, HTTP status, whether trying again may help.
 * hf_word (base/words.h) says which one: its code, and its sentence in each language.
 * hf_err carries the word, the place in the input, up to two arguments and a list of details.
 *
 * Convention: `out` is untouched on failure, `err` on success; `err` is the last argument and never NULL.
 */
#ifndef HF_BASE_ERR_H
#define HF_BASE_ERR_H

#include "base/buf.h"
#include "base/words.h"

/* name, exit code (README.md), HTTP status, may trying again help? */
#define HF_RCS(X)                 \
    X(OK, 0, 200, false)          \
    X(FAILED, 1, 500, false)      \
    X(BAD_INPUT, 2, 400, false)   \
    X(NOT_FOUND, 3, 404, false)   \
    X(UNAVAILABLE, 4, 503, true)  \
    X(NOT_ALLOWED, 5, 403, false) \
    X(REFUSED, 6, 422, false)     \
    X(CONFLICT, 7, 409, false)    \
    X(UNVERIFIED, 8, 422, false)  \
    X(FINDINGS, 9, 422, false)

enum hf_rc {
#define HF_RC(name, exit, http, retry) HF_##name = (exit),
    HF_RCS(HF_RC)
#undef HF_RC
};

int hf_rc_http(enum hf_rc rc);
bool hf_rc_retry(enum hf_rc rc);

/* The two languages of the program; texts of workflow definitions carry theirs themselves. */
enum hf_lang { HF_EN, HF_FR, HF_LANGS };

enum { HF_ERR_WHERE_MAX = 256, HF_ERR_ARG_MAX = 240, HF_ERR_DETAIL_MAX = 3072 };

struct hf_err {
    enum hf_word word;
    char where[HF_ERR_WHERE_MAX]; /* path into the input ("payload.results[1].on"), or "" */
    char arg[2][HF_ERR_ARG_MAX];  /* what {0} and {1} of the sentence stand for */
    /* One line per thing missing or failed, in each language; "" when the sentence says all. */
    char detail[HF_LANGS][HF_ERR_DETAIL_MAX];
};

/*
 * Describes a failure and returns the rc of its word, so that a caller writes
 *     return hf_fail(err, HF_WORD_NOT_IN_STATE, path, state, HF_STR_NONE);
 * Texts that are too long are cut at a character boundary.
 */
enum hf_rc hf_fail(struct hf_err *err, enum hf_word word, struct hf_str where, struct hf_str arg0,
                   struct hf_str arg1);
#ifdef __clang_analyzer__ /* it reads one file at a time, and would take a failure for HF_OK */
static inline enum hf_rc hf_failed(enum hf_rc rc)
{
    return rc == HF_OK ? HF_FAILED : rc;
}
#define hf_fail(...) hf_failed(hf_fail(__VA_ARGS__))
#endif

/* Adds one line of detail in both languages to a failure already described. */
void hf_err_detail(struct hf_err *err, struct hf_str en, struct hf_str fr);

enum hf_rc hf_err_rc(const struct hf_err *err);
/* "not_in_state" */
struct hf_str hf_err_code(const struct hf_err *err);
/* The place as people read it; machines get `where` as it is. */
void hf_err_place(const struct hf_err *err, enum hf_lang lang, struct hf_buf *out);
/* The sentence, with its arguments, without place and details. */
void hf_err_say(const struct hf_err *err, enum hf_lang lang, struct hf_buf *out);
/* "where: sentence" and below it the details, each on a line of its own beginning with "  - ". */
void hf_err_print(const struct hf_err *err, enum hf_lang lang, struct hf_buf *out);

/* The only macro that hides a return. */
#define HF_TRY(call)             \
    do {                         \
        enum hf_rc rc_ = (call); \
        if (rc_ != HF_OK)        \
            return rc_;          \
    } while (0)

#endif
