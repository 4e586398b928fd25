/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The signer over a state directory: what it answers frame by frame, what stays on the disk, and the process
 * itself on its socket, killed between the mark and the signature.
 */
#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"
#include "keys/confine.h"
#include "keys/socket.h"
#include "seal/note.h"
#include "unit/keys/state.h"

#include "keys/rotate.h"
#include "keys/signer.h"

enum { LEAVES = 40 };

static struct hf_hasher hasher;
static struct hf_digest leaf[LEAVES];
static struct hf_keyring *ring;
static struct hf_signing signing;

static void reopen(void)
{
    if (ring != NULL) {
        hf_signing_close(&signing);
        hf_keyring_close(ring);
    }
    assert_int_equal(hf_keyring_open(state_dir, dice, &ring, &err), HF_OK);
    assert_int_equal(hf_signing_open(state_dir, hf_keyring_port(ring), &signing, &err), HF_OK);
}

static int open_signing(void **state)
{
    state_make(state);
    assert_int_equal(make_keys(), HF_OK);
    hf_hasher_init(&hasher);
    for (size_t i = 0; i < LEAVES; i++) {
        unsigned char number = (unsigned char)i;
        const struct hf_str part[] = {HF_PART(number)};
        hf_sha256(&hasher, part, 1, &leaf[i]);
    }
    reopen();
    return 0;
}

static int close_signing(void **state)
{
    hf_signing_close(&signing);
    hf_keyring_close(ring);
    ring = NULL;
    hf_hasher_done(&hasher);
    return state_remove(state);
}

#define SIGNING(name) cmocka_unit_test_setup_teardown(name, open_signing, close_signing)

static struct hf_frontier tree_of(size_t count)
{
    struct hf_frontier tree = {0};
    hf_frontier_append(&hasher, &tree, leaf, count);
    return tree;
}

/* ---- frame by frame ---- */

static char answer_room[1024];

/* The kind of the answer, 0: none, '-': sent away; its body in *body. */
static char put(struct hf_visitor *visitor, char kind, struct hf_str body, struct hf_str *answer)
{
    struct hf_buf out = HF_BUF(answer_room);
    struct hf_frame frame = {kind, body};
    bool whole = false;
    if (!hf_signing_answer(&signing, visitor, &frame, &out))
        return '-';
    struct hf_str bytes = hf_buf_str(&out);
    assert_int_equal(hf_frame_cut(&bytes, &frame, &whole, &err), HF_OK);
    if (!whole)
        return 0;
    *answer = frame.body;
    return frame.kind;
}

static char show_from(struct hf_visitor *visitor, size_t from)
{
    char room[2048];
    struct hf_buf body = HF_BUF(room);
    struct hf_frontier tree = tree_of(from);
    struct hf_str none = HF_STR_NONE;
    hf_frame_number_put(&body, from);
    hf_frontier_save(&tree, &body);
    return put(visitor, 'G', hf_buf_str(&body), &none);
}

static char sign_seen(struct hf_visitor *visitor, uint64_t seen, struct hf_str *answer)
{
    char number[8];
    struct hf_buf body = HF_BUF(number);
    hf_frame_number_put(&body, seen);
    return put(visitor, 'S', hf_buf_str(&body), answer);
}

/* All of it at once. */
static char signed_tree(size_t from, size_t to, uint64_t seen, struct hf_str *answer)
{
    struct hf_visitor visitor = {.shows = false};
    assert_int_equal(show_from(&visitor, from), 0);
    assert_int_equal(
        put(&visitor, 'L', (struct hf_str){(const char *)leaf[from].byte, (to - from) * 32}, answer), 0);
    return sign_seen(&visitor, seen, answer);
}

static void assert_code(struct hf_str answer, const char *code)
{
    assert_true(hf_str_eq(hf_str_cut(&answer, '\n'), hf_str_of(code)));
}

