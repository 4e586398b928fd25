/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses that lead into our own house, in every dress. */
#include "notify/reach.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "unit/unit.h"

static bool may(const char *text, const struct hf_network *allow, size_t count)
{
    struct sockaddr_storage storage = {0};
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
        memcpy(&storage, &v4, sizeof v4);
    else {
        assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
        memcpy(&storage, &v6, sizeof v6);
    }
    return hf_reach_may((struct sockaddr *)&storage, allow, count);
}

static void public_addresses_may_be_reached(void **state)
{
    (void)state;
    static const char *const open[] = {
        "9.9.9.9",          "100.63.255.255",  "100.128.0.0",     "126.255.255.255", "128.0.0.1",
        "172.15.255.255",   "172.32.0.0",      "192.167.255.255", "223.255.255.255", "2a00:1450::1",
        "64:ff9b::909:909", "2002:909:909::1", "::ffff:9.9.9.9",  "2620:fe::fe",
    };
    for (size_t i = 0; i < sizeof open / sizeof open[0]; i++)
        assert_true(may(open[i], NULL, 0));
}

static void addresses_of_a_house_are_refused(void **state)
{
    (void)state;
    static const char *const closed[] = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001::1",
        "2001:db8::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "100::1",
    };
    for (size_t i = 0; i < sizeof closed / sizeof closed[0]; i++)
        assert_false(may(closed[i], NULL, 0));
}

static void the_allow_list_opens_what_it_names_and_no_more(void **state)
{
    (void)state;
    struct hf_network allow[2];
    assert_true(hf_network_read(HF_STR("10.20.0.0/15"), &allow[0]));
    assert_true(hf_network_read(HF_STR("::1"), &allow[1]));
    assert_true(may("10.21.255.255", allow, 2));
    assert_true(may("::ffff:10.20.0.1", allow, 2));
    assert_true(may("::1", allow, 2));
    assert_false(may("10.22.0.0", allow, 2));
    assert_false(may("10.19.255.255", allow, 2));
    assert_false(may("::2", allow, 2));
    assert_false(may("127.0.0.1", allow, 2));
}

static void other_kinds_of_sockets_are_refused(void **state)
{
    (void)state;
    struct hf_network all = {{0}, 0};
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    assert_false(hf_reach_may((struct sockaddr *)&local, &all, 1));
    assert_true(may("127.0.0.1", &all, 1));
}

static void networks_have_one_spelling(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.1.0.0/8",
        "10.0.0/8",
        "fd00::1/8",
        "::/129",
        "example.org",
        "10.0.0.0/8 ",
        "0x7f.1",
        "2130706433",
        "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000",
    };
    struct hf_network network;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(hf_network_read(hf_str_of(wrong[i]), &network));
    assert_true(hf_network_read(HF_STR("127.0.0.0/8"), &network));
    assert_int_equal(network.bits, 104);
    assert_true(hf_network_read(HF_STR("0.0.0.0/0"), &network));
    assert_int_equal(network.bits, 96);
    assert_true(hf_network_read(HF_STR("fd00::/8"), &network));
    assert_int_equal(network.bits, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(public_addresses_may_be_reached),
        cmocka_unit_test(addresses_of_a_house_are_refused),
        cmocka_unit_test(the_allow_list_opens_what_it_names_and_no_more),
        cmocka_unit_test(other_kinds_of_sockets_are_refused),
        cmocka_unit_test(networks_have_one_spelling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
