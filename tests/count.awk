# SPDX-License-Identifier: Apache-2.0
# Reads CTest's LastTest.log and ends with "N passed, N failed". A program that reports as cmocka does is
# counted test by test; any other program is one test, and so is one that died before it could report.
# What was skipped counts for neither.
/^[0-9]+\/[0-9]+ Test: / { good = bad = skipped = absent = 0 }
/^Command: ""$/ { absent = 1 }
/^\[       OK \] / { good++ }
/^\[  SKIPPED \] / { skipped++ }
/^\[  FAILED  \] [0-9]+ test\(s\), listed below:/ { bad += $4 }
/^Test Passed\.$/ && !absent { passed += good + skipped > 0 ? good : 1 }
/^Test Failed\.$/ || (/^Test Passed\.$/ && absent) {
    passed += good
    failed += bad > 0 ? bad : 1
}
END {
    printf "%d passed, %d failed\n", passed, failed
    exit failed > 0 || passed == 0
}
