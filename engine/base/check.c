/* SPDX-License-Identifier: Apache-2.0 */
#include "base/check.h"

#include <assert.h>

/* glibc's reporter names the place on stderr and aborts; it is the last thing the process does. */
_Noreturn void hf_check_failed(const char *what, const char *file, int line)
{
    __assert_fail(what, file, (unsigned)line, "HF_CHECK");
}
