/* SPDX-License-Identifier: Apache-2.0 */
/* RFC 9901 sections 4.2.1 and 4.2.3: a disclosure of a family name, and its digest (IETF Trust; the values
 * are facts). */
#ifndef HF_TESTS_VECTORS_RFC9901_FAMILY_NAME_H
#define HF_TESTS_VECTORS_RFC9901_FAMILY_NAME_H

#define RFC9901_DISCLOSURE "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
#define RFC9901_DIGEST "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"

#endif
