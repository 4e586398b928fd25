/* SPDX-License-Identifier: Apache-2.0 */
/* Definitions for tests: read from a file, perhaps changed in one place, and compiled. */
#ifndef HF_TESTS_FLOW_FILE_H
#define HF_TESTS_FLOW_FILE_H

#include <stdio.h>
#include <stdlib.h>

#include "flow/calendar.h"
#include "flow/read.h"
#include "unit/unit.h"

enum { FLOW_ARENA = 64 << 20, FLOW_TEXT_MAX = 2 << 20 };

struct flow_file {
    struct hf_arena arena;

    const struct hf_flow *flow; /* NULL: refused */
    struct hf_findings findings;
    struct hf_err err;
    enum hf_rc rc;
};

/* A text may be freed by who knows that nothing points into it any more; else it stays to the end. */
static inline struct hf_str file_text(const char *path)
{
    static char *volatile kept[256];
    static size_t count;
    char *volatile *place = &kept[count++ % 256];
    *place = malloc(FLOW_TEXT_MAX);
    char *text = *place;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(text, 1, FLOW_TEXT_MAX, file);
    (void)fclose(file);
    return (struct hf_str){text, len};
}

/*
 * Writes a definition with one place changed: the value at `pointer` ("kinds/case/title") becomes `new`, or
 * is left out when `new` is NULL; a last step that is not there is added.
 */
static inline void put_changed(struct hf_buf *out, const struct hf_json *json, struct hf_str pointer,
                               const char *new);

static inline void put_changed_object(struct hf_buf *out, const struct hf_json *json, struct hf_str pointer,
                                      const char *new)
{
    struct hf_str step = hf_str_cut(&pointer, '/');
    bool here = pointer.at == NULL, found = false, first = true;
    for (size_t i = 0; i <= json->is.object.count; i++) {
        bool added = i == json->is.object.count;
        struct hf_str name = added ? step : json->is.object.member[i].name;
        bool hit = hf_str_eq(name, step);
        if (hit && here && new == NULL)
            found = true; /* left out, and not added at the end */
        if ((added && (found || !here)) || (hit && here && new == NULL))
            continue;
        struct hf_json key = hf_json_of_text(name);
        hf_buf_put_char(out, first ? ' ' : ',');
        hf_json_write(out, &key);
        hf_buf_put_char(out, ':');
        if (hit && here)
            hf_buf_put(out, hf_str_of(new));
        else if (hit)
            put_changed(out, &json->is.object.member[i].value, pointer, new);
        else
            hf_json_write(out, &json->is.object.member[i].value);
        found = found || hit;
        first = false;
    }
}

static inline void put_changed_list(struct hf_buf *out, const struct hf_json *json, struct hf_str pointer,
                                    const char *new)
{
    struct hf_str step = hf_str_cut(&pointer, '/');
    int64_t at = -1;
    assert_true(hf_str_i64(step, &at));
    for (size_t i = 0; i < json->is.list.count; i++) {
        hf_buf_put_char(out, i == 0 ? ' ' : ',');
        if ((int64_t)i == at && pointer.at == NULL)
            hf_buf_put(out, hf_str_of(new));
        else if ((int64_t)i == at)
            put_changed(out, &json->is.list.item[i], pointer, new);
        else
            hf_json_write(out, &json->is.list.item[i]);
    }
}

static inline void put_changed(struct hf_buf *out, const struct hf_json *json, struct hf_str pointer,
                               const char *new)
{
    bool object = json->kind == HF_JSON_OBJECT;
    assert_true(object || json->kind == HF_JSON_LIST);
    hf_buf_put_char(out, object ? '{' : '[');
    if (object)
        put_changed_object(out, json, pointer, new);
    else
        put_changed_list(out, json, pointer, new);
    hf_buf_put_char(out, object ? '}' : ']');
}

/* A changed copy in the arena. */
static inline struct hf_str changed(struct hf_arena *arena, struct hf_str text, const char *pointer,
                                    const char *new)
{
    struct hf_err err;
    struct hf_json json;
    struct hf_buf out = hf_buf_in(arena, text.len);
    assert_int_equal(hf_json_read(text, &hf_json_file_limits, arena, &json, &err), HF_OK);
    put_changed(&out, &json, hf_str_of(pointer), new);
    return hf_buf_str(&out);
}

static inline struct flow_file *flow_read_as(struct hf_str text, enum hf_flow_origin origin,
                                             const struct hf_flow *house)
{
    struct flow_file *f = calloc(1, sizeof *f);
    hf_arena_init(&f->arena, malloc(FLOW_ARENA), FLOW_ARENA);
    static const struct hf_calendars none = {NULL, 0};
    const struct hf_among among = {.calendars = &none};
    f->rc = origin == HF_FLOW_HOUSE
                ? hf_flow_read(text, origin, house, &f->arena, &f->flow, &f->findings, &f->err)
                : hf_flow_read_among(text, house, &among, &f->arena, &f->flow, &f->findings, &f->err);
    return f;
}

static inline struct flow_file *flow_read(struct hf_str text)
{
    return flow_read_as(text, HF_FLOW_PUBLISHED, NULL);
}

static inline void flow_free(struct flow_file *f)
{
    free(f->arena.at);
    free(f);
}

static inline void print_findings(const char *path, const struct flow_file *f)
{
    static char line[4096];
    for (size_t i = 0; i < f->findings.count; i++) {
        struct hf_buf out = HF_BUF(line);
        hf_finding_print(&f->findings.at[i], HF_EN, &out);
        print_message("%s:%.*s\n", path, HF_STR_ARG(hf_buf_str(&out)));
    }
    if (f->rc != HF_OK && f->findings.count == 0)
        print_error("%s: %s\n", path, f->err.where);
}

#endif
