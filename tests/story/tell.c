/* SPDX-License-Identifier: Apache-2.0 */
/* tell FILE: tells one story on the stage in memory; says where it did not hold. */
#include <stdio.h>
#include <stdlib.h>

#include "story/stage.h"

enum { STORY_MAX = 1 << 20, ARENA_SIZE = 64 << 20 };

static struct hf_str read_story(struct hf_arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = HF_NEW(arena, char, STORY_MAX);
    if (file == NULL) {
        perror(path);
        exit(2);
    }
    size_t len = fread(text, 1, STORY_MAX, file);
    fclose(file);
    return (struct hf_str){text, len};
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

int main(int argc, char **argv)
{
    struct hf_arena arena;
    struct hf_err err;
    if (argc != 2)
        return fprintf(stderr, "tell FILE\n"), 2;
    hf_arena_init(&arena, malloc(ARENA_SIZE), ARENA_SIZE);
    struct stage *stage = stage_new("tests/story");
    struct hf_str text = read_story(&arena, argv[1]);
    enum hf_rc rc = hf_story_run(stage_port(stage), hf_str_of(base_name(argv[1])), text, &arena, &err);
    if (rc != HF_OK) {
        struct hf_buf out = hf_buf_in(&arena, 4096);
        hf_err_print(&err, HF_EN, &out);
        fprintf(stderr, "%.*s\n", HF_STR_ARG(hf_buf_str(&out)));
    }
    stage_free(stage);
    free(arena.at);
    return (int)rc;
}
