/* SPDX-License-Identifier: Apache-2.0 */
/* The dice port: the kernel's random bytes. */
#ifndef HF_HOST_DICE_H
#define HF_HOST_DICE_H

#include "desk/ports.h"

struct hf_dice hf_host_dice(void);

#endif
