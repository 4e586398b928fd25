/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A focal point's own office, as a State might write it: takes our notices after verifying them against our
 * published keys, signs a receipt for each, and answers by a script. It touches neither network nor file;
 * cmd_receive.c does.
 *
 * The script:
 *
 *     {"answers": [{"on": "request-sent", "nth": 1, "after": "24h", "status": "acknowledged",
 *                   "content": {"officer": "Desk 4"}}, ...]}
 *
 * `on` is the name of the notice's event; `nth` the how-manieth of that name (absent: each one); `after`
 * counts from its receipt by the clock that the office is given; `content` is the answer's members. In it
 * "@today" and
 * "@+2y" stand for dates counted from the day of the answer.
 */
#ifndef HF_CLI_FOCAL_H
#define HF_CLI_FOCAL_H

#include "cli/answering.h"

struct hf_focal;
/* Everything taken lives as long as the speaker's arena. BAD_INPUT focal_script, and what the gate refuses;
 * an empty script answers nothing. */
enum hf_rc hf_focal_open(const struct hf_speaker *setup, struct hf_str script, struct hf_focal **out,
                         struct hf_err *err);

/* The keys in a JWK set as it was got. BAD_INPUT key_malformed and others. */
enum { HF_FOCAL_KEYS = 8 };
enum hf_rc hf_focal_keys(struct hf_str jwks, struct hf_arena *arena, struct hf_public keys[HF_FOCAL_KEYS],
                         size_t *count, struct hf_err *err);

/*
 * A notice: verified, its receipt and answers put into the diary. One that was taken before is taken again
 * and nothing follows; *again says so. UNVERIFIED and BAD_INPUT as seal/token.h and seal/set.h say.
 */
enum hf_rc hf_focal_take(struct hf_focal *focal, struct hf_str compact, const struct hf_public *keys,
                         size_t count, int64_t now_ms, bool *again, struct hf_err *err);

/* The next message that is due, signed; the same one until it is sent. False: none. */
bool hf_focal_next(struct hf_focal *focal, int64_t now_ms, struct hf_str *token);
void hf_focal_sent(struct hf_focal *focal);
/* After a pause: a message that this office sent before; its place in the thread is known again. */
enum hf_rc hf_focal_recall(struct hf_focal *focal, struct hf_str compact, struct hf_err *err);

#endif
