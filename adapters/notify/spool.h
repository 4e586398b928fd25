/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The courier for addresses "spool:BOX": each notice becomes a file of the box (notify/box.h), byte for byte,
 * under a name that reveals nothing. Written is handed over: that it arrived, the other side's receipt says.
 */
#ifndef HF_NOTIFY_SPOOL_H
#define HF_NOTIFY_SPOOL_H

#include "desk/ports.h"

struct hf_spool_setup {
    const char *folder; /* lives as long as the courier */
    struct hf_clock_port clock;
    size_t room; /* parcels it holds until they are asked for; 0: 64 */
};

/* FAILED no_memory. A folder that is not there is no failure: what is sent then is tried again. */
enum hf_rc hf_spool_open(const struct hf_spool_setup *setup, struct hf_courier *out, struct hf_err *err);

#endif
