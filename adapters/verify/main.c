/* SPDX-License-Identifier: Apache-2.0 */
/*
 * holdfast-verify: a bundle is checked offline. Static and small; it opens the files it is given, maps
 * memory, prints, and does nothing else: neither network nor database code is linked.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "base/code.h"
#include "base/when.h"
#include "casefile/house.h"
#include "casefile/stood.h"
#include "proof/absence.h"
#include "proof/tile_log.h"
#include "proof/verify.h"
#include "seal/sealed.h"
#include "verify/words.h"

enum say {
#define SAY(name, en, fr) SAY_##name,
    HF_VERIFY_SAYS(SAY)
#undef SAY
};
static const char *const says[][HF_LANGS] = {
#define SAY(name, en, fr) {en, fr},
    HF_VERIFY_SAYS(SAY)
#undef SAY
};

enum { TRUST_MAX = 64 * 1024 };
#define ROOM ((size_t)4 << 30) /* address space; only pages that are touched cost memory */
#define SCRATCH ((size_t)64 << 20)

struct run {
    const char *bundle, *trust, *passphrase, *key;
    const char *blamed; /* the file in which a failure lies that names no file */
    bool self_only, json;
    bool told; /* that it is whole, with or without its signer */
    enum hf_lang lang;
    int64_t to_ms, known_ms; /* known_ms INT64_MAX: not asked for */
    struct hf_stood stood;
    struct hf_hasher hasher;
    struct hf_arena arena, scratch;
    const struct hf_flow *house;
    struct hf_policy policy; /* of --trust */
};

static const char *say(const struct run *r, enum say what)
{
    return says[what][r->lang];
}

/* ---- the line ---- */

static void usage(const struct run *r)
{
    static const enum say lines[] = {SAY_usage,    SAY_about,       SAY_about_trust, SAY_about_self,
                                     SAY_about_to, SAY_about_known, SAY_about_sealed};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        (void)fprintf(stderr, "%s\n", say(r, lines[i]));
}

static bool read_until(const char *typed, int64_t *out)
{
    int32_t day;
    if (hf_instant_read(hf_str_of(typed), out))
        return true;
    if (!hf_day_read(hf_str_of(typed), &day))
        return false;
    *out = ((int64_t)day + 1) * HF_MS_PER_DAY - 1;
    return true;
}

static bool take_option(struct run *r, const char *name, const char *value, bool *with_value)
{
    *with_value = true;
    if (strcmp(name, "--trust") == 0 && value != NULL)
        r->trust = value;
    else if (strcmp(name, "--passphrase-file") == 0 && value != NULL)
        r->passphrase = value;
    else if (strcmp(name, "--key") == 0 && value != NULL)
        r->key = value;
    else if (strcmp(name, "--lang") == 0 && value != NULL)
        r->lang = strcmp(value, "fr") == 0 ? HF_FR : HF_EN;
    else if (strcmp(name, "--to") == 0 && value != NULL)
        return read_until(value, &r->to_ms);
    else if (strcmp(name, "--as-known-on") == 0 && value != NULL)
        return read_until(value, &r->known_ms);
    else
        *with_value = false;
    if (*with_value)
        return true;
    if (strcmp(name, "--self-only") == 0)
        return r->self_only = true;
    return strcmp(name, "--json") == 0 && (r->json = true);
}

static bool read_line(struct run *r, int argc, char **argv)
{
    const char *lang = getenv("LC_ALL") != NULL ? getenv("LC_ALL") : getenv("LANG");
    r->lang = lang != NULL && strncmp(lang, "fr", 2) == 0 ? HF_FR : HF_EN;
    for (int i = 1; i < argc; i++) {
        bool with_value = false;
        if (argv[i][0] != '-' && r->bundle == NULL)
            r->bundle = argv[i];
        else if (argv[i][0] == '-' && take_option(r, argv[i], argv[i + 1], &with_value))
            i += with_value;
        else
            return false;
    }
    return r->bundle != NULL && !(r->self_only && r->trust != NULL);
}

/* ---- files and memory ---- */

static bool reserve(struct hf_arena *arena, size_t size)
{
    void *block =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (block == MAP_FAILED)
        return false;
    hf_arena_init(arena, block, size);
    return true;
}

