/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first event of docs/formats.md, made by the engine from the same dice and compared byte for byte with
 * tests/vectors/first-event, which a second program (recompute.mjs there) makes on its own.
 */
#include <stdio.h>

#include "seal/chain.h"
#include "seal/disclose.h"
#include "seal/ids.h"
#include "seal/note.h"
#include "seal/set.h"
#include "seal/token.h"
#include "seal/tree.h"
#include "unit/seal/seal.h"

#define ORIGIN HF_STR("court.example/log1")
#define AT_MS INT64_C(1795425240000)
#define AT HF_STR("2026-11-23T09:14:00.000Z")

static struct hf_str vector(const char *name)
{
    char path[128];
    char *bytes = HF_NEW(&arena, char, 8192);
    assert_true(snprintf(path, sizeof(path), "tests/vectors/first-event/%s", name) < (int)sizeof(path));
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    size_t len = fread(bytes, 1, 8192, stream);
    assert_int_equal(fclose(stream), 0);
    assert_in_range(len, 1, 8191);
    return (struct hf_str){bytes, len};
}

static void assert_same(struct hf_str got, struct hf_str want)
{
    if (!hf_str_eq(got, want))
        fail_msg("got\n%.*s\nwant\n%.*s", HF_STR_ARG(got), HF_STR_ARG(want));
}

/* One line "name = hex" of values.txt. */
static void assert_value(const char *name, const void *bytes, size_t len)
{
    struct hf_buf line = hf_buf_in(&arena, 128);
    hf_buf_put(&line, hf_str_of(name));
    hf_buf_put(&line, HF_STR(" = "));
    hf_hex_put(&line, bytes, len);
    hf_buf_put_char(&line, '\n');
    if (!hf_str_contains(vector("values.txt"), hf_buf_str(&line)))
        fail_msg("values.txt lacks %.*s", HF_STR_ARG(hf_buf_str(&line)));
}
#define assert_value_of(name, bytes) assert_value((name), (bytes), sizeof(bytes))

static void roll(const char *label, void *out, size_t len)
{
    const struct hf_str part[] = {HF_STR("holdfast dry run "), hf_str_of(label)};
    struct hf_digest digest;
    hf_sha256(&hasher, part, 2, &digest);
    memcpy(out, digest.byte, len);
}

static struct hf_id id_of(const char *label)
{
    struct hf_id id;
    roll(label, id.byte, sizeof(id.byte));
    return id;
}

static struct hf_json text_of_bytes(const void *bytes, size_t len)
{
    struct hf_buf text = hf_buf_in(&arena, 64);
    hf_b64url_put(&text, bytes, len);
    return hf_json_of_text(hf_buf_str(&text));
}

static struct hf_json id_text(const char *label)
{
    struct hf_id id = id_of(label);
    return text_of_bytes(id.byte, sizeof(id.byte));
}

static void add(struct hf_json_maker *object, const char *name, struct hf_str text)
{
    hf_json_add(object, hf_str_of(name), hf_json_of_text(text));
}

static struct hf_str written(const struct hf_json *json)
{
    struct hf_buf out = hf_buf_in(&arena, 1024);
    hf_json_write(&out, json);
    return hf_buf_str(&out);
}

static struct hf_json made(void)
{
    static const char *const taken[] = {"classification", "grounds",   "organ", "person_name",
                                        "person_unknown", "situation", "title"};
    struct hf_json_maker names = hf_json_make(&arena), object = hf_json_make(&arena);
    struct hf_buf reference = hf_buf_in(&arena, HF_REFERENCE_TEXT);
    unsigned char random[5];
    roll("reference", random, sizeof(random));
    hf_reference_put(&reference, random);
    add(&object, "name", hf_buf_str(&reference));
    for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
        hf_json_add(&names, HF_STR_NONE, hf_json_of_text(hf_str_of(taken[i])));
    hf_json_add(&object, HF_STR("take"), hf_json_list(&names));
    return hf_json_object(&object);
}

static struct hf_json open_payload(void)
{
    struct hf_json_maker open = hf_json_make(&arena);
    add(&open, "situation", HF_STR("SIT-04"));
    hf_json_add(&open, HF_STR("person_unknown"), hf_json_of_bool(false));
    add(&open, "organ", HF_STR("prosecution"));
    add(&open, "classification", HF_STR("confidential"));
    hf_json_add(&open, HF_STR("_made"), made());
    return hf_json_object(&open);
}

