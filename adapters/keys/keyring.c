/* SPDX-License-Identifier: Apache-2.0 */
/* Each key is opened when it is first needed; so a command that only reads needs none. */
#include "keys/keyring.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include "base/check.h"
#include "keys/further.h"
#include "keys/journal.h"
#include "keys/rotate.h"
#include "keys/slots.h"
#include "keys/unlock.h"
#include "seal/box.h"

enum { WORK_SIZE = 1024, FURTHERS = 3 };

struct loaded {
    bool is_read;                /* the file, whose public half needs no unlock key; */
    bool is;                     /* and opened */
    char room[HF_KEYS_FILE_MAX]; /* the file; texts of `entry` are parts of it */
    struct hf_key_entry entry;
    char kid[HF_DIGEST_TEXT];
    struct hf_seed seed; /* of the pseudonym key: the key itself */
    struct hf_secret secret;
};

struct hf_keyring {
    char state[HF_KEYS_PATH_MAX];
    struct hf_dice dice;
    struct hf_hasher hasher;
    bool unlocked;
    struct hf_box_key unlock;
    struct loaded key[HF_KEY_FILES];
    struct hf_further further[FURTHERS]; /* those used last */
    size_t furthers;                     /* opened so far: the next takes the place of the oldest */
    struct hf_slots slots;
    struct hf_arena work;
    _Alignas(16) unsigned char work_block[WORK_SIZE];
    struct hf_box_key fresh_keys[HF_SLOTS_MOST];            /* secret up to here; */
    unsigned char slot_block[HF_SLOTS_MOST * HF_SLOT_SIZE]; /* sealed as it is in the file */
    struct stat log;                                        /* the file of the log key, as it was read */
    char list[HF_LOG_KEYS_TEXT_MAX];
    struct hf_str keys; /* part of it: the keys that the log has had */
};

static enum hf_rc open_unlock(struct hf_keyring *keyring, struct hf_err *err)
{
    if (!keyring->unlocked)
        HF_TRY(hf_unlock_read(keyring->state, &keyring->unlock, err));
    keyring->unlocked = true;
    return HF_OK;
}

static void name_key(struct hf_keyring *keyring, struct loaded *key)
{
    struct hf_buf kid = HF_BUF(key->kid);
    struct hf_digest thumbprint;
    struct hf_public same;
    hf_key_make(&key->seed, &key->secret, &same);
    HF_CHECK(memcmp(same.byte, key->entry.key.byte, sizeof same.byte) == 0);
    hf_key_thumbprint(&keyring->hasher, &same, &thumbprint);
    hf_digest_put(&kid, &thumbprint);
    hf_key_wipe(&key->seed, sizeof key->seed);
}

static enum hf_rc read_key(struct hf_keyring *keyring, enum hf_key_file file, struct hf_err *err)
{
    struct loaded *key = &keyring->key[file];
    if (!key->is_read)
        HF_TRY(hf_key_entry_read(keyring->state, file, key->room, &key->entry, err));
    key->is_read = true;
    return HF_OK;
}

static enum hf_rc open_key(struct hf_keyring *keyring, enum hf_key_file file, struct hf_err *err)
{
    struct loaded *key = &keyring->key[file];
    if (key->is)
        return HF_OK;
    HF_TRY(read_key(keyring, file, err));
    HF_TRY(open_unlock(keyring, err));
    HF_TRY(hf_key_entry_open(&key->entry, file, &keyring->unlock, &keyring->work, &key->seed, err));
    if (file != HF_KEY_FILE_PSEUDONYM)
        name_key(keyring, key);
    key->is = true;
    return HF_OK;
}

struct forgetting {
    struct hf_keyring *keyring;
    bool written;
};

static enum hf_rc forget_line(void *context, const struct hf_erased_line *line, struct hf_err *err)
{
    struct forgetting *f = context;
    if (line->what.slot == HF_MESSAGE_SLOT)
        return HF_OK; /* no key: the ledger alone holds it */
    return hf_slots_forget(&f->keyring->slots, &f->keyring->unlock, &f->keyring->hasher, line->what.slot,
                           &line->what.key, &f->written, err);
}

/* What was destroyed once stays so, whatever file was put back: it is looked at before a key is read of it.
 */
