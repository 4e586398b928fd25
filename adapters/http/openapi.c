/* SPDX-License-Identifier: Apache-2.0 */
/* Written straight from the table, so that it cannot say what the server does not do. */
#include "http/openapi.h"

#include "record/json.h"

enum { PATH_MAX_LEN = 128 };

static const char head[] =
    "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Holdfast\",\"version\":\"1\"},\"paths\":{";

static const char schemas[] =
    "},\"components\":{\"schemas\":{"
    "\"Problem\":{\"type\":\"object\",\"required\":[\"type\",\"title\",\"status\",\"code\",\"detail\"],"
    "\"properties\":{\"type\":{\"type\":\"string\",\"format\":\"uri\"},\"title\":{\"type\":\"string\"},"
    "\"status\":{\"type\":\"integer\"},\"code\":{\"type\":\"string\"},\"detail\":{\"type\":\"string\"},"
    "\"where\":{\"type\":\"string\"},\"details\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}},"
    "\"SetError\":{\"type\":\"object\",\"required\":[\"err\",\"description\"],"
    "\"properties\":{\"err\":{\"type\":\"string\",\"enum\":[\"invalid_request\",\"invalid_key\","
    "\"invalid_issuer\",\"invalid_audience\",\"authentication_failed\",\"access_denied\"]},"
    "\"description\":{\"type\":\"string\"}}}},\"securitySchemes\":{"
    "\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"},\"certificate\":{\"type\":\"mutualTLS\"}}}}\n";

/* Which answers each manner of refusing adds; the texts are those of the status. */
static const struct {
    enum hf_manner manner;
    unsigned status;
    const char *type, *schema; /* schema NULL: a plain text */
} refusals[] = {
    {HF_PROBLEMS, 405, "application/problem+json", "Problem"},
    {HF_POLL_ERRORS, 400, "application/json", "SetError"},
    {HF_POLL_ERRORS, 404, "text/plain", NULL},
    {HF_POLL_ERRORS, 405, "text/plain", NULL},
    {HF_POLL_ERRORS, 413, "text/plain", NULL},
    {HF_POLL_ERRORS, 415, "text/plain", NULL},
    {HF_POLL_ERRORS, 503, "text/plain", NULL},
    {HF_PROBLEMS, 503, "application/problem+json", "Problem"},
    {HF_SET_ERRORS, 400, "application/json", "SetError"},
    {HF_SET_ERRORS, 405, "text/plain", NULL},
    {HF_SET_ERRORS, 413, "text/plain", NULL},
    {HF_SET_ERRORS, 415, "text/plain", NULL},
    {HF_SET_ERRORS, 503, "text/plain", NULL},
};

static void put_text(struct hf_buf *out, const char *text)
{
    hf_buf_put(out, hf_str_of(text));
}

/* "text/plain; charset=utf-8" without its parameters. */
static void put_content(struct hf_buf *out, struct hf_str type, const char *schema)
{
    put_text(out, ",\"content\":{");
    hf_json_put_text(out, hf_str_cut(&type, ';'));
    put_text(out, ":{\"schema\":{");
    put_text(out, schema != NULL ? "\"$ref\":\"#/components/schemas/" : "\"type\":\"string");
    put_text(out, schema != NULL ? schema : "");
    put_text(out, "\"}}}");
}

static void put_status(struct hf_buf *out, unsigned status, struct hf_str title)
{
    hf_buf_put_char(out, '"');
    hf_buf_put_i64(out, status);
    put_text(out, "\":{\"description\":");
    hf_json_put_text(out, title);
}

static void put_good(struct hf_buf *out, const struct hf_route *route, enum hf_lang lang)
{
    struct hf_str type = route->gives;
    put_status(out, route->status, route->title[lang]);
    if (hf_str_ends(hf_str_cut(&type, ';'), HF_STR("json"))) {
        put_text(out, ",\"content\":{");
        hf_json_put_text(out, route->gives);
        put_text(out, ":{\"schema\":{\"type\":\"object\"}}}");
    } else if (route->gives.len > 0)
        put_content(out, route->gives, NULL);
    hf_buf_put_char(out, '}');
}

