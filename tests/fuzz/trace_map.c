/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever the bytes, a column map is read or refused, and what is read borrows from the text. */
#include "base/check.h"
#include "trace/map.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_str text = {(const char *)data, size};
    struct hf_trace_map map;
    struct hf_err err;
    if (hf_trace_map_read(text, &map, &err) != HF_OK)
        return 0;
    for (unsigned i = 0; i < HF_TRACE_COLUMNS; i++)
        if (map.given[i].len > 0)
            HF_CHECK(map.given[i].at >= text.at && map.given[i].at + map.given[i].len <= text.at + text.len);
    return 0;
}