static enum hf_rc forget_again(struct hf_keyring *keyring, struct hf_err *err)
{
    struct forgetting f = {.keyring = keyring};
    HF_TRY(hf_erased_each(keyring->state, &keyring->hasher, forget_line, &f, err));
    return f.written ? hf_slots_sync(&keyring->slots, err) : HF_OK;
}

static enum hf_rc open_slots(struct hf_keyring *keyring, struct hf_err *err)
{
    char path[HF_KEYS_PATH_MAX];
    HF_TRY(open_unlock(keyring, err));
    if (keyring->slots.fd >= 0)
        return HF_OK;
    HF_TRY(hf_keys_path(keyring->state, "keys/subjects", path, err));
    HF_TRY(hf_slots_open(path, &keyring->slots, err));
    enum hf_rc rc = forget_again(keyring, err);
    if (rc != HF_OK)
        hf_slots_close(&keyring->slots);
    return rc;
}

static enum hf_rc sign(void *self, enum hf_key_role role, const struct hf_str *messages, size_t count,
                       struct hf_signature *signatures, struct hf_err *err)
{
    struct hf_keyring *keyring = self;
    enum hf_key_file file = role == HF_KEY_LOG ? HF_KEY_FILE_LOG : HF_KEY_FILE_NOTICE;
    HF_TRY(open_key(keyring, file, err));
    for (size_t i = 0; i < count; i++)
        hf_key_sign(&keyring->key[file].secret, messages[i], &signatures[i]);
    return HF_OK;
}

static bool is_first(const struct hf_keyring *keyring, const struct hf_digest *thumbprint)
{
    const struct loaded *first = &keyring->key[HF_KEY_FILE_NOTICE];
    struct hf_digest own;
    return first->is && hf_digest_read((struct hf_str){first->kid, sizeof first->kid}, &own) &&
           hf_digest_eq(&own, thumbprint);
}

static enum hf_rc open_further(struct hf_keyring *keyring, const struct hf_digest *thumbprint,
                               const struct hf_further **out, struct hf_err *err)
{
    for (size_t i = 0; i < FURTHERS && i < keyring->furthers; i++)
        if (hf_digest_eq(&keyring->further[i].thumbprint, thumbprint)) {
            *out = &keyring->further[i];
            return HF_OK;
        }
    struct hf_further *place = &keyring->further[keyring->furthers % FURTHERS];
    HF_TRY(open_unlock(keyring, err));
    HF_TRY(hf_further_open(keyring->state, thumbprint, &keyring->unlock, place, err));
    keyring->furthers++;
    *out = place;
    return HF_OK;
}

static enum hf_rc use(void *self, const struct hf_digest *thumbprint, struct hf_str bytes,
                      struct hf_arena *arena, struct hf_str *out, struct hf_err *err)
{
    struct hf_keyring *keyring = self;
    const struct hf_further *key;
    if (open_key(keyring, HF_KEY_FILE_NOTICE, err) == HF_OK && is_first(keyring, thumbprint)) {
        struct hf_signature *made = HF_NEW(arena, struct hf_signature, 1);
        hf_key_sign(&keyring->key[HF_KEY_FILE_NOTICE].secret, bytes, made);
        *out = HF_PART(made->byte);
        return HF_OK;
    }
    HF_TRY(open_further(keyring, thumbprint, &key, err));
    return hf_further_use(key, &keyring->hasher, bytes, arena, out, err);
}

/* The log key is replaced while others run; who signs by it ends then (keys/signer.h). */
static enum hf_rc read_log_key(struct hf_keyring *keyring, struct hf_err *err)
{
    struct loaded *key = &keyring->key[HF_KEY_FILE_LOG];
    char path[HF_KEYS_PATH_MAX];
    struct stat now = {.st_size = 0};
    HF_TRY(hf_keys_path(keyring->state, "keys/log", path, err));
    bool same = stat(path, &now) == 0 && now.st_ino == keyring->log.st_ino &&
                now.st_mtim.tv_sec == keyring->log.st_mtim.tv_sec &&
                now.st_mtim.tv_nsec == keyring->log.st_mtim.tv_nsec;
    if (key->is || (key->is_read && same))
        return HF_OK;
    key->is_read = false;
    HF_TRY(read_key(keyring, HF_KEY_FILE_LOG, err));
    HF_TRY(hf_rotate_list(keyring->state, keyring->list, &keyring->keys, err));
    keyring->log = now;
    return HF_OK;
}

