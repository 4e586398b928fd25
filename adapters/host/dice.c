/* SPDX-License-Identifier: Apache-2.0 */
#include "host/dice.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/random.h>

#include "base/check.h"

enum { PAGE = 4096 };

/* A forked child finds zeros here, that is nothing left. */
struct drawn {
    size_t left; /* how many of the last bytes are still to be thrown */
    unsigned char byte[PAGE - sizeof(size_t)];
};

static void draw(unsigned char *at, size_t size)
{
    while (size > 0) {
        ssize_t got = getrandom(at, size, 0);
        HF_CHECK(got > 0 || errno == EINTR);
        if (got > 0) {
            at += got;
            size -= (size_t)got;
        }
    }
}

static void throw(struct drawn * drawn, void *out, size_t size)
{
    if (size > drawn->left) {
        draw(drawn->byte, sizeof drawn->byte);
        drawn->left = sizeof drawn->byte;
    }
    unsigned char *at = drawn->byte + sizeof drawn->byte - drawn->left;
    memcpy(out, at, size);
    explicit_bzero(at, size);
    drawn->left -= size;
}

static void fill(void *self, void *out, size_t size)
{
    struct drawn *drawn = self;
    if (drawn == NULL || size > sizeof drawn->byte)
        draw(out, size);
    else
        throw(drawn, out, size);
}

struct hf_dice hf_host_dice(void)
{
    return (struct hf_dice){.fill = fill};
}

struct hf_dice hf_host_dice_open(void)
{
    struct hf_dice dice = hf_host_dice();
    void *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return dice;
    if (madvise(page, PAGE, MADV_WIPEONFORK) != 0) {
        munmap(page, PAGE);
        return dice;
    }
    mlock(page, PAGE);
    madvise(page, PAGE, MADV_DONTDUMP);
    dice.self = page;
    return dice;
}

void hf_host_dice_close(struct hf_dice *dice)
{
    if (dice->self == NULL)
        return;
    explicit_bzero(dice->self, PAGE);
    munmap(dice->self, PAGE);
    dice->self = NULL;
}
