#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# planted.sh: ladder, pure, still and tidy each fail, by name, on a fault planted in a tree made for it.
# Reports as cmocka does, so that each fault counts as a test.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
licence='/* SPDX-License-Identifier: Apache-2.0 */'
failed=0

# A small tree that every check is content with.
fresh() {
    rm -rf "${root:?}"/*
    mkdir -p "$root/engine/base" "$root/engine/flow" "$root/adapters/pg" "$root/adapters/http" "$root/tests"
    cp "$here/../.clang-format" "$root/"
    echo 'size_t hf_one(const char *text);' | plant engine/base/one.h
    plant engine/base/one.c <<'END'
#include <string.h>
size_t hf_one(const char *text);
size_t hf_one(const char *text)
{
    return strlen(text);
}
END
}

# plant FILE: standard input becomes that file of the tree, below the licence.
plant() { { printf '%s\n' "$licence"; cat; } >"$root/$1"; }

# compiled: the tree's engine/base as the library a build would make.
compiled() {
    for source in "$root"/engine/base/*.c; do
        cc -O2 -fPIC -fno-common -I "$root/engine" -c "$source" -o "${source%.c}.o"
    done
    ar rc "$root/engine/base/libhf_base.a" "$root"/engine/base/*.o
}

report() {
    if [ "$1" = good ]; then
        printf '[       OK ] %s\n' "$2"
        return
    fi
    printf 'not found: %s\n%s\n' "$2" "$3"
    failed=$((failed + 1))
}

# content SENTENCE COMMAND...: the check passes; without this a check that always fails would do.
content() {
    sentence=$1; shift
    if said=$("$@" 2>&1); then report good "$sentence"; else report bad "$sentence" "$said"; fi
}

# catches SENTENCE PATTERN COMMAND...: the check fails and says the pattern.
catches() {
    sentence=$1; pattern=$2; shift 2
    if said=$("$@" 2>&1); then
        report bad "$sentence" "$said"
    elif printf '%s\n' "$said" | grep -q "$pattern"; then
        report good "$sentence"
    else
        report bad "$sentence" "$said"
    fi
}

ladder() { "$here/ladder.sh" "$root"; }
pure() { compiled && "$here/pure.sh" "$root"; }
still() { compiled && "$here/still.sh" "$root"; }
tidy() { "$here/tidy.sh" "$root"; }

fresh
for check in ladder pure still tidy; do content "$check is content with a clean tree" "$check"; done

fresh; echo '#include "flow/flow.h"' | plant engine/base/up.c
catches 'ladder finds an include that goes up' 'engine/base/up.c:2: .* may not see engine/flow' ladder
fresh; echo '#include "http/serve.h"' | plant adapters/pg/side.c
catches 'ladder finds an adapter that sees another' 'adapters/pg/side.c:2: .*may not see adapters/http' ladder
fresh; echo '#include <json-c/json.h>' | plant engine/flow/tree.c
catches 'ladder finds json-c outside record' 'engine/flow/tree.c:2: <json-c/json.h> may' ladder
fresh; echo '#include "one.h"' | plant engine/base/short.c
catches 'ladder finds an include not written from the root' 'engine/base/short.c:2: "one.h"' ladder
fresh; mkdir "$root/engine/utils"; echo 'int x;' | plant engine/utils/x.c
catches 'ladder finds a folder without a rung' 'engine/utils has no rung' ladder

fresh; plant engine/base/now.c <<'END'
#include <time.h>
long long hf_now(void);
long long hf_now(void)
{
    return (long long)time(0);
}
END
catches 'pure finds a clock' 'base: now.o calls time' pure
fresh; plant engine/base/heap.c <<'END'
#include <stdlib.h>
void *hf_heap(void);
void *hf_heap(void)
{
    return malloc(8);
}
END
catches 'pure finds the heap' 'base: heap.o calls malloc' pure

fresh; plant engine/base/count.c <<'END'
int hf_count(void);
int hf_count(void)
{
    static int count;
    return ++count;
}
END
catches 'still finds a variable that stays' 'count.o .*\.bss holds 4 bytes' still
fresh; plant engine/base/table.c <<'END'
const char *hf_name(int i);
static const char *names[] = {"a", "b"};
const char *hf_name(int i)
{
    return names[i];
}
void hf_rename(int i, const char *name);
void hf_rename(int i, const char *name)
{
    names[i] = name;
}
END
catches 'still finds a table that lost its const' 'table.o .*\.data.* holds 16 bytes' still

fresh; printf 'int  x ;\n' | plant engine/base/loose.h
catches 'tidy finds what clang-format would change' 'engine/base/loose.h:2:.*not as clang-format' tidy
fresh; printf 'int hf_x(void);\n' >"$root/engine/base/bare.h"
catches 'tidy finds a missing licence' 'engine/base/bare.h:1: no SPDX line' tidy
fresh; printf 'void hf_x(char *to, char *from)\n{\n    strcpy(to, from);\n}\n' | plant adapters/pg/copy.c
catches 'tidy finds a banned call' 'adapters/pg/copy.c:4: strcpy is banned' tidy
fresh; printf 'long hf_x(void)\n{\n    return time(0);\n}\n' | plant engine/base/when.c
catches 'tidy finds a clock in the engine' 'engine/base/when.c:4: time is banned' tidy
fresh; printf '/* the time (UTC), not strcpy(a, b) */\nint hf_x(void);\n' | plant engine/base/talk.h
content 'tidy lets comments speak of what is banned' tidy
fresh; printf '/*\n    X(trace_one, "one")\n    X(no, "no")\n */\nint hf_two(int i);\n' |
    plant engine/base/words.h
catches 'tidy finds a refusal that no test names' 'words.h: no test names the refusal trace_one' tidy
echo 'one trace "trace_one"' >"$root/tests/one"
content 'tidy takes the name of a refusal in any test' tidy
fresh; { printf 'int hf_long(int i)\n{\n'; yes '    i++;' | head -n 58; printf '    return i;\n}\n'; } |
    plant engine/base/long.c
catches 'tidy finds a function of 62 lines' 'engine/base/long.c:2: hf_long has 62 lines' tidy
fresh; printf '#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\ncd $1\n' >"$root/tests/bare.sh"
catches 'tidy finds what shellcheck would say' 'tests/bare.sh:3:.*SC2086' tidy
fresh; printf '/* TO''DO: later */\nint hf_x(void);\n' | plant engine/base/later.h
catches 'tidy finds unfinished work' 'engine/base/later.h:2: unfinished work' tidy
fresh; printf '/* %s */\nint hf_x(void);\n' "$(yes é | head -n 105 | tr -d '\n')" | plant engine/base/wide.h
catches 'tidy finds a line that is too long' 'engine/base/wide.h:2: 111 columns' tidy

# The last line of ./dev test: two tests of one program, a failure, a crash, a skip, a program not there.
counted() { awk -f "$here/count.awk" "$root/report.xml"; }
cat >"$root/report.xml" <<'END'
<testcase name="a" status="run">
    <system-out>[       OK ] one
[       OK ] two
</system-out></testcase>
<testcase name="b" status="run"></testcase>
END
content 'the count is content when nothing failed' counted
cat >>"$root/report.xml" <<'END'
<testcase name="c" status="fail">
    <system-out>[       OK ] one
[  FAILED  ] two
[  FAILED  ] 1 test(s), listed below:
[  FAILED  ] two
</system-out></testcase>
<testcase name="d" status="fail"></testcase>
<testcase name="e" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/></testcase>
<testcase name="f" status="notrun"><skipped message="Unable to find executable"/></testcase>
END
catches 'the count knows a failure, a crash, a skip and what never ran' '^4 passed, 3 failed$' counted

[ "$failed" -eq 0 ] || { printf '[  FAILED  ] %d test(s), listed below:\n' "$failed"; exit 1; }
