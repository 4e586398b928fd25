/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses to listen on, as people write them. */
#include "http/listen.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/unit.h"

static void a_port_of_the_systems_choice_is_told(void **state)
{
    (void)state;
    struct hf_listen listening, second;
    struct hf_err err;
    char taken[64];
    assert_int_equal(hf_listen_open(HF_STR("127.0.0.1:0"), &listening, &err), HF_OK);
    assert_true(listening.port > 0);
    snprintf(taken, sizeof taken, "127.0.0.1:%u", listening.port);
    assert_int_equal(hf_listen_open(hf_str_of(taken), &second, &err), HF_FAILED);
    assert_str(hf_err_code(&err), "http_listen");
    hf_listen_close(&listening);
    assert_int_equal(hf_listen_open(HF_STR("[::1]:0"), &listening, &err), HF_OK);
    hf_listen_close(&listening);
}

static void what_is_no_address_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "8080",
        ":8080",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "127.0.0.1:08",
        "localhost:80",
        "[::1]",
        "[::1]8080",
        "::1:8080",
        "[::1:80",
        "unix:",
        "unix:/a/path/that/is/far/too/long/for/a/socket/of/this/kind/because/it/has/more/than/one/hundred/"
        "and/seven/whole/"
        "bytes",
    };
    struct hf_listen listening;
    struct hf_err err;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(hf_listen_open(hf_str_of(wrong[i]), &listening, &err), HF_BAD_INPUT);
        assert_str(hf_err_code(&err), "http_address");
    }
}

static void a_stale_socket_is_replaced_and_a_living_one_is_not(void **state)
{
    (void)state;
    struct hf_listen listening, second;
    struct hf_err err;
    struct stat file;
    char folder[] = "/tmp/hf-listen-XXXXXX", path[64], address[80];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/s", folder);
    snprintf(address, sizeof address, "unix:%s", path);
    assert_int_equal(hf_listen_open(hf_str_of(address), &listening, &err), HF_OK);
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0660);
    assert_int_equal(hf_listen_open(hf_str_of(address), &second, &err), HF_FAILED);
    close(listening.fd); /* as a process does that was killed */
    assert_int_equal(hf_listen_open(hf_str_of(address), &second, &err), HF_OK);
    hf_listen_close(&second);
    assert_int_not_equal(stat(path, &file), 0);
    rmdir(folder);
}

static void a_file_that_is_no_socket_stays(void **state)
{
    (void)state;
    struct hf_listen listening;
    struct hf_err err;
    char path[] = "/tmp/hf-listen-XXXXXX", address[80];
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    snprintf(address, sizeof address, "unix:%s", path);
    assert_int_equal(hf_listen_open(hf_str_of(address), &listening, &err), HF_FAILED);
    assert_int_equal(access(path, F_OK), 0);
    close(fd);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_port_of_the_systems_choice_is_told),
        cmocka_unit_test(what_is_no_address_is_refused),
        cmocka_unit_test(a_stale_socket_is_replaced_and_a_living_one_is_not),
        cmocka_unit_test(a_file_that_is_no_socket_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
