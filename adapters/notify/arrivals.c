/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A few files are under way at a time, each in a slot: offered to a desk, then answered on the desk's thread,
 * then settled here. Those that are only watched are remembered by a digest of their path, size and time.
 */
#include "notify/arrivals.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "notify/box.h"
#include "seal/jwe.h"

enum { SLOTS = 16, WATCHED = 256, SETTLE_MS = 1000, REFUSE_MS = 30000, FILE_NAME_MAX = 256, WHY_MAX = 2048 };

enum slot_state { FREE, OFFERED, TAKEN, REFUSED, LATER };

struct slot {
    struct hf_arrivals *arrivals;
    enum slot_state state;
    char box[HF_BOX_NAME_MAX + 1], name[FILE_NAME_MAX];
    int64_t stood_ms; /* how long it had stood unchanged when it was offered */
    struct hf_err err;
    char bytes[HF_JWE_MAX + 2]; /* one more than a token and a line end: longer is too long */
};

/* A file as it was seen, and since when it is so. */
struct watched {
    uint64_t name;
    int64_t size, changed_ns, since_ms, rest_until_ms;
};

struct hf_arrivals {
    struct hf_arrivals_setup setup;
    pthread_mutex_t lock; /* of the states of the slots */
    struct slot slot[SLOTS];
    struct watched watched[WATCHED];
    size_t next;          /* to be overwritten */
    struct hf_err unsaid; /* of what nothing follows from */
};

/* ---- watching ---- */

/* FNV-1a: what meets by chance is only looked at a little later. */
static uint64_t name_of(const char *box, const char *name)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (const char *parts[] = {box, "/", name}, **part = parts; part < parts + 3; part++)
        for (const char *c = *part; *c != '\0'; c++)
            hash = (hash ^ (unsigned char)*c) * UINT64_C(0x100000001b3);
    return hash;
}

static struct watched *watch(struct hf_arrivals *a, const char *box, const char *name,
                             const struct stat *found, int64_t now_ms)
{
    uint64_t hash = name_of(box, name);
    int64_t changed_ns = (int64_t)found->st_mtim.tv_sec * 1000000000 + found->st_mtim.tv_nsec;
    struct watched *w = NULL;
    for (size_t i = 0; i < WATCHED && w == NULL; i++)
        if (a->watched[i].name == hash)
            w = &a->watched[i];
    if (w != NULL && w->size == found->st_size && w->changed_ns == changed_ns)
        return w;
    if (w == NULL)
        w = &a->watched[a->next++ % WATCHED];
    *w = (struct watched){.name = hash, .size = found->st_size, .changed_ns = changed_ns, .since_ms = now_ms};
    return w;
}

/* ---- offering ---- */

/* A document that a token asked for: out by the box that the token came in, on the desk's thread. What cannot
 * be written is asked for again. */
static void send_back(const struct slot *slot, struct hf_str document)
{
    char folder[HF_BOX_PATH_MAX], name[HF_BOX_FILE_NAME + 1];
    struct hf_err err;
    hf_box_file_name(document, name);
    if (hf_box_folder(slot->arrivals->setup.folder, hf_str_of(slot->box), "out", folder, &err) == HF_OK)
        (void)hf_box_put(folder, name, document, &err);
}

static void answered(void *context, const struct hf_response *response)
{
    struct slot *slot = context;
    enum slot_state state = TAKEN;
    if (response->outcome != HF_REFUSED_ANSWER && response->body.len > 0)
        send_back(slot, response->body);
    if (response->outcome == HF_REFUSED_ANSWER) {
        slot->err = *response->err;
        state = hf_err_rc(response->err) == HF_UNAVAILABLE ? LATER : REFUSED;
    }
    pthread_mutex_lock(&slot->arrivals->lock);
    slot->state = state;
    pthread_mutex_unlock(&slot->arrivals->lock);
}

static struct slot *free_slot(struct hf_arrivals *a)
{
    struct slot *slot = NULL;
    pthread_mutex_lock(&a->lock);
    for (size_t i = 0; i < SLOTS && slot == NULL; i++)
        if (a->slot[i].state == FREE)
            slot = &a->slot[i];
    pthread_mutex_unlock(&a->lock);
    return slot;
}

static bool is_under_way(struct hf_arrivals *a, const char *box, const char *name)
{
    bool found = false;
    pthread_mutex_lock(&a->lock);
    for (size_t i = 0; i < SLOTS; i++)
        found = found || (a->slot[i].state != FREE && strcmp(a->slot[i].box, box) == 0 &&
                          strcmp(a->slot[i].name, name) == 0);
    pthread_mutex_unlock(&a->lock);
    return found;
}

static void set_state(struct slot *slot, enum slot_state state)
{
    pthread_mutex_lock(&slot->arrivals->lock);
    slot->state = state;
    pthread_mutex_unlock(&slot->arrivals->lock);
}

static void offer(struct hf_arrivals *a, struct slot *slot, size_t len)
{
    struct hf_str token =
        hf_str_trim((struct hf_str){slot->bytes, len < sizeof slot->bytes ? len : sizeof slot->bytes});
    struct hf_request request = {.kind = HF_REQUEST_TOKEN, .token = token};
    slot->state = OFFERED;
    if (token.len > HF_JWE_MAX) {
        hf_fail(&slot->err, HF_WORD_token_too_large, HF_STR_NONE, HF_STR("92160"), HF_STR_NONE);
        slot->state = REFUSED;
    } else if (a->setup.inlet.offer(a->setup.inlet.self, &request, answered, slot, &a->unsaid) != HF_OK) {
        slot->state = LATER;
    }
}

