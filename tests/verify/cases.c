/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cases DIR: bundles on which both verifiers must agree, a file each: whole ones for each reader, members and
 * lines moved, doubled and left out, parts signed anew by the real key, cuts, and flips of single bits drawn
 * from a seed. DIR/trust holds the log key, DIR/policy witnesses besides, with
 * whom those called cosigned are checked, DIR/log a log as static files.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "desk/tile_log.h"
#include "desk/watch.h"
#include "unit/desk/bundles.h"

enum { FLIPS = 200, CUTS = 20 };

static const char *folder;

static void write_file(const char *name, size_t number, struct hf_str bytes)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s-%03zu.bundle", folder, name, number);
    FILE *file = fopen(path, "wb");
    HF_CHECK(file != NULL && fwrite(bytes.at, 1, bytes.len, file) == bytes.len && fclose(file) == 0);
}

static void write_trust(struct office *o)
{
    char path[256];
    struct hf_buf key = hf_buf_in(&o->w.arena, 128);
    hf_note_key_put(&o->w.hasher, HF_STR("court.example/log1"), &o->key, &key);
    snprintf(path, sizeof path, "%s/trust", folder);
    FILE *file = fopen(path, "w");
    HF_CHECK(file != NULL && fprintf(file, "log %.*s\n", HF_STR_ARG(hf_buf_str(&key))) > 0 &&
             fclose(file) == 0);
}

static void write_whole(struct office *o)
{
    for (enum hf_bundle_reader reader = HF_READER_AUDITOR; reader <= HF_READER_ROLE; reader++)
        for (size_t focal = 0; focal < 2; focal++) {
            struct hf_str bytes = bundle_for(o, reader, focal);
            write_file("whole", (size_t)reader * 2 + focal, bytes);
            free((char *)(uintptr_t)bytes.at);
        }
}

/* Last: from then on the case is without its texts. */
static void write_erased(struct office *o)
{
    bundles_erase(o);
    for (enum hf_bundle_reader reader = HF_READER_AUDITOR; reader <= HF_READER_ROLE; reader++) {
        struct hf_str bytes = bundle_for(o, reader, 0);
        write_file("erased", (size_t)reader, bytes);
        free((char *)(uintptr_t)bytes.at);
    }
}

static void write_moved(struct office *o, struct hf_str bytes)
{
    for (enum bundle_mistake mistake = 0; mistake < MISTAKES; mistake++)
        write_file("moved", mistake, bundle_mistaken(o, bytes, mistake));
}

static void write_forged(struct office *o, struct hf_str earlier)
{
    bundle_case_goes_on(o);
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0), other = bundle_of_another(o);
    for (enum bundle_forgery forgery = 0; forgery < FORGERIES; forgery++)
        write_file("forged", forgery, bundle_forged(o, bytes, earlier, other, forgery));
    free((char *)(uintptr_t)bytes.at);
    free((char *)(uintptr_t)other.at);
}

static void write_signed(struct office *o, struct hf_str bytes)
{
    static const enum hf_bundle_part parts[] = {HF_BUNDLE_events, HF_BUNDLE_heads, HF_BUNDLE_disclosures,
                                                HF_BUNDLE_messages, HF_BUNDLE_deliveries};
    size_t n = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct hf_str lines = bundle_part_of(o, bytes, parts[i]);
        const struct hf_str made[] = {bundle_lines(o, lines, 1, SIZE_MAX),
                                      bundle_lines(o, lines, SIZE_MAX, 1), bundle_swapped(o, lines),
                                      hf_str_part(lines, 0, lines.len / 2)};
        for (size_t k = 0; k < sizeof made / sizeof made[0]; k++)
            write_file("signed", n++, bundle_signed_anew(o, bytes, parts[i], made[k]));
    }
    struct hf_str tree = bundle_part_of(o, bytes, HF_BUNDLE_tree);
    write_file("signed", n++, bundle_signed_anew(o, bytes, HF_BUNDLE_tree, hf_str_part(tree, 32, tree.len)));
    write_file("signed", n++,
               bundle_signed_anew(o, bytes, HF_BUNDLE_tree, hf_str_part(tree, 0, tree.len - 1)));
    write_file("signed", n++, bundle_signed_anew(o, bytes, HF_BUNDLE_checkpoint, HF_STR("none\n")));
}

