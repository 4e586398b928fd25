/* SPDX-License-Identifier: Apache-2.0 */
/* Each member is a row of two tables: how it is read, and how it is looked at. */
#include "notify/endpoint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/ssl.h>

#include "base/code.h"
#include "record/record.h"
#include "seal/key.h"

enum { FILE_MAX = 1 << 20 };

struct endpoint_file {
    HF_LIST_OF(struct hf_endpoint_terms) endpoints;
};

static const struct hf_record_field terms_fields[] = {
    HF_FIELD(struct hf_endpoint_terms, address, .kind = HF_AS_TEXT, .needed = true, .min = 8, .max = 2000),
    HF_FIELD(struct hf_endpoint_terms, authorization, .kind = HF_AS_TEXT, .min = 1, .max = 1000),
    HF_FIELD_AS(struct hf_endpoint_terms, ca_file, "ca", .kind = HF_AS_TEXT, .min = 1, .max = 1000),
    HF_FIELD(struct hf_endpoint_terms, certificate, .kind = HF_AS_TEXT, .min = 1, .max = 1000),
    HF_FIELD(struct hf_endpoint_terms, concurrent, .kind = HF_AS_INT, .min = 1, .max = 256,
             .otherwise = HF_ENDPOINT_WIDTH),
    HF_FIELD(struct hf_endpoint_terms, key, .kind = HF_AS_TEXT, .min = 1, .max = 1000),
    HF_FIELD(struct hf_endpoint_terms, per_second, .kind = HF_AS_INT, .min = 0, .max = 100000),
    HF_FIELD(struct hf_endpoint_terms, pin, .kind = HF_AS_TEXT, .min = 1, .max = 100),
    HF_FIELD(struct hf_endpoint_terms, plain, .kind = HF_AS_BOOL),
};
static const struct hf_record terms_record = HF_RECORD(struct hf_endpoint_terms, terms_fields);
static const struct hf_record_field file_fields[] = {
    HF_FIELD(struct endpoint_file, endpoints, .kind = HF_AS_LIST, .of = HF_AS_RECORD, .needed = true,
             .max = HF_ENDPOINTS_MAX, .record = &terms_record),
};
static const struct hf_record file_record = HF_RECORD(struct endpoint_file, file_fields);

/* ---- files ---- */

static const char *c_text(struct hf_str s, struct hf_arena *arena)
{
    struct hf_buf out = hf_buf_in(arena, s.len + 1);
    hf_buf_put(&out, s);
    hf_buf_put_char(&out, '\0');
    return out.at;
}

static enum hf_rc fault(enum hf_word word, struct hf_str of, struct hf_err *err)
{
    return hf_fail(err, word, HF_STR_NONE, of, HF_STR_NONE);
}

