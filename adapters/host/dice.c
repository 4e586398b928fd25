/* SPDX-License-Identifier: Apache-2.0 */
#include "host/dice.h"

#include <errno.h>
#include <sys/random.h>

#include "base/check.h"

static void fill(void *self, void *out, size_t size)
{
    unsigned char *at = out;
    (void)self;
    while (size > 0) {
        ssize_t got = getrandom(at, size, 0);
        HF_CHECK(got > 0 || errno == EINTR);
        if (got > 0) {
            at += got;
            size -= (size_t)got;
        }
    }
}

struct hf_dice hf_host_dice(void)
{
    return (struct hf_dice){.fill = fill};
}