static enum hf_rc map_file(const char *path, struct hf_str *out, struct hf_err *err)
{
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    void *at = MAP_FAILED;
    if (fd >= 0 && fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0)
        at = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (fd >= 0)
        close(fd);
    if (at == MAP_FAILED)
        return hf_fail(err, HF_WORD_verify_no_file, hf_str_of(path), HF_STR_NONE, HF_STR_NONE);
    *out = (struct hf_str){at, (size_t)about.st_size};
    return HF_OK;
}

/* ---- whom to believe ---- */

/* Log keys, and witnesses with their quorum (seal/policy.h). */
static enum hf_rc read_trust(struct run *r, struct hf_err *err)
{
    struct hf_str text;
    struct hf_err why;
    if (r->trust == NULL)
        return HF_OK;
    HF_TRY(map_file(r->trust, &text, err));
    if (hf_policy_read(&r->hasher, text, &r->policy, &why) != HF_OK) {
        r->blamed = r->trust;
        return hf_fail(err, why.word, hf_str_of(why.where), hf_str_of(why.arg[0]), HF_STR_NONE);
    }
    return r->policy.logs > 0
               ? HF_OK
               : hf_fail(err, HF_WORD_verify_trust, HF_STR_NONE, hf_str_of(r->trust), HF_STR_NONE);
}

/* ---- what is encrypted ---- */

/* The private half is the one line of its file, or the member `d` of a JWK. */
static bool read_secret(struct run *r, struct hf_str text, struct hf_seed *out)
{
    struct hf_json json;
    struct hf_err unread;
    text = hf_str_trim(text);
    if (hf_str_begins(text, HF_STR("{")) &&
        hf_json_read(text, &hf_json_file_limits, &r->arena, &json, &unread) == HF_OK)
        text = hf_json_text(&json, HF_STR("d"));
    return hf_b64url_read(text, out->byte, sizeof out->byte);
}

/* What opens it, wiped once it is opened; files that were mapped are given back. */
struct keys {
    struct hf_opening opening;
    struct hf_str words, key; /* the files */
    struct hf_seed secret;
};

static enum hf_rc read_keys(struct run *r, struct keys *k, struct hf_err *err)
{
    struct hf_str text;
    if (r->passphrase != NULL) {
        HF_TRY(map_file(r->passphrase, &k->words, err));
        text = k->words;
        k->opening.passphrase = hf_str_trim(hf_str_cut(&text, '\n'));
    }
    if (r->key == NULL)
        return HF_OK;
    HF_TRY(map_file(r->key, &k->key, err));
    if (!read_secret(r, k->key, &k->secret))
        return hf_fail(err, HF_WORD_prove_secret, hf_str_of(r->key), HF_STR("X25519"), HF_STR_NONE);
    k->opening.secret = &k->secret;
    return HF_OK;
}

/* Its pages are read again where they are needed: so what is folded need not stand beside all of it. */
static void let_go(struct hf_str file)
{
    (void)madvise((void *)(uintptr_t)file.at, file.len, MADV_DONTNEED);
}

static void unmap(struct hf_str file)
{
    if (file.len > 0)
        (void)munmap((void *)(uintptr_t)file.at, file.len);
}

/* The bundle in clear; as it is where it was not encrypted. */
static enum hf_rc decrypt(struct run *r, struct hf_str *bytes, struct hf_err *err)
{
    struct keys k = {.opening = {.secret = NULL}};
    if (!hf_sealed_is(*bytes) || (r->passphrase == NULL && r->key == NULL))
        return HF_OK;
    size_t mark = hf_arena_mark(&r->arena);
    enum hf_rc rc = read_keys(r, &k, err);
    hf_key_wipe(r->arena.at + mark, r->arena.used - mark);
    hf_arena_reset(&r->arena, mark);
    if (rc == HF_OK)
        rc = hf_sealed_open(&r->hasher, &r->arena, &k.opening, *bytes, bytes, err);
    unmap(k.words);
    unmap(k.key);
    hf_key_wipe(&k.secret, sizeof k.secret);
    return rc;
}

