# SPDX-License-Identifier: Apache-2.0
# page.awk base/words.h verify/words.h verify.html.in: the page with its sentences, from the one catalogue.
# Texts in double quotes are written alike in C and JavaScript here.
function quoted(line, from,   rest) { # the next text in quotes
    rest = substr(line, from)
    match(rest, /"([^"\\]|\\.)*"/)
    after = from + RSTART + RLENGTH - 1
    return substr(rest, RSTART, RLENGTH)
}
/^    X\([a-z0-9_]+, / {
    name = $1; sub(/^X\(/, "", name); sub(/,$/, "", name)
    if (FILENAME ~ /base\/words\.h$/ &&
        name !~ /^(bundle|note|cover|ustar|replay|verify|event)_/ &&
        name !~ /^(heads|absence|policy|cosignature|keys|tile|place)_/) next
    at = index($0, "\""); en = quoted($0, at); fr = quoted($0, after)
    if (FILENAME ~ /base\/words\.h$/) words = words "\n  " name ": [" en ", " fr "],"
    else says = says "\n  " name ": [" en ", " fr "],"
}
FILENAME ~ /\.in$/ {
    if ($0 == "const words = /*WORDS*/{};") print "const words = {" words "\n};"
    else if ($0 == "const says = /*SAYS*/{};") print "const says = {" says "\n};"
    else print
}
