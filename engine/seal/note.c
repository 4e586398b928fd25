/* SPDX-License-Identifier: Apache-2.0 */
/* Notes are read line by line from borrowed text; nothing is copied but what is hashed or signed. */
#include "seal/note.h"

#include "base/check.h"
#include "base/code.h"

enum { HF_SIGNED_SIZE = HF_NOTE_KEY_ID_SIZE + HF_SIGNATURE_SIZE };

/* em dash and space, which begin every signature line */
#define HF_DASH HF_STR("\xe2\x80\x94 ")

void hf_checkpoint_put(struct hf_buf *out, const struct hf_checkpoint *checkpoint)
{
    hf_buf_put(out, checkpoint->origin);
    hf_buf_put_char(out, '\n');
    hf_buf_put_padded(out, checkpoint->size, 1);
    hf_buf_put_char(out, '\n');
    hf_b64_put(out, checkpoint->root.byte, sizeof(checkpoint->root.byte));
    hf_buf_put_char(out, '\n');
}

/* The three lines, which are cut off: after the last line end `rest` is not NULL. */
static bool cut_checkpoint(struct hf_str *rest, struct hf_checkpoint *out)
{
    int64_t count = -1;

    out->origin = hf_str_cut(rest, '\n');
    struct hf_str size = hf_str_cut(rest, '\n');
    struct hf_str root = hf_str_cut(rest, '\n');
    if (!hf_note_name_ok(out->origin) || !hf_str_i64(size, &count) || count < 0 ||
        !hf_b64_read(root, out->root.byte, sizeof(out->root.byte)) || rest->at == NULL)
        return false;
    out->size = (uint64_t)count;
    return true;
}

static enum hf_rc no_checkpoint(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_checkpoint_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

enum hf_rc hf_checkpoint_read(struct hf_str text, struct hf_checkpoint *out, struct hf_err *err)
{
    struct hf_checkpoint read;

    if (!cut_checkpoint(&text, &read) || text.len != 0)
        return no_checkpoint(err);
    *out = read;
    return HF_OK;
}

enum hf_rc hf_checkpoint_read_extended(struct hf_str text, struct hf_checkpoint *out, struct hf_err *err)
{
    struct hf_checkpoint read;

    if (!cut_checkpoint(&text, &read))
        return no_checkpoint(err);
    while (text.len > 0)
        if (hf_str_cut(&text, '\n').len == 0 || text.at == NULL)
            return no_checkpoint(err);
    *out = read;
    return HF_OK;
}

bool hf_note_name_ok(struct hf_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];
        if (c <= ' ' || c == '+' || c == 0x7f)
            return false;
    }
    return name.len > 0;
}

void hf_note_key_id(struct hf_hasher *hasher, struct hf_str name, unsigned char kind, struct hf_str key,
                    unsigned char out[HF_NOTE_KEY_ID_SIZE])
{
    const struct hf_str part[] = {name, HF_STR("\n"), HF_PART(kind), key};
    struct hf_digest digest;

    hf_sha256(hasher, part, sizeof(part) / sizeof(part[0]), &digest);
    memcpy(out, digest.byte, HF_NOTE_KEY_ID_SIZE);
}

static void key_id(struct hf_hasher *hasher, struct hf_str name, const struct hf_public *key,
                   unsigned char out[HF_NOTE_KEY_ID_SIZE])
{
    hf_note_key_id(hasher, name, HF_NOTE_ED25519, HF_PART(key->byte), out);
}

void hf_note_vkey_put(struct hf_hasher *hasher, struct hf_str name, unsigned char kind,
                      const struct hf_public *key, struct hf_buf *out)
{
    unsigned char id[HF_NOTE_KEY_ID_SIZE], typed[1 + HF_KEY_SIZE] = {kind};

    hf_note_key_id(hasher, name, kind, HF_PART(key->byte), id);
    memcpy(typed + 1, key->byte, sizeof(key->byte));
    hf_buf_put(out, name);
    hf_buf_put_char(out, '+');
    hf_hex_put(out, id, sizeof(id));
    hf_buf_put_char(out, '+');
    hf_b64_put(out, typed, sizeof(typed));
}

void hf_note_key_put(struct hf_hasher *hasher, struct hf_str name, const struct hf_public *key,
                     struct hf_buf *out)
{
    hf_note_vkey_put(hasher, name, HF_NOTE_ED25519, key, out);
}

bool hf_note_vkey_read(struct hf_hasher *hasher, struct hf_str text, unsigned char kind, struct hf_str *name,
                       struct hf_public *key)
{
    unsigned char said[HF_NOTE_KEY_ID_SIZE], is[HF_NOTE_KEY_ID_SIZE], typed[1 + HF_KEY_SIZE];
    struct hf_err weak;

    *name = hf_str_cut(&text, '+');
    if (!hf_note_name_ok(*name) || !hf_hex_read(hf_str_cut(&text, '+'), said, sizeof(said)) ||
        !hf_b64_read(text, typed, sizeof(typed)) || typed[0] != kind)
        return false;
    memcpy(key->byte, typed + 1, sizeof(key->byte));
    hf_note_key_id(hasher, *name, kind, HF_PART(key->byte), is);
    return memcmp(said, is, sizeof(is)) == 0 && hf_key_check(key, &weak) == HF_OK;
}

bool hf_note_key_read(struct hf_hasher *hasher, struct hf_str text, struct hf_str *name,
                      struct hf_public *key)
{
    return hf_note_vkey_read(hasher, text, HF_NOTE_ED25519, name, key);
}