/* ---- what is said ---- */

/* Columns count characters, of which French has some of two bytes. */
static int width_of(const char *text, int columns)
{
    for (; *text != '\0'; text++)
        columns += (*text & 0xC0) == 0x80;
    return columns;
}

static void print(const struct run *r, enum say label, struct hf_str value)
{
    const char *text = say(r, label);
    (void)printf("%-*s %.*s\n", width_of(text, 42), text, HF_STR_ARG(value));
}

static void print_number(const struct run *r, enum say label, uint64_t number)
{
    char text[24];
    struct hf_buf buf = HF_BUF(text);
    hf_buf_put_i64(&buf, (int64_t)number);
    print(r, label, hf_buf_str(&buf));
}

static void print_instant(struct run *r, enum say label, int64_t at_ms)
{
    struct hf_buf text = hf_buf_in(&r->arena, 32);
    hf_instant_put(&text, at_ms);
    print(r, label, hf_buf_str(&text));
}

static void print_claim(struct run *r, const struct hf_bundle_claim *claim)
{
    struct hf_buf key = hf_buf_in(&r->arena, 128);
    print(r, SAY_log, claim->origin);
    print(r, SAY_file, claim->name);
    print_instant(r, SAY_made, claim->made_ms);
    print(r, SAY_reader, claim->reader);
    hf_note_key_put(&r->hasher, claim->origin, &claim->key, &key);
    print(r, SAY_key, hf_buf_str(&key));
}

/* "w1 2026-11-27T06:00:00.000Z" for each that cosigned */
static struct hf_str witness_text(struct run *r, const struct hf_bundle_verdict *v, size_t i)
{
    struct hf_buf text = hf_buf_in(&r->arena, 64);
    hf_buf_put(&text, r->policy.name[i].witness.name);
    hf_buf_put_char(&text, ' ');
    hf_instant_put(&text, v->witnesses.time_s[i] * 1000);
    return hf_buf_str(&text);
}

static void print_witnesses(struct run *r, const struct hf_bundle_verdict *v)
{
    for (size_t i = 0; r->trust != NULL && i < r->policy.names; i++)
        if ((v->witnesses.cosigned >> i & 1) != 0)
            print(r, SAY_witness, witness_text(r, v, i));
}

/* Of what the shown events hide, neither given nor certified as erased in what is shown. */
static uint64_t unshown(const struct hf_bundle_verdict *v)
{
    return v->hidden > v->values + v->erased ? v->hidden - v->values - v->erased : 0;
}

static void print_figures(struct run *r, const struct hf_bundle_verdict *v)
{
    print_number(r, SAY_events, v->events);
    print_number(r, SAY_shown, v->shown);
    print_number(r, SAY_values, v->values);
    if (v->erased > 0)
        print_number(r, SAY_erased, v->erased);
    if (unshown(v) > 0)
        print_number(r, SAY_unshown, unshown(v));
    print_number(r, SAY_messages, v->messages);
    print_number(r, SAY_deliveries, v->deliveries);
    print_number(r, SAY_documents, v->documents);
    print_number(r, SAY_size, v->signed_size);
    print_number(r, SAY_whole_size, v->whole_size);
    print_instant(r, SAY_whole_at, v->whole_ms);
    print_number(r, SAY_stamps, v->stamps);
    print_witnesses(r, v);
}

/* A line per time-stamp: when, and how whoever has OpenSSL verifies the authority's signature. */
static void print_stamps(struct run *r, const struct hf_bundle_verdict *v)
{
    for (size_t i = 0; i < v->stamps; i++) {
        const struct hf_bundle_stamp *stamp = &v->stamp[i];
        struct hf_buf at = hf_buf_in(&r->arena, 32), digest = hf_buf_in(&r->arena, 2 * HF_DIGEST_SIZE);
        hf_instant_put(&at, stamp->at_ms);
        hf_hex_put(&digest, stamp->digest.byte, sizeof stamp->digest.byte);
        print(r, SAY_stamped, hf_buf_str(&at));
        (void)printf("  %s\n", say(r, SAY_stamp_unchecked));
        (void)printf("  openssl ts -verify -digest %.*s -token_in -in %.*s -CAfile ROOT.pem\n",
                     HF_STR_ARG(hf_buf_str(&digest)), HF_STR_ARG(stamp->member));
    }
}

