#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tiles.sh HOLDFAST VERIFY: a server keeps a folder of the log current, act by act; what it may not or cannot
# write is told once and stops nothing else.
set -eu
holdfast=$1
verify=$2
cd "$(dirname "$0")/../.."
. tests/cli/room.sh
office=
trap '[ -z "$office" ] || kill $office 2>/dev/null || true; finish' EXIT

founded

opened() { # FOLDER: the server begins and has its address
    rm -f "$room/address" "$room/office.log"
    env HOLDFAST_LOG_TILES="$1" "$holdfast" serve --listen 127.0.0.1:0 >"$room/address" 2>"$room/office.log" &
    office=$!
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        [ ! -s "$room/address" ] || return 0
        sleep 0.5
    done
}
closed() {
    kill "$office"
    wait "$office" || true
    office=
}
# The folder, once it has been verified with at least so many leaves; for five seconds at most.
verified() {
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        if "$verify" --self-only "$room/log" >"$room/verdict" 2>&1 && [ "$(leaves)" -ge "$1" ]; then
            break
        fi
        sleep 0.5
    done
    cat "$room/verdict"
    [ "$(leaves)" -ge "$1" ]
}
leaves() { sed -n 2p "$room/log/checkpoint" 2>/dev/null || echo 0; }
same() { cmp "$1" "$2" && echo same; }
told() { # EVENT: how often the server said so
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        ! grep -q "\"$1\"" "$room/office.log" || break
        sleep 0.5
    done
    grep -c "\"$1\"" "$room/office.log"
}

opened "$room/log"
holds 'what was there before is caught up with' 0 '^WHOLE' verified 1
before=$(leaves)
as 'Ana Reyes' user add 'Noor Vale' --organ prosecution --role investigator -q >"$said"
holds 'an act stands in the folder as soon as it is signed' 0 '^WHOLE' verified $((before + 1))
second=$(leaves)
stat -c '%i %Y' "$room/log/key" >"$room/key-before"
as 'Lou Meyer' user confirm 'Noor Vale' -q >"$said"
holds 'and the next one' 0 '^WHOLE' verified $((second + 1))
stat -c '%i %Y' "$room/log/key" >"$room/key-after"
holds 'what did not change is not written again' 0 '^same$' same "$room/key-before" "$room/key-after"
holds 'nothing unfinished lies about' 1 '^0$' sh -c "find '$room/log' -name '.new*' | grep -c ."
hf audit tiles "$room/whole" -q >"$said" 2>&1
verified "$(sed -n 2p "$room/whole/checkpoint")" >"$said"
for file in checkpoint keys key checkpoints; do
    holds "its $file is what audit tiles writes" 0 '^same$' same "$room/log/$file" "$room/whole/$file"
done
closed
holds 'the last checkpoint is written, too' 0 '^WHOLE' verified "$(leaves)"
holds 'nothing was wrong' 1 '^0$' grep -c 'tiles_fail' "$room/office.log"

# acts while no server runs
for guest in 1 2 3; do
    as 'Ana Reyes' user add "Guest $guest" --organ registry --role officer -q
    as 'Lou Meyer' user confirm "Guest $guest" -q
done >"$said" 2>&1
third=$(leaves)
opened "$room/log"
holds 'a server that comes back catches up' 0 '^WHOLE' verified $((third + 6))

# a disk that does not take it
closed
mv "$room/log/tile" "$room/kept"
: >"$room/log/tile"
opened "$room/log"
as 'Ana Reyes' user add 'Ida Roth' --organ registry --role officer -q >"$said"
holds 'a folder that cannot be written is told of' 0 '^1$' told tiles_fail
holds 'with the path and what the system says' 0 'log/tile.*Not a directory' \
    grep tiles_fail "$room/office.log"
holds 'acts go on meanwhile' 0 . as 'Lou Meyer' user confirm 'Ida Roth'
fourth=$(hf audit tiles "$room/whole" --json | sed 's/.*"leaves":\([0-9]*\).*/\1/')
rm "$room/log/tile"
mv "$room/kept" "$room/log/tile"
holds 'when it is mended the folder is whole again' 0 '^WHOLE' verified "$fourth"
holds 'which is told' 0 '^1$' told tiles_again
holds 'the failure was told once' 0 '^1$' told tiles_fail
closed

# folders that are not ours
mkdir "$room/stranger" "$room/ahead"
cp -r "$room/log/." "$room/ahead"
sed '2s/.*/9999/' "$room/log/checkpoint" >"$room/ahead/checkpoint"
sed 's/^court.invalid.log1/court.invalid\/log2/' "$room/log/key" >"$room/stranger/key"
cp "$room/stranger/key" "$room/stranger-key"
opened "$room/stranger"
holds 'the folder of another log is refused' 0 '^1$' told tiles_fail
holds 'by name' 0 'tiles_foreign.*court.invalid/log2' grep tiles_fail "$room/office.log"
holds 'the rest goes on' 0 . as 'Ana Reyes' user add 'Cas Ode' --organ registry --role officer
closed
holds 'and nothing was written there' 0 '^1$' sh -c "ls '$room/stranger' | grep -c ."
holds 'nor changed' 0 '^same$' same "$room/stranger/key" "$room/stranger-key"
opened "$room/ahead"
holds 'so is one that is ahead of the database' 0 '^1$' told tiles_fail
holds 'with what it holds' 0 'tiles_ahead.*9999' grep tiles_fail "$room/office.log"
closed
holds 'by hand it is refused as well' 7 'holds the log court.invalid/log2' hf audit tiles "$room/stranger"
holds 'in French' 7 "n'est pas le nôtre" hf audit tiles "$room/stranger" --lang fr
holds 'one that is ahead, too' 7 '9999 entries' hf audit tiles "$room/ahead"
sed '3s/^..../AAAA/' "$room/log/checkpoint" >"$room/ahead/checkpoint"
holds 'one with another history is evidence' 7 'another history' hf audit tiles "$room/ahead"
echo nonsense >"$room/ahead/checkpoint"
holds 'what is no checkpoint is not written over' 7 'is none' hf audit tiles "$room/ahead"
exit $((failed > 0))
