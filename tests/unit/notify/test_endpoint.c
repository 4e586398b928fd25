/* SPDX-License-Identifier: Apache-2.0 */
/* What is configured for an address: read and looked at when it is configured, and kept to when it is used.
 */
#include "notify/endpoint.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk/classes.h"
#include "unit/notify/pushing.h"
#include "unit/unit.h"

enum { TEXT = 1000 };

static char folder[64];
static unsigned char block[4 << 20];
static struct hf_arena arena;
static struct hf_err err;
static const struct hf_endpoint_terms *terms;
static size_t count;

static const char *path_of(const char *name)
{
    static char path[4][128];
    static unsigned next;
    snprintf(path[++next % 4], 128, "%s/%s", folder, name);
    return path[next % 4];
}

static void put(const char *name, const char *text, mode_t mode)
{
    int fd = open(path_of(name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) && fchmod(fd, mode) == 0);
    close(fd);
}

/* The file with one endpoint at the peer and these members besides. */
static enum hf_rc configure(const char *members)
{
    char text[TEXT], address[128];
    (void)peer_address(peer, "127.0.0.1", "/202", address);
    snprintf(text, sizeof text, "{\"endpoints\":[{\"address\":\"%s\"%s}]}", address, members);
    put("endpoints.json", text, 0600);
    hf_arena_init(&arena, block, sizeof block);
    return hf_endpoints_read(hf_str_of(path_of("endpoints.json")), HF_STR_NONE, &arena, &terms, &count, &err);
}

static void assert_faulty(const char *members, const char *code)
{
    assert_int_not_equal(configure(members), HF_OK);
    assert_str(hf_err_code(&err), code);
}

static struct hf_push_setup configured(const char *members)
{
    struct hf_push_setup setup = setup_of();
    if (configure(members) != HF_OK)
        fail_msg("%.*s", HF_STR_ARG(hf_err_code(&err)));
    setup.endpoints = terms;
    setup.endpoint_count = count;
    return setup;
}

/* To the peer, with nothing of the parcel's own. */
static struct hf_parcel bare_parcel(void)
{
    struct hf_parcel parcel = parcel_to("/202");
    parcel.ca_file = HF_STR_NONE;
    return parcel;
}

static const char *with_ca(const char *more)
{
    static char members[TEXT];
    snprintf(members, sizeof members, ",\"ca\":\"%s\"%s", peer_ca(peer), more);
    return members;
}

static void what_does_not_fit_is_found_when_it_is_configured(void **state)
{
    (void)state;
    put("empty.pem", "", 0600);
    put("open.token", "Bearer x", 0644);
    put("two.token", "Bearer x\nX-Evil: 1", 0600);
    assert_faulty(",\"ca\":\"nowhere.pem\"", "endpoint_file");
    assert_faulty(",\"ca\":\"empty.pem\"", "endpoint_ca");
    assert_faulty(",\"pin\":\"sha256//short\"", "endpoint_pin");
    assert_faulty(",\"certificate\":\"empty.pem\"", "endpoint_pair");
    assert_faulty(",\"certificate\":\"empty.pem\",\"key\":\"empty.pem\"", "endpoint_certificate");
    assert_faulty(",\"authorization\":\"open.token\"", "endpoint_exposed");
    assert_faulty(",\"authorization\":\"two.token\"", "endpoint_line");
    assert_faulty(",\"authorization\":\"empty.pem\"", "endpoint_line");
    assert_faulty(",\"plain\":true", "endpoint_plain");
    assert_faulty(",\"concurrent\":0", "record_small");
    assert_faulty(",\"pinn\":\"x\"", "record_unknown_near");
}

/* A certificate of one and the key of another are no pair. */
static void a_key_of_another_certificate_is_found(void **state)
{
    (void)state;
    char members[TEXT];
    snprintf(members, sizeof members, ",\"certificate\":\"%s\",\"key\":\"%s\"", peer_other_ca(peer),
             peer_key(peer));
    assert_int_equal(chmod(peer_key(peer), 0600), 0);
    assert_faulty(members, "endpoint_certificate");
    snprintf(members, sizeof members, ",\"certificate\":\"%s\",\"key\":\"%s\"", peer_ca(peer),
             peer_key(peer));
    assert_int_equal(configure(members), HF_OK);
}

static void each_address_has_a_list_of_its_own(void **state)
{
    (void)state;
    assert_str(deliver(configured(with_ca("")), bare_parcel()).class_name, HF_CLASS_RECEIVED);
    assert_str(deliver(configured(""), bare_parcel()).class_name, HF_CLASS_CREDENTIALS);
}

