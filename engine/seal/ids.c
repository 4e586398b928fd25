/* SPDX-License-Identifier: Apache-2.0 */
/* Each name is one list of parts and one hash. */
#include "seal/ids.h"

#define HF_COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define HF_ZERO ((struct hf_str){"\0", 1})

struct number {
    unsigned char byte[8];
};

static struct number big_endian(uint64_t value)
{
    struct number number;

    for (unsigned i = 0; i < 8; i++)
        number.byte[i] = (unsigned char)(value >> (56 - 8 * i));
    return number;
}

static struct hf_id id_of(struct hf_hasher *hasher, const struct hf_str part[], size_t parts)
{
    struct hf_digest digest;
    struct hf_id id;

    hf_sha256(hasher, part, parts, &digest);
    memcpy(id.byte, digest.byte, sizeof(id.byte));
    return id;
}

struct hf_id hf_answer_command_id(struct hf_hasher *hasher, struct hf_str iss, struct hf_str jti)
{
    const struct hf_str part[] = {iss, HF_ZERO, jti};

    return id_of(hasher, part, HF_COUNT(part));
}

struct hf_id hf_clock_command_id(struct hf_hasher *hasher, const struct hf_id *file, struct hf_str instance,
                                 struct hf_str clock, uint64_t run, int64_t due_ms)
{
    struct number run_bytes = big_endian(run), due_bytes = big_endian((uint64_t)due_ms);
    const struct hf_str part[] = {
        HF_STR("holdfast/clock/v1\n"), HF_PART(file->byte),    instance, HF_ZERO, clock, HF_ZERO,
        HF_PART(run_bytes.byte),       HF_PART(due_bytes.byte)};

    return id_of(hasher, part, HF_COUNT(part));
}

struct hf_id hf_import_command_id(struct hf_hasher *hasher, const struct hf_id *file,
                                  const struct hf_digest *source, uint64_t line)
{
    struct number line_bytes = big_endian(line);
    const struct hf_str part[] = {HF_PART(file->byte), HF_PART(source->byte), HF_PART(line_bytes.byte)};

    return id_of(hasher, part, HF_COUNT(part));
}

struct hf_id hf_inner_token_id(struct hf_hasher *hasher, const struct hf_id *jti)
{
    const struct hf_str part[] = {HF_STR("holdfast/inner/v1\n"), HF_PART(jti->byte)};

    return id_of(hasher, part, HF_COUNT(part));
}

struct hf_id hf_access_id(struct hf_hasher *hasher, struct hf_str origin, const struct hf_id *file)
{
    const struct hf_str part[] = {HF_STR("holdfast/access/v1\n"), origin, HF_PART(file->byte)};

    return id_of(hasher, part, HF_COUNT(part));
}

struct hf_digest hf_pseudonym(struct hf_hasher *hasher, struct hf_str key, const struct hf_id *file,
                              const struct hf_id *authority)
{
    const struct hf_str part[] = {HF_PART(file->byte), HF_PART(authority->byte)};
    struct hf_digest name;

    hf_hmac_sha256(hasher, key, part, HF_COUNT(part), &name);
    return name;
}

static void put_number(struct hf_buf *out, uint64_t value)
{
    struct number number = big_endian(value);

    hf_buf_put_bytes(out, number.byte, sizeof(number.byte));
}

void hf_about_disclosure_put(struct hf_buf *out, const struct hf_id *file, uint64_t seq, uint64_t place)
{
    hf_buf_put(out, HF_STR("holdfast/disclosure/v1\n"));
    hf_buf_put_bytes(out, file->byte, sizeof(file->byte));
    put_number(out, seq);
    put_number(out, place);
}

void hf_about_chunk_put(struct hf_buf *out, const struct hf_id *document, uint64_t n)
{
    hf_buf_put(out, HF_STR("holdfast/chunk/v1\n"));
    hf_buf_put_bytes(out, document->byte, sizeof(document->byte));
    put_number(out, n);
}
