/* SPDX-License-Identifier: Apache-2.0 */
#include "notify/wire.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>

#include <curl/curl.h>
#include <openssl/ssl.h>

void hf_wire_try(struct hf_wire_room *room, const struct sockaddr *address)
{
    const void *bytes = address->sa_family == AF_INET
                            ? (const void *)&((const struct sockaddr_in *)(const void *)address)->sin_addr
                            : (const void *)&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    if ((address->sa_family != AF_INET && address->sa_family != AF_INET6) ||
        inet_ntop(address->sa_family, bytes, room->address, sizeof room->address) == NULL)
        room->address[0] = '\0';
}

/* Called at a CertificateRequest; 1: on with what we have. */
static int note_asked(SSL *ssl, void *context)
{
    struct hf_wire_room *room = context;
    (void)ssl;
    room->asks = true;
    return 1;
}

static CURLcode watch_tls(CURL *easy, void *tls, void *context)
{
    (void)easy;
    SSL_CTX_set_cert_cb(tls, note_asked, context);
    return CURLE_OK;
}

bool hf_wire_watch(struct hf_wire_room *room, void *easy)
{
    return curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, watch_tls) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, room) == CURLE_OK;
}

static void note_tls(struct hf_wire_room *room, SSL *ssl)
{
    X509 *peer = SSL_get1_peer_certificate(ssl);
    unsigned size = sizeof room->certificate;
    (void)snprintf(room->tls, sizeof room->tls, "%s", SSL_get_version(ssl));
    if (peer == NULL || X509_digest(peer, EVP_sha256(), room->certificate.byte, &size) != 1)
        room->certificate = (struct hf_digest){{0}};
    X509_free(peer);
}

void hf_wire_note(struct hf_wire_room *room, void *easy, const char *address)
{
    const struct curl_tlssessioninfo *session = NULL;
    if (address != NULL)
        (void)snprintf(room->address, sizeof room->address, "%s", address);
    if (curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session) == CURLE_OK && session != NULL &&
        session->backend == CURLSSLBACKEND_OPENSSL && session->internals != NULL)
        note_tls(room, session->internals);
}

struct hf_wire hf_wire_of(const struct hf_wire_room *room)
{
    return (struct hf_wire){hf_str_of(room->address), hf_str_of(room->tls), room->certificate};
}
