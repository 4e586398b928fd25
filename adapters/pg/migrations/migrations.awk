# SPDX-License-Identifier: Apache-2.0
# *.sql -> an array of lines for each, and after them the table of those that have a number (0001-first-walls
# and on; roles has none).
FNR == 1 {
    if (open++)
        print "    NULL,\n};"
    base = FILENAME
    sub(/.*\//, "", base)
    sub(/\.sql$/, "", base)
    array = "lines_" base
    gsub(/-/, "_", array)
    if (base ~ /^[0-9]/) {
        name[++count] = base
        lines[count] = array
    }
    print "static const char *const " array "[] = {"
}
{
    gsub(/\\/, "\\\\")
    gsub(/"/, "\\\"")
    print "    \"" $0 "\\n\","
}
END {
    print "    NULL,\n};\nstatic const struct hf_migration migrations[] = {"
    for (i = 1; i <= count; i++)
        print "    {\"" name[i] "\", " lines[i] "},"
    print "};"
}
