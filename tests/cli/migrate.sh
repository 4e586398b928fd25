#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# migrate.sh HOLDFAST: versions of a definition and cases that are carried over, from outside, on a private
# cluster of its own. Reports as cmocka does, so that each sentence counts as a test.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
# shellcheck source=tests/cli/room.sh
. tests/cli/room.sh
old=tests/vectors/workflow/moving-1.json new=tests/vectors/workflow/moving-2.json
map=tests/vectors/migration/moving.json

hf db init -q >"$said"
hf key generate --issuer https://court.invalid --origin court.invalid/log1 -q >"$said"
hf db init -q >"$said"
hf db start -q >"$said"
hf user add --first 'Ana Reyes' --second 'Lou Meyer' -q >"$said"
for person in 'Ida Roth:officer' 'Eve Lind:approver'; do
    as 'Ana Reyes' user add "${person%:*}" --organ registry --role "${person#*:}" >"$said" 2>&1
    as 'Lou Meyer' user confirm "${person%:*}" >"$said" 2>&1
done

# ---- versions ----
as 'Ana Reyes' workflow publish "$old" >"$said" 2>&1
sed 's/"30d"/"31d"/' "$old" >"$room/rival.json"
holds 'other bytes of a version that is proposed are a conflict' 7 'with other bytes' \
    as 'Lou Meyer' workflow publish "$room/rival.json"
holds 'what is proposed can be read by who is to confirm it' 0 '"version": 1' hf workflow show moving@1
holds 'it is published by another' 0 'Published' as 'Lou Meyer' workflow publish "$old"
holds 'a later version needs a higher number' 7 'needs a higher number' \
    as 'Lou Meyer' workflow publish "$room/rival.json"
holds 'the list says who signed' 0 'Ana Reyes  *Lou Meyer' hf workflow list
hf workflow show moving >"$room/shown.json"
holds 'what is shown is what was signed, byte for byte' 0 '^$' \
    sh -c 'cmp "$1" "$2" && echo' sh "$old" "$room/shown.json"
holds 'for machines the definition stands beside its signatures' 0 '"Lou Meyer","definition":{' \
    hf workflow show moving@1 --json
holds 'a version that is not there is not found' 3 'version 7' hf workflow show moving@7
holds 'a new version is checked against the published one by name' 9 'C12 /kinds/request: ' \
    hf workflow check "$new" --against moving@1
holds 'and passes with a map' 0 'faults: 0' hf workflow check "$new" --against moving@1 --map "$map"
sed 's/"dispatched"/"done"/' "$map" >"$room/bad-map.json"
holds 'a fault of the map is told with line and pointer' 9 'map.json:[0-9]*:[0-9]*: C12 /kinds/request' \
    hf workflow check "$new" --against "$old" --map "$room/bad-map.json"
holds 'a map is for a comparison' 2 'against' hf workflow check "$new" --map "$map"

# ---- cases ----
case=$(as 'Ida Roth' case open moving -q 2>"$said")
as 'Ida Roth' case act "$case" order >"$said" 2>&1
as 'Ida Roth' case act "$case" draft --set urgency=high --set mark=3 --set measures=measure/1 >"$said" 2>&1
as 'Eve Lind' case act "$case" request/1 send >"$said" 2>&1
holds 'a version that is not published leads nowhere' 3 'version 2' hf workflow migrate "$map" --all --dry-run
for who in 'Ana Reyes' 'Lou Meyer'; do as "$who" workflow publish "$new" >"$said" 2>&1; done
holds 'a running case stays on its version' 0 'version  *1' hf case show "$case"
holds 'one says which cases' 2 'all' hf workflow migrate "$map" --dry-run
holds 'a trial tells both due times' 0 'clock carried over  *answer ' \
    hf workflow migrate "$map" --all --dry-run
holds 'in French too' 0 'délai repris  *answer ' hf workflow migrate "$map" --all --dry-run --lang fr
printf '{"workflow":"moving","from":1,"to":2,"reason":"r","kinds":{}}' >"$room/empty-map.json"
holds 'what has no place is refused, all of it listed' 6 'link measures (/kinds/request/links/measures)' \
    as 'Ana Reyes' workflow migrate "$room/empty-map.json" "$case"
holds 'a map with faults is not proposed' 9 'C12 /kinds/request/states/sent' \
    as 'Ana Reyes' workflow migrate "$room/bad-map.json" "$case"
holds 'whoever has no right may not propose' 5 'may not do migration.propose' \
    as 'Ida Roth' workflow migrate "$map" "$case"
holds 'one person proposes' 0 'another person confirms' as 'Ana Reyes' workflow migrate "$map" "$case"
holds 'and does not confirm' 5 'another person' as 'Ana Reyes' workflow migrate "$map" "$case"
holds 'nothing has happened yet' 0 'version  *1' hf case show "$case"
holds 'another confirms, and the case is carried over' 0 'carried over: 1 of 1' \
    as 'Lou Meyer' workflow migrate "$map" "$case"
holds 'it stands in the new version' 0 'version  *2' hf case show "$case"
holds 'its state has the new name' 0 'request/1  *Dispatched' hf case show "$case"
holds 'the history tells it' 0 'case.migrate .*version 1 becomes 2' hf case history "$case"
holds 'in French too, with both due times' 0 'délai repris answer [0-9T:.Z-]* > ' \
    hf case history "$case" --lang fr
holds 'again there is nothing left to do' 0 'carried over: 0 of 0' \
    as 'Lou Meyer' workflow migrate "$map" --all
holds 'an act of the old version is unknown now' 2 'no event draft' \
    as 'Ida Roth' case act "$case" request draft
holds 'one of the new version is known' 0 'finish' as 'Ida Roth' case act "$case" request/1 finish
holds 'the log verifies, with both definitions' 0 'verified  *yes' hf audit verify
holds 'and the case is replayed' 0 'case.migrated' hf audit replay "$case"
[ "$failed" = 0 ]
