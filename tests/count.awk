# SPDX-License-Identifier: Apache-2.0
# From CTest's JUnit report to "N passed, N failed". A program that reports as cmocka does is counted test by
# test; any other program is one test, and so is one that died before it could report. What was skipped counts
# for neither; what could not be started has failed.
function told(status,    said) {
    said = good + skipped > 0
    if (status == "run") {
        passed += said ? good : 1
        return
    }
    passed += good
    if (status == "fail" || !by_choice)
        failed += bad > 0 ? bad : 1
}

/<testcase / {
    good = bad = skipped = by_choice = 0
    match($0, /status="[a-z]*"/)
    status = substr($0, RSTART + 8, RLENGTH - 9)
}
/<skipped message="SKIP_/ { by_choice = 1 }
{ sub(/^[ \t]*<system-out>/, "") }
/^\[       OK \] / { good++ }
/^\[  SKIPPED \] [^0-9]/ { skipped++ }
/^\[  FAILED  \] [0-9]+ test\(s\), listed below:/ { bad += $4 }
/<\/testcase>/ { told(status) }
END {
    printf "%d passed, %d failed\n", passed, failed
    exit failed > 0 || passed == 0
}