/* "{stream}" and, at the end, "{issuer...}": as OpenAPI writes them, without the dots. */
static struct hf_str path_of(const struct hf_route *route, char *room, size_t size)
{
    struct hf_buf out = {.at = room, .size = size};
    for (struct hf_str rest = hf_str_of(route->path); rest.len > 0;) {
        if (hf_str_begins(rest, HF_STR("...}")))
            rest = hf_str_part(rest, 3, rest.len);
        hf_buf_put_char(&out, rest.at[0]);
        rest = hf_str_part(rest, 1, rest.len);
    }
    return hf_buf_str(&out);
}

static void put_parameter(struct hf_buf *out, char before, struct hf_str name, bool in_path)
{
    hf_buf_put_char(out, before);
    put_text(out, "{\"name\":");
    hf_json_put_text(out, name);
    put_text(out, in_path ? ",\"in\":\"path\",\"required\":true" : ",\"in\":\"query\"");
    put_text(out, ",\"schema\":{\"type\":\"string\"}}");
}

static void put_parameters(struct hf_buf *out, const struct hf_route *route)
{
    char room[PATH_MAX_LEN], before = '[';
    struct hf_str rest = path_of(route, room, sizeof room);
    put_text(out, ",\"parameters\":");
    for ((void)hf_str_cut(&rest, '{'); rest.len > 0; (void)hf_str_cut(&rest, '{')) {
        put_parameter(out, before, hf_str_cut(&rest, '}'), true);
        before = ',';
    }
    if (route->query != NULL)
        put_parameter(out, before, hf_str_of(route->query), false);
    put_text(out, "]");
}

/* Those who must be known may not be, or not for this. */
static void put_unknown(struct hf_buf *out, const struct hf_route *route, enum hf_lang lang)
{
    static const unsigned statuses[] = {401, 403};
    for (size_t i = 0; route->scope != NULL && i < sizeof statuses / sizeof statuses[0]; i++) {
        hf_buf_put_char(out, ',');
        put_status(out, statuses[i], hf_status_title(statuses[i], lang));
        hf_buf_put_char(out, '}');
    }
}

static void put_operation(struct hf_buf *out, const struct hf_route *route, enum hf_lang lang)
{
    hf_buf_put_char(out, '"');
    for (const char *letter = route->method; *letter != '\0'; letter++)
        hf_buf_put_char(out, (char)(*letter | 0x20));
    put_text(out, "\":{\"summary\":");
    hf_json_put_text(out, route->title[lang]);
    if (route->query != NULL || strchr(route->path, '{') != NULL)
        put_parameters(out, route);
    if (route->scope != NULL)
        put_text(out, ",\"security\":[{\"token\":[]},{\"certificate\":[]}]");
    if (route->takes.len > 0) {
        put_text(out, ",\"requestBody\":{\"required\":true");
        put_content(out, route->takes, NULL);
        hf_buf_put_char(out, '}');
    }
    put_text(out, ",\"responses\":{");
    put_good(out, route, lang);
    put_unknown(out, route, lang);
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        if (refusals[i].manner != route->manner)
            continue;
        hf_buf_put_char(out, ',');
        put_status(out, refusals[i].status, hf_status_title(refusals[i].status, lang));
        put_content(out, hf_str_of(refusals[i].type), refusals[i].schema);
        hf_buf_put_char(out, '}');
    }
    put_text(out, "}}");
}

static bool seen_before(struct hf_routes routes, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(routes.route[i].path, routes.route[index].path) == 0)
            return true;
    return false;
}

void hf_openapi_put(struct hf_routes routes, enum hf_lang lang, struct hf_buf *out)
{
    put_text(out, head);
    for (size_t i = 0; i < routes.count; i++) {
        if (seen_before(routes, i))
            continue;
        if (i > 0)
            hf_buf_put_char(out, ',');
        char room[PATH_MAX_LEN];
        hf_json_put_text(out, path_of(&routes.route[i], room, sizeof room));
        for (size_t k = i; k < routes.count; k++) {
            if (strcmp(routes.route[k].path, routes.route[i].path) != 0)
                continue;
            hf_buf_put_char(out, k == i ? ':' : ',');
            if (k == i)
                hf_buf_put_char(out, '{');
            put_operation(out, &routes.route[k], lang);
        }
        hf_buf_put_char(out, '}');
    }
    put_text(out, schemas);
}
