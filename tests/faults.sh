#!/usr/bin/env bash
# Runs the tests of faults and writes how each ended into the tables of docs/faults.md. With --long also those that take long (about half an hour); without, those rows say "not run".
set -euo pipefail
cd "$(dirname "$0")/.."
case "${1:-}" in
  "") only="Category!=Long&" ;;
  --long) only="" ;;
  *) echo "usage: tests/faults.sh [--long]" >&2; exit 64 ;;
esac
FAULTS_RECORD=$(mktemp)
export FAULTS_RECORD
trap 'rm -f "$FAULTS_RECORD"' EXIT
dotnet build tests/Harness.Tests -v quiet --nologo
dotnet test tests/Harness.Tests --no-build --filter "${only}FullyQualifiedName~Tests.Faults&FullyQualifiedName!~FaultsDocumentTests"
FAULTS_DOCUMENT=$PWD/docs/faults.md dotnet test tests/Harness.Tests --no-build --filter "FullyQualifiedName~What_was_recorded"