static void assert_signs(struct hf_str answer, size_t size)
{
    char room[512];
    struct hf_buf text = HF_BUF(room);
    struct hf_frontier tree = tree_of(size);
    struct hf_checkpoint checkpoint = {.origin = HF_STR("court.example/log1"), .size = size};
    struct hf_keys keys = hf_keyring_port(ring);
    struct hf_public_key key;
    struct hf_signature signature;
    HF_CHECK(answer.at != NULL && answer.len == sizeof signature.byte);
    memcpy(signature.byte, answer.at, sizeof signature.byte);
    hf_frontier_root(&hasher, &tree, &checkpoint.root);
    hf_checkpoint_put(&text, &checkpoint);
    assert_int_equal(keys.public_key(keys.self, HF_KEY_LOG, &key, &err), HF_OK);
    assert_true(hf_key_verify(&key.key, hf_buf_str(&text), &signature));
}

static void it_signs_the_log_as_it_grows_and_remembers_it_over_its_end(void **state)
{
    struct hf_str answer = HF_STR_NONE;
    (void)state;
    assert_int_equal(signed_tree(0, 7, 0, &answer), 's');
    assert_signs(answer, 7);
    reopen();
    assert_int_equal(signing.mark.size, 7);
    assert_int_equal(signed_tree(3, 19, 7, &answer), 's');
    assert_signs(answer, 19);
    assert_int_equal(signed_tree(3, 19, 19, &answer), 's'); /* again the same: the first answer was lost */
    assert_signs(answer, 19);
}

static void a_log_that_was_taken_back_freezes_it_for_good(void **state)
{
    struct hf_visitor visitor = {.shows = false};
    struct hf_str answer = HF_STR_NONE;
    (void)state;
    assert_int_equal(signed_tree(0, 20, 0, &answer), 's');
    assert_int_equal(signed_tree(5, 12, 20, &answer), 'x');
    assert_code(answer, "signer_cut");
    assert_int_equal(signed_tree(0, 30, 20, &answer), 'x'); /* also what it would have signed */
    reopen();
    assert_int_equal(put(&visitor, 'M', HF_STR_NONE, &answer), 'x');
    assert_code(answer, "signer_cut");
    assert_int_equal(hf_frame_failure(answer, &err), HF_CONFLICT);
    assert_str(hf_str_of(err.arg[0]), "20");
    assert_str(hf_str_of(err.arg[1]), "12");
}

static void a_log_that_was_taken_back_and_went_on_is_a_fork(void **state)
{
    struct hf_str answer = HF_STR_NONE;
    (void)state;
    assert_int_equal(signed_tree(0, 20, 0, &answer), 's');
    leaf[15].byte[0] ^= 1;
    assert_int_equal(signed_tree(12, 30, 20, &answer), 'x');
    assert_code(answer, "signer_fork");
}

static void who_read_before_another_one_had_it_signed_is_only_late(void **state)
{
    struct hf_visitor early = {.shows = false};
    struct hf_str answer = HF_STR_NONE;
    (void)state;
    assert_int_equal(show_from(&early, 0), 0);
    assert_int_equal(signed_tree(0, 20, 0, &answer), 's');
    assert_int_equal(put(&early, 'L', (struct hf_str){(const char *)leaf[0].byte, 30 * 32}, &answer), 0);
    assert_int_equal(sign_seen(&early, 0, &answer), 'x');
    assert_code(answer, "signer_stale");
    assert_int_equal(signed_tree(0, 18, 0, &answer), 'x');
    assert_code(answer, "signer_stale");
    assert_int_equal(signed_tree(0, 30, 20, &answer), 's');
    assert_signs(answer, 30);
}

static void an_old_copy_of_the_mark_and_a_lost_one_freeze_it(void **state)
{
    char old[HF_MARK_TEXT_MAX];
    struct hf_str answer = HF_STR_NONE;
    (void)state;
    assert_int_equal(signed_tree(0, 8, 0, &answer), 's');
    size_t len = file_bytes("signer/mark", old, sizeof old);
    assert_int_equal(signed_tree(0, 20, 8, &answer), 's');
    put_file("signer/mark", old, len, 0600);
    reopen();
    assert_int_equal(signed_tree(20, 25, 8, &answer), 'x');
    assert_code(answer, "signer_ahead");
    assert_int_equal(unlink(state_path("signer/frozen")), 0);
    assert_int_equal(unlink(state_path("signer/mark")), 0);
    reopen();
    assert_int_equal(signing.frozen.word, HF_WORD_signer_lost);
}

