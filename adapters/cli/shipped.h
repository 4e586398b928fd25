/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The calendars that come with the program, config/calendars of the tree, are part of it: wherever it is run
 * from, they are there. Who adds one names it here too.
 */
#ifndef HF_CLI_SHIPPED_H
#define HF_CLI_SHIPPED_H

#include "base/str.h"

/* By name, in order. */
#define HF_SHIPPED(X) X(be) X(ch) X(court) X(de) X(es) X(eu) X(fr) X(gb) X(it) X(lu) X(nl)

#define HF_SHIPPED_TEXT(name) struct hf_str hf_shipped_##name(void);
HF_SHIPPED(HF_SHIPPED_TEXT)
#undef HF_SHIPPED_TEXT

#endif