static enum hf_rc public_key(void *self, enum hf_key_role role, struct hf_public_key *out, struct hf_err *err)
{
    struct hf_keyring *keyring = self;
    enum hf_key_file file = role == HF_KEY_LOG ? HF_KEY_FILE_LOG : HF_KEY_FILE_NOTICE;
    HF_TRY(role == HF_KEY_LOG ? read_log_key(keyring, err) : open_key(keyring, file, err));
    const struct loaded *key = &keyring->key[file];
    *out = (struct hf_public_key){.key = key->entry.key, .issuer = key->entry.name};
    out->kid = role == HF_KEY_LOG ? key->entry.name : (struct hf_str){key->kid, sizeof key->kid};
    out->keys = role == HF_KEY_LOG ? keyring->keys : HF_STR_NONE;
    return HF_OK;
}

static enum hf_rc subject_keys(void *self, struct hf_subject_key *rows, size_t count, struct hf_err *err)
{
    struct hf_keyring *keyring = self;
    HF_TRY(open_slots(keyring, err));
    for (size_t i = 0; i < count; i++) {
        struct hf_subject_key *row = &rows[i];
        if (row->slot < 0)
            HF_TRY(
                hf_slots_take(&keyring->slots, &keyring->unlock, &keyring->dice, &row->slot, &row->key, err));
        else
            HF_TRY(hf_slots_read(&keyring->slots, &keyring->unlock, row->slot, &row->key, err));
    }
    return HF_OK;
}

/* Which of the asked are in the journal already, and what else this erasure has there. */
struct looking {
    const struct hf_forget_ask *ask;
    struct hf_arena *arena;
    struct hf_forgotten *found;
    bool *known; /* of each row of the ask */
    size_t count, room;
};

static bool is_same(const struct hf_forgotten *asked, const struct hf_forgotten *line)
{
    return asked->slot == line->slot &&
           (asked->slot != HF_MESSAGE_SLOT || hf_id_eq(&asked->subject, &line->subject));
}

static enum hf_rc look_line(void *context, const struct hf_erased_line *line, struct hf_err *err)
{
    struct looking *l = context;
    struct hf_forgotten what = line->what;
    bool wanted = hf_id_eq(&line->erasure, &l->ask->erasure);
    (void)err;
    for (size_t i = 0; i < l->ask->count; i++) {
        if (!is_same(&l->ask->rows[i], &line->what))
            continue;
        l->known[i] = wanted = true;
        if (what.values < l->ask->rows[i].values) /* some came between the two attempts */
            what.values = l->ask->rows[i].values;
    }
    if (!wanted)
        return HF_OK;
    l->found = hf_arena_room(l->arena, l->found, l->count, &l->room, sizeof *l->found);
    l->found[l->count++] = what;
    return HF_OK;
}

/* HF_NOT_FOUND: there is nothing to write down. */
static enum hf_rc name_key_of(struct hf_keyring *keyring, struct hf_forgotten *what, struct hf_err *err)
{
    if (what->slot == HF_MESSAGE_SLOT)
        return HF_OK;
    return hf_slots_digest(&keyring->slots, &keyring->unlock, &keyring->hasher, what->slot, &what->key, err);
}

static enum hf_rc add_fresh(struct hf_keyring *keyring, struct looking *l, struct hf_err *err)
{
    struct hf_erased_line *fresh = HF_NEW(l->arena, struct hf_erased_line, l->ask->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < l->ask->count; i++) {
        struct hf_erased_line *line = &fresh[count];
        *line = (struct hf_erased_line){
            .what = l->ask->rows[i], .erasure = l->ask->erasure, .at_ms = l->ask->at_ms};
        enum hf_rc rc = l->known[i] ? HF_NOT_FOUND : name_key_of(keyring, &line->what, err);
        if (rc != HF_OK && rc != HF_NOT_FOUND)
            return rc;
        count += rc == HF_OK;
    }
    if (count > 0)
        HF_TRY(hf_erased_add(keyring->state, &keyring->hasher, fresh, count, err));
    for (size_t i = 0; i < count; i++) {
        l->found = hf_arena_room(l->arena, l->found, l->count, &l->room, sizeof *l->found);
        l->found[l->count++] = fresh[i].what;
    }
    return HF_OK;
}

