# SPDX-License-Identifier: Apache-2.0
# Measurements "NAME VALUE", sorted, become the table of ./dev bench --trace: medians, then what must hold beside
# where it is heading. With `judge` 1 it fails when something does not hold; with `never` nothing is judged.
function median(name,    n) {
    n = count[name]
    return n % 2 ? value[name, (n + 1) / 2] : (value[name, n / 2] + value[name, n / 2 + 1]) / 2
}
function demand(what, a, b, sign, must, heading,    ratio, good) {
    if (!(a in count) || !(b in count) && b != "")
        return
    ratio = b == "" ? median(a) : median(a) / median(b)
    good = sign == "<=" ? ratio <= must : ratio >= must
    printf "| %s | %.2f | %s %s | %s |", what, ratio, sign, must, heading
    if (judge == "never")
        printf " |\n"
    else
        printf " %s |\n", good ? "holds" : "misses"
    missed += !good
}
{ value[$1, ++count[$1]] = $2; if (count[$1] == 1) order[++lines] = $1 }
END {
    printf "| line | median | least | most |\n| --- | ---: | ---: | ---: |\n"
    for (i = 1; i <= lines; i++)
        printf "| %s | %.3f | %.3f | %.3f |\n", order[i], median(order[i]), value[order[i], 1],
            value[order[i], count[order[i]]]
    printf "\n| what | measured | demanded | heading | |\n| --- | ---: | ---: | ---: | --- |\n"
    split("fifo lifo own_first claim_first rolling_pro_rata", follow, " ")
    for (i = 1; i in follow; i++)
        demand(follow[i] " / D", follow[i], "D", "<=", 0.9, 0.5)
    demand("poison / D", "poison", "D", "<=", 0.75, 0.4)
    demand("pari_passu / D", "pari_passu", "D", "<=", 0.75, 0.4)
    demand("all methods / D", "all", "D", "<=", 1.8, "1.0")
    demand("with every debit as NDJSON / D", "debits", "D", "<=", 1.35, 0.75)
    demand("bytes per row, fifo", "bytes_fifo", "", "<=", 28, 20)
    demand("bytes per row, rolling_pro_rata", "bytes_rolling_pro_rata", "", "<=", 28, 20)
    demand("ten times the rows, the same accounts", "rolling_pro_rata", "less", "<=", 11.5, 10.5)
    demand("ten times the rows and the accounts", "rolling_pro_rata", "tenth", "<=", 16, 12)
    demand("Node, plain / rolling_pro_rata", "plain", "rolling_pro_rata", ">=", 20, 40)
    demand("Node, typed arrays / rolling_pro_rata", "typed", "rolling_pro_rata", ">=", 4, 8)
    demand("PostgreSQL, recursive / poison", "pg_recursive", "mid", ">=", 100, 150)
    demand("PostgreSQL, PL/pgSQL / poison", "pg_loop", "mid", ">=", 100, 150)
    if (count["touched"] && count["few"]) {
        value["per_entry", count["per_entry"] = 1] = (median("few") - median("few_poison")) * 1e9 / median("touched")
        demand("rolling_pro_rata, ns per entry touched", "per_entry", "", "<=", 25, 5)
    }
    split("alternate_fifo alternate_lifo pingpong_fifo pingpong_lifo", bad, " ")
    for (i = 1; i in bad; i++)
        demand(bad[i] ", seconds", bad[i], "", "<=", 6, 2.5)
    exit judge == 1 && missed > 0
}
