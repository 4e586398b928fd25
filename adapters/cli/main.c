/* SPDX-License-Identifier: Apache-2.0 */
/* The program: memory, streams and terminal for one run. */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cli/cli.h"

/* Address space that limits on input cannot exhaust; only pages that are touched cost memory. */
static bool reserve(struct hf_arena *arena)
{
    for (size_t size = (size_t)4 << 30; size >= (size_t)64 << 20; size /= 2) {
        void *block =
            mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (block == MAP_FAILED)
            continue;
        hf_arena_init(arena, block, size);
        return true;
    }
    return false;
}

static size_t terminal_width(void)
{
    struct winsize window;
    if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) != 0)
        return 0;
    return window.ws_col;
}

int main(int argc, char **argv)
{
    struct hf_arena arena;
    if (!reserve(&arena)) {
        (void)fputs("holdfast: not enough memory to begin\n", stderr);
        return HF_FAILED;
    }
    const char *plain = getenv("NO_COLOR");
    struct hf_cli cli = {
        .out = stdout,
        .messages = stderr,
        .arena = &arena,
        .width = terminal_width(),
        .colour = isatty(STDOUT_FILENO) != 0 && (plain == NULL || plain[0] == '\0'),
    };
    return hf_cli_main(&cli, argc > 0 ? argc - 1 : 0, argc > 0 ? argv + 1 : argv);
}