static enum hf_rc forget(void *self, const struct hf_forget_ask *ask, struct hf_arena *arena,
                         const struct hf_forgotten **out, size_t *count, struct hf_err *err)
{
    struct hf_keyring *keyring = self;
    struct looking l = {.ask = ask, .arena = arena, .known = HF_NEW(arena, bool, ask->count + 1)};
    struct forgetting f = {.keyring = keyring};
    HF_TRY(open_slots(keyring, err));
    HF_TRY(hf_erased_each(keyring->state, &keyring->hasher, look_line, &l, err));
    HF_TRY(add_fresh(keyring, &l, err));
    for (size_t i = 0; i < l.count; i++)
        HF_TRY(forget_line(&f, &(struct hf_erased_line){.what = l.found[i]}, err));
    HF_TRY(hf_slots_sync(&keyring->slots, err));
    *out = l.found;
    *count = l.count;
    return HF_OK;
}

/* The lines of one file. */
struct telling {
    const struct hf_id *file;
    struct hf_arena *arena;
    struct hf_forgotten *line;
    size_t count, room;
};

static enum hf_rc tell_line(void *context, const struct hf_erased_line *line, struct hf_err *err)
{
    struct telling *t = context;
    (void)err;
    if (!hf_id_eq(&line->what.file, t->file))
        return HF_OK;
    t->line = hf_arena_room(t->arena, t->line, t->count, &t->room, sizeof *t->line);
    t->line[t->count] = line->what;
    t->line[t->count++].erasure = line->erasure;
    return HF_OK;
}

static enum hf_rc erased(void *self, const struct hf_id *file, struct hf_arena *arena,
                         const struct hf_forgotten **out, size_t *count, struct hf_err *err)
{
    struct hf_keyring *keyring = self;
    struct telling t = {.file = file, .arena = arena};
    HF_TRY(hf_erased_each(keyring->state, &keyring->hasher, tell_line, &t, err));
    *out = t.line;
    *count = t.count;
    return HF_OK;
}

static enum hf_rc mac(void *self, struct hf_str message, struct hf_digest *out, struct hf_err *err)
{
    struct hf_keyring *keyring = self;
    HF_TRY(open_key(keyring, HF_KEY_FILE_PSEUDONYM, err));
    struct hf_str key = HF_PART(keyring->key[HF_KEY_FILE_PSEUDONYM].seed);
    hf_hmac_sha256(&keyring->hasher, key, &message, 1, out);
    return HF_OK;
}

/* Where little may be locked, what lasts goes before the keys that wait to be handed out. */
static void lock_secrets(struct hf_keyring *keyring)
{
    if (mlock(keyring, offsetof(struct hf_keyring, slot_block)) != 0)
        mlock(keyring, offsetof(struct hf_keyring, fresh_keys));
    madvise(keyring, sizeof *keyring, MADV_DONTDUMP);
}

enum hf_rc hf_keyring_open(const char *state, struct hf_dice dice, struct hf_keyring **out,
                           struct hf_err *err)
{
    char keys[HF_KEYS_PATH_MAX];
    HF_TRY(hf_keys_path(state, "keys/pseudonym", keys, err)); /* the longest that will be asked for */
    struct hf_keyring *keyring =
        mmap(NULL, sizeof *keyring, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (keyring == MAP_FAILED)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("keys"), HF_STR_NONE);
    lock_secrets(keyring);
    hf_box_begin();
    memcpy(keyring->state, state, strlen(state) + 1);
    keyring->dice = dice;
    hf_hasher_init(&keyring->hasher);
    hf_arena_init(&keyring->work, keyring->work_block, sizeof keyring->work_block);
    keyring->slots = (struct hf_slots){
        .fd = -1, .fresh = keyring->fresh_keys, .block = keyring->slot_block, .work = &keyring->work};
    *out = keyring;
    return HF_OK;
}

struct hf_keys hf_keyring_port(struct hf_keyring *keyring)
{
    return (struct hf_keys){.self = keyring,
                            .sign = sign,
                            .public_key = public_key,
                            .use = use,
                            .subject_keys = subject_keys,
                            .forget = forget,
                            .erased = erased,
                            .mac = mac};
}

void hf_keyring_close(struct hf_keyring *keyring)
{
    if (keyring == NULL)
        return;
    hf_slots_close(&keyring->slots);
    hf_hasher_done(&keyring->hasher);
    hf_key_wipe(keyring, sizeof *keyring);
    munmap(keyring, sizeof *keyring);
}
