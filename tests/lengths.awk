# SPDX-License-Identifier: Apache-2.0
# From ctags to "lines place name", one line per function.
/^!/ { next }
{
    from = to = 0
    for (i = 4; i <= NF; i++) {
        if ($i ~ /^line:/)
            from = substr($i, 6)
        if ($i ~ /^end:/)
            to = substr($i, 5)
    }
    if (to > 0)
        print to - from + 1, $2 ":" from, $1
}