static struct hf_str title_of(const struct run *r, const struct hf_state *state)
{
    struct hf_str title = state->title.say[r->lang];
    return title.len > 0 ? title : state->name;
}

static void print_instance(struct run *r, const struct hf_bundle_verdict *v, hf_instance i)
{
    const struct hf_instance_head *head = hf_case_instance(&v->c, i);
    const struct hf_kind *kind = hf_case_kind(&v->flows, &v->c, i);
    const struct hf_stood_row *stood = hf_stood_of(&r->stood, i);
    struct hf_buf name = hf_buf_in(&r->arena, 32), since = hf_buf_in(&r->arena, 32),
                  title = hf_buf_in(&r->arena, 64);
    uint16_t state = head->state;
    if (r->stood.at_ms != INT64_MAX && stood == NULL)
        return; /* not there yet */
    if (r->stood.at_ms != INT64_MAX)
        state = hf_kind_state(kind, stood->state);
    hf_case_put_name(&v->flows, &v->c, i, &name);
    hf_instant_put(&since, r->stood.at_ms != INT64_MAX ? stood->since_ms : head->since_ms);
    hf_buf_put(&title, state == HF_NONE ? stood->state : title_of(r, &kind->state[state]));
    hf_buf_put_char(&title, '\0');
    (void)printf("  %-16.*s %-*s %.*s\n", HF_STR_ARG(hf_buf_str(&name)), width_of(title.at, 36), title.at,
                 HF_STR_ARG(hf_buf_str(&since)));
}

static void print_state(struct run *r, const struct hf_bundle_verdict *v)
{
    if (!v->folded) {
        (void)printf("\n%s\n", say(r, SAY_not_folded));
        return;
    }
    (void)printf("\n%s\n", say(r, SAY_state));
    for (hf_instance i = 0; i < hf_case_head(&v->c)->instances; i++)
        print_instance(r, v, i);
}

static struct hf_json witnesses_json(struct run *r, const struct hf_bundle_verdict *v)
{
    struct hf_json_maker list = hf_json_make(&r->arena);
    for (size_t i = 0; r->trust != NULL && i < r->policy.names; i++)
        if ((v->witnesses.cosigned >> i & 1) != 0)
            hf_json_add(&list, HF_STR_NONE, hf_json_of_text(witness_text(r, v, i)));
    return hf_json_list(&list);
}

static struct hf_json verdict_json(struct run *r, const struct hf_bundle *bundle,
                                   const struct hf_bundle_verdict *v)
{
    struct hf_json_maker all = hf_json_make(&r->arena);
    struct hf_buf key = hf_buf_in(&r->arena, 128), complete = hf_buf_in(&r->arena, 32);
    hf_note_key_put(&r->hasher, bundle->claim.origin, &bundle->claim.key, &key);
    hf_json_add(&all, HF_STR("whole"), hf_json_of_bool(true));
    hf_json_add(&all, HF_STR("signer_established"), hf_json_of_bool(v->trusted));
    hf_json_add(&all, HF_STR("log"), hf_json_of_text(bundle->claim.origin));
    hf_json_add(&all, HF_STR("log_key"), hf_json_of_text(hf_buf_str(&key)));
    hf_json_add(&all, HF_STR("file"), hf_json_of_text(bundle->claim.name));
    hf_json_add(&all, HF_STR("reader"), hf_json_of_text(bundle->claim.reader));
    hf_json_add(&all, HF_STR("events"), hf_json_of_int(v->events));
    hf_json_add(&all, HF_STR("shown"), hf_json_of_int(v->shown));
    hf_json_add(&all, HF_STR("hidden"), hf_json_of_int((int64_t)v->hidden));
    hf_json_add(&all, HF_STR("values"), hf_json_of_int(v->values));
    hf_json_add(&all, HF_STR("erased"), hf_json_of_int((int64_t)v->erased));
    hf_json_add(&all, HF_STR("unshown"), hf_json_of_int((int64_t)unshown(v)));
    hf_json_add(&all, HF_STR("messages"), hf_json_of_int(v->messages));
    hf_json_add(&all, HF_STR("deliveries"), hf_json_of_int(v->deliveries));
    hf_json_add(&all, HF_STR("documents"), hf_json_of_int((int64_t)v->documents));
    hf_json_add(&all, HF_STR("signed_size"), hf_json_of_int((int64_t)v->signed_size));
    hf_json_add(&all, HF_STR("complete_size"), hf_json_of_int((int64_t)v->whole_size));
    hf_instant_put(&complete, v->whole_ms);
    hf_json_add(&all, HF_STR("complete_at"), hf_json_of_text(hf_buf_str(&complete)));
    hf_json_add(&all, HF_STR("stamps"), hf_json_of_int((int64_t)v->stamps));
    hf_json_add(&all, HF_STR("folded"), hf_json_of_bool(v->folded));
    hf_json_add(&all, HF_STR("witnesses"), witnesses_json(r, v));
    return hf_json_object(&all);
}

