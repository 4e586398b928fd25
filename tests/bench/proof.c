/* SPDX-License-Identifier: Apache-2.0 */
/*
 * proof VERIFIER [PART...]: what proofs cost, a figure a line: name, value, unit, and what is demanded of it.
 * Without a database: the log is one of hashes. VERIFIER is holdfast-verify, which is run on what was made.
 * Fails when something does not hold, unless BENCH_JUDGE is 0.
 */
#include <string.h>

#include "bench/proof_figures.h"

#define ROOM ((size_t)1 << 29)

static const struct {
    const char *name;
    void (*run)(struct proof_bench *b);
} parts[] = {{"tree", bench_tree}, {"tiles", bench_tiles}, {"heads", bench_heads}};

static bool is_asked(int argc, char **argv, const char *name)
{
    for (int i = 2; i < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return true;
    return argc == 2;
}

int main(int argc, char **argv)
{
    static struct proof_bench bench;
    if (argc < 2)
        return 2;
    bench_begin(&bench, argv[1], ROOM);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (is_asked(argc, argv, parts[i].name)) {
            hf_arena_reset(&bench.arena, 0);
            parts[i].run(&bench);
        }
    return bench_end(&bench);
}
