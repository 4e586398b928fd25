/* SPDX-License-Identifier: Apache-2.0 */
#include "http/certificate.h"

#include <gnutls/gnutls.h>

/* GnuTLS's own hash: the server's thread has no hasher, and this is done once a request at most. */
bool hf_certificate_shown(void *session, struct hf_digest *out)
{
    unsigned count = 0;
    const gnutls_datum_t *chain = session == NULL ? NULL : gnutls_certificate_get_peers(session, &count);
    size_t size = sizeof out->byte;
    return chain != NULL && count > 0 &&
           gnutls_fingerprint(GNUTLS_DIG_SHA256, &chain[0], out->byte, &size) == 0 &&
           size == sizeof out->byte;
}