static void print_json(struct run *r, const struct hf_json *json)
{
    struct hf_buf out = hf_buf_in(&r->arena, 512);
    hf_json_write(&out, json);
    (void)printf("%.*s\n", HF_STR_ARG(hf_buf_str(&out)));
}

static enum hf_rc tell(struct run *r, const struct hf_bundle *bundle, const struct hf_bundle_verdict *v)
{
    if (r->json) {
        struct hf_json json = verdict_json(r, bundle, v);
        print_json(r, &json);
    } else {
        print_claim(r, &bundle->claim);
        print_figures(r, v);
        print_stamps(r, v);
        print_state(r, v);
        (void)printf("\n%s\n", say(r, v->trusted ? SAY_whole : SAY_whole_in_itself));
        if (unshown(v) > 0)
            (void)printf("%s\n", say(r, SAY_not_all));
        (void)printf("%s\n", say(r, SAY_lawyer));
    }
    r->told = true;
    return v->trusted || r->self_only ? HF_OK : HF_UNVERIFIED;
}

static void put_absence_json(struct run *r, const struct hf_absence *absence, struct hf_str key,
                             struct hf_str at)
{
    struct hf_json_maker all = hf_json_make(&r->arena), names = hf_json_make(&r->arena);
    for (size_t i = 0; i < absence->names; i++)
        hf_json_add(&names, HF_STR_NONE, hf_json_of_text(absence->name[i]));
    hf_json_add(&all, HF_STR("whole"), hf_json_of_bool(true));
    hf_json_add(&all, HF_STR("signer_established"), hf_json_of_bool(absence->trusted));
    hf_json_add(&all, HF_STR("log"), hf_json_of_text(absence->origin));
    hf_json_add(&all, HF_STR("log_key"), hf_json_of_text(key));
    hf_json_add(&all, HF_STR("absent"), hf_json_list(&names));
    hf_json_add(&all, HF_STR("complete_size"), hf_json_of_int((int64_t)absence->heads.size));
    hf_json_add(&all, HF_STR("complete_at"), hf_json_of_text(at));
    hf_json_add(&all, HF_STR("signed_size"), hf_json_of_int((int64_t)absence->signed_size));
    struct hf_json json = hf_json_object(&all);
    print_json(r, &json);
}

static enum hf_rc tell_absence(struct run *r, const struct hf_absence *absence)
{
    struct hf_buf key = hf_buf_in(&r->arena, 128), at = hf_buf_in(&r->arena, 32);
    hf_note_key_put(&r->hasher, absence->origin, &absence->keys.at[absence->keys.count - 1].key, &key);
    hf_instant_put(&at, absence->heads.at_ms);
    if (r->json) {
        put_absence_json(r, absence, hf_buf_str(&key), hf_buf_str(&at));
    } else {
        print(r, SAY_log, absence->origin);
        print(r, SAY_key, hf_buf_str(&key));
        for (size_t i = 0; i < absence->names; i++)
            print(r, SAY_absent, absence->name[i]);
        print_number(r, SAY_size, absence->signed_size);
        print_number(r, SAY_whole_size, absence->heads.size);
        print(r, SAY_whole_at, hf_buf_str(&at));
        (void)printf("\n%s\n", say(r, absence->trusted ? SAY_whole : SAY_whole_in_itself));
    }
    r->told = true;
    return absence->trusted || r->self_only ? HF_OK : HF_UNVERIFIED;
}

