/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dice port: the kernel's random bytes.
 *
 * hf_host_dice asks the kernel at every throw. Who throws often opens dice of their own, one per thread: they
 * draw a page at once and give it out piece by piece. What is drawn and not yet thrown lies in memory that is
 * neither swapped out nor dumped, where the system lets it, and that a forked child finds empty; what is
 * thrown is wiped from it.
 */
#ifndef HF_HOST_DICE_H
#define HF_HOST_DICE_H

#include "desk/ports.h"

struct hf_dice hf_host_dice(void);

/* Where the kernel has no such memory to give (before Linux 4.14), the same as hf_host_dice. */
struct hf_dice hf_host_dice_open(void);
/* Wipes them; dice that are all zero, or closed before, stay as they are. */
void hf_host_dice_close(struct hf_dice *dice);

#endif
