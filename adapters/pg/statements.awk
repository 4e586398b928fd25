# SPDX-License-Identifier: Apache-2.0
# sql/*.sql -> one HF_SQL(name, in, out, text) per statement. A statement begins with its name line and ends
# with the line that ends in ';'; other comment lines are for readers. (CMake's lists would break SQL text.)
function quoted(text) {
    gsub(/\\/, "\\\\", text)
    gsub(/"/, "\\\"", text)
    return "\"" text "\""
}
function of(line) {
    sub(/^-- [a-z]+: */, "", line)
    return line
}
/^-- name: / { name = of($0); in_ = out = ""; body = ""; next }
/^-- in: /   { in_ = of($0); next }
/^-- out:/   { out = $0; sub(/^-- out: */, "", out); next }
/^--/        { next }
/^$/         { next }
name == ""   { print FILENAME ": text before a name line: " $0 > "/dev/stderr"; exit 1 }
{
    ended = sub(/;$/, "")
    body = body "\n    " quoted($0 "@")
    if (ended) {
        gsub(/@"/, "\\n\"", body)
        printf "HF_SQL(%s, %s, %s,%s)\n", name, quoted(in_), quoted(out), body
        name = ""
    }
}