static enum hf_rc refuse(struct run *r, const struct hf_err *err)
{
    struct hf_buf text = hf_buf_in(&r->arena, 512);
    if (r->json) {
        struct hf_json_maker all = hf_json_make(&r->arena);
        hf_err_say(err, r->lang, &text);
        hf_json_add(&all, HF_STR("whole"), hf_json_of_bool(false));
        hf_json_add(&all, HF_STR("code"), hf_json_of_text(hf_err_code(err)));
        hf_json_add(&all, HF_STR("where"), hf_json_of_text(hf_str_of(err->where)));
        hf_json_add(&all, HF_STR("sentence"), hf_json_of_text(hf_buf_str(&text)));
        struct hf_json json = hf_json_object(&all);
        print_json(r, &json);
    } else {
        if (r->blamed != NULL) {
            hf_buf_put(&text, hf_str_of(r->blamed));
            hf_buf_put(&text, err->where[0] != '\0' ? HF_STR(", ")
                              : r->lang == HF_FR    ? HF_STR(" : ")
                                                    : HF_STR(": "));
        }
        hf_err_print(err, r->lang, &text);
        (void)printf("%s%.*s\n", say(r, hf_err_rc(err) == HF_UNVERIFIED ? SAY_broken : SAY_unchecked),
                     HF_STR_ARG(hf_buf_str(&text)));
    }
    return hf_err_rc(err);
}

/* ---- a whole log ---- */

struct folder {
    struct run *run;
    void *at; /* the file that was read last */
    size_t size;
};

