# SPDX-License-Identifier: Apache-2.0
# Measurements "NAME VALUE", sorted by name and value, become the tables of ./dev bench: medians and ratios,
# then what must hold. What was not measured is not shown. With `judge` 1 it fails when something does not
# hold; with `never`, where too little was measured to judge, nothing is said of it.
BEGIN {
    line("S", "S: pgbench, one transition per transaction, 32 clients")
    line("B", "B: event, case, outbox; 1000 per transaction, 2 connections")
    line("By", "B with bytea payload")
    line("R", "R: our rows by our statements, 1000 per transaction, 2 connections")
    line("ours", "ours: desk and ledger")
    line("small", "ours, a tenth of the cases cached")
    line("notice", "ours, one signed notice each")
    line("answers", "signed answers over HTTP, 64 connections")
    line("wide", "the same, 128 connections")
    line("trace_fifo", "rows of `trace funds`, fifo")
    line("trace_rolling", "rows of `trace funds`, rolling_pro_rata")
    line("S_p50", "S: latency, p50", "ms", 1000)
    line("S_p99", "S: latency, p99", "ms", 1000)
    line("open_p50", "ours at a third of our rate: latency, p50", "ms", 1000)
    line("open_p99", "the same, p99", "ms", 1000)
    line("open_max", "the same, longest", "ms", 1000)
    line("bare_p50", "bare pipelined transaction, idle server: p50", "ms", 1000)
    line("bare_p99", "the same, p99", "ms", 1000)
    line("idle_p50", "one command of ours, idle server: p50", "ms", 1000)
    line("idle_p99", "the same, p99", "ms", 1000)
    line("ours_rss", "resident at most, all cases cached", "MiB", 1024)
    line("small_rss", "resident at most, a tenth cached", "MiB", 1024)
    line("R_filled", "R, filled")
    line("ours_filled", "ours, filled")

    line("curl", "libcurl multi alone, width 64, the same tokens from memory")
    line("pushed", "notices signed, pushed, durably marked")
    line("signed", "of these, signed and committed while they were pushed")
    line("answering", "delivered to the others, none hang")
    line("hanging", "delivered to the others, some hang")
    line("hanging_rss", "resident at most", "MiB", 1024)

    line("flow_200", "events decided, a case of 200 events")
    line("flow_2000", "the same after 2,000")
    line("flow_20000", "the same after 20,000")
    line("xstate", "XState: transitions chosen")
    line("own_one", "owners of one of 100,000 companies, reading included", "ms", 1000)
    line("own_all", "owners of 25 % of all of them, reading included", "ms", 1000)
    line("own_ring", "the same with a component of 64", "ms", 1000)
    line("own_64", "an exact component of 64", "ms", 1000)
    line("own_256", "an exact component of 256", "ms", 1000)
    line("own_line", "the end of a line of 20,000, each with an owner of its own", "ms", 1000)
    line("own_node_one", "Node: one of 100,000", "ms", 1000)
    line("own_node_all", "Node: all of them", "ms", 1000)
    line("check", "check of all definitions", "ms", 1000)

    must("1", "R / B", "R", "B", ">=", 0.75)
    must("2", "ours / R", "ours", "R", ">=", 0.6)
    must("2", "ours / S", "ours", "S", ">=", 6)
    must("3", "notice / B", "notice", "B", ">=", 0.25)
    must("4", "answers / S", "answers", "S", ">=", 1.5)
    must("5", "p99 at a third of our rate / p99 of S", "open_p99", "S_p99", "<=", 1)
    must("5", "p50 of one command / of a bare transaction", "idle_p50", "bare_p50", "<=", 2)
    must("6", "ours / R filled, to empty", "ours_filled R", "R_filled ours", ">=", 0.9)
    must("7", "MiB resident, all cases cached", "ours_rss", "1024", "<=", 256)
    must("7", "MiB resident, a tenth cached", "small_rss", "1024", "<=", 64)
    must("7", "rate with a tenth cached / with all", "small", "ours", ">=", 0.5)
    must("9", "notices signed, pushed, marked / libcurl alone", "pushed", "curl", ">=", 0.2)
    must("9", "delivered to the others, some hang / none", "hanging", "answering", ">=", 0.95)
    must("9", "MiB resident, courier", "hanging_rss", "1024", "<=", 64)
    must("8", "events decided / transitions of XState", "flow_200", "xstate", ">=", 5)
    must("8", "events decided after 20,000 events / after 200", "flow_20000", "flow_200", ">=", 0.9)
    must("9", "ms for one of 100,000 companies", "own_one", "1000", "<=", 200)
    must("9", "ms for all owners of 25 %", "own_all", "1000", "<=", 2000)
    must("9", "ms for an exact component of 64", "own_64", "1000", "<=", 100)
    must("9", "ms for an exact component of 256", "own_256", "1000", "<=", 500)
    must("9", "all owners: time of Node / ours", "own_node_all", "own_all", ">=", 4)
    must("8", "ms to check all definitions", "check", "1000", "<=", 100)
}
function line(name, title, unit, scale) {
    order[++lines] = name
    title_of[name] = title
    unit_of[name] = unit == "" ? "/s" : unit
    scale_of[name] = scale == "" ? 1 : scale
}
# The product of some medians by that of others; a number stands for itself.
function must(number, what, over, under, sense, bound) {
    musts++
    number_of[musts] = number
    what_of[musts] = what
    over_of[musts] = over
    under_of[musts] = under
    sense_of[musts] = sense
    bound_of[musts] = bound
}
{ value[$1, ++seen[$1]] = $2 }

