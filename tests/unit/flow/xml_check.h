/* SPDX-License-Identifier: Apache-2.0 */
/* Is a text well-formed XML, as far as a picture of ours goes? Elements, attributes, the five entities. */
#ifndef HF_TESTS_XML_CHECK_H
#define HF_TESTS_XML_CHECK_H

#include "base/str.h"

/* NULL, or what is wrong and where. Elements are nested up to 64 deep. */
const char *xml_fault(struct hf_str text, size_t *at);

#endif