static void released_it_signs_on_from_what_it_was_told_and_keeps_the_trace(void **state)
{
    char room[2048], line[512];
    struct hf_buf body = HF_BUF(room);
    struct hf_visitor visitor = {.shows = false};
    struct hf_frontier tree = tree_of(12);
    struct hf_str answer = HF_STR_NONE;
    (void)state;
    hf_frame_number_put(&body, 12);
    hf_frontier_save(&tree, &body);
    assert_int_equal(put(&visitor, 'T', hf_buf_str(&body), &answer), '-'); /* without a trace */
    hf_buf_put(&body, HF_STR("standstill/1"));
    assert_int_equal(signed_tree(0, 20, 0, &answer), 's');
    assert_int_equal(put(&visitor, 'T', hf_buf_str(&body), &answer), 'x'); /* it is not frozen */
    assert_code(answer, "standstill_none");
    assert_int_equal(signed_tree(0, 12, 20, &answer), 'x');
    assert_int_equal(put(&visitor, 'T', hf_buf_str(&body), &answer), 'm');
    reopen();
    assert_int_equal(signed_tree(0, 30, 12, &answer), 's');
    assert_signs(answer, 30);
    size_t len = file_bytes("signer/journal", line, sizeof line);
    assert_true(hf_str_eq((struct hf_str){line, len}, HF_STR("released signer_cut 20 12 12 standstill/1\n")));
}

/* Who showed its tree before two people set another mark of the same size was compared with the old one. */
static void what_was_shown_before_a_release_is_shown_again(void **state)
{
    char room[2048];
    struct hf_buf body = HF_BUF(room);
    struct hf_visitor early = {.shows = false}, visitor = {.shows = false};
    struct hf_str answer = HF_STR_NONE;
    (void)state;
    assert_int_equal(signed_tree(0, 20, 0, &answer), 's');
    assert_int_equal(show_from(&early, 0), 0);
    assert_int_equal(put(&early, 'L', (struct hf_str){(const char *)leaf[0].byte, 30 * 32}, &answer), 0);
    leaf[3].byte[0] ^= 1;
    struct hf_frontier other = tree_of(20);
    assert_int_equal(signed_tree(0, 20, 20, &answer), 'x');
    hf_frame_number_put(&body, 20);
    hf_frontier_save(&other, &body);
    hf_buf_put(&body, HF_STR("standstill/1"));
    assert_int_equal(put(&visitor, 'T', hf_buf_str(&body), &answer), 'm');
    assert_int_equal(sign_seen(&early, 20, &answer), 'x');
    assert_code(answer, "signer_stale");
    assert_int_equal(signed_tree(0, 30, 20, &answer), 's');
}

/* Another key signs from the mark on, as key rotate-log makes it. */
static void replace_key(void)
{
    struct hf_key_order order = {.name = HF_STR("court.example/log1"), .dice = dice};
    struct hf_keys keys = hf_keyring_port(ring);
    char room[1024];
    struct hf_buf text = HF_BUF(room);
    struct hf_visitor visitor = {.shows = false};
    struct hf_str answer = HF_STR_NONE;
    struct hf_public_key key;
    struct hf_log_keys list;
    assert_int_equal(keys.public_key(keys.self, HF_KEY_LOG, &key, &err), HF_OK);
    hf_log_keys_first(&key.key, &list);
    struct hf_log_key *next = &list.at[list.count++];
    *next = (struct hf_log_key){.from = signing.mark.size};
    assert_int_equal(hf_rotate_draw(state_dir, &order, &next->key, &err), HF_OK);
    hf_log_key_text(key.issuer, &key.key, next->from, &next->key, &text);
    assert_int_equal(hf_rotate_sign(state_dir, hf_buf_str(&text), &next->by_new, &err), HF_OK);
    assert_int_equal(put(&visitor, 'R', hf_buf_str(&text), &answer), 's');
    HF_CHECK(answer.at != NULL && answer.len == sizeof next->by_old.byte);
    memcpy(next->by_old.byte, answer.at, sizeof next->by_old.byte);
    assert_int_equal(hf_rotate_take_up(state_dir, key.issuer, &list, &err), HF_OK);
    reopen();
}

