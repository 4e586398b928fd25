# SPDX-License-Identifier: Apache-2.0
# `perf script -F ip,sym,dso` of bench_desk becomes a table: which step of the one way a sample falls into.
# The innermost function that the table below names decides; where a library broke the stack, the library.
BEGIN {
    RS = ""
    FS = "\n"
    name("hf_json_read hf_command_read", "gate: bytes become a command")
    name("hf_shape_validate hf_pattern_match hf_pattern_find", "decide: payload against its schema")
    name("hf_house_refresh hf_store_seen find_seen", "ask: what the house knows, commands seen before")
    name("hf_load_touched hf_touch hf_fold hf_cache_find", "load: files from the cache or the ledger")
    name("hf_case_copy hf_case_new", "copy: the case that a command is tried on")
    name("hf_evolve", "evolve")
    name("hf_decide hf_judge judge_all", "decide: all the rest")
    name("hf_disclose_hide", "hide: salts, digests, disclosures")
    name("hf_fact_seal hf_record_write hf_json_write", "write: payload and header")
    name("hf_sha256 hf_chain_link hf_chain_commit hf_chain_leaf", "hash")
    name("hf_box_seal", "seal: boxes of hidden values")
    name("hf_slots_read hf_slots_take subject_keys hf_box_open", "keys: data keys of subjects")
    name("getrandom __GI___getrandom", "dice: the kernel's random bytes")
    name("hf_gather hf_due_list", "gather: rows of the batch")
    name("hf_store_commit hf_params_bytes hf_params_id hf_params_array", "encode: rows as binary arrays")
    name("PQsendQueryPrepared PQgetResult PQpipelineSync PQflush hf_session_flush hf_session_take", "libpq")
    name("hf_cache_put hf_cached_add_slot settle hf_commit_round", "settle: cache, answers, snapshots")
    name("hf_desk_serve serve write_cases", "all the rest")
    library["libcrypto"] = "hash"
    library["libsodium"] = "seal: boxes of hidden values"
    library["libpq"] = "libpq"
    library["kernel"] = "the kernel, called by whom is not known"
}
function name(functions, step,   i, n, list) {
    n = split(functions, list, " ")
    for (i = 1; i <= n; i++)
        of[list[i]] = step
}
{
    samples++
    for (i = 1; i <= NF; i++) {
        split($i, word, " ")
        if (word[2] in of) {
            count[of[word[2]]]++
            total++
            next
        }
    }
    for (from in library)
        if ($1 ~ from) {
            count[library[from]]++
            total++
        }
}
END {
    print "| step | share |\n| --- | ---: |"
    sorted = "sort -t'|' -k3,3nr"
    for (step in count)
        printf "| %s | %.1f %% |\n", step, 100 * count[step] / total | sorted
    close(sorted)
    printf "%d of %d samples\n", total, samples > "/dev/stderr"
}