static uint64_t draw(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    return *seed ^= *seed << 17;
}

/* ---- witnesses ---- */

enum { WITNESSES = 3 };
static struct hf_cosigner witness[WITNESSES];
static struct hf_secret witness_secret[WITNESSES];

static void write_policy(struct office *o)
{
    static const char *const names[WITNESSES] = {"witness.example/w1", "witness.example/w2",
                                                 "other.example/w3"};
    char path[256];
    struct hf_buf text = hf_buf_in(&o->w.arena, 1024);
    hf_buf_put(&text, HF_STR("# two of three\nlog "));
    hf_note_key_put(&o->w.hasher, HF_STR("court.example/log1"), &o->key, &text);
    for (size_t i = 0; i < WITNESSES; i++) {
        struct hf_seed seed = {{(unsigned char)(i + 1)}};
        witness[i].name = hf_str_of(names[i]);
        hf_key_make(&seed, &witness_secret[i], &witness[i].key);
        hf_buf_put(&text, HF_STR("\nwitness w"));
        hf_buf_put_i64(&text, (int64_t)i + 1);
        hf_buf_put_char(&text, ' ');
        hf_cosigner_put(&o->w.hasher, &witness[i], &text);
    }
    hf_buf_put(&text, HF_STR("\ngroup court any w1 w2\ngroup both all court w3\nquorum both\n"));
    snprintf(path, sizeof path, "%s/policy", folder);
    FILE *file = fopen(path, "w");
    HF_CHECK(file != NULL && fwrite(text.at, 1, text.len, file) == text.len && fclose(file) == 0);
}

/* The checkpoint with the lines of these witnesses; `broken`: the last of them says another text. */
static struct hf_str cosigned_by(struct office *o, struct hf_str note, unsigned who, bool broken)
{
    struct hf_buf out = hf_buf_in(&o->w.arena, 8192);
    struct hf_note read;
    HF_CHECK(hf_note_read(note, &read, &o->err) == HF_OK);
    hf_buf_put(&out, note);
    for (size_t i = 0; i < WITNESSES; i++)
        if ((who >> i & 1) != 0)
            hf_cosign(&o->w.hasher, broken && who >> i == 1 ? HF_STR("court.example/log1\n1\n\n") : read.text,
                      &witness[i], &witness_secret[i], INT64_C(1795425300) + (int64_t)i, &out);
    return hf_buf_str(&out);
}

/* Lines that nobody asks for, as they come from a witness unknown here and from one with ML-DSA-44. */
static struct hf_str with_strangers(struct office *o, struct hf_str note)
{
    static const unsigned char ml_dsa[4 + 8 + 2420] = {0x0f, 0x1e, 0x2d, 0x3c};
    struct hf_buf out = hf_buf_in(&o->w.arena, 8192);
    hf_buf_put(&out, note);
    hf_note_line_put(&out, HF_STR("stranger.example/w9"), ml_dsa, 76);
    hf_note_line_put(&out, HF_STR("witness.example/w1"), ml_dsa, sizeof ml_dsa);
    return hf_buf_str(&out);
}

