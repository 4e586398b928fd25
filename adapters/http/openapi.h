/* SPDX-License-Identifier: Apache-2.0 */
/* The table of routes described as OpenAPI 3.1, titles in one language. */
#ifndef HF_HTTP_OPENAPI_H
#define HF_HTTP_OPENAPI_H

#include "http/exchange.h"

void hf_openapi_put(struct hf_routes routes, enum hf_lang lang, struct hf_buf *out);

#endif