void hf_note_line_again(struct hf_buf *out, const struct hf_note_line *line)
{
    hf_buf_put(out, HF_DASH);
    hf_buf_put(out, line->name);
    hf_buf_put_char(out, ' ');
    hf_buf_put(out, line->signature);
    hf_buf_put_char(out, '\n');
}

void hf_note_line_put(struct hf_buf *out, struct hf_str name, const unsigned char *bytes, size_t size)
{
    hf_buf_put(out, HF_DASH);
    hf_buf_put(out, name);
    hf_buf_put_char(out, ' ');
    hf_b64_put(out, bytes, size);
    hf_buf_put_char(out, '\n');
}

void hf_note_put(struct hf_hasher *hasher, struct hf_str text, struct hf_str name,
                 const struct hf_public *key, const struct hf_signature *signature, struct hf_buf *out)
{
    unsigned char bytes[HF_SIGNED_SIZE];

    HF_CHECK(hf_str_ends(text, HF_STR("\n")) && hf_note_name_ok(name));
    key_id(hasher, name, key, bytes);
    memcpy(bytes + HF_NOTE_KEY_ID_SIZE, signature->byte, sizeof(signature->byte));
    hf_buf_put(out, text);
    hf_buf_put_char(out, '\n');
    hf_note_line_put(out, name, bytes, sizeof(bytes));
}

void hf_note_sign(struct hf_hasher *hasher, struct hf_str text, struct hf_str name,
                  const struct hf_secret *secret, const struct hf_public *key, struct hf_buf *out)
{
    struct hf_signature signature;

    hf_key_sign(secret, text, &signature);
    hf_note_put(hasher, text, name, key, &signature, out);
}

static enum hf_rc malformed(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_note_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

/* Where the signatures begin: after the last empty line. 0 when there is none. */
static size_t find_signatures(struct hf_str bytes)
{
    for (size_t i = bytes.len; i >= 2; i--) {
        if (bytes.at[i - 1] == '\n' && bytes.at[i - 2] == '\n')
            return i;
    }
    return 0;
}

static bool has_control(struct hf_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.at[i] < ' ' && text.at[i] != '\n')
            return true;
    }
    return false;
}

/* Letters of base64; the size says where padding may stand. */
static bool is_base64(struct hf_str text)
{
    while (text.len > 0 && text.at[text.len - 1] == '=')
        text.len--;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!letter && c != '+' && c != '/')
            return false;
    }
    return true;
}

static bool read_line(struct hf_str line, struct hf_note_line *out)
{
    if (!hf_str_begins(line, HF_DASH))
        return false;
    struct hf_str rest = hf_str_part(line, HF_DASH.len, line.len);
    struct hf_str name = hf_str_cut(&rest, ' ');
    size_t size = hf_b64_size(rest);
    if (!hf_note_name_ok(name) || size == SIZE_MAX || size <= HF_NOTE_KEY_ID_SIZE || !is_base64(rest))
        return false;
    *out = (struct hf_note_line){name, rest};
    return true;
}

static enum hf_rc read_lines(struct hf_str rest, struct hf_note *note, struct hf_err *err)
{
    if (!hf_str_ends(rest, HF_STR("\n")))
        return malformed(err);
    for (; rest.len > 0; note->lines++) {
        if (note->lines == HF_NOTE_SIGNATURES_MAX ||
            !read_line(hf_str_cut(&rest, '\n'), &note->line[note->lines]))
            return malformed(err);
    }
    return HF_OK;
}

enum hf_rc hf_note_read(struct hf_str bytes, struct hf_note *out, struct hf_err *err)
{
    size_t at = find_signatures(bytes);
    struct hf_note note = {.text = hf_str_part(bytes, 0, at == 0 ? 0 : at - 1)};

    if (bytes.len > HF_NOTE_MAX || has_control(bytes) || note.text.len < 2)
        return malformed(err);
    HF_TRY(read_lines(hf_str_part(bytes, at, bytes.len), &note, err));
    *out = note;
    return HF_OK;
}

static bool is_by(const struct hf_note_line *line, struct hf_str name,
                  const unsigned char id[HF_NOTE_KEY_ID_SIZE], unsigned char bytes[HF_SIGNED_SIZE])
{
    return hf_str_eq(line->name, name) && hf_b64_read(line->signature, bytes, HF_SIGNED_SIZE) &&
           memcmp(bytes, id, HF_NOTE_KEY_ID_SIZE) == 0;
}

enum hf_rc hf_note_verify(struct hf_hasher *hasher, const struct hf_note *note, struct hf_str name,
                          const struct hf_public *key, struct hf_err *err)
{
    unsigned char id[HF_NOTE_KEY_ID_SIZE], bytes[HF_SIGNED_SIZE];
    struct hf_signature signature;

    key_id(hasher, name, key, id);
    for (size_t i = 0; i < note->lines; i++) {
        if (!is_by(&note->line[i], name, id, bytes))
            continue;
        memcpy(signature.byte, bytes + HF_NOTE_KEY_ID_SIZE, sizeof(signature.byte));
        if (!hf_key_verify(key, note->text, &signature))
            return hf_fail(err, HF_WORD_note_signature, HF_STR_NONE, name, HF_STR_NONE);
        return HF_OK;
    }
    return hf_fail(err, HF_WORD_note_unsigned, HF_STR_NONE, name, HF_STR_NONE);
}
