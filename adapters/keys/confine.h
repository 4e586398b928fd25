/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HF_KEYS_CONFINE_H
#define HF_KEYS_CONFINE_H

#include <stdbool.h>

/*
 * From here on, for this thread and all it starts: no new socket, no connection, no address, no other
 * program, no tracing of others or of this one, no core dump. What is asked for all the same fails with
 * EPERM. False: the system does not know how; errno says why.
 */
bool hf_confine(void);

#endif
