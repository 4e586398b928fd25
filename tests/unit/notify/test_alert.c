/* SPDX-License-Identifier: Apache-2.0 */
/* A peer that asks for a certificate of ours and refuses what it is shown, or that nothing is shown. */
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "desk/classes.h"
#include "unit/certificate.h"
#include "unit/notify/pushing.h"
#include "unit/unit.h"

static char folder[64], file[4][80]; /* a key and its certificate, the peer's; the same of ours */
enum { PEER_KEY, PEER_CERTIFICATE, OUR_KEY, OUR_CERTIFICATE };
static struct hf_network loopback;

struct strict {
    SSL_CTX *tls;
    int listener, port;
    pthread_t thread;
};

/* One handshake, and what follows of the peer's side; the alert is sent by it. */
static void *refuse(void *given)
{
    struct strict *strict = given;
    int fd = accept(strict->listener, NULL, NULL);
    SSL *ssl = SSL_new(strict->tls);
    SSL_set_fd(ssl, fd);
    (void)SSL_accept(ssl);
    shutdown(fd, SHUT_WR);
    for (char rest[4096]; read(fd, rest, sizeof rest) > 0;)
        ;
    SSL_free(ssl);
    close(fd);
    return NULL;
}

static void open_strict(struct strict *strict, int version)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    strict->tls = SSL_CTX_new(TLS_server_method());
    assert_int_equal(SSL_CTX_set_max_proto_version(strict->tls, version), 1);
    assert_int_equal(SSL_CTX_use_PrivateKey_file(strict->tls, file[PEER_KEY], SSL_FILETYPE_PEM), 1);
    assert_int_equal(SSL_CTX_use_certificate_file(strict->tls, file[PEER_CERTIFICATE], SSL_FILETYPE_PEM), 1);
    SSL_CTX_set_verify(strict->tls, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    strict->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(strict->listener, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(strict->listener, 1), 0);
    assert_int_equal(getsockname(strict->listener, (struct sockaddr *)&address, &size), 0);
    strict->port = ntohs(address.sin_port);
    assert_int_equal(pthread_create(&strict->thread, NULL, refuse, strict), 0);
}

static void close_strict(struct strict *strict)
{
    pthread_join(strict->thread, NULL);
    close(strict->listener);
    SSL_CTX_free(strict->tls);
}

/* What becomes of a notice to a peer that speaks no later version of TLS. */
static struct hf_parcel_result sent(int version, bool shows)
{
    struct strict strict;
    char address[64];
    open_strict(&strict, version);
    snprintf(address, sizeof address, "https://127.0.0.1:%d/", strict.port);
    struct hf_endpoint_terms terms = {.address = hf_str_of(address),
                                      .ca_file = hf_str_of(file[PEER_CERTIFICATE]),
                                      .certificate = shows ? hf_str_of(file[OUR_CERTIFICATE]) : HF_STR_NONE,
                                      .key = shows ? hf_str_of(file[OUR_KEY]) : HF_STR_NONE,
                                      .concurrent = 1};
    struct hf_push_setup setup = setup_of();
    setup.allow = &loopback;
    setup.endpoints = &terms;
    setup.endpoint_count = 1;
    struct hf_parcel_result result = deliver(
        setup, (struct hf_parcel){.ticket = 1, .address = terms.address, .token = HF_STR("aa.bb.cc")});
    close_strict(&strict);
    return result;
}

static void a_certificate_that_the_peer_does_not_know_is_a_matter_of_credentials(void **state)
{
    (void)state;
    assert_str(sent(TLS1_3_VERSION, true).class_name, HF_CLASS_CREDENTIALS);
    assert_str(sent(TLS1_2_VERSION, true).class_name, HF_CLASS_CREDENTIALS);
}

static void so_is_none_where_the_peer_says_that_it_wants_one(void **state)
{
    (void)state;
    struct hf_parcel_result result = sent(TLS1_3_VERSION, false);
    assert_str(result.class_name, HF_CLASS_CREDENTIALS);
    assert_true(hf_str_contains(result.said, HF_STR("certificate required")));
    result = sent(TLS1_2_VERSION, false); /* which has no alert of its own for it */
    assert_str(result.class_name, HF_CLASS_CREDENTIALS);
    assert_true(hf_str_contains(result.said, HF_STR("handshake failure")));
}

static int begin(void **state)
{
    static const char *const names[] = {"key", "certificate", "key2", "certificate2"};
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/hf-alert-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    for (size_t i = 0; i < 4; i++)
        snprintf(file[i], sizeof file[i], "%.50s/%s", folder, names[i]);
    certificate_make(file[PEER_KEY], file[PEER_CERTIFICATE]);
    certificate_make(file[OUR_KEY], file[OUR_CERTIFICATE]);
    return hf_network_read(HF_STR("127.0.0.0/8"), &loopback) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    for (size_t i = 0; i < 4; i++)
        unlink(file[i]);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_certificate_that_the_peer_does_not_know_is_a_matter_of_credentials),
        cmocka_unit_test(so_is_none_where_the_peer_says_that_it_wants_one),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
