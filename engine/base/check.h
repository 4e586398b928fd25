/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Assertions that stay on: for what cannot happen unless the program is wrong.
 * What can happen (bad input, absent service) is a failure with hf_fail, never a check.
 */
#ifndef HF_BASE_CHECK_H
#define HF_BASE_CHECK_H

_Noreturn void hf_check_failed(const char *what, const char *file, int line);

#define HF_CHECK(what) ((what) ? (void)0 : hf_check_failed(#what, __FILE__, __LINE__))
#define HF_UNREACHABLE() hf_check_failed("unreachable", __FILE__, __LINE__)

#endif
