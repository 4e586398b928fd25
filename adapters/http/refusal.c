/* SPDX-License-Identifier: Apache-2.0 */
/* Three tables: which status, which RFC 8935 code, which title. */
#include "http/refusal.h"

#include "record/json.h"

enum { RETRY_S = 5, BAD_REQUEST = 400, SERVER_SIDE = 500, SENTENCE_MAX = 2048, TYPE_MAX = 128 };

/* Words whose status is not that of their rc, or that say when to come again. */
static const struct {
    enum hf_word word;
    unsigned status;
    int retry_after_s;
} statuses[] = {
    {HF_WORD_http_method, 405, 0},
    {HF_WORD_http_body, 413, 0},
    {HF_WORD_http_type, 415, 0},
    {HF_WORD_http_credential, 401, 0},
    {HF_WORD_stream_verified_lately, 429, HF_VERIFICATION_INTERVAL_S},
};

static unsigned status_of(const struct hf_err *err)
{
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
        if (statuses[i].word == err->word)
            return statuses[i].status;
    return (unsigned)hf_rc_http(hf_err_rc(err));
}

static int retry_after_s(const struct hf_err *err)
{
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
        if (statuses[i].word == err->word)
            return statuses[i].retry_after_s;
    return 0;
}

/* Words, by name, whose code is not that of their rc. */
static const struct {
    struct hf_str word;
    const char *code;
} word_codes[] = {
    {HF_STR_INIT("token_key"), "invalid_key"},         {HF_STR_INIT("token_key_alg"), "invalid_key"},
    {HF_STR_INIT("key_early"), "invalid_key"},         {HF_STR_INIT("key_expired"), "invalid_key"},
    {HF_STR_INIT("key_revoked"), "invalid_key"},       {HF_STR_INIT("key_receipts"), "invalid_key"},
    {HF_STR_INIT("set_issuer"), "invalid_issuer"},     {HF_STR_INIT("set_unknown_issuer"), "invalid_issuer"},
    {HF_STR_INIT("set_audience"), "invalid_audience"}, {HF_STR_INIT("set_future"), "invalid_request"},
    {HF_STR_INIT("set_no_thread"), "access_denied"},   {HF_STR_INIT("jwe_key"), "invalid_key"},
};

static const char *const rc_codes[] = {
    [HF_BAD_INPUT] = "invalid_request", [HF_NOT_FOUND] = "invalid_request",
    [HF_NOT_ALLOWED] = "access_denied", [HF_REFUSED] = "invalid_request",
    [HF_CONFLICT] = "invalid_request",  [HF_UNVERIFIED] = "authentication_failed",
    [HF_FINDINGS] = "invalid_request",
};

const char *hf_set_code(const struct hf_err *err)
{
    for (size_t i = 0; i < sizeof word_codes / sizeof word_codes[0]; i++)
        if (hf_str_eq(word_codes[i].word, hf_err_code(err)))
            return word_codes[i].code;
    enum hf_rc rc = hf_err_rc(err);
    const char *code = (size_t)rc < sizeof rc_codes / sizeof rc_codes[0] ? rc_codes[rc] : NULL;
    return code != NULL ? code : "invalid_request";
}

/* The first row stands for every status that has none. */
static const struct {
    unsigned status;
    struct hf_str title[HF_LANGS];
} titles[] = {
    {500, {HF_STR_INIT("Failed here"), HF_STR_INIT("Échec de notre côté")}},
    {400, {HF_STR_INIT("Cannot be read"), HF_STR_INIT("Illisible")}},
    {401, {HF_STR_INIT("Not known"), HF_STR_INIT("Non identifié")}},
    {403, {HF_STR_INIT("Not allowed"), HF_STR_INIT("Non autorisé")}},
    {404, {HF_STR_INIT("Not found"), HF_STR_INIT("Introuvable")}},
    {405, {HF_STR_INIT("Method not allowed"), HF_STR_INIT("Méthode non admise")}},
    {409, {HF_STR_INIT("Conflict"), HF_STR_INIT("Conflit")}},
    {413, {HF_STR_INIT("Too large"), HF_STR_INIT("Trop grand")}},
    {415, {HF_STR_INIT("Unsupported type"), HF_STR_INIT("Type non admis")}},
    {422, {HF_STR_INIT("Refused"), HF_STR_INIT("Refusé")}},
    {429, {HF_STR_INIT("Too many requests"), HF_STR_INIT("Trop de demandes")}},
    {503, {HF_STR_INIT("Not available now"), HF_STR_INIT("Indisponible pour l'instant")}},
};

struct hf_str hf_status_title(unsigned status, enum hf_lang lang)
{
    for (size_t i = 1; i < sizeof titles / sizeof titles[0]; i++)
        if (titles[i].status == status)
            return titles[i].title[lang];
    return titles[0].title[lang];
}

static void put_member(struct hf_buf *out, char before, struct hf_str name, struct hf_str value)
{
    hf_buf_put_char(out, before);
    hf_json_put_text(out, name);
    hf_buf_put_char(out, ':');
    hf_json_put_text(out, value);
}