/* The first witness, one second later than any date, though signed so. */
static struct hf_str too_late(struct office *o, struct hf_str note)
{
    static const unsigned char time_s[8] = {0, 0, 0, 0x3a, 0xff, 0xf4, 0x41, 0x80}; /* 253402300800 */
    struct hf_buf out = hf_buf_in(&o->w.arena, 8192), message = hf_buf_in(&o->w.arena, 2048);
    unsigned char line[4 + 8 + HF_SIGNATURE_SIZE];
    struct hf_signature signature;
    struct hf_note read;
    HF_CHECK(hf_note_read(note, &read, &o->err) == HF_OK);
    hf_buf_put(&message, HF_STR("cosignature/v1\ntime 253402300800\n"));
    hf_buf_put(&message, read.text);
    hf_key_sign(&witness_secret[0], hf_buf_str(&message), &signature);
    hf_note_key_id(&o->w.hasher, witness[0].name, HF_NOTE_COSIGNATURE, HF_PART(witness[0].key.byte), line);
    memcpy(line + 4, time_s, sizeof time_s);
    memcpy(line + 12, signature.byte, sizeof signature.byte);
    hf_buf_put(&out, note);
    hf_note_line_put(&out, witness[0].name, line, sizeof line);
    return hf_buf_str(&out);
}

static void write_cosigned(struct office *o, struct hf_str bytes)
{
    struct hf_str note = bundle_part_of(o, bytes, HF_BUNDLE_checkpoint);
    size_t n = 0;
    for (unsigned who = 0; who < 1u << WITNESSES; who++)
        for (int broken = 0; broken < 2; broken++)
            write_file(
                "cosigned", n++,
                bundle_signed_anew(o, bytes, HF_BUNDLE_checkpoint, cosigned_by(o, note, who, broken != 0)));
    write_file("cosigned", n++,
               bundle_signed_anew(o, bytes, HF_BUNDLE_checkpoint,
                                  with_strangers(o, cosigned_by(o, note, 5, false))));
    write_file("cosigned", n++, bundle_signed_anew(o, bytes, HF_BUNDLE_checkpoint, too_late(o, note)));
}

/* ---- keys of the log that went before ---- */

enum { OLDER = 2, CHANGES = 9 };
static struct hf_secret older_secret[OLDER];
static struct hf_public older[OLDER];

static void write_older(struct office *o)
{
    char path[256];
    struct hf_buf text = hf_buf_in(&o->w.arena, 256);
    for (unsigned char i = 0; i < OLDER; i++)
        hf_key_make(&(struct hf_seed){{(unsigned char)(90 + i)}}, &older_secret[i], &older[i]);
    hf_note_key_put(&o->w.hasher, HF_STR("court.example/log1"), &older[0], &text);
    snprintf(path, sizeof path, "%s/trust-older", folder);
    FILE *file = fopen(path, "w");
    HF_CHECK(file != NULL && fprintf(file, "log %.*s\n", HF_STR_ARG(hf_buf_str(&text))) > 0 &&
             fclose(file) == 0);
}

static void add_key(struct hf_log_keys *keys, const struct hf_public *key, const struct hf_secret *secret,
                    const struct hf_secret *before, uint64_t from)
{
    char room[512];
    struct hf_buf text = HF_BUF(room);
    struct hf_log_key *next = &keys->at[keys->count];
    *next = (struct hf_log_key){.key = *key, .from = from};
    if (keys->count++ == 0)
        return;
    hf_log_key_text(HF_STR("court.example/log1"), &next[-1].key, from, key, &text);
    hf_key_sign(before, hf_buf_str(&text), &next->by_old);
    hf_key_sign(secret, hf_buf_str(&text), &next->by_new);
}

/* Two older keys and the one that signs; the n-th list has a mistake of its own. */
static struct hf_str keys_list(struct office *o, int n)
{
    struct hf_buf out = hf_buf_in(&o->w.arena, 4096);
    struct hf_log_keys keys = {.count = 0};
    struct hf_secret secret;
    struct hf_public key;
    twin_key_pair(HF_KEY_LOG, &secret, &key);
    add_key(&keys, &older[0], &older_secret[0], NULL, 0);
    add_key(&keys, &older[1], &older_secret[1], &older_secret[0], 2);
    add_key(&keys, &key, &secret, &older_secret[n == 1 ? 0 : 1], n == 2 ? 4000 : n == 3 ? 2 : 5);
    keys.at[1].by_new.byte[9] ^= n == 4;
    keys.at[2].key.byte[3] ^= n == 5;
    keys.count -= n == 6;
    hf_log_keys_put(n == 7 ? HF_STR("court.example/log2") : HF_STR("court.example/log1"), &keys, &out);
    return hf_str_part(hf_buf_str(&out), 0, out.len - (n == 8));
}