static char release_to(size_t size, struct hf_str *answer)
{
    char room[2048];
    struct hf_buf body = HF_BUF(room);
    struct hf_visitor visitor = {.shows = false};
    struct hf_frontier tree = tree_of(size);
    hf_frame_number_put(&body, size);
    hf_frontier_save(&tree, &body);
    hf_buf_put(&body, HF_STR("standstill/1"));
    return put(&visitor, 'T', hf_buf_str(&body), answer);
}

/* A log from before a change of key: what the new key signed of it would be stale for everybody. */
static void it_is_not_released_to_where_its_key_did_not_sign_yet(void **state)
{
    struct hf_str answer = HF_STR_NONE;
    (void)state;
    assert_int_equal(signed_tree(0, 20, 0, &answer), 's');
    replace_key();
    assert_int_equal(signed_tree(0, 12, 20, &answer), 'x');
    assert_code(answer, "signer_cut");
    assert_int_equal(release_to(19, &answer), 'x');
    assert_code(answer, "standstill_early");
    assert_int_equal(signing.mark.size, 20);
    assert_int_equal(signing.frozen.word, HF_WORD_signer_cut);
    assert_int_equal(release_to(20, &answer), 'm');
    assert_int_equal(signed_tree(0, 30, 20, &answer), 's');
    assert_signs(answer, 30);
}

static void a_spoilt_freeze_is_a_freeze(void **state)
{
    (void)state;
    put_file("signer/frozen", "thawed", 6, 0600);
    reopen();
    assert_int_equal(signing.frozen.word, HF_WORD_signer_lost);
}

static void it_signs_manifests_of_this_log_and_nothing_that_could_be_a_checkpoint(void **state)
{
    struct hf_visitor visitor = {.shows = false};
    struct hf_str answer = HF_STR_NONE;
    (void)state;
    assert_int_equal(put(&visitor, 'B', HF_STR("holdfast/bundle/v1\ncourt.example/log1\nrest\n"), &answer),
                     's');
    assert_int_equal(put(&visitor, 'B', HF_STR("holdfast/bundle/v1\ncourt.example/log2\nrest\n"), &answer),
                     '-');
    assert_int_equal(put(&visitor, 'B', HF_STR("court.example/log1\n1\nAAAA\n"), &answer), '-');
}

static void what_is_no_question_sends_away(void **state)
{
    struct hf_visitor visitor = {.shows = false};
    struct hf_str answer = HF_STR_NONE;
    (void)state;
    assert_int_equal(put(&visitor, 'Z', HF_STR_NONE, &answer), '-');
    assert_int_equal(put(&visitor, 'L', HF_STR("short"), &answer), '-');
    assert_int_equal(put(&visitor, 'S', HF_STR("12345678"), &answer), '-'); /* nothing was shown */
    assert_int_equal(put(&visitor, 'G', HF_STR("\xff\xff\xff\xff\xff\xff\xff\xff"), &answer), '-');
    assert_int_equal(put(&visitor, 'G', HF_STR("\0\0\0\0\0\0\0\x03 not two roots"), &answer), '-');
}

/* ---- the process ---- */

static bool stopped(int64_t wait_ms)
{
    (void)wait_ms;
    return false;
}
static void listening(void *context)
{
    (void)context;
}
static void die(void *self)
{
    (void)self;
    kill(getpid(), SIGKILL);
}

/* A signer of our own, that ends with its last visitor; `killed`: by -9 before it signs. */
static int start(bool killed)
{
    int pid = fork();
    if (pid != 0)
        return pid;
    const struct hf_signer_order order = {.state = state_dir,
                                          .while_used = true,
                                          .stopped = stopped,
                                          .listening = listening,
                                          .marked = killed ? die : NULL};
    enum hf_rc rc = hf_signer_serve(&order, hf_keyring_port(ring), &err);
    _exit((int)rc);
}