static struct hf_str sentence(const struct hf_err *err, enum hf_lang lang, char *room, size_t size)
{
    struct hf_buf out = {.at = room, .size = size};
    hf_err_say(err, lang, &out);
    return hf_buf_str(&out);
}

/* One line of detail each. */
static void put_details(struct hf_buf *out, struct hf_str lines)
{
    hf_buf_put(out, HF_STR(",\"details\":"));
    for (char before = '['; lines.len > 0; before = ',') {
        hf_buf_put_char(out, before);
        hf_json_put_text(out, hf_str_cut(&lines, '\n'));
    }
    hf_buf_put_char(out, ']');
}

static void put_problem(struct hf_buf *out, const struct hf_err *err, enum hf_lang lang, unsigned status)
{
    char room[SENTENCE_MAX], type[TYPE_MAX];
    struct hf_buf urn = HF_BUF(type);
    hf_buf_put(&urn, HF_STR("urn:holdfast:problem:1:"));
    hf_buf_put(&urn, hf_err_code(err));
    put_member(out, '{', HF_STR("type"), hf_buf_str(&urn));
    put_member(out, ',', HF_STR("title"), hf_status_title(status, lang));
    hf_buf_put(out, HF_STR(",\"status\":"));
    hf_buf_put_i64(out, status);
    put_member(out, ',', HF_STR("code"), hf_err_code(err));
    put_member(out, ',', HF_STR("detail"), sentence(err, lang, room, sizeof room));
    if (err->where[0] != '\0')
        put_member(out, ',', HF_STR("where"), hf_str_of(err->where));
    size_t mark = out->len;
    if (err->detail[lang][0] != '\0')
        put_details(out, hf_str_of(err->detail[lang]));
    hf_buf_put(out, HF_STR("}\n"));
    if (out->full) { /* rather without the details than cut in their middle */
        out->len = mark;
        out->full = false;
        hf_buf_put(out, HF_STR("}\n"));
    }
}

/* RFC 8935 knows a body for 400 only; what else is wrong is said in plain words. */
/* The sentence, where in the token, and what else there is to be said: RFC 8935 has one text for all. */
static struct hf_str described(const struct hf_err *err, enum hf_lang lang, struct hf_str said, char *room,
                               size_t size)
{
    struct hf_buf out = {.at = room, .size = size};
    struct hf_str lines = hf_str_of(err->detail[lang]);
    hf_buf_put(&out, said);
    if (err->where[0] != '\0') {
        hf_buf_put(&out, HF_STR(" ("));
        hf_buf_put(&out, hf_str_of(err->where));
        hf_buf_put_char(&out, ')');
    }
    while (lines.len > 0) {
        hf_buf_put(&out, HF_STR("; "));
        hf_buf_put(&out, hf_str_cut(&lines, '\n'));
    }
    return hf_buf_str(&out);
}

static const char *put_set_error(struct hf_buf *out, const struct hf_err *err, enum hf_lang lang,
                                 unsigned status)
{
    char room[SENTENCE_MAX], whole[2 * SENTENCE_MAX];
    struct hf_str said = sentence(err, lang, room, sizeof room);
    if (status != BAD_REQUEST) {
        hf_buf_put(out, said);
        hf_buf_put_char(out, '\n');
        return "text/plain; charset=utf-8";
    }
    put_member(out, '{', HF_STR("err"), hf_str_of(hf_set_code(err)));
    put_member(out, ',', HF_STR("description"), described(err, lang, said, whole, sizeof whole));
    hf_buf_put(out, HF_STR("}\n"));
    return "application/json";
}

/* What a database said is nothing for strangers. */
static struct hf_err *without_particulars(unsigned status, struct hf_err *room)
{
    enum hf_word word = status == SERVER_SIDE ? HF_WORD_http_failed : HF_WORD_http_unavailable;
    hf_fail(room, word, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return room;
}

/* Every refusal of a token is a 400, but what a method, type or size already said. */
static unsigned set_status(const struct hf_err *err, unsigned status)
{
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
        if (statuses[i].word == err->word)
            return status;
    return status < SERVER_SIDE ? BAD_REQUEST : status;
}

struct hf_refusal hf_refusal_put(const struct hf_err *err, enum hf_manner manner, enum hf_lang lang,
                                 struct hf_buf *body)
{
    struct hf_err room;
    unsigned status = status_of(err);
    struct hf_refusal refusal = {status, "application/problem+json", 0};
    refusal.retry_after_s = hf_rc_retry(hf_err_rc(err)) ? RETRY_S : retry_after_s(err);
    if (status >= SERVER_SIDE)
        err = without_particulars(status, &room);
    if (manner != HF_PROBLEMS) {
        refusal.status = manner == HF_SET_ERRORS ? set_status(err, status) : status;
        refusal.type = put_set_error(body, err, lang, refusal.status);
    } else
        put_problem(body, err, lang, status);
    return refusal;
}
