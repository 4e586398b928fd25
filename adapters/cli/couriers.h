/* SPDX-License-Identifier: Apache-2.0 */
/* The table of couriers by the scheme of an address, opened as one (notify/ways.h). */
#ifndef HF_CLI_COURIERS_H
#define HF_CLI_COURIERS_H

#include "cli/cli.h"
#include "desk/ports.h"
#include "host/log.h"

/* What a courier is opened with. What it keeps of this must live as long as it does. */
struct hf_couriers_setup {
    struct hf_cli *cli; /* its arena and settings */
    struct hf_clock_port clock;
};

/* As the settings say; `stop` of the port ends them all. Errors: those of the couriers; then none is open. */
enum hf_rc hf_couriers_open(const struct hf_couriers_setup *setup, struct hf_courier *out,
                            struct hf_err *err);

#endif
