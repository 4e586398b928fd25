/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a focal point stands in a thread, kept in a small file beside the request: TXN.thread. Each message
 * it makes takes the next number and names the one before, so that messages that cross, and answers made on
 * different days, do not fork the thread. The file holds the last message whole: it is kept first and handed
 * out then, so none is lost between.
 *
 *     {"court","issuer","last","prev","seen","seq","txn"}
 */
#ifndef HF_CLI_ANSWER_FILE_H
#define HF_CLI_ANSWER_FILE_H

#include "cli/cli.h"
#include "seal/set.h"

struct hf_answer_file {
    struct hf_str path;
    int lock; /* of its folder, while it is open */
    bool is_there;
    int64_t seq; /* of our last message; 0: none */
    struct hf_digest prev, seen;
    bool has_seen;
    struct hf_str last; /* the token of our last message */
};

/* Beside `request`, for this thread; nobody else opens it meanwhile. BAD_INPUT answer_file: it is another
 * thread's, or not of this form. */
enum hf_rc hf_answer_file_open(struct hf_cli *cli, struct hf_str request, struct hf_str txn,
                               struct hf_answer_file *out, struct hf_err *err);
/* The mark of the next message, which has seen `theirs`. */
struct hf_thread_mark hf_answer_file_next(struct hf_answer_file *file, const struct hf_digest *theirs);
/* The message is made: kept before it is handed out. */
enum hf_rc hf_answer_file_keep(struct hf_cli *cli, struct hf_answer_file *file, struct hf_str txn,
                               struct hf_hasher *hasher, struct hf_str token, struct hf_err *err);
void hf_answer_file_close(struct hf_answer_file *file);

#endif
