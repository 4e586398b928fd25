/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A clean stop: SIGTERM and SIGINT are held back from every thread and waited for by one. Call begin before
 * any thread is started. A second signal ends the program at once.
 */
#ifndef HF_HOST_SIGNALS_H
#define HF_HOST_SIGNALS_H

#include <stdbool.h>
#include <stdint.h>

void hf_signals_begin(void); /* SIGPIPE is ignored as well */
/* Waits for at most wait_ms (negative: for ever); did somebody ask to stop? From then on nothing is held
 * back. */
bool hf_signals_wait(int64_t wait_ms);

#endif
