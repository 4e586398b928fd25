# SPDX-License-Identifier: Apache-2.0
# `perf script -F comm,ip,sym,dso` of a whole machine while bench_desk made so many `transitions`, sampled
# at `hertz`: microseconds of processor time per transition. The desk's samples fall into steps of the one
# way: the innermost function that the first table names decides; where a library broke the stack, the
# library. The server has no frame pointers: its innermost function decides, or the system call it is in.
BEGIN {
    RS = ""
    FS = "\n"
    step("hf_json_read hf_command_read command_write", "gate: bytes become a command")
    step("hf_shape_validate hf_pattern_match", "decide: payload against its schema")
    step("hf_house_refresh hf_house_and_seen hf_store_seen find_commands find_tokens",
        "read: what the house knows, commands seen before")
    step("hf_load_touched hf_touch hf_fold hf_cache_find", "read: files from the cache or the ledger")
    step("hf_case_copy hf_case_new", "read: the copy that a command is tried on")
    step("hf_may", "access")
    step("hf_intake hf_intake_store hf_intake_made", "decide: the payload taken in")
    step("hf_choose hf_follow", "decide: which branch, what follows")
    step("hf_evolve_first hf_evolve_times hf_evolve hf_times", "decide: evolve, clocks")
    step("hf_decide hf_judge judge_all", "decide: all the rest")
    step("hf_disclose_hide", "seal: salts, digests, disclosures")
    step("hf_fact_seal hf_record_write hf_json_write", "write: payload and header")
    step("hf_sha256 hf_chain_next hf_chain_commit hf_chain_leaf", "hash")
    step("hf_box_seal", "seal: boxes of hidden values")
    step("hf_slots_read hf_slots_take subject_keys hf_box_open", "seal: data keys of subjects")
    step("getrandom __GI___getrandom", "seal: the kernel's random bytes")
    step("hf_gather hf_due_next", "gather: rows of the batch")
    step("hf_store_commit hf_params_bytes hf_params_id hf_params_array", "encode: rows as binary arrays")
    step("PQsendQueryPrepared PQgetResult PQpipelineSync PQflush hf_session_flush hf_session_take", "libpq")
    step("hf_cache_put hf_cached_add_slot settle hf_commit_round", "settle: cache, answers, snapshots")
    step("hf_desk_serve serve move", "all the rest")
    library["libcrypto"] = "hash"
    library["libsodium"] = "seal: boxes of hidden values"
    library["libpq"] = "libpq"
    library["kernel"] = "the kernel, called by whom is not known"

    part("^(_bt_|bt|index_|ExecInsertIndex|uuid_cmp|FunctionCall2Coll|pg_qsort)", "indexes")
    part("^(heap|Heap|toast|RelationPut|RelationGetBuffer|page|Page|fsm|visibility)", "heap")
    part("^(XLog|Wal|pg_comp_crc32c)", "log: records")
    part("(fdatasync|fsync|pwrite64)", "log and pages written, by the kernel")
    part("(sendto|recvfrom|epoll_wait|unix_stream)", "socket, by the kernel")
    part("exc_page_fault", "memory, by the kernel")
    part("^(LW|Lock|Buf|ReadBuffer|Pin|Unpin|hash_|Resource|Release)", "buffers and locks")
    part("^(array_recv|pq_|uuid_recv|bytearecv|ReadArray)", "rows taken in")
    part("^(Exec|exec|tts_|slot_|Trigger|After|Eval|array|deconstruct|fmgr|Func|Memory|Alloc|pa?lloc)",
        "executor")
    part("^(Get|Set|Transaction|Xid|Proc|Snapshot)", "snapshots and transactions")
    part("^__?mem", "bytes compared and copied")
    part("^\\[unknown\\]", "functions of its own without a name")
}
function step(functions, name,   i, n, list) {
    n = split(functions, list, " ")
    for (i = 1; i <= n; i++)
        step_of[list[i]] = name
}
function part(pattern, name) {
    pattern_of[++parts] = pattern
    part_of[parts] = name
}
# The second word of a frame: "ffffffff8157cd33 do_mmap ([kernel.kallsyms])".
function symbol(frame,   word) {
    split(frame, word, " ")
    return word[2]
}
function desk_step(   i, from) {
    for (i = 2; i <= NF; i++)
        if (symbol($i) in step_of)
            return step_of[symbol($i)]
    for (from in library)
        if ($2 ~ from)
            return library[from]
    return "not known"
}
# The kernel's frames stand before those of the server.
function server_part(   i, p) {
    for (i = 2; i <= NF && (i == 2 || $(i - 1) ~ /kernel/); i++)
        for (p = 1; p <= parts; p++)
            if (symbol($i) ~ pattern_of[p])
                return part_of[p]
    return $2 ~ /kernel/ ? "the rest of the kernel" : "all the rest"
}
$1 ~ /^bench_desk/ { count["desk", desk_step()]++; total["desk"]++; next }
$1 ~ /^postgres/ { count["server", server_part()]++; total["server"]++; next }
{ others++ }

function microseconds(samples) { return 1e6 * samples / hertz / transitions }
function show(process,   key, name, sorted) {
    printf "\n| %s: %.1f us | us | share |\n| --- | ---: | ---: |\n", process, microseconds(total[process])
    fflush()
    sorted = "sort -t'|' -k3,3nr"
    for (key in count) {
        split(key, name, SUBSEP)
        if (name[1] == process)
            printf "| %s | %.2f | %.1f %% |\n", name[2], microseconds(count[key]),
                100 * count[key] / total[process] | sorted
    }
    close(sorted)
}
END {
    show("desk")
    show("server")
    printf "\n%d samples, and %d of other processes\n", total["desk"] + total["server"], others
}
