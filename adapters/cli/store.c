/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/store.h"

#include <stdio.h>

#include "host/state.h"

static const char *text_of(struct hf_arena *arena, struct hf_str s)
{
    char *text = HF_NEW(arena, char, s.len + 1);
    if (s.len > 0)
        memcpy(text, s.at, s.len);
    return text;
}

enum hf_rc hf_cli_state(struct hf_cli *cli, const char **out, struct hf_err *err)
{
    char *path = HF_NEW(cli->arena, char, HF_STATE_PATH_MAX);
    HF_TRY(hf_state_find(hf_settings_get(&cli->settings, HF_SET_STATE), path, err));
    *out = path;
    return HF_OK;
}

enum hf_rc hf_store_open(struct hf_cli *cli, bool make, struct hf_store *out, struct hf_err *err)
{
    struct hf_str given = hf_settings_get(&cli->settings, HF_SET_DB);
    *out = (struct hf_store){.is_private = given.len == 0, .given = text_of(cli->arena, given)};
    if (!out->is_private)
        return HF_OK;
    const char *state;
    HF_TRY(hf_cli_state(cli, &state, err));
    if (make)
        HF_TRY(hf_state_make(state, err));
    return hf_cluster_open(state, &(struct hf_cluster_options){.make = make}, &out->cluster, err);
}

void hf_store_close(struct hf_store *store)
{
    if (store->is_private)
        hf_cluster_close(&store->cluster);
}

void hf_store_conninfo(const struct hf_store *store, const char *role, const char *database,
                       char out[HF_PG_CONNINFO_MAX])
{
    if (store->is_private)
        hf_cluster_conninfo(&store->cluster, role, database, out);
    else
        snprintf(out, HF_PG_CONNINFO_MAX, "%s", store->given);
}