static enum hf_rc read_open(int fd, struct hf_str path, bool is_secret, struct hf_arena *arena,
                            struct hf_str *out, struct hf_err *err)
{
    struct stat found;
    if (fstat(fd, &found) != 0 || !S_ISREG(found.st_mode))
        return fault(HF_WORD_endpoint_no_file, path, err);
    if (is_secret && (found.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return fault(HF_WORD_endpoint_exposed, path, err);
    if (found.st_size > FILE_MAX)
        return fault(HF_WORD_endpoint_no_file, path, err);
    char *text = HF_NEW(arena, char, (size_t)found.st_size + 1);
    ssize_t got = read(fd, text, (size_t)found.st_size + 1);
    if (got < 0 || got > found.st_size)
        return fault(HF_WORD_endpoint_no_file, path, err);
    *out = (struct hf_str){text, (size_t)got};
    return HF_OK;
}

static enum hf_rc read_file(struct hf_str path, bool is_secret, struct hf_arena *arena, struct hf_str *out,
                            struct hf_err *err)
{
    int fd = open(c_text(path, arena), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return hf_fail(err, HF_WORD_endpoint_file, HF_STR_NONE, path, hf_str_of(strerrordesc_np(errno)));
    enum hf_rc rc = read_open(fd, path, is_secret, arena, out, err);
    close(fd);
    return rc;
}

/* From the folder of the file that names it. */
static struct hf_str beside(struct hf_str file, struct hf_str name, struct hf_arena *arena)
{
    struct hf_buf out = hf_buf_in(arena, file.len + name.len + 1);
    size_t folder = file.len;
    while (folder > 0 && file.at[folder - 1] != '/')
        folder--;
    if (name.len > 0 && name.at[0] != '/')
        hf_buf_put(&out, hf_str_part(file, 0, folder));
    hf_buf_put(&out, name);
    return name.len == 0 ? name : hf_buf_str(&out);
}

/* ---- looking at them ---- */

struct looking {
    struct hf_endpoint_terms *terms;
    struct hf_hasher hasher; /* over all that was seen */
    struct hf_arena *arena;
    struct hf_err *err;
};

static void note(struct looking *l, struct hf_str bytes)
{
    char length[24];
    struct hf_buf out = HF_BUF(length);
    hf_buf_put_i64(&out, (int64_t)bytes.len);
    hf_buf_put_char(&out, ':');
    hf_hash_add(&l->hasher, length, out.len);
    hf_hash_add(&l->hasher, bytes.at, bytes.len);
}

static enum hf_rc look_at_address(struct looking *l)
{
    static const struct hf_str loopback[] = {HF_STR_INIT("http://127.0.0.1"), HF_STR_INIT("http://[::1]")};
    const struct hf_endpoint_terms *terms = l->terms;
    bool is_near = false;
    for (size_t i = 0; i < sizeof loopback / sizeof loopback[0]; i++)
        is_near = is_near || hf_str_begins(terms->address, loopback[i]);
    note(l, terms->plain ? HF_STR("plain") : HF_STR("tls"));
    if (terms->plain && !is_near)
        return fault(HF_WORD_endpoint_plain, terms->address, l->err);
    if (!terms->plain && !hf_str_begins(terms->address, HF_STR("https://")))
        return fault(HF_WORD_endpoint_https, terms->address, l->err);
    return HF_OK;
}

static enum hf_rc look_at_ca(struct looking *l)
{
    struct hf_str bytes = HF_STR_NONE, path = l->terms->ca_file;
    if (path.len > 0)
        HF_TRY(read_file(path, false, l->arena, &bytes, l->err));
    note(l, bytes);
    X509_STORE *store = path.len > 0 ? X509_STORE_new() : NULL;
    bool loads = path.len == 0 || (store != NULL && X509_STORE_load_file(store, c_text(path, l->arena)) == 1);
    X509_STORE_free(store);
    return loads ? HF_OK : fault(HF_WORD_endpoint_ca, path, l->err);
}

static enum hf_rc look_at_pin(struct looking *l)
{
    unsigned char digest[32];
    struct hf_str pin = l->terms->pin;
    bool fits = pin.len == 0 || (hf_str_begins(pin, HF_STR("sha256//")) &&
                                 hf_b64_read(hf_str_part(pin, 8, pin.len), digest, sizeof digest));
    note(l, pin);
    return fits ? HF_OK : fault(HF_WORD_endpoint_pin, l->terms->address, l->err);
}

static bool fit_together(const char *certificate, const char *key)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    bool fit = context != NULL && SSL_CTX_use_certificate_chain_file(context, certificate) == 1 &&
               SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1 &&
               SSL_CTX_check_private_key(context) == 1;
    SSL_CTX_free(context);
    return fit;
}

static enum hf_rc look_at_certificate(struct looking *l)
{
    struct hf_str certificate = l->terms->certificate, key = l->terms->key;
    struct hf_str bytes[2] = {HF_STR_NONE, HF_STR_NONE};
    if ((certificate.len > 0) != (key.len > 0))
        return fault(HF_WORD_endpoint_pair, l->terms->address, l->err);
    if (key.len > 0) {
        HF_TRY(read_file(certificate, false, l->arena, &bytes[0], l->err));
        HF_TRY(read_file(key, true, l->arena, &bytes[1], l->err));
        if (!fit_together(c_text(certificate, l->arena), c_text(key, l->arena)))
            return fault(HF_WORD_endpoint_certificate, certificate, l->err);
    }
    note(l, bytes[0]);
    note(l, bytes[1]);
    hf_key_wipe((void *)(uintptr_t)bytes[1].at, bytes[1].len);
    return HF_OK;
}

/* The path becomes the value: one line of what a header may hold. */
static enum hf_rc look_at_authorization(struct looking *l)
{
    struct hf_str path = l->terms->authorization, value = HF_STR_NONE;
    if (path.len > 0)
        HF_TRY(read_file(path, true, l->arena, &value, l->err));
    value = hf_str_trim(value);
    note(l, value);
    bool fits = path.len == 0 || (value.len > 0 && value.len <= HF_ENDPOINT_TEXT);
    for (size_t i = 0; i < value.len; i++)
        fits = fits && value.at[i] >= ' ' && value.at[i] <= '~';
    l->terms->authorization = value;
    return fits ? HF_OK : fault(HF_WORD_endpoint_line, path, l->err);
}

static enum hf_rc look_at_all(struct hf_endpoint_terms *terms, struct hf_arena *arena, struct hf_err *err)
{
    static enum hf_rc (*const looks[])(struct looking * l) = {look_at_ca, look_at_pin, look_at_certificate,
                                                              look_at_authorization};
    struct looking l = {.terms = terms, .arena = arena, .err = err};
    enum hf_rc rc = HF_OK;
    hf_hasher_init(&l.hasher);
    hf_hash_begin(&l.hasher);
    if (terms->address.len > 0)
        rc = look_at_address(&l);
    for (size_t i = 0; rc == HF_OK && i < sizeof looks / sizeof looks[0]; i++)
        rc = looks[i](&l);
    hf_hash_end(&l.hasher, &terms->mark);
    hf_hasher_done(&l.hasher);
    return rc;
}

/* ---- reading ---- */

static void name_files(struct hf_endpoint_terms *terms, struct hf_str path, struct hf_str ca_file,
                       struct hf_arena *arena)
{
    struct hf_str *names[] = {&terms->ca_file, &terms->certificate, &terms->key, &terms->authorization};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        *names[i] = beside(path, *names[i], arena);
    if (terms->ca_file.len == 0)
        terms->ca_file = ca_file;
}

static enum hf_rc check_doubled(const struct hf_endpoint_terms *terms, size_t count, struct hf_err *err)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (hf_str_eq(terms[i].address, terms[k].address))
                return fault(HF_WORD_endpoint_twice, terms[i].address, err);
    return HF_OK;
}

enum hf_rc hf_endpoints_read(struct hf_str path, struct hf_str ca_file, struct hf_arena *arena,
                             const struct hf_endpoint_terms **out, size_t *count, struct hf_err *err)
{
    struct endpoint_file file = {0};
    struct hf_json json;
    struct hf_str text = HF_STR_NONE;
    HF_TRY(read_file(path, false, arena, &text, err));
    HF_TRY(hf_json_read(text, &hf_json_file_limits, arena, &json, err));
    HF_TRY(hf_record_read(&file_record, &json, arena, &file, err));
    struct hf_endpoint_terms *terms = HF_NEW(arena, struct hf_endpoint_terms, file.endpoints.count + 1);
    for (size_t i = 0; i < file.endpoints.count; i++) {
        terms[i] = file.endpoints.item[i];
        name_files(&terms[i], path, ca_file, arena);
        HF_TRY(look_at_all(&terms[i], arena, err));
    }
    HF_TRY(check_doubled(terms, file.endpoints.count, err));
    *out = terms;
    *count = file.endpoints.count;
    return HF_OK;
}

enum hf_rc hf_endpoint_default(struct hf_str ca_file, struct hf_arena *arena, struct hf_endpoint_terms *out,
                               struct hf_err *err)
{
    *out = (struct hf_endpoint_terms){.ca_file = ca_file, .concurrent = HF_ENDPOINT_WIDTH};
    return look_at_all(out, arena, err);
}