static struct hf_hidden hidden_of(const char *name, struct hf_str value, const char *salt)
{
    struct hf_hidden hidden = {.name = hf_str_of(name), .value = hf_json_of_text(value)};
    roll(salt, hidden.salt, sizeof(hidden.salt));
    return hidden;
}

static struct hf_str make_payload(struct hf_hidden hidden[3])
{
    struct hf_json open = open_payload(), payload;
    hidden[0] = hidden_of("title", HF_STR("Marrow, accounts and villa"), "salt 2");
    hidden[1] = hidden_of("person_name", HF_STR("Octavian Marrow"), "salt 1");
    hidden[2] = hidden_of("grounds",
                          HF_STR("Payments from the mining concession reach accounts held for the suspect."),
                          "salt 0");
    assert_int_equal(hf_disclose_hide(&hasher, &arena, &open, hidden, 3, &payload, &err), HF_OK);
    return written(&payload);
}

static void payload_and_disclosures_are_as_printed(void **state)
{
    struct hf_hidden hidden[3];
    struct hf_buf texts = hf_buf_in(&arena, 1024);

    (void)state;
    assert_same(make_payload(hidden), vector("payload.json"));
    for (size_t i = 0; i < 3; i++) {
        hf_buf_put(&texts, hidden[i].text);
        hf_buf_put_char(&texts, '\n');
    }
    assert_same(hf_buf_str(&texts), vector("disclosures.txt"));
}

static struct hf_json basis(void)
{
    struct hf_json_maker one = hf_json_make(&arena), list = hf_json_make(&arena);
    add(&one, "law", HF_STR("rs"));
    add(&one, "at", HF_STR("54(1)"));
    hf_json_add(&list, HF_STR_NONE, hf_json_object(&one));
    return hf_json_list(&list);
}

static struct hf_json part_1_of_1(void)
{
    struct hf_json_maker list = hf_json_make(&arena);
    hf_json_add(&list, HF_STR_NONE, hf_json_of_int(1));
    hf_json_add(&list, HF_STR_NONE, hf_json_of_int(1));
    return hf_json_list(&list);
}

static void the_header_is_as_printed(void **state)
{
    struct hf_json_maker header = hf_json_make(&arena);
    struct hf_digest definition, payload;
    struct hf_hidden hidden[3];
    struct hf_str payload_bytes = make_payload(hidden);

    (void)state;
    roll("definition", definition.byte, sizeof(definition.byte));
    hf_sha256(&hasher, &payload_bytes, 1, &payload);
    hf_json_add(&header, HF_STR("v"), hf_json_of_int(1));
    add(&header, "log", ORIGIN);
    hf_json_add(&header, HF_STR("file"), id_text("case"));
    hf_json_add(&header, HF_STR("seq"), hf_json_of_int(1));
    hf_json_add(&header, HF_STR("part"), part_1_of_1());
    hf_json_add(&header, HF_STR("command"), id_text("command"));
    add(&header, "on", HF_STR("case"));
    add(&header, "act", HF_STR("open_case"));
    add(&header, "to", HF_STR("open"));
    hf_json_add(&header, HF_STR("actor"), id_text("actor"));
    add(&header, "role", HF_STR("investigator"));
    add(&header, "known", HF_STR("os_account"));
    hf_json_add(&header, HF_STR("basis"), basis());
    hf_json_add(&header, HF_STR("definition"), text_of_bytes(definition.byte, sizeof(definition.byte)));
    add(&header, "build", HF_STR("holdfast 0.1.0"));
    add(&header, "effective_at", AT);
    add(&header, "recorded_at", AT);
    hf_json_add(&header, HF_STR("payload"), text_of_bytes(payload.byte, sizeof(payload.byte)));
    struct hf_json object = hf_json_object(&header);
    assert_same(written(&object), vector("header.json"));
}

/* From the header's bytes to the leaf hash. */
static struct hf_digest chained(bool compare)
{
    struct hf_blind blind;
    struct hf_id file = id_of("case");
    struct hf_digest commitment, link0, link1, leaf;

    roll("blind", blind.byte, sizeof(blind.byte));
    hf_chain_commit(&hasher, &blind, vector("header.json"), &commitment);
    hf_chain_start(&hasher, ORIGIN, &file, &link0);
    hf_chain_next(&hasher, &link0, &commitment, &link1);
    hf_chain_leaf(&hasher, &link1, &leaf);
    if (compare) {
        struct hf_buf text = hf_buf_in(&arena, 80);
        assert_value_of("blind", blind.byte);
        assert_value_of("commitment", commitment.byte);
        assert_value_of("link 0", link0.byte);
        assert_value_of("link 1", link1.byte);
        assert_value_of("leaf hash", leaf.byte);
        hf_chain_leaf_put(&text, &link1);
        assert_same(hf_buf_str(&text), vector("leaf.txt"));
    }
    return leaf;
}

