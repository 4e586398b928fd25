/* SPDX-License-Identifier: Apache-2.0 */
#include "seal/policy.h"

#include "base/code.h"

enum { ML_DSA_KEY_SIZE = 1312, QUORUM_MISSING = -2 };

struct reading {
    struct hf_hasher *hasher;
    struct hf_policy *policy;
    struct hf_str rest;   /* of the line */
    uint64_t is_in_group; /* bit i: name i stands in one already */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The next item of the line; empty at its end. */
static struct hf_str next_item(struct hf_str *rest)
{
    size_t from = 0;
    while (from < rest->len && is_blank(rest->at[from]))
        from++;
    size_t to = from;
    while (to < rest->len && !is_blank(rest->at[to]))
        to++;
    struct hf_str item = hf_str_part(*rest, from, to);
    *rest = hf_str_part(*rest, to, rest->len);
    return item;
}

static bool has_ended(struct reading *r)
{
    return next_item(&r->rest).len == 0;
}

static int find_name(const struct hf_policy *policy, struct hf_str name)
{
    for (size_t i = 0; i < policy->names; i++)
        if (hf_str_eq(policy->name[i].name, name))
            return (int)i;
    return -1;
}

/* A new name, in order; NULL: it is taken, reserved, or one too many. */
static struct hf_policy_name *new_name(struct reading *r, struct hf_str name)
{
    struct hf_policy *policy = r->policy;
    if (name.len == 0 || hf_str_eq(name, HF_STR("none")) || find_name(policy, name) >= 0 ||
        policy->names == HF_POLICY_NAMES)
        return NULL;
    struct hf_policy_name *out = &policy->name[policy->names++];
    *out = (struct hf_policy_name){.name = name};
    return out;
}

/* ---- a line each ---- */

static bool take_log_key(struct reading *r, struct hf_str vkey)
{
    struct hf_policy *policy = r->policy;
    struct hf_policy_log log = {.url = next_item(&r->rest)};
    if (policy->logs == HF_POLICY_LOGS || !hf_note_key_read(r->hasher, vkey, &log.name, &log.key))
        return false;
    for (size_t i = 0; i < policy->logs; i++)
        if (memcmp(policy->log[i].key.byte, log.key.byte, sizeof log.key.byte) == 0)
            return false;
    policy->log[policy->logs++] = log;
    return has_ended(r);
}

static bool take_log(struct reading *r)
{
    return take_log_key(r, next_item(&r->rest));
}

/* A key of the kind that stands in the specification and cannot be verified here yet. */
static bool is_ml_dsa(struct hf_hasher *hasher, struct hf_str text)
{
    unsigned char said[HF_NOTE_KEY_ID_SIZE], is[HF_NOTE_KEY_ID_SIZE], typed[1 + ML_DSA_KEY_SIZE];
    struct hf_str name = hf_str_cut(&text, '+');
    if (!hf_note_name_ok(name) || !hf_hex_read(hf_str_cut(&text, '+'), said, sizeof said) ||
        !hf_b64_read(text, typed, sizeof typed) || typed[0] != HF_NOTE_ML_DSA)
        return false;
    hf_note_key_id(hasher, name, HF_NOTE_ML_DSA, (struct hf_str){(const char *)typed + 1, ML_DSA_KEY_SIZE},
                   is);
    return memcmp(said, is, sizeof is) == 0;
}

static bool is_known_witness(const struct hf_policy *policy, const struct hf_public *key)
{
    for (size_t i = 0; i < policy->names; i++)
        if (policy->name[i].is_readable &&
            memcmp(policy->name[i].witness.key.byte, key->byte, HF_KEY_SIZE) == 0)
            return true;
    return false;
}

static bool take_witness(struct reading *r)
{
    struct hf_str name = next_item(&r->rest), vkey = next_item(&r->rest), url = next_item(&r->rest);
    struct hf_cosigner witness;
    bool is_readable = hf_cosigner_read(r->hasher, vkey, &witness);
    if (is_readable ? is_known_witness(r->policy, &witness.key) : !is_ml_dsa(r->hasher, vkey))
        return false;
    struct hf_policy_name *out = new_name(r, name);
    if (out == NULL)
        return false;
    out->url = url;
    out->is_readable = is_readable;
    if (is_readable)
        out->witness = witness;
    return has_ended(r);
}

/* all, any, or a number of at least 1, which the count of members then bounds. */
static bool read_least(struct hf_str text, size_t members, uint32_t *out)
{
    int64_t number = hf_str_eq(text, HF_STR("all")) ? (int64_t)members : 1;
    if (!hf_str_eq(text, HF_STR("all")) && !hf_str_eq(text, HF_STR("any")) && !hf_str_i64(text, &number))
        return false;
    *out = (uint32_t)number;
    return number >= 1 && number <= (int64_t)members;
}

static bool take_group(struct reading *r)
{
    struct hf_str name = next_item(&r->rest), least = next_item(&r->rest), member;
    uint64_t members = 0;
    while ((member = next_item(&r->rest)).len > 0) {
        int i = find_name(r->policy, member);
        if (i < 0 || (r->is_in_group >> i & 1) != 0)
            return false;
        members |= UINT64_C(1) << i;
        r->is_in_group |= UINT64_C(1) << i;
    }
    struct hf_policy_name *out = new_name(r, name);
    if (out == NULL)
        return false;
    out->is_group = true;
    out->members = members;
    return read_least(least, (size_t)__builtin_popcountll(members), &out->least);
}

static bool take_quorum(struct reading *r)
{
    struct hf_str name = next_item(&r->rest);
    int found = hf_str_eq(name, HF_STR("none")) ? HF_QUORUM_NONE : find_name(r->policy, name);
    if (r->policy->quorum != QUORUM_MISSING || (found < 0 && !hf_str_eq(name, HF_STR("none"))))
        return false;
    r->policy->quorum = found;
    return has_ended(r);
}

/* ---- the file ---- */

static bool take_line(struct reading *r, struct hf_str line)
{
    static const struct {
        struct hf_str word;
        bool (*take)(struct reading *r);
    } lines[] = {{HF_STR_INIT("log"), take_log},
                 {HF_STR_INIT("witness"), take_witness},
                 {HF_STR_INIT("group"), take_group},
                 {HF_STR_INIT("quorum"), take_quorum}};
    r->rest = line;
    struct hf_str word = next_item(&r->rest);
    if (word.len == 0 || word.at[0] == '#')
        return true;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (hf_str_eq(word, lines[i].word))
            return lines[i].take(r);
    return take_log_key(r, word);
}

static bool is_plain(struct hf_str line)
{
    for (size_t i = 0; i < line.len; i++) {
        unsigned char c = (unsigned char)line.at[i];
        if ((c < ' ' && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

static enum hf_rc bad_line(int64_t number, struct hf_str line, struct hf_err *err)
{
    char where[32];
    struct hf_buf out = HF_BUF(where);
    hf_buf_put(&out, HF_STR("line "));
    hf_buf_put_i64(&out, number);
    return hf_fail(err, HF_WORD_policy_line, hf_buf_str(&out), line, HF_STR_NONE);
}

enum hf_rc hf_policy_read(struct hf_hasher *hasher, struct hf_str text, struct hf_policy *out,
                          struct hf_err *err)
{
    struct reading r = {.hasher = hasher, .policy = out};
    out->logs = out->names = 0;
    out->quorum = QUORUM_MISSING;
    for (int64_t number = 1; text.len > 0; number++) {
        struct hf_str line = hf_str_cut(&text, '\n');
        if (line.len > 0 && line.at[line.len - 1] == '\r') /* a file that went through a mail program */
            line.len--;
        if (!is_plain(line) || !take_line(&r, line))
            return bad_line(number, line, err);
    }
    if (out->quorum == QUORUM_MISSING && out->names > 0)
        return hf_fail(err, HF_WORD_policy_quorum_missing, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    if (out->quorum == QUORUM_MISSING)
        out->quorum = HF_QUORUM_NONE;
    return HF_OK;
}

bool hf_policy_knows(const struct hf_policy *policy, struct hf_str origin, const struct hf_public *key)
{
    for (size_t i = 0; i < policy->logs; i++)
        if (hf_str_eq(policy->log[i].name, origin) &&
            memcmp(policy->log[i].key.byte, key->byte, sizeof key->byte) == 0)
            return true;
    return false;
}

/* ---- a note ---- */

/* Groups stand behind their members, so one pass tells of all. */
static bool quorum_holds(const struct hf_policy *policy, uint64_t cosigned)
{
    uint64_t stands = cosigned;
    for (size_t i = 0; i < policy->names; i++) {
        const struct hf_policy_name *name = &policy->name[i];
        if (name->is_group && (uint32_t)__builtin_popcountll(stands & name->members) >= name->least)
            stands |= UINT64_C(1) << i;
    }
    return policy->quorum == HF_QUORUM_NONE || (stands >> policy->quorum & 1) != 0;
}

static enum hf_rc no_quorum(const struct hf_policy *policy, uint64_t cosigned, struct hf_err *err)
{
    char room[HF_ERR_ARG_MAX];
    struct hf_buf missing = HF_BUF(room);
    for (size_t i = 0; i < policy->names; i++) {
        if (policy->name[i].is_group || (cosigned >> i & 1) != 0)
            continue;
        if (missing.len > 0)
            hf_buf_put(&missing, HF_STR(", "));
        hf_buf_put(&missing, policy->name[i].name);
    }
    return hf_fail(err, HF_WORD_policy_quorum, HF_STR_NONE, hf_buf_str(&missing),
                   policy->name[policy->quorum].name);
}

enum hf_rc hf_policy_check(struct hf_hasher *hasher, const struct hf_policy *policy,
                           const struct hf_note *note, struct hf_policy_verdict *out, struct hf_err *err)
{
    struct hf_policy_verdict v = {.cosigned = 0};
    for (size_t i = 0; i < policy->names; i++) {
        const struct hf_policy_name *name = &policy->name[i];
        if (name->is_group || !name->is_readable)
            continue;
        switch (hf_cosigned(hasher, note, &name->witness, &v.time_s[i])) {
        case HF_COSIGNED_NOT:
            break;
        case HF_COSIGNED_BROKEN:
            return hf_fail(err, HF_WORD_cosignature_broken, HF_STR_NONE, name->witness.name, HF_STR_NONE);
        case HF_COSIGNED_HOLDS:
            v.cosigned |= UINT64_C(1) << i;
            v.count++;
            break;
        }
    }
    if (!quorum_holds(policy, v.cosigned))
        return no_quorum(policy, v.cosigned, err);
    *out = v;
    return HF_OK;
}
