# SPDX-License-Identifier: Apache-2.0
# Measurements "LINE VALUE", sorted by line and value, become the table of ./dev bench. Fails when a line of
# ours is missing or below `least` times the floor S.
BEGIN {
    count = split("S S0 ours trace_fifo trace_rolling", order)
    title["S"] = "floor S: pgbench, one transition per transaction, 32 clients"
    title["S0"] = "the same without its outbox row"
    title["ours"] = "ours: transitions through desk and ledger"
    title["trace_fifo"] = "rows of `trace funds`, fifo"
    title["trace_rolling"] = "rows of `trace funds`, rolling_pro_rata"
}
{ value[$1, ++seen[$1]] = $2 }
function median(line,   n) {
    n = seen[line]
    return n % 2 ? value[line, (n + 1) / 2] : (value[line, n / 2] + value[line, n / 2 + 1]) / 2
}
function row(line) {
    printf "| %s | %d | %d-%d | %s |\n", title[line], median(line), value[line, 1], value[line, seen[line]],
        line ~ /^trace/ ? "" : sprintf("%.2f", median(line) / median("S"))
}
END {
    print "\n| line | per second | min-max | times S |\n| --- | ---: | ---: | ---: |"
    for (i = 1; i <= count; i++)
        if (seen[order[i]])
            row(order[i])
    if (!seen["S"] || !seen["ours"] || median("ours") < least * median("S")) {
        printf "ours is not %s times the floor S\n", least > "/dev/stderr"
        exit 1
    }
}
