/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/reception.h"

#include <sys/resource.h>

enum {
    TICK_MS = 200,         /* how soon what another process has committed is found */
    CACHE_BYTES = 4 << 20, /* the directory is held besides; of cases it needs none */
    SPARE_FILES = 512
};

/* Of an address the scheme and the host: "https://court.example". */
static struct hf_str origin_of(struct hf_str url)
{
    struct hf_str rest = url;
    for (int slashes = 0; slashes < 2; slashes++)
        (void)hf_str_cut(&rest, '/');
    struct hf_str host = hf_str_cut(&rest, '/');
    return host.len == 0 ? HF_STR_NONE : hf_str_part(url, 0, (size_t)(host.at - url.at) + host.len);
}

static struct hf_str without_slash(struct hf_str url)
{
    while (hf_str_ends(url, HF_STR("/")))
        url.len--;
    return url;
}

/* Each connection is an open file. Where the system admits fewer, some connections are refused, as they are
 * where there are too many. */
static void admit_files(int64_t connections)
{
    struct rlimit files;
    rlim_t wanted = (rlim_t)connections + SPARE_FILES;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= wanted)
        return;
    files.rlim_cur = files.rlim_max == RLIM_INFINITY || wanted < files.rlim_max ? wanted : files.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &files);
}

enum hf_rc hf_reception_open(struct hf_cli *cli, const struct hf_store *store, struct hf_reception *out,
                             struct hf_err *err)
{
    HF_TRY(hf_seat_open(cli, store, CACHE_BYTES, &out->seat, err));
    const struct hf_polls_setup polls = {.clock = out->seat.clock,
                                         .wait_ms = hf_settings_number(&cli->settings, HF_SET_HTTP_POLL_MS),
                                         .tick_ms = TICK_MS};
    int64_t connections = hf_settings_number(&cli->settings, HF_SET_HTTP_CONNECTIONS);
    admit_files(connections);
    out->polls = hf_polls_open(&polls);
    if (out->polls == NULL) {
        hf_seat_close(&out->seat);
        return hf_fail(err, HF_WORD_host_no_memory, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    }
    const struct hf_counter_setup counter = {.desk = out->seat.desk,
                                             .room = (size_t)connections,
                                             .self = out->polls,
                                             .turn = hf_polls_turn,
                                             .close = hf_polls_close};
    return hf_counter_start(&counter, &out->counter, err);
}

enum hf_rc hf_reception_fill(struct hf_reception *reception, struct hf_office *office, struct hf_err *err)
{
    struct hf_seat *seat = &reception->seat;
    struct hf_str url = hf_settings_get(&seat->cli->settings, HF_SET_HTTP_URL);
    struct hf_public_key notice;
    HF_TRY(seat->keys.public_key(seat->keys.self, HF_KEY_NOTICE, &notice, err));
    office->issuer = hf_arena_keep(seat->arena, notice.issuer);
    office->url = url.len > 0 ? without_slash(url) : origin_of(office->issuer);
    office->errands = hf_counter_errands(reception->counter);
    office->polls = reception->polls;
    office->dice = seat->dice;
    office->clock = seat->clock;
    return HF_OK;
}

void hf_reception_wake(void *self)
{
    struct hf_reception *reception = self;
    hf_counter_wake(reception->counter);
}

void hf_reception_stop(struct hf_reception *reception)
{
    if (reception->counter != NULL)
        hf_counter_stop(reception->counter);
}

void hf_reception_close(struct hf_reception *reception)
{
    if (reception->counter != NULL)
        hf_counter_close(reception->counter);
    if (reception->polls != NULL)
        hf_seat_close(&reception->seat);
    hf_polls_free(reception->polls);
}
