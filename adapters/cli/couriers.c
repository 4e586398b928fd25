/* SPDX-License-Identifier: Apache-2.0 */
/* A way to carry notices is a row: the scheme of the addresses it is for, how it is opened, what it can hold.
 */
#include "cli/couriers.h"

#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/service.h"
#include "notify/aside.h"
#include "notify/push.h"
#include "notify/spool.h"
#include "notify/ways.h"

enum { PUSH_ROOM = 1024, SPOOL_ROOM = 64 };

static enum hf_rc open_push(const struct hf_couriers_setup *setup, struct hf_courier *out, struct hf_err *err)
{
    const struct hf_settings *settings = &setup->cli->settings;
    struct hf_push_setup push = {
        .clock = setup->clock,
        .connect_ms = hf_settings_number(settings, HF_SET_NOTIFY_CONNECT_MS),
        .total_ms = hf_settings_number(settings, HF_SET_NOTIFY_TOTAL_MS),
        .room = PUSH_ROOM,
    };
    HF_TRY(hf_networks_read(setup->cli->arena, hf_settings_get(settings, HF_SET_NOTIFY_ALLOW),
                            settings->value[HF_SET_NOTIFY_ALLOW].origin, &push.allow, &push.allow_count,
                            err));
    struct hf_str ca_file = hf_settings_get(settings, HF_SET_NOTIFY_CA);
    struct hf_str endpoints = hf_settings_get(settings, HF_SET_NOTIFY_ENDPOINTS);
    HF_TRY(hf_endpoint_default(ca_file, setup->cli->arena, &push.otherwise, err));
    if (endpoints.len > 0)
        HF_TRY(hf_file_blame(endpoints,
                             hf_endpoints_read(endpoints, ca_file, setup->cli->arena, &push.endpoints,
                                               &push.endpoint_count, err),
                             err));
    struct hf_courier courier;
    HF_TRY(hf_push_open(&push, &courier, err));
    enum hf_rc rc = hf_aside_open(&courier, PUSH_ROOM, out, err);
    if (rc != HF_OK)
        courier.stop(courier.self);
    return rc;
}

/* Where no folder is set, no address of the kind fits. */
static bool fits_none(void *self, struct hf_str address)
{
    (void)self, (void)address;
    return false;
}

static enum hf_rc open_spool(const struct hf_couriers_setup *setup, struct hf_courier *out,
                             struct hf_err *err)
{
    struct hf_spool_setup spool = {
        .folder = hf_cli_path(setup->cli, hf_settings_get(&setup->cli->settings, HF_SET_NOTIFY_SPOOL)),
        .clock = setup->clock,
        .room = SPOOL_ROOM,
    };
    HF_TRY(hf_spool_open(&spool, out, err));
    if (spool.folder[0] == '\0')
        out->fit = fits_none;
    return HF_OK;
}

static const struct {
    const char *scheme;
    enum hf_rc (*open)(const struct hf_couriers_setup *setup, struct hf_courier *out, struct hf_err *err);
    size_t room;
} couriers[] = {
    {"https", open_push, PUSH_ROOM}, /* and http, where it is configured so */
    {"spool", open_spool, SPOOL_ROOM},
};
enum { COURIERS = sizeof couriers / sizeof couriers[0] };

enum hf_rc hf_couriers_open(const struct hf_couriers_setup *setup, struct hf_courier *out, struct hf_err *err)
{
    struct hf_way ways[COURIERS];
    enum hf_rc rc = HF_OK;
    size_t open = 0;
    for (; open < COURIERS && rc == HF_OK; open += rc == HF_OK) {
        ways[open].room = couriers[open].room;
        rc = couriers[open].open(setup, &ways[open].courier, err);
    }
    if (rc == HF_OK)
        rc = hf_ways_open(ways, COURIERS, out, err);
    while (rc != HF_OK && open > 0) {
        struct hf_courier *courier = &ways[--open].courier;
        courier->stop(courier->self);
    }
    return rc;
}
