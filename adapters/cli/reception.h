/* SPDX-License-Identifier: Apache-2.0 */
/* Of what `serve` runs the part that machines of other authorities meet: a desk behind a counter, and what
 * waits there to be fetched. */
#ifndef HF_CLI_RECEPTION_H
#define HF_CLI_RECEPTION_H

#include "cli/session.h"
#include "host/counter.h"
#include "http/poll.h"

struct hf_reception {
    struct hf_seat seat;
    struct hf_polls *polls;     /* NULL: not open */
    struct hf_counter *counter; /* NULL: not open */
};

/* As the settings of `cli` say; zeroed before. On failure what is open is for hf_reception_close. */
enum hf_rc hf_reception_open(struct hf_cli *cli, const struct hf_store *store, struct hf_reception *out,
                             struct hf_err *err);
/* What the office takes from it. */
enum hf_rc hf_reception_fill(struct hf_reception *reception, struct hf_office *office, struct hf_err *err);
/* Something may be there to be fetched: any thread, until the stop. */
void hf_reception_wake(void *reception);
/* Sends away all that wait; whoever comes later is told so. */
void hf_reception_stop(struct hf_reception *reception);
void hf_reception_close(struct hf_reception *reception);

#endif
