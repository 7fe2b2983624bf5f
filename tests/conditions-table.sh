#!/usr/bin/env bash
# Draws the table of docs/where-it-runs.md from what the condition program printed in each place (artifacts/conditions/*.jsonl, from ./test.sh --long).
set -euo pipefail
cd "$(dirname "$0")/.."
tests/Conditions/bin/Debug/net10.0/Conditions --table artifacts/conditions docs/where-it-runs.md
