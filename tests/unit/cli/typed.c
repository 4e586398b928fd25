/* SPDX-License-Identifier: Apache-2.0 */
#include "typed.h"

#include <stdlib.h>

enum { WORDS_MAX = 32, ROOM = 128 * 1024 * 1024 };

static struct hf_arena *fresh_arena(void)
{
    static unsigned char *block;
    static struct hf_arena arena;
    if (block == NULL)
        block = malloc(ROOM);
    hf_arena_init(&arena, block, ROOM);
    return &arena;
}

static void plain_environment(void)
{
    unsetenv("LC_ALL");
    unsetenv("LC_MESSAGES");
    setenv("LANG", "C", 1);
    setenv("HOLDFAST_CONFIG", "/dev/null", 1);
}

struct hf_cli *fresh_cli(void)
{
    static struct hf_cli cli;
    cli = (struct hf_cli){.arena = fresh_arena(), .out = stdout, .messages = stderr};
    return &cli;
}

static int split(char *line, char **word)
{
    int count = 0;
    for (char *rest = line, *end; rest != NULL && *rest != '\0'; rest = end) {
        assert_true(count < WORDS_MAX);
        word[count++] = rest;
        end = strchr(rest, ' ');
        if (end != NULL)
            *end++ = '\0';
    }
    return count;
}

const struct typed *type_line(const char *line)
{
    plain_environment();
    return type_line_as_it_is(line);
}

const struct typed *type_line_as_it_is(const char *line)
{
    static struct typed said;
    static char *out, *messages;
    size_t out_len, messages_len;
    free(out);
    free(messages);
    struct hf_cli *cli = fresh_cli();
    cli->out = open_memstream(&out, &out_len);
    cli->messages = open_memstream(&messages, &messages_len);
    char *copy = strdup(line), *word[WORDS_MAX];
    said.code = hf_cli_main(cli, split(copy, word), word);
    fclose(cli->out);
    fclose(cli->messages);
    free(copy);
    said.out = (struct hf_str){out, out_len};
    said.messages = (struct hf_str){messages, messages_len};
    return &said;
}
