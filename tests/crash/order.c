/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crash_order FILE COUNT: are the notices of FILE, a line each as a receiver kept them, so many different
 * ones, each the same bytes however often it came, and did those of each thread come first in their order?
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "seal/set.h"
#include "seal/token.h"

enum { LINE = 1 << 16, ARENA = 1 << 20, SEEN_MAX = 1 << 20 };

struct seen {
    struct hf_id jti;
    struct hf_digest digest;
};
struct thread {
    struct hf_id id;
    int64_t seq; /* the last that came first */
};

static struct seen seen[SEEN_MAX];     /* open addressing by jti */
static struct thread thread[SEEN_MAX]; /* by id */
static size_t different, again;

static _Noreturn void give_up(const char *what, const char *line)
{
    fprintf(stderr, "not so: %s: %.60s\n", what, line);
    exit(1);
}

static size_t place_of(const struct hf_id *id)
{
    uint64_t word[2];
    memcpy(word, id->byte, sizeof word);
    return (size_t)((word[0] ^ word[1]) * UINT64_C(0x9E3779B97F4A7C15) >> 44) % SEEN_MAX;
}

/* True: it came for the first time. */
static bool is_new(const struct hf_id *jti, const struct hf_digest *digest, const char *line)
{
    size_t at = place_of(jti);
    for (; !hf_id_is_zero(&seen[at].jti) && !hf_id_eq(&seen[at].jti, jti); at = (at + 1) % SEEN_MAX)
        ;
    bool fresh = hf_id_is_zero(&seen[at].jti);
    if (!fresh && !hf_digest_eq(&seen[at].digest, digest))
        give_up("a notice is the same bytes each time", line);
    seen[at] = (struct seen){*jti, *digest};
    return fresh;
}

static void check_order(const struct hf_id *id, int64_t seq, const char *line)
{
    size_t at = place_of(id);
    for (; !hf_id_is_zero(&thread[at].id) && !hf_id_eq(&thread[at].id, id); at = (at + 1) % SEEN_MAX)
        ;
    thread[at].id = *id;
    if (seq != thread[at].seq + 1)
        give_up("a thread's notices come in their order", line);
    thread[at].seq = seq;
}

static void check(struct hf_hasher *hasher, const char *line)
{
    static unsigned char block[ARENA];
    struct hf_arena arena;
    struct hf_token token;
    struct hf_set set;
    struct hf_thread_mark mark;
    struct hf_err err;
    struct hf_id jti, txn;
    struct hf_digest digest;
    hf_arena_init(&arena, block, sizeof block);
    if (hf_token_read(&arena, hf_str_of(line), &token, &err) != HF_OK ||
        hf_set_read(&arena, token.payload, &set, &err) != HF_OK || !hf_id_read_uuid(set.jti, &jti) ||
        !hf_id_read(set.txn, &txn) || hf_thread_mark_read(&set.content, &mark, &err) != HF_OK)
        give_up("what comes is a notice", line);
    hf_token_digest(hasher, hf_str_of(line), &digest);
    if (!is_new(&jti, &digest, line)) {
        again++;
        return;
    }
    different++;
    check_order(&txn, mark.seq, line);
}

int main(int argc, char *argv[])
{
    static char line[LINE];
    struct hf_hasher hasher;
    FILE *file = argc == 3 ? fopen(argv[1], "re") : NULL;
    if (file == NULL) {
        fputs("crash_order FILE COUNT\n", stderr);
        return 2;
    }
    hf_hasher_init(&hasher);
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        check(&hasher, line);
    }
    fclose(file);
    hf_hasher_done(&hasher);
    if (different != strtoul(argv[2], NULL, 10))
        give_up("every notice has come", argv[2]);
    printf("%zu notices, %zu came again, in order\n", different, again);
    return 0;
}
