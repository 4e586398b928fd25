/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/media.h"

struct hf_str hf_media_type(struct hf_str given, struct hf_str path)
{
    static const struct {
        struct hf_str ending, type;
    } types[] = {
        {HF_STR_INIT(".txt"), HF_STR_INIT("text/plain")},
        {HF_STR_INIT(".pdf"), HF_STR_INIT("application/pdf")},
        {HF_STR_INIT(".csv"), HF_STR_INIT("text/csv")},
        {HF_STR_INIT(".json"), HF_STR_INIT("application/json")},
        {HF_STR_INIT(".ndjson"), HF_STR_INIT("application/x-ndjson")},
        {HF_STR_INIT(".xml"), HF_STR_INIT("application/xml")},
        {HF_STR_INIT(".png"), HF_STR_INIT("image/png")},
        {HF_STR_INIT(".jpg"), HF_STR_INIT("image/jpeg")},
    };
    for (size_t i = 0; given.len == 0 && i < sizeof types / sizeof types[0]; i++)
        if (hf_str_ends(path, types[i].ending))
            return types[i].type;
    return given.len > 0 ? given : HF_STR("application/octet-stream");
}

struct hf_str hf_file_name(struct hf_str path)
{
    struct hf_str rest = path, name = path;
    while (rest.at != NULL && rest.len > 0) {
        hf_str_cut(&rest, '/');
        name = rest.at != NULL && rest.len > 0 ? rest : name;
    }
    return name;
}
