#!/usr/bin/env bash
# Packs the packages into artifacts/packages. They carry the managed recorder and, where this machine can link one, a native one for its own
# architecture, which starts ten times as fast.
#   ./pack.sh [--recorder-only]     --recorder-only builds just the native recorder, in artifacts/native/recorder-native
set -euo pipefail
cd "$(dirname "$0")"
rid=linux-$(case $(uname -m) in x86_64) echo x64 ;; aarch64) echo arm64 ;; *) uname -m ;; esac)
native=$PWD/artifacts/native/recorder-native/RunScope.Testing.Recorder

linker=
if command -v clang >/dev/null; then linker=clang; elif command -v gcc >/dev/null; then linker=gcc; fi
if [[ -n $linker ]]; then
  # In folders of its own: the ordinary build doesn't notice.
  dotnet publish src/Recorder -c Release -r "$rid" -v quiet -nologo -p:PublishAot=true -p:CppCompilerAndLinker="$linker" \
    --artifacts-path artifacts/native-build -o "$(dirname "$native")"
  rm -f "$(dirname "$native")"/*.{xml,pdb,dbg}
  if command -v strip >/dev/null; then strip "$native"; fi
else
  echo "No clang and no gcc: the packages will carry the managed recorder only." >&2
fi
[[ ${1:-} == --recorder-only ]] && exit

# The packages have a place for the x64 one.
with_native=()
[[ -n $linker && $rid == linux-x64 ]] && with_native=(-p:RunScopeNativeRecorder="$native")
dotnet build RunScope.Testing.sln -c Release -v quiet -nologo
for project in src/Harness src/Adapters.Xunit src/Adapters.NUnit src/Cli; do
  dotnet pack "$project" --no-build -c Release -v quiet -nologo -o artifacts/packages "${with_native[@]}"
done
ls artifacts/packages