static void write_rotated(struct office *o, struct hf_str bytes)
{
    for (int n = 0; n < CHANGES; n++)
        write_file("rotated", (size_t)n, bundle_signed_anew(o, bytes, HF_BUNDLE_keys, keys_list(o, n)));
    struct hf_str list = keys_list(o, 0);
    for (size_t line = 0; line < 5; line++) {
        write_file("rotated", CHANGES + 2 * line,
                   bundle_signed_anew(o, bytes, HF_BUNDLE_keys, bundle_lines(o, list, line, SIZE_MAX)));
        write_file("rotated", CHANGES + 2 * line + 1,
                   bundle_signed_anew(o, bytes, HF_BUNDLE_keys, bundle_lines(o, list, SIZE_MAX, line)));
    }
}

static void write_damaged(const char *flip, const char *cut, struct hf_str bytes)
{
    char *at = (char *)(uintptr_t)bytes.at;
    uint64_t seed = 20261127;
    for (size_t i = 0; i < FLIPS; i++) {
        uint64_t bit = draw(&seed) % (bytes.len * 8);
        at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
        write_file(flip, i, bytes);
        at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
    }
    for (size_t i = 0; i < CUTS; i++)
        write_file(cut, i, hf_str_part(bytes, 0, 1 + draw(&seed) % (bytes.len - 1)));
}

/* The list without its first two lines. */
static struct hf_str keys_behind_origin(struct office *o, int n)
{
    struct hf_str list = keys_list(o, n);
    hf_str_cut(&list, '\n');
    hf_str_cut(&list, '\n');
    return hf_str_part(list, 0, list.len - 1);
}

/* Lines of a proof of absence, from 0: tag, origin, key, event, its place, names, and behind an empty one the
 * checkpoint. `from` stands in the place of line `number`; "" leaves it out. */
static struct hf_str with_line(struct office *o, struct hf_str bytes, size_t number, struct hf_str from)
{
    struct hf_buf out = hf_buf_in(&o->w.arena, bytes.len + from.len + 2);
    for (size_t i = 0; bytes.len > 0; i++) {
        struct hf_str line = hf_str_cut(&bytes, '\n');
        if (i == number && from.len == 0)
            continue;
        hf_buf_put(&out, i == number ? from : line);
        hf_buf_put_char(&out, '\n');
    }
    return hf_buf_str(&out);
}

static struct hf_str line_of(struct hf_str bytes, size_t number)
{
    for (; number > 0; number--)
        hf_str_cut(&bytes, '\n');
    return hf_str_cut(&bytes, '\n');
}

/* A name that is another's, a path of another name, an event of another day, a checkpoint of another day. */
static void write_absence(struct office *o)
{
    static const char *const one[] = {"0000-0000-0", NULL}, *const three[] = {"0000-0000-0", "1111-1111-5",
                                                                              "ZZZZ-ZZZZ-K", NULL};
    struct hf_str before = bundle_absence(o, one);
    bundle_case_goes_on(o);
    struct hf_str bytes = bundle_absence(o, three);
    size_t n = 0;
    write_file("absence", n++, before);
    write_file("absence", n++, bytes);
    for (size_t line = 0; line < 12; line++) {
        write_file("absence", n++, with_line(o, bytes, line, HF_STR_NONE));
        write_file("absence", n++, with_line(o, bytes, line, line_of(before, line)));
        write_file("absence", n++, with_line(o, bytes, line, line_of(bytes, line + 1)));
    }
    struct hf_buf renamed = hf_buf_in(&o->w.arena, bytes.len);
    hf_buf_put(&renamed, bytes);
    char *at = strstr(renamed.at, "1111-1111-5");
    at[0] = '2';
    write_file("absence", n++, hf_buf_str(&renamed));
    for (int list = 0; list < CHANGES; list++)
        write_file("absence", n++, with_line(o, bytes, 2, keys_behind_origin(o, list)));
    write_damaged("absence_flip", "absence_cut", bytes);
    free((char *)(uintptr_t)before.at);
    free((char *)(uintptr_t)bytes.at);
}

