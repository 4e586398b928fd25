#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# proof.sh: what proofs cost, without a database. README.md says what the lines are.
set -eu
: "${here:?}" "${build:?}"
cd "$here/../.."
exec "$build/tests/bench_proof" "$build/holdfast-verify"