static void look_at_file(struct hf_arrivals *a, const char *box, const char *folder, const char *name,
                         int64_t now_ms)
{
    struct slot *slot = free_slot(a);
    struct stat found;
    size_t len;
    if (slot == NULL || is_under_way(a, box, name) ||
        !hf_box_read(folder, name, slot->bytes, sizeof slot->bytes, &len, &found))
        return;
    struct watched *w = watch(a, box, name, &found, now_ms);
    slot->stood_ms = now_ms - w->since_ms;
    if (slot->stood_ms < a->setup.settle_ms || now_ms < w->rest_until_ms)
        return;
    w->rest_until_ms = now_ms + a->setup.refuse_ms / 4;
    (void)snprintf(slot->box, sizeof slot->box, "%s", box);
    (void)snprintf(slot->name, sizeof slot->name, "%s", name);
    offer(a, slot, len);
}

static void look_into_box(struct hf_arrivals *a, const char *box, int64_t now_ms)
{
    char folder[HF_BOX_PATH_MAX];
    if (snprintf(folder, sizeof folder, "%s/%s/in", a->setup.folder, box) >= HF_BOX_PATH_MAX)
        return;
    DIR *files = opendir(folder);
    for (struct dirent *entry; files != NULL && (entry = readdir(files)) != NULL;)
        if (entry->d_name[0] != '.' && strlen(entry->d_name) < FILE_NAME_MAX - 8)
            look_at_file(a, box, folder, entry->d_name, now_ms);
    if (files != NULL)
        (void)closedir(files);
}

static void look_around(struct hf_arrivals *a, int64_t now_ms)
{
    DIR *boxes = opendir(a->setup.folder);
    for (struct dirent *entry; boxes != NULL && (entry = readdir(boxes)) != NULL;)
        if (hf_box_name_ok(hf_str_of(entry->d_name)))
            look_into_box(a, entry->d_name, now_ms);
    if (boxes != NULL)
        (void)closedir(boxes);
}

/* ---- settling ---- */

/* The code, then the sentence in both languages. */
static void put_why(const char *folder, struct slot *slot)
{
    char text[WHY_MAX], name[FILE_NAME_MAX + 8];
    struct hf_buf why = HF_BUF(text);
    hf_buf_put(&why, hf_err_code(&slot->err));
    for (enum hf_lang lang = HF_EN; lang < HF_LANGS; lang++) {
        hf_buf_put_char(&why, '\n');
        hf_err_say(&slot->err, lang, &why);
    }
    hf_buf_put_char(&why, '\n');
    (void)snprintf(name, sizeof name, "%s.why", slot->name);
    (void)hf_box_put(folder, name, hf_buf_str(&why), &slot->arrivals->unsaid);
}

static void put_aside(struct hf_arrivals *a, struct slot *slot, const char *path)
{
    char folder[HF_BOX_PATH_MAX], aside[HF_BOX_PATH_MAX + FILE_NAME_MAX];
    if (hf_box_folder(a->setup.folder, hf_str_of(slot->box), "refused", folder, &a->unsaid) != HF_OK)
        return;
    put_why(folder, slot);
    (void)snprintf(aside, sizeof aside, "%s/%s", folder, slot->name);
    if (rename(path, aside) == 0 && a->setup.refused != NULL)
        a->setup.refused(a->setup.context, hf_str_of(slot->box), &slot->err);
}

static void settle(struct hf_arrivals *a, struct slot *slot)
{
    char path[HF_BOX_PATH_MAX + FILE_NAME_MAX];
    (void)snprintf(path, sizeof path, "%s/%s/in/%s", a->setup.folder, slot->box, slot->name);
    if (slot->state == TAKEN)
        (void)unlink(path);
    if (slot->state == REFUSED && slot->stood_ms >= a->setup.refuse_ms)
        put_aside(a, slot, path);
    set_state(slot, FREE);
}

static bool is_answered(struct slot *slot)
{
    pthread_mutex_lock(&slot->arrivals->lock);
    bool answered = slot->state != FREE && slot->state != OFFERED;
    pthread_mutex_unlock(&slot->arrivals->lock);
    return answered;
}

void hf_arrivals_mind(struct hf_arrivals *a)
{
    for (size_t i = 0; i < SLOTS; i++)
        if (is_answered(&a->slot[i]))
            settle(a, &a->slot[i]);
    look_around(a, a->setup.clock.steady_ms(a->setup.clock.self));
}

/* ---- opening, closing ---- */

enum hf_rc hf_arrivals_open(const struct hf_arrivals_setup *setup, struct hf_arrivals **out,
                            struct hf_err *err)
{
    struct hf_arrivals *a = calloc(1, sizeof *a);
    if (a == NULL || pthread_mutex_init(&a->lock, NULL) != 0) {
        free(a);
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("spool"), HF_STR_NONE);
    }
    a->setup = *setup;
    a->setup.settle_ms = setup->settle_ms > 0 ? setup->settle_ms : SETTLE_MS;
    a->setup.refuse_ms = setup->refuse_ms > 0 ? setup->refuse_ms : REFUSE_MS;
    for (size_t i = 0; i < SLOTS; i++)
        a->slot[i].arrivals = a;
    *out = a;
    return HF_OK;
}

void hf_arrivals_close(struct hf_arrivals *a)
{
    if (a == NULL)
        return;
    (void)pthread_mutex_destroy(&a->lock);
    free(a);
}
