/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_gen_ledger ROWS [SEED]: a ledger for `trace funds` as CSV, the same for the same seed. An account for
 * every ten rows; of ten rows about four are credits (own money or one of a hundred claims), three debits to
 * fifty sinks, three transfers. A thousand rows a day.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct dice {
    uint64_t state;
};

/* A linear congruence whose high bits are used: even enough for a bench. */
static uint32_t throw(struct dice * dice, uint32_t sides)
{
    dice->state = dice->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(((dice->state >> 33) * sides) >> 31);
}

/* Months of 28 days keep every date a real one. */
static void put_start(uint32_t row, uint32_t account)
{
    uint32_t day = row / 1000;
    printf("r%07" PRIu32 ",%04" PRIu32 "-%02" PRIu32 "-%02" PRIu32 ",acc%" PRIu32 ",", row, 2000 + day / 336,
           1 + day / 28 % 12, 1 + day % 28, account);
}

static void put_row(struct dice *dice, uint32_t row, uint32_t accounts)
{
    uint32_t account = throw(dice, accounts), sort = throw(dice, 10);
    uint32_t amount = 1 + throw(dice, 1000000), claim = throw(dice, 200), sink = throw(dice, 50);
    uint32_t to = (account + 1 + throw(dice, accounts - 1)) % accounts;
    put_start(row, account);
    if (sort < 4 && claim < 100)
        printf("credit,%" PRIu32 ",OWN,\n", amount);
    else if (sort < 4)
        printf("credit,%" PRIu32 ",claim%" PRIu32 ",\n", amount, claim - 100);
    else if (sort < 7)
        printf("debit,%" PRIu32 ",,sink%" PRIu32 "\n", amount, sink);
    else
        printf("transfer,%" PRIu32 ",,acc%" PRIu32 "\n", amount, to);
}

int main(int argc, char *argv[])
{
    unsigned long rows = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    struct dice dice = {argc > 2 ? strtoull(argv[2], NULL, 10) : 1};
    if (rows == 0 || rows > 10000000 || argc > 3) {
        fputs("bench_gen_ledger ROWS [SEED]: 1 to 10000000 rows\n", stderr);
        return 2;
    }
    uint32_t accounts = rows < 20 ? 2 : (uint32_t)rows / 10;
    puts("id,date,account,kind,amount,claimant,to");
    for (uint32_t row = 0; row < rows; row++)
        put_row(&dice, row, accounts);
    return fflush(stdout) == 0 && ferror(stdout) == 0 ? 0 : 1;
}