static void chain_and_leaf_are_as_printed(void **state)
{
    (void)state;
    chained(true);
}

static void make_key(const char *label, struct hf_secret *secret, struct hf_public *key)
{
    struct hf_seed seed;
    roll(label, seed.byte, sizeof(seed.byte));
    hf_key_make(&seed, secret, key);
}

static void the_checkpoint_is_as_printed(void **state)
{
    struct hf_digest leaf = chained(false);
    struct hf_frontier frontier = {0};
    struct hf_checkpoint checkpoint = {.origin = ORIGIN, .size = 1};
    struct hf_buf text = hf_buf_in(&arena, 128), note = hf_buf_in(&arena, 512);
    struct hf_secret secret;
    struct hf_public key;

    (void)state;
    hf_frontier_append(&hasher, &frontier, &leaf, 1);
    hf_frontier_root(&hasher, &frontier, &checkpoint.root);
    hf_checkpoint_put(&text, &checkpoint);
    make_key("log key", &secret, &key);
    assert_value_of("log key", key.byte);
    hf_note_sign(&hasher, hf_buf_str(&text), ORIGIN, &secret, &key, &note);
    assert_same(hf_buf_str(&note), vector("checkpoint.txt"));
}

static struct hf_str jti(void)
{
    unsigned char random[HF_ID_SIZE];
    struct hf_buf text = hf_buf_in(&arena, HF_UUID_TEXT);
    roll("jti", random, sizeof(random));
    struct hf_id id = hf_id_v7(AT_MS, random);
    hf_id_put_uuid(&text, &id);
    return hf_buf_str(&text);
}

static struct hf_str subject(void)
{
    struct hf_id file = id_of("case"), authority = id_of("authority");
    struct hf_digest key;
    roll("pseudonym key", key.byte, sizeof(key.byte));
    struct hf_digest name = hf_pseudonym(&hasher, HF_PART(key.byte), &file, &authority);
    return text_of_bytes(name.byte, sizeof(name.byte)).is.text;
}

static struct hf_str make_claims(void)
{
    const struct hf_thread_mark mark = {.seq = 1};
    struct hf_json_maker content = hf_json_make(&arena);
    struct hf_buf out = hf_buf_in(&arena, 1024);

    hf_thread_mark_add(&arena, &mark, &content);
    add(&content, "checkpoint", vector("checkpoint.txt"));
    struct hf_set set = {.iss = HF_STR("https://court.example"),
                         .aud = HF_STR("https://focal.example"),
                         .jti = jti(),
                         .txn = id_text("request").is.text,
                         .iat_s = AT_MS / 1000,
                         .toe_s = AT_MS / 1000,
                         .sub_id = subject(),
                         .event = HF_STR(HF_EVENT_URN "request"),
                         .content = hf_json_object(&content)};
    hf_set_write(&arena, &set, &out);
    return hf_buf_str(&out);
}

static void the_token_is_as_printed(void **state)
{
    struct hf_secret secret;
    struct hf_public key;
    struct hf_digest digest;

    (void)state;
    assert_same(make_claims(), vector("claims.json"));
    make_key("court key", &secret, &key);
    assert_value_of("court key", key.byte);
    struct hf_str token = hf_token_sign(&hasher, &arena, &secret, &key, make_claims());
    assert_same(token, vector("token.txt"));
    hf_token_digest(&hasher, token, &digest);
    assert_value_of("token digest", digest.byte);
}

static void the_names_that_follow_are_as_printed(void **state)
{
    struct hf_id file = id_of("case");
    struct hf_id answer = hf_answer_command_id(&hasher, HF_STR("https://focal.example"), jti());
    struct hf_id timer = hf_clock_command_id(&hasher, &file, HF_STR("request/1"), HF_STR("ack"), 1, AT_MS);

    (void)state;
    assert_value_of("answer id", answer.byte);
    assert_value_of("clock id", timer.byte);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(payload_and_disclosures_are_as_printed),
        TEST(the_header_is_as_printed),
        TEST(chain_and_leaf_are_as_printed),
        TEST(the_checkpoint_is_as_printed),
        TEST(the_token_is_as_printed),
        TEST(the_names_that_follow_are_as_printed),
    };
    return RUN(tests);
}
