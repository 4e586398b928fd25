/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The format `uri` of a schema: a URI with its scheme, as RFC 3986 writes it. Of an address in brackets
 * ("http://[::1]/") only the letters are looked at, not whether it is one.
 */
#ifndef HF_FLOW_URI_H
#define HF_FLOW_URI_H

#include "base/str.h"

bool hf_uri_good(struct hf_str text);

#endif
