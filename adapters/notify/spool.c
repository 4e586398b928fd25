/* SPDX-License-Identifier: Apache-2.0 */
/* What is started is done at once; its results wait until they are asked for. */
#include "notify/spool.h"

#include <stdlib.h>

#include "desk/classes.h"
#include "notify/box.h"

enum { ROOM = 64, SAID_MAX = 300 };

struct spool {
    struct hf_spool_setup setup;
    struct done {
        struct hf_parcel_result result;
        char said[SAID_MAX];
    } * done; /* a ring */
    size_t first, count;
};

static bool fit(void *self, struct hf_str address)
{
    (void)self;
    return hf_str_begins(address, HF_STR(HF_BOX_SCHEME));
}

static enum hf_rc put(struct spool *spool, struct hf_str box, struct hf_str token, struct hf_err *err)
{
    char folder[HF_BOX_PATH_MAX], name[HF_BOX_FILE_NAME + 1];
    hf_box_file_name(token, name);
    HF_TRY(hf_box_folder(spool->setup.folder, box, "out", folder, err));
    return hf_box_put(folder, name, token, err);
}

static struct done *next_done(struct spool *spool)
{
    return &spool->done[(spool->first + spool->count++) % spool->setup.room];
}

static void send(struct spool *spool, const struct hf_parcel *parcel)
{
    struct done *done = next_done(spool);
    struct hf_err err;
    struct hf_buf said = {.at = done->said, .size = sizeof done->said};
    struct hf_str box = hf_str_part(parcel->address, sizeof HF_BOX_SCHEME - 1, parcel->address.len);
    done->result = (struct hf_parcel_result){.ticket = parcel->ticket,
                                             .start_ms = spool->setup.clock.wall_ms(spool->setup.clock.self),
                                             .retry_after_ms = -1,
                                             .class_name = HF_STR(HF_CLASS_RECEIVED)};
    if (!hf_box_name_ok(box)) {
        done->result.class_name = HF_STR(HF_CLASS_PERMANENT);
    } else if (put(spool, box, parcel->token, &err) != HF_OK) {
        done->result.class_name = HF_STR(HF_CLASS_TRANSIENT);
        hf_err_say(&err, HF_EN, &said);
    }
    done->result.end_ms = spool->setup.clock.wall_ms(spool->setup.clock.self);
    done->result.said = (struct hf_str){done->said, said.full ? said.size : said.len};
}

static enum hf_rc start(void *self, const struct hf_parcel *parcels, size_t count, struct hf_err *err)
{
    struct spool *spool = self;
    if (spool->count + count > spool->setup.room)
        return hf_fail(err, HF_WORD_courier_full, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    for (size_t i = 0; i < count; i++)
        send(spool, &parcels[i]);
    return HF_OK;
}

static enum hf_rc turn(void *self, int64_t wait_ms, struct hf_arena *arena, struct hf_parcel_result *out,
                       size_t room, size_t *count, size_t *pending, struct hf_err *err)
{
    struct spool *spool = self;
    (void)wait_ms, (void)err;
    for (*count = 0; *count < room && spool->count > 0; spool->count--) {
        struct done *done = &spool->done[spool->first];
        out[*count] = done->result;
        out[(*count)++].said = hf_arena_keep(arena, done->result.said);
        spool->first = (spool->first + 1) % spool->setup.room;
    }
    *pending = spool->count;
    return HF_OK;
}

static void stop(void *self)
{
    struct spool *spool = self;
    free(spool->done);
    free(spool);
}

enum hf_rc hf_spool_open(const struct hf_spool_setup *setup, struct hf_courier *out, struct hf_err *err)
{
    struct spool *spool = calloc(1, sizeof *spool);
    struct done *done = calloc(setup->room > 0 ? setup->room : ROOM, sizeof *done);
    if (spool == NULL || done == NULL) {
        free(spool);
        free(done);
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("spool"), HF_STR_NONE);
    }
    *spool = (struct spool){.setup = *setup, .done = done};
    spool->setup.room = setup->room > 0 ? setup->room : ROOM;
    *out = (struct hf_courier){.self = spool, .fit = fit, .start = start, .turn = turn, .stop = stop};
    return HF_OK;
}
