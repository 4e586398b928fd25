/* SPDX-License-Identifier: Apache-2.0 */
/* thread verify as it is typed, over files in a folder of its own; no state directory is there. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/code.h"
#include "seal/jwe.h"
#include "seal/set.h"
#include "seal/token.h"
#include "typed.h"

static char folder[] = "/tmp/holdfast-thread-XXXXXX";
static struct hf_hasher hasher;
static struct hf_arena arena;
static _Alignas(16) unsigned char block[1 << 20];
static struct hf_secret secret;
static struct hf_public key;
static const struct hf_seed reader = {{3}};

static const char *in_folder(const char *name)
{
    static char path[128];
    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    return path;
}

static void put(const char *name, struct hf_str text)
{
    FILE *file = fopen(in_folder(name), "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text.at, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

static struct hf_str notice(int64_t seq, const struct hf_digest *prev)
{
    struct hf_json_maker content = hf_json_make(&arena);
    struct hf_buf claims = hf_buf_in(&arena, 512), jti = hf_buf_in(&arena, 8);
    struct hf_thread_mark mark = {.seq = seq, .has_prev = seq > 1, .prev = *prev};
    hf_thread_mark_add(&arena, &mark, &content);
    hf_buf_put_i64(&jti, seq);
    struct hf_set set = {.iss = HF_STR("https://court.example"),
                         .aud = HF_STR("https://state.example"),
                         .jti = hf_buf_str(&jti),
                         .txn = HF_STR("t"),
                         .toe_s = -1,
                         .sub_id = HF_STR("case"),
                         .event = HF_STR(HF_EVENT_URN "request"),
                         .content = hf_json_object(&content)};
    hf_set_write(&arena, &set, &claims);
    return hf_token_sign(&hasher, &arena, &secret, &key, hf_buf_str(&claims));
}

static void put_keys(void)
{
    struct hf_buf jwks = hf_buf_in(&arena, 512), jwk = hf_buf_in(&arena, 128);
    struct hf_jwk own = hf_jwk_of(HF_JWK_ED25519, &key);
    hf_jwks_put(&hasher, &own, 1, &jwks);
    put("court.json", hf_buf_str(&jwks));
    hf_buf_put(&jwk, HF_STR("{\"kty\":\"OKP\",\"crv\":\"X25519\",\"d\":\""));
    hf_b64url_put(&jwk, reader.byte, sizeof(reader.byte));
    hf_buf_put(&jwk, HF_STR("\"}"));
    put("reader.json", hf_buf_str(&jwk));
}

/* in/1.jwt in the clear, in/2.jwt encrypted for the addressee. */
static int make(void **state)
{
    const struct hf_seed seed = {{1}};
    const struct hf_jwe_dice dice = {{2}, {2}};
    struct hf_digest none = {{0}}, first;
    struct hf_str sealed;
    struct hf_err err;
    (void)state;
    hf_arena_init(&arena, block, sizeof(block));
    hf_hasher_init(&hasher);
    assert_non_null(mkdtemp(folder));
    assert_int_equal(mkdir(in_folder("in"), 0700), 0);
    hf_key_make(&seed, &secret, &key);
    put_keys();
    struct hf_str one = notice(1, &none);
    hf_token_digest(&hasher, one, &first);
    struct hf_public half = hf_x25519_public(&reader);
    struct hf_jwk whose = hf_jwk_of(HF_JWK_X25519, &half);
    assert_int_equal(hf_jwe_seal(&hasher, &arena, &whose, &dice, notice(2, &first), &sealed, &err), HF_OK);
    put("in/1.jwt", one);
    put("in/2.jwt", sealed);
    return 0;
}

static int unmake(void **state)
{
    static const char *const names[] = {"in/1.jwt", "in/2.jwt", "court.json", "reader.json"};
    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        (void)unlink(in_folder(names[i]));
    (void)rmdir(in_folder("in"));
    hf_hasher_done(&hasher);
    return rmdir(folder);
}

static const struct typed *verify(const char *path, const char *more)
{
    static char line[600];
    (void)snprintf(line, sizeof(line), "thread verify %s/%s %s", folder, path, more);
    return type_line(line);
}

static const char *keys(const char *more)
{
    static char flags[400];
    (void)snprintf(flags, sizeof(flags), "--keys https://court.example=%s/court.json %s", folder, more);
    return flags;
}

static const char *with_secret(void)
{
    static char flag[200];
    (void)snprintf(flag, sizeof(flag), "--secret %s/reader.json", folder);
    return flag;
}

static void a_folder_is_whole_with_the_keys_and_the_secret(void **state)
{
    (void)state;
    const struct typed *said = verify("", keys(with_secret()));
    assert_int_equal(said->code, 0);
    assert_said(said->out, "https://court.example");
    assert_said(said->messages, "2 messages");
}

static void the_first_wrong_thing_is_named_and_the_code_is_8(void **state)
{
    (void)state;
    const struct typed *said = verify("in/2.jwt", keys(with_secret()));
    assert_int_equal(said->code, 8);
    assert_said(said->messages, "in/2.jwt:1: message 1 of https://court.example is missing");
    said = verify("", keys(""));
    assert_int_equal(said->code, 8);
    assert_said(said->messages, "encrypted");
    said = verify("court.json", keys(""));
    assert_int_equal(said->code, 8);
    assert_said(said->messages, "not a compact token");
}

static void what_cannot_be_read_is_told(void **state)
{
    (void)state;
    assert_int_equal(verify("in", "")->code, HF_BAD_INPUT);
    assert_int_equal(verify("nowhere", keys(""))->code, HF_NOT_FOUND);
    const struct typed *said = verify("in", "--keys no-such-file");
    assert_int_equal(said->code, HF_NOT_FOUND);
    assert_int_equal(mkdir(in_folder("empty"), 0700), 0);
    said = verify("empty", keys(""));
    assert_int_equal(said->code, HF_NOT_FOUND);
    assert_said(said->messages, "no token");
    assert_int_equal(rmdir(in_folder("empty")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_is_whole_with_the_keys_and_the_secret),
        cmocka_unit_test(the_first_wrong_thing_is_named_and_the_code_is_8),
        cmocka_unit_test(what_cannot_be_read_is_told),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
