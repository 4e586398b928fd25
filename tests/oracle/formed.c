/* SPDX-License-Identifier: Apache-2.0 */
#include "oracle/formed.h"

#include "flow/read.h"

static struct hf_str definition(const struct hf_json *schema, const struct hf_json *types,
                                struct hf_arena *arena)
{
    struct hf_buf out = hf_buf_in(arena, 4096);
    hf_buf_put(&out,
               HF_STR("{\"format\":1,\"workflow\":\"formed\",\"version\":1,\"languages\":[\"en\"],"
                      "\"title\":{\"en\":\"F\"},\"acts\":{},\"bases\":{\"b\":{\"practice\":{\"en\":\"B\"}}},"
                      "\"sides\":{\"s\":{\"en\":\"S\"}},"
                      "\"roles\":{\"r\":{\"side\":\"s\",\"title\":{\"en\":\"R\"}}},"
                      "\"stages\":[],\"templates\":{},\"types\":"));
    if (types == NULL)
        hf_buf_put(&out, HF_STR("{}"));
    else
        hf_json_write(&out, types);
    hf_buf_put(
        &out, HF_STR(",\"kinds\":{\"k\":{\"root\":true,\"title\":{\"en\":\"K\"},\"events\":{"
                     "\"e\":{\"title\":{\"en\":\"E\"},\"by\":[\"r\"],\"basis\":[\"b\"],\"payload\":{\"x\":"));
    hf_json_write(&out, schema);
    hf_buf_put(&out,
               HF_STR("}}},\"begin\":{\"e\":[{\"to\":\"s\"}]},\"states\":{\"s\":{\"title\":{\"en\":\"S\"},"
                      "\"end\":\"neutral\"}}}}}"));
    return hf_buf_str(&out);
}

static bool taken(const struct hf_flow *flow, struct hf_str text, struct hf_arena *arena)
{
    const struct hf_shape *shape = flow->kind[0].event[0].payload->member[0].shape;
    struct hf_json value;
    struct hf_err err;
    return hf_json_read(text, &hf_json_payload_limits, arena, &value, &err) == HF_OK &&
           hf_shape_validate(flow, shape, &value, HF_STR("x"), arena, &err) == HF_OK;
}

const struct hf_flow *formed_read(const struct hf_json *schema, const struct hf_json *types,
                                  struct hf_arena *arena, struct hf_err *err)
{
    struct hf_findings findings = {.at = NULL};
    const struct hf_flow *flow = NULL;
    struct hf_str text = definition(schema, types, arena);
    if (hf_flow_read(text, HF_FLOW_HOUSE, NULL, arena, &flow, &findings, err) != HF_OK && findings.count > 0)
        (void)hf_fail(err, findings.at[0].word, findings.at[0].pointer, HF_STR_NONE, HF_STR_NONE);
    return flow;
}

void formed_answer(const struct hf_json *asked, struct hf_arena *arena, struct hf_buf *out)
{
    const struct hf_json *values = HF_JSON_GET(asked, "values");
    struct hf_err err;
    const struct hf_flow *flow =
        formed_read(HF_JSON_GET(asked, "schema"), HF_JSON_GET(asked, "types"), arena, &err);
    if (flow == NULL) {
        hf_buf_put(out, HF_STR("! "));
        hf_buf_put(out, hf_err_code(&err));
        return;
    }
    hf_buf_put(out, HF_STR("= "));
    for (size_t i = 0; values != NULL && i < values->is.list.count; i++)
        hf_buf_put_char(out, taken(flow, values->is.list.item[i].is.text, arena) ? '1' : '0');
}