static int ended(int pid)
{
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

/* Connected, so that it does not end before it is asked. */
static int until_it_listens(void)
{
    int directory = hf_keys_open_directory(state_path("signer"));
    for (int i = 0; i < 500; i++) {
        int fd = hf_socket_reach(directory);
        if (fd < 0) {
            usleep(10000);
            continue;
        }
        close(directory);
        return fd;
    }
    fail_msg("no signer listens");
    return -1;
}

static enum hf_rc sign_by(struct hf_signer_way *way, size_t from, size_t to, struct hf_signature *out)
{
    struct hf_signer signer = hf_signer_port(way);
    struct hf_frontier tree = tree_of(from);
    struct hf_digest root;
    uint64_t seen = 0;
    HF_TRY(signer.mark(signer.self, &seen, &root, &err));
    HF_TRY(signer.show(signer.self, &tree, &err));
    for (size_t i = from; i < to; i++)
        HF_TRY(signer.leaf(signer.self, &leaf[i], &err));
    return signer.sign(signer.self, seen, out, &err);
}

static void killed_between_mark_and_signature_it_signs_the_same_when_it_is_back(void **state)
{
    struct hf_signer_way *way;
    struct hf_signature signature;
    (void)state;
    int first = start(true);
    int waits = until_it_listens();
    assert_int_equal(hf_signer_open(state_dir, &way, &err), HF_OK);
    assert_refused(sign_by(way, 0, 9, &signature), signer_away);
    assert_true(WIFSIGNALED(ended(first)));
    close(waits);
    int second = start(false);
    waits = until_it_listens();
    assert_int_equal(sign_by(way, 0, 9, &signature), HF_OK);
    assert_signs((struct hf_str){(const char *)signature.byte, 64}, 9);
    assert_int_equal(sign_by(way, 9, LEAVES, &signature), HF_OK);
    assert_signs((struct hf_str){(const char *)signature.byte, 64}, LEAVES);
    assert_refused(sign_by(way, 0, 20, &signature), signer_cut);
    hf_signer_close(way);
    close(waits);
    assert_int_equal(ended(second), 0);
}

static void only_one_signer_holds_a_state(void **state)
{
    struct hf_signer_way *way;
    struct hf_signature signature;
    (void)state;
    int first = start(false);
    int waits = until_it_listens();
    assert_int_equal(hf_signer_open(state_dir, &way, &err), HF_OK);
    assert_int_equal(sign_by(way, 0, 3, &signature), HF_OK);
    int second = start(false);
    assert_int_equal(WEXITSTATUS(ended(second)), HF_CONFLICT);
    hf_signer_close(way);
    close(waits);
    assert_int_equal(ended(first), 0);
}

static void confined_it_can_neither_connect_nor_start_anything(void **state)
{
    (void)state;
    int pid = fork();
    if (pid == 0) {
        static char *const argv[] = {NULL};
        bool kept = hf_confine() && socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM &&
                    socket(AF_UNIX, SOCK_STREAM, 0) < 0 && errno == EPERM &&
                    execve("/bin/true", argv, argv) < 0 && errno == EPERM &&
                    syscall(SYS_pidfd_getfd, -1, 0, 0) < 0 && errno == EPERM &&
                    syscall(SYS_process_madvise, -1, NULL, 0, 0, 0) < 0 && errno == EPERM;
        _exit(kept ? 0 : 1);
    }
    assert_int_equal(ended(pid), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGNING(it_signs_the_log_as_it_grows_and_remembers_it_over_its_end),
        SIGNING(a_log_that_was_taken_back_freezes_it_for_good),
        SIGNING(a_log_that_was_taken_back_and_went_on_is_a_fork),
        SIGNING(who_read_before_another_one_had_it_signed_is_only_late),
        SIGNING(an_old_copy_of_the_mark_and_a_lost_one_freeze_it),
        SIGNING(released_it_signs_on_from_what_it_was_told_and_keeps_the_trace),
        SIGNING(what_was_shown_before_a_release_is_shown_again),
        SIGNING(it_is_not_released_to_where_its_key_did_not_sign_yet),
        SIGNING(a_spoilt_freeze_is_a_freeze),
        SIGNING(it_signs_manifests_of_this_log_and_nothing_that_could_be_a_checkpoint),
        SIGNING(what_is_no_question_sends_away),
        SIGNING(killed_between_mark_and_signature_it_signs_the_same_when_it_is_back),
        SIGNING(only_one_signer_holds_a_state),
        cmocka_unit_test(confined_it_can_neither_connect_nor_start_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
