# SPDX-License-Identifier: Apache-2.0
# Reads `nm -A --undefined-only`; names each symbol that is neither in the file `own` nor allowed by `allow`.
function allowed(layer, symbol,    i, rule) {
    for (i = 1; i <= rules; i++) {
        split(rule_of[i], rule, " ")
        if (rule[1] != "*" && rule[1] != layer)
            continue
        if (symbol == rule[2] || (sub(/[*]$/, "", rule[2]) && index(symbol, rule[2]) == 1))
            return 1
    }
    return 0
}
BEGIN {
    while ((getline line < own) > 0)
        defined[line] = 1
    while ((getline line < allow) > 0) {
        n = split(line, word, " ")
        for (i = 2; i <= n && line !~ /^#/; i++)
            rule_of[++rules] = word[1] " " word[i]
    }
}
{
    split($0, place, ":")
    layer = place[1]
    sub(/.*libhf_/, "", layer)
    sub(/\.a$/, "", layer)
    calls++
    if (!($NF in defined) && !allowed(layer, $NF)) {
        printf "%s: %s calls %s\n", layer, place[2], $NF
        faults++
    }
}
END {
    printf "pure: %d references, %d faults\n", calls, faults
    exit faults > 0 || calls == 0
}
