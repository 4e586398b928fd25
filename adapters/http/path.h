/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paths of the table of routes: "/v1/poll/{stream}" fits "/v1/poll/abc". "{name}" stands for one part that is
 * not empty; "{name...}", at the end only, for all that follows.
 */
#ifndef HF_HTTP_PATH_H
#define HF_HTTP_PATH_H

#include "base/str.h"

bool hf_path_fits(const char *pattern, const char *path);
/* What stands for "{name}", as it was sent; empty when the pattern has no such name. The path must fit. */
struct hf_str hf_path_part(const char *pattern, const char *path, struct hf_str name);

#endif
