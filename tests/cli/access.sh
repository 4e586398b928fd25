#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# access.sh HOLDFAST VERIFY: who reads a case is recorded before he sees it, beside the case and under the
# same proof; only an auditor is told. Reports as cmocka does.
set -eu
holdfast=$1
verify=$2
cd "$(dirname "$0")/../.."
# shellcheck source=tests/cli/room.sh
. tests/cli/room.sh

founded
enrolled 'Ida Roth' --organ registry --role officer --role investigator
enrolled 'Sam Oduya' --organ oversight --role auditor
published tests/vectors/workflow/moving-1.json
case=$(as 'Ida Roth' case open moving -q 2>"$said")
as 'Ida Roth' case entity add "$case" --set kind=person --set name='Wilma Tarnbrook' >"$said" 2>&1
printf 'a statement of account\n' >"$room/statement.txt"
as 'Ida Roth' document add "$case" "$room/statement.txt" >"$said" 2>&1
events() { hf case history "$case" --json 2>"$said" | grep -c '"act"'; }
told() { as 'Sam Oduya' case access "$case" "$@"; }
count() { told --json 2>"$said" | grep -c '"what"' || true; }

holds 'what one records oneself is no reading' 0 '^0$' count
before=$(events)
holds 'one person reads the case' 0 'Wilma Tarnbrook' as 'Ida Roth' case entity list "$case"
holds 'an auditor is told who, what and how' 0 'Ida Roth.*values.*case entity list' told
holds 'an account that is nobody of the house is told too' 0 'Wilma' hf case entity list "$case"
holds 'by its number' 0 'uid-[0-9]* .*case entity list' told
holds 'a document' 0 'statement of account' as 'Ida Roth' document get "$case" document/1
holds 'is told with its digest' 0 'Ida Roth.*document  *[A-Za-z0-9_-]\{43\}' told
holds 'a bundle' 0 'bytes' as 'Ida Roth' audit export "$case" -o "$room/case.bundle"
holds 'with that of its bytes, and for whom' 0 'bundle.*for the auditor' told
holds 'the case itself is as it was' 0 "^$before\$" events
holds 'nobody else is told' 5 'auditors alone' as 'Ida Roth' case access "$case"
holds 'in French too' 5 'auditeurs' as 'Ida Roth' case access "$case" --lang fr
holds 'a name that nobody bears reads nothing' 3 \
    'nobody of the house is called' hf case entity list "$case" --as 'Nobody There'
! grep -q Wilma "$said" || { echo 'not so: nothing of the case is shown then'; failed=$((failed + 1)); }
beside=$(told --json 2>"$said" | sed -n 's/.*"file":"\([A-Za-z0-9_-]*\)".*/\1/p' | head -n 1)
holds 'its file is proved like any other, to the auditor' 0 'bytes' \
    as 'Sam Oduya' audit export "$beside" -o "$room/beside.bundle"
holds 'offline' 0 'WHOLE IN ITSELF' "$verify" --self-only "$room/beside.bundle"
holds 'and to nobody else' 5 'auditors alone' as 'Ida Roth' audit export "$beside" -o "$room/none.bundle"
holds 'the log verifies' 0 '.' hf audit verify

[ "$failed" = 0 ]
