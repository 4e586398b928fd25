/* SPDX-License-Identifier: Apache-2.0 */
/* tests/vectors/jose/vectors.json, one of its members at a time. */
#ifndef HF_TESTS_UNIT_SEAL_VECTORS_H
#define HF_TESTS_UNIT_SEAL_VECTORS_H

#include <stdio.h>

#include "record/json.h"
#include "unit/seal/seal.h"

static inline const struct hf_json *vector_of(struct hf_str name)
{
    enum { FILE_MAX = 16384 };
    char *text = HF_NEW(&arena, char, FILE_MAX);
    struct hf_json *json = HF_NEW(&arena, struct hf_json, 1);
    FILE *file = fopen("tests/vectors/jose/vectors.json", "rb");

    assert_non_null(file);
    struct hf_str whole = {text, fread(text, 1, FILE_MAX, file)};
    fclose(file);
    assert_int_equal(hf_json_read(whole, &hf_json_file_limits, &arena, json, &err), HF_OK);
    const struct hf_json *vector = hf_json_get(json, name);
    assert_non_null(vector);
    return vector;
}

/* A text of base64url as bytes. */
static inline struct hf_str bytes_of(const struct hf_json *vector, struct hf_str name)
{
    struct hf_str text = hf_json_text(vector, name);
    size_t size = hf_b64url_size(text.len);
    char *bytes = HF_NEW(&arena, char, size);

    assert_true(hf_b64url_read(text, bytes, size));
    return (struct hf_str){bytes, size};
}

static inline struct hf_jwk jwk_of(const struct hf_json *vector)
{
    struct hf_jwk key = {.kind = HF_JWK_KINDS};

    assert_int_equal(hf_jwk_read(HF_JSON_GET(vector, "jwk"), &key, &err), HF_OK);
    return key;
}

#endif
