/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program under test in a state directory of its own: made, served, killed, served again. All of it is
 * gone when this process exits, whatever the reason.
 */
#ifndef HF_TESTS_CRASH_OFFICE_H
#define HF_TESTS_CRASH_OFFICE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct office {
    const char *program;
    char room[64];                            /* removed at the end */
    char state[96], key[96], certificate[96]; /* in it */
    char listen[64];                          /* the same address after each start */
    pid_t pid;                                /* of `serve`; 0: none */
};

/* One per process. What fails here ends the process, loudly. */
void office_make(struct office *office, const char *program);

/* `holdfast WORDS...`: its exit code; what it says goes to room/said. */
int office_run(const struct office *office, const char *const words[]);
void office_must(const struct office *office, const char *const words[]);
void office_write(const struct office *office, const char *name, const char *text);

void office_serve(struct office *office); /* returns when it has told its address */
void office_kill(struct office *office);  /* kill -9 */
bool office_kill_database(const struct office *office);
int office_stop(struct office *office); /* SIGTERM: the exit code */

/* One of so many; the same dice, the same throws. */
uint32_t chance(uint64_t *dice, uint32_t below);
void pause_ms(int64_t ms);
int64_t now_ms(void); /* steady */

_Noreturn void give_up(const char *what, const char *why);

#endif