function median(name,   n) {
    n = seen[name]
    return n % 2 ? value[name, (n + 1) / 2] : (value[name, n / 2] + value[name, n / 2 + 1]) / 2
}
# 0 where one of them was not measured.
function product(names,   i, n, list, result) {
    result = 1
    n = split(names, list, " ")
    for (i = 1; i <= n; i++)
        result *= list[i] ~ /^[0-9]/ ? list[i] : seen[list[i]] ? median(list[i]) : 0
    return result
}
function ratio(name, floor) {
    if (name ~ /_filled$/)
        floor = floor "_filled"
    if (!seen[floor] || unit_of[name] != "/s" || name ~ /^trace/)
        return ""
    return sprintf("%.2f", median(name) / median(floor))
}
function figure(name, measured) {
    return sprintf(unit_of[name] == "/s" ? "%.0f" : "%.2f", measured / scale_of[name])
}
function show_line(name) {
    printf "| %s | %s %s | %s-%s | %s | %s | %s |\n", title_of[name],
        figure(name, median(name)), unit_of[name],
        figure(name, value[name, 1]), figure(name, value[name, seen[name]]),
        ratio(name, "S"), ratio(name, "B"), ratio(name, "R")
}
function show_must(i,   under, measured, holds) {
    under = product(under_of[i])
    if (product(over_of[i]) == 0 || under == 0)
        return
    measured = product(over_of[i]) / under
    holds = sense_of[i] == ">=" ? measured >= bound_of[i] : measured <= bound_of[i]
    missed += !holds
    printf "| %s | %s | %.2f | %s %s | %s |\n", number_of[i], what_of[i], measured, sense_of[i], bound_of[i],
        holds ? "holds" : "misses"
}
END {
    print "\n| line | median | min-max | to S | to B | to R |\n| --- | ---: | ---: | ---: | ---: | ---: |"
    for (i = 1; i <= lines; i++)
        if (seen[order[i]])
            show_line(order[i])
    if (judge == "never")
        exit
    print "\n| must | what | measured | demanded | |\n| --- | --- | ---: | ---: | --- |"
    for (i = 1; i <= musts; i++)
        show_must(i)
    if (missed > 0)
        printf "%d of what must hold does not\n", missed > "/dev/stderr"
    exit judge == 1 && missed > 0
}
