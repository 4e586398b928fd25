/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The certificate that a TLS client has shown. That he holds its key the handshake has proved; whether it is
 * one that was entered for somebody is found out by its digest, not by who has signed it, so one made by a
 * State for itself will do.
 */
#ifndef HF_HTTP_CERTIFICATE_H
#define HF_HTTP_CERTIFICATE_H

#include "seal/hash.h"

/* Of a gnutls_session_t; false: none was shown. */
bool hf_certificate_shown(void *session, struct hf_digest *out);

#endif