/* One member left out, halved, and changed bit by bit here and there, each time signed anew by the real key.
 */
static void write_bent(struct office *o, struct hf_str bytes, const struct hf_ustar_member *member, size_t *n)
{
    char name[HF_USTAR_NAME_MAX + 1];
    struct hf_str copy = hf_arena_keep(&o->w.arena, member->bytes);
    char *at = (char *)(uintptr_t)copy.at;
    snprintf(name, sizeof name, "%.*s", HF_STR_ARG(member->name));
    write_file("stamped", (*n)++, bundle_with(o, bytes, name, HF_STR_NONE));
    write_file("stamped", (*n)++, bundle_with(o, bytes, name, hf_str_part(copy, 0, copy.len / 2)));
    for (size_t i = 0; i < copy.len; i += 5) {
        at[i] = (char)(at[i] ^ (1 << i % 8));
        write_file("stamped", (*n)++, bundle_with(o, bytes, name, copy));
        at[i] = (char)(at[i] ^ (1 << i % 8));
    }
}

static void write_stamped(struct office *o)
{
    size_t n = 0;
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    struct hf_ustar_member member;
    write_file("stamped", n++, bytes);
    for (size_t i = 0; bundle_member(o, bytes, i, &member); i++)
        if (hf_str_begins(member.name, HF_STR("stamps/")))
            write_bent(o, bytes, &member, &n);
    free((char *)(uintptr_t)bytes.at);
}

/* A log of more than a tile, with checkpoints on the way. */
static enum hf_rc write_log_file(void *context, struct hf_str path, struct hf_str bytes, bool stays,
                                 struct hf_err *err)
{
    char full[256];
    (void)context, (void)err, (void)stays;
    snprintf(full, sizeof full, "%s/log/%.*s", folder, HF_STR_ARG(path));
    for (char *at = full + strlen(folder) + 1; (at = strchr(at, '/')) != NULL; at++) {
        *at = '\0';
        HF_CHECK(mkdir(full, 0700) == 0 || errno == EEXIST);
        *at = '/';
    }
    FILE *file = fopen(full, "wb");
    HF_CHECK(file != NULL && fwrite(bytes.at, 1, bytes.len, file) == bytes.len && fclose(file) == 0);
    return HF_OK;
}

static void write_log(struct office *o)
{
    uint64_t size;
    int64_t so_far;
    for (int i = 0; i < 40; i++) {
        world_case(&o->w);
        if (i % 7 == 0)
            HF_CHECK(hf_watch_checkpoint(o->w.desk[0], &o->w.arena, &so_far, &o->err) == HF_OK);
        world_reset(&o->w);
    }
    HF_CHECK(hf_tile_log_make(o->w.desk[0], &o->w.arena, write_log_file, NULL, &size, &o->err) == HF_OK);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    folder = argv[1];
    struct office *o = bundles_begin();
    write_trust(o);
    write_policy(o);
    write_whole(o);
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0);
    write_moved(o, bytes);
    write_signed(o, bytes);
    write_forged(o, bytes);
    write_cosigned(o, bytes);
    write_older(o);
    write_rotated(o, bytes);
    write_damaged("flip", "cut", bytes);
    write_absence(o);
    free((char *)(uintptr_t)bytes.at);
    bundles_stamp(o);
    write_stamped(o);
    write_log(o);
    write_erased(o);
    bundles_end(o);
    return 0;
}
