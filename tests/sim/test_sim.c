/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sim [FIRST [COUNT]]: runs seeds, by default sixty from 1 on, and prints what happened in them. The
 * trace of seed 1 is known: a build by another compiler, or on another machine, must come to the same. Where
 * the seed is even desks believe; there it is seed 2 that must come to the same twice.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/sim.h"

static const char known_trace[] = "a1fd8ac1d304b63d9e7d37266065477190dfa9fb08d788832a333106e7b68c85";

static bool is_known(const struct hf_digest *trace)
{
    char text[2 * HF_DIGEST_SIZE + 1] = {0};
    struct hf_buf out = {.at = text, .size = 2 * HF_DIGEST_SIZE};
    hf_hex_put(&out, trace->byte, sizeof trace->byte);
    if (strcmp(text, known_trace) == 0)
        return true;
    fprintf(stderr, "seed 1: the trace is %s, not %s; if bytes were changed on purpose, write it here\n",
            text, known_trace);
    return false;
}

int main(int argc, char **argv)
{
    uint64_t first = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    uint64_t count = argc > 2 ? strtoull(argv[2], NULL, 10) : argc > 1 ? 1 : 60;
    struct sim *sim = malloc(sizeof *sim);
    size_t answers = 0, notices = 0, set_asides = 0, kills = 0, lost = 0;
    bool same = true;
    if (sim == NULL)
        return 1;
    for (uint64_t seed = first; seed < first + count; seed++) {
        struct hf_digest trace, again;
        sim_run(sim, seed, &trace);
        answers += sim->answers;
        notices += sim->notices;
        set_asides += sim->set_asides;
        kills += sim->kills;
        lost += sim->lost;
        if (seed <= 2) {
            sim_run(sim, seed, &again);
            sim_demand(sim, hf_digest_eq(&trace, &again), "the same seed gave another trace");
        }
        same = same && (seed != 1 || is_known(&trace));
    }
    printf("%" PRIu64 " seeds: %zu notices, %zu answers (%zu set aside), %zu desks killed, %zu tries lost\n",
           count, notices, answers, set_asides, kills, lost);
    free(sim);
    return same && notices > 0 ? 0 : 1;
}