/* SHA-256 of the peer's public key, as openssl reckons it. */
static void read_pin(char out[64])
{
    static const char line[] = "openssl x509 -in \"$0\" -pubkey -noout | openssl pkey -pubin -outform DER | "
                               "openssl dgst -sha256 -binary | base64";
    int ends[2], status;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], 1);
        execl("/bin/sh", "sh", "-c", line, peer_ca(peer), (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    ssize_t got = read(ends[0], out, 63);
    close(ends[0]);
    assert_true(got > 0 && waitpid(child, &status, 0) == child && status == 0);
    out[got] = '\0';
    out[strcspn(out, "\n")] = '\0';
}

static void another_key_than_the_pinned_one_is_refused(void **state)
{
    (void)state;
    char pin[64], more[200];
    read_pin(pin);
    snprintf(more, sizeof more, ",\"pin\":\"sha256//%s\"", pin);
    assert_str(deliver(configured(with_ca(more)), bare_parcel()).class_name, HF_CLASS_RECEIVED);
    pin[0] = pin[0] == 'A' ? 'B' : 'A';
    snprintf(more, sizeof more, ",\"pin\":\"sha256//%s\"", pin);
    assert_str(deliver(configured(with_ca(more)), bare_parcel()).class_name, HF_CLASS_CREDENTIALS);
}

static void the_authorization_header_is_sent_to_its_address_alone(void **state)
{
    (void)state;
    static struct peer_saw saw;
    put("focal.token", "Bearer s3cret\n", 0600);
    struct hf_push_setup setup = configured(with_ca(",\"authorization\":\"focal.token\""));
    assert_str(deliver(setup, bare_parcel()).class_name, HF_CLASS_RECEIVED);
    peer_saw(peer, &saw);
    assert_string_equal(saw.authorization, "Bearer s3cret");
    struct hf_parcel other = parcel_to("/204");
    assert_str(deliver(setup, other).class_name, HF_CLASS_NONCONFORMING);
    peer_saw(peer, &saw);
    assert_string_equal(saw.authorization, "");
}

/* Another token, another mark: a pause that its absence caused can end. */
static void the_mark_changes_with_what_is_configured(void **state)
{
    (void)state;
    put("focal.token", "Bearer one", 0600);
    assert_int_equal(configure(",\"authorization\":\"focal.token\""), HF_OK);
    struct hf_digest one = terms[0].mark;
    assert_int_equal(configure(",\"authorization\":\"focal.token\",\"concurrent\":9"), HF_OK);
    assert_memory_equal(&terms[0].mark, &one, sizeof one);
    put("focal.token", "Bearer two", 0600);
    assert_int_equal(configure(",\"authorization\":\"focal.token\""), HF_OK);
    assert_memory_not_equal(&terms[0].mark, &one, sizeof one);
}

static void the_courier_tells_the_terms_of_an_address(void **state)
{
    (void)state;
    struct hf_courier courier = open_courier(configured(with_ca(",\"concurrent\":9,\"per_second\":7")));
    struct hf_terms known = {0};
    courier.terms(courier.self, bare_parcel().address, &known);
    assert_int_equal(known.width, 9);
    assert_int_equal(known.per_second, 7);
    courier.terms(courier.self, HF_STR("https://elsewhere.example/"), &known);
    assert_int_equal(known.width, HF_ENDPOINT_WIDTH);
    courier.stop(courier.self);
}

static void no_more_than_so_many_are_begun_in_a_second(void **state)
{
    (void)state;
    struct hf_courier courier = open_courier(configured(with_ca(",\"per_second\":2")));
    struct hf_parcel parcels[4];
    struct hf_parcel_result result[4];
    struct hf_arena memory = pushing_arena();
    size_t got, pending;
    for (size_t i = 0; i < 4; i++) {
        parcels[i] = bare_parcel();
        parcels[i].ticket = i + 1;
    }
    int64_t start = steady(NULL);
    assert_int_equal(courier.start(courier.self, parcels, 4, &err), HF_OK);
    for (size_t all = 0; all < 4; all += got)
        assert_int_equal(
            courier.turn(courier.self, LONG_MS, &memory, result + all, 4 - all, &got, &pending, &err), HF_OK);
    assert_in_range(steady(NULL) - start, 1000, 4000);
    courier.stop(courier.self);
}

static int begin(void **state)
{
    snprintf(folder, sizeof folder, "/tmp/hf-endpoint-XXXXXX");
    return mkdtemp(folder) == NULL ? -1 : pushing_begin(state);
}

static int end(void **state)
{
    static const char *const names[] = {"endpoints.json", "empty.pem", "open.token", "two.token",
                                        "focal.token"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        unlink(path_of(names[i]));
    rmdir(folder);
    return pushing_end(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_does_not_fit_is_found_when_it_is_configured),
        cmocka_unit_test(a_key_of_another_certificate_is_found),
        cmocka_unit_test(each_address_has_a_list_of_its_own),
        cmocka_unit_test(another_key_than_the_pinned_one_is_refused),
        cmocka_unit_test(the_authorization_header_is_sent_to_its_address_alone),
        cmocka_unit_test(the_mark_changes_with_what_is_configured),
        cmocka_unit_test(the_courier_tells_the_terms_of_an_address),
        cmocka_unit_test(no_more_than_so_many_are_begun_in_a_second),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
