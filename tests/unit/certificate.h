/* SPDX-License-Identifier: Apache-2.0 */
/* A self-signed certificate for 127.0.0.1 and its key, two PEM files made by the `openssl` program. */
#ifndef HF_TESTS_CERTIFICATE_H
#define HF_TESTS_CERTIFICATE_H

void certificate_make(const char *key_file, const char *certificate_file);

#endif
