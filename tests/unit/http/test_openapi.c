/* SPDX-License-Identifier: Apache-2.0 */
/* The description says what the table says. */
#include "http/openapi.h"

#include "http/routes.h"
#include "record/json.h"
#include "unit/unit.h"

static unsigned char block[8 << 20];
static char text[64 * 1024];

static struct hf_json describe(struct hf_routes routes, enum hf_lang lang, struct hf_arena *arena)
{
    struct hf_buf out = HF_BUF(text);
    struct hf_json json;
    struct hf_err err;
    hf_openapi_put(routes, lang, &out);
    assert_false(out.full);
    hf_arena_init(arena, block, sizeof block);
    assert_int_equal(hf_json_read(hf_buf_str(&out), &hf_json_file_limits, arena, &json, &err), HF_OK);
    return json;
}

static const struct hf_json *at(const struct hf_json *json, const char *const *path)
{
    for (; *path != NULL; path++) {
        json = hf_json_get(json, hf_str_of(*path));
        assert_non_null(json);
    }
    return json;
}
#define AT(json, ...) at((json), (const char *const[]){__VA_ARGS__, NULL})

static void lower(const char *word, char *out)
{
    for (; *word != '\0'; word++)
        *out++ = (char)(*word | 0x20);
    *out = '\0';
}

/* Without the dots of "{issuer...}". */
static void as_described(const char *path, char *out)
{
    for (; *path != '\0'; path++)
        if (strncmp(path, "...}", 4) != 0 && strncmp(path, "..}", 3) != 0 && strncmp(path, ".}", 2) != 0)
            *out++ = *path;
    *out = '\0';
}

static void every_route_stands_in_it(void **state)
{
    (void)state;
    struct hf_arena arena;
    struct hf_json json = describe(hf_office_routes, HF_FR, &arena);
    assert_str(AT(&json, "openapi")->is.text, "3.1.0");
    size_t described = 0;
    for (size_t i = 0; i < AT(&json, "paths")->is.object.count; i++)
        described += AT(&json, "paths")->is.object.member[i].value.is.object.count;
    assert_int_equal(described, hf_office_routes.count);
    for (size_t i = 0; i < hf_office_routes.count; i++) {
        const struct hf_route *route = &hf_office_routes.route[i];
        char method[16], path[128];
        lower(route->method, method);
        as_described(route->path, path);
        assert_true(hf_str_eq(AT(&json, "paths", path, method, "summary")->is.text, route->title[HF_FR]));
    }
}

static void what_a_path_and_a_query_may_name_is_described(void **state)
{
    (void)state;
    struct hf_arena arena;
    struct hf_json json = describe(hf_office_routes, HF_EN, &arena);
    const struct hf_json *poll = AT(&json, "paths", "/v1/poll/{stream}", "post");
    const struct hf_json *named = &AT(poll, "parameters")->is.list.item[0];
    assert_str(AT(named, "name")->is.text, "stream");
    assert_str(AT(named, "in")->is.text, "path");
    AT(poll, "responses", "401", "description");
    AT(poll, "responses", "400", "content", "application/json");
    assert_int_equal(AT(poll, "security")->is.list.count, 2);
    named = &AT(&json, "paths", "/v1/streams", "get", "parameters")->is.list.item[0];
    assert_str(AT(named, "name")->is.text, "stream_id");
    assert_str(AT(named, "in")->is.text, "query");
    AT(&json, "paths", "/.well-known/ssf-configuration/{issuer}", "get");
    assert_null(HF_JSON_GET(AT(&json, "paths", "/livez", "get"), "security"));
}

static void the_set_endpoint_is_described_as_rfc_8935_has_it(void **state)
{
    (void)state;
    struct hf_arena arena;
    struct hf_json json = describe(hf_office_routes, HF_EN, &arena);
    const struct hf_json *post = AT(&json, "paths", "/v1/sets", "post");
    AT(post, "requestBody", "content", "application/secevent+jwt", "schema");
    assert_null(HF_JSON_GET(AT(post, "responses", "202"), "content"));
    assert_str(AT(post, "responses", "400", "content", "application/json", "schema", "$ref")->is.text,
               "#/components/schemas/SetError");
    AT(post, "responses", "413", "description");
    AT(&json, "components", "schemas", "SetError", "properties", "err");
}

static void methods_of_one_path_stand_together(void **state)
{
    (void)state;
    static const struct hf_route routes[] = {
        {.method = "GET", .path = "/a", .status = 200, .title = {HF_STR_INIT("x"), HF_STR_INIT("x")}},
        {.method = "GET", .path = "/b", .status = 200, .title = {HF_STR_INIT("y"), HF_STR_INIT("y")}},
        {.method = "POST", .path = "/a", .status = 202, .title = {HF_STR_INIT("z"), HF_STR_INIT("z")}},
    };
    struct hf_arena arena;
    struct hf_json json = describe((struct hf_routes){routes, 3}, HF_EN, &arena);
    assert_int_equal(AT(&json, "paths")->is.object.count, 2);
    assert_int_equal(AT(&json, "paths", "/a")->is.object.count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_stands_in_it),
        cmocka_unit_test(what_a_path_and_a_query_may_name_is_described),
        cmocka_unit_test(the_set_endpoint_is_described_as_rfc_8935_has_it),
        cmocka_unit_test(methods_of_one_path_stand_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
