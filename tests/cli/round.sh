#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# round.sh HOLDFAST: word to the whole network, from outside, on a private cluster of its own. Reports as
# cmocka does, so that each sentence counts as a test.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
# shellcheck source=tests/cli/room.sh
. tests/cli/room.sh

hf db init -q >"$said"
hf key generate --issuer https://court.invalid --origin court.invalid/log1 -q >"$said"
hf db init -q >"$said"
hf db start -q >"$said"
hf user add --first 'Ana Reyes' --second 'Lou Meyer' -q >"$said"
as 'Ana Reyes' user add 'Ines Bell' --organ registry --role dispatcher >"$said" 2>&1
as 'Lou Meyer' user confirm 'Ines Bell' >"$said" 2>&1
as 'Ana Reyes' directory import config/samples/directory.json >"$said" 2>&1

holds 'a drill needs the definition' 3 'network-round' as 'Ines Bell' directory drill
for who in 'Ana Reyes' 'Lou Meyer'; do
    as "$who" workflow publish workflows/network-round.json >"$said" 2>&1
done
holds 'nobody is written to who is not confirmed' 3 'no valid entry' as 'Ines Bell' directory drill
for name in 'Fictional Court, Registry' \
    'Sylvania, Ministry of Justice, office for international cooperation' \
    'Freedonia, Attorney General, central authority'; do
    as 'Lou Meyer' directory confirm "$name" >"$said" 2>&1
done
holds 'nor is a network that is not there' 3 'nowhere' as 'Ines Bell' directory drill --network nowhere
holds 'a period must be one' 2 'answer_within' as 'Ines Bell' directory drill --within soon

# ---- a drill ----
as 'Ines Bell' directory drill --json >"$room/drill.json"
holds 'a drill is signed for each authority but ourselves' 0 '^2$' \
    sh -c 'tr "{" "\n" <"$1" | grep -c contact/' sh "$room/drill.json"
round=$(hf case list --json | tr '{,' '\n' | sed -n 's/.*"case":"\([^"]*\)".*/\1/p' | tail -1)
holds 'the round names who was written to' 0 'Freedonia, Attorney General' hf directory round "$round"
holds 'none of them has answered' 0 'Asked' hf directory round "$round"
holds 'in French too' 0 'Consultée' hf directory round "$round" --lang fr
holds 'a refused drill leaves nothing behind' 0 '^1$' \
    sh -c '"$1" case list --json | grep -o "\"case\":" | wc -l' sh "$holdfast"
holds 'a region narrows it' 0 'contact/1' as 'Ines Bell' directory drill --network lumen
cp "$said" "$room/narrow"
holds 'and only to it' 0 '^0$' sh -c 'grep -c contact/2 "$1" || :' sh "$room/narrow"

# ---- a question ----
holds 'a question goes to a network' 0 'Freedonia' \
    as 'Ines Bell' directory ask 'Do you keep a register of beneficial owners?' --network asset-recovery \
    --within 10d
holds 'a question of a word is none' 2 'question' as 'Ines Bell' directory ask 'Why?'
holds 'what is no reference is not looked for' 2 'check letter' hf directory round ABCD-EFGH-C

# ---- figures ----
hf directory statistics --json >"$room/figures.json"
holds 'the figures count notices and silence' 0 '"notices":2' cat "$room/figures.json"
holds 'who has not answered has no median' 0 '^0$' sh -c 'grep -c median "$1" || :' sh "$room/figures.json"
holds 'the log is whole' 0 'verified' hf audit verify

[ "$failed" = 0 ]