static enum hf_rc read_in(void *context, struct hf_str path, struct hf_str *bytes, struct hf_err *err)
{
    struct folder *folder = context;
    char full[4096];
    int len = snprintf(full, sizeof full, "%s/%.*s", folder->run->bundle, HF_STR_ARG(path));
    if (folder->at != NULL)
        munmap(folder->at, folder->size);
    folder->at = NULL;
    if (len < 0 || (size_t)len >= sizeof full)
        return hf_fail(err, HF_WORD_verify_no_file, path, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(map_file(full, bytes, err));
    folder->at = (void *)(uintptr_t)bytes->at;
    folder->size = bytes->len;
    return HF_OK;
}

static enum hf_rc tell_log(struct run *r, const struct hf_tile_log_verdict *v)
{
    struct hf_buf key = hf_buf_in(&r->arena, 128);
    struct hf_json_maker all = hf_json_make(&r->arena);
    hf_note_key_put(&r->hasher, v->origin, &v->key, &key);
    if (r->json) {
        hf_json_add(&all, HF_STR("whole"), hf_json_of_bool(true));
        hf_json_add(&all, HF_STR("signer_established"), hf_json_of_bool(v->trusted));
        hf_json_add(&all, HF_STR("log"), hf_json_of_text(v->origin));
        hf_json_add(&all, HF_STR("log_key"), hf_json_of_text(hf_buf_str(&key)));
        hf_json_add(&all, HF_STR("leaves"), hf_json_of_int((int64_t)v->size));
        hf_json_add(&all, HF_STR("checkpoints"), hf_json_of_int((int64_t)v->checkpoints));
        struct hf_json json = hf_json_object(&all);
        print_json(r, &json);
    } else {
        print(r, SAY_log, v->origin);
        print(r, SAY_key, hf_buf_str(&key));
        print_number(r, SAY_leaves, v->size);
        print_number(r, SAY_checkpoints, v->checkpoints);
        (void)printf("\n%s\n", say(r, v->trusted ? SAY_whole : SAY_whole_in_itself));
    }
    r->told = true;
    return v->trusted || r->self_only ? HF_OK : HF_UNVERIFIED;
}

static enum hf_rc verify_log(struct run *r, struct hf_err *err)
{
    struct hf_tile_log_verdict v;
    struct folder folder = {.run = r};
    struct hf_tile_log_check check = {.hasher = &r->hasher,
                                      .arena = &r->arena,
                                      .trust = r->trust == NULL ? NULL : &r->policy,
                                      .read = read_in,
                                      .context = &folder};
    HF_TRY(hf_tile_log_verify(&check, &v, err));
    return tell_log(r, &v);
}

/* ---- all of it ---- */

static enum hf_rc compile_house(struct run *r, struct hf_err *err)
{
    struct hf_findings findings = {0};
    return hf_flow_read(hf_house_text(), HF_FLOW_HOUSE, NULL, &r->arena, &r->house, &findings, err);
}

static enum hf_rc verify_absence(struct run *r, struct hf_str bytes, struct hf_err *err)
{
    struct hf_absence *absence = HF_NEW(&r->arena, struct hf_absence, 1);
    HF_TRY(hf_absence_verify(&r->hasher, bytes, r->trust == NULL ? NULL : &r->policy, &r->scratch, absence,
                             err));
    return tell_absence(r, absence);
}

static enum hf_rc take_stood(void *context, const struct hf_flows *flows, const struct hf_case *after,
                             const struct hf_fact *fact, struct hf_err *err)
{
    struct run *r = context;
    (void)err;
    hf_stood_take(&r->stood, flows, after, fact);
    return HF_OK;
}

static enum hf_rc verify_bundle(struct run *r, struct hf_str mapped, struct hf_str bytes, struct hf_err *err)
{
    struct hf_bundle *bundle = HF_NEW(&r->arena, struct hf_bundle, 1);
    struct hf_bundle_verdict *v = HF_NEW(&r->arena, struct hf_bundle_verdict, 1);
    HF_TRY(hf_bundle_open(&r->hasher, bytes, &r->arena, bundle, err));
    let_go(mapped);
    HF_TRY(compile_house(r, err));
    struct hf_bundle_check check = {.hasher = &r->hasher,
                                    .bundle = bundle,
                                    .house = r->house,
                                    .arena = &r->arena,
                                    .scratch = &r->scratch,
                                    .trust = r->trust == NULL ? NULL : &r->policy,
                                    .to_ms = r->to_ms,
                                    .each = take_stood,
                                    .context = r};
    r->stood = (struct hf_stood){.at_ms = INT64_MAX, .arena = &r->arena};
    if (r->known_ms != INT64_MAX) {
        r->stood.at_ms = r->to_ms;
        check.to_ms = r->known_ms;
    }
    HF_TRY(hf_bundle_verify(&check, v, err));
    return tell(r, bundle, v);
}

static enum hf_rc verify(struct run *r, struct hf_err *err)
{
    struct hf_str mapped, bytes;
    struct stat about;
    HF_CHECK(r->bundle != NULL); /* read_line has seen to it */
    HF_TRY(read_trust(r, err));
    if (stat(r->bundle, &about) == 0 && S_ISDIR(about.st_mode))
        return verify_log(r, err);
    HF_TRY(map_file(r->bundle, &mapped, err));
    bytes = mapped;
    HF_TRY(decrypt(r, &bytes, err));
    return hf_absence_is(bytes) ? verify_absence(r, bytes, err) : verify_bundle(r, mapped, bytes, err);
}

int main(int argc, char **argv)
{
    static struct run run = {.to_ms = INT64_MAX, .known_ms = INT64_MAX};
    static struct hf_err err;
    if (!read_line(&run, argc, argv)) {
        usage(&run);
        return HF_BAD_INPUT;
    }
    if (!reserve(&run.arena, ROOM) || !reserve(&run.scratch, SCRATCH)) {
        (void)fputs("holdfast-verify: not enough memory to begin\n", stderr);
        return HF_FAILED;
    }
    hf_hasher_init(&run.hasher);
    enum hf_rc rc = verify(&run, &err);
    if (rc != HF_OK && !run.told)
        rc = refuse(&run, &err);
    hf_hasher_done(&run.hasher);
    if (fflush(stdout) == 0 && !ferror(stdout))
        return (int)rc;
    (void)fprintf(stderr, "%s\n", say(&run, SAY_no_output));
    return HF_FAILED;
}
