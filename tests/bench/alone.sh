# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# How much of the processors others took while a line ran: what is not of this script, its programs and its
# server, and what the host kept for itself. A tail of latencies shows it first. Read by `.` after store.sh.
: "${BENCH_STATE:?}"

# spent: clock ticks of all processors, those in which somebody worked, those that the host kept, and our own:
# this script with the programs it waited for, the server and whom it has forked, also who just ends.
spent() {
    server=$(head -n 1 "$BENCH_STATE/pg/data/postmaster.pid")
    cat /proc/[0-9]*/stat 2>/dev/null | sed 's/^\([0-9]*\) (.*) /\1 /' | cat /proc/stat - |
        awk -v script="$$" -v server="$server" '
            $1 == "cpu" { for (i = 2; i <= 9; i++) all += $i; worked = all - $5 - $6 - $9; kept = $9 }
            $1 == script || $1 == server || $3 == server { ours += $13 + $14 + $15 + $16 }
            END { print all, worked, kept, ours }'
}

# alone LINE BEFORE AFTER: told at once, and kept for `company`.
alone() {
    line=$1
    # shellcheck disable=SC2086
    set -- $2 $3
    others=$(((($6 - $2) - ($8 - $4)) * 100 / ($5 - $1 + 1)))
    host=$((($7 - $3) * 100 / ($5 - $1 + 1)))
    say "$line: others took $others % of the processors, the host $host %"
    echo "$others $host $line" >>"$BENCH_STATE/company"
}
# company: the most of either, for whoever reads the tables.
company() {
    sort -rn "$BENCH_STATE/company" |
        awk 'NR == 1 { most = $1; where = $3 } $2 > host { host = $2 }
            END {
                printf "others took at most %d %% of the processors (%s), the host %d %%\n", most, where, host
            }'
}
