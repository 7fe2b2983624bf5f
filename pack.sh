#!/usr/bin/env bash
# Packs the packages into artifacts/packages. They carry the managed recorder and, where this machine can link one, a native one for its own
# architecture, which starts ten times as fast; the tool is portable, and compiled ahead for x64 besides.
#   ./pack.sh [--recorder-only|--parts-only]     --recorder-only builds just the native recorder, in artifacts/native/recorder-native,
#                                                --parts-only that and the tool compiled ahead, in artifacts/ready-tool, which tests put into packages of their own
set -euo pipefail
cd "$(dirname "$0")"
rid=linux-$(case $(uname -m) in x86_64) echo x64 ;; aarch64) echo arm64 ;; *) uname -m ;; esac)
native=$PWD/artifacts/native/recorder-native/RunScope.Testing.Recorder

linker=
if command -v clang >/dev/null; then linker=clang; elif command -v gcc >/dev/null; then linker=gcc; fi
if [[ -n $linker ]]; then
  # In folders of its own: the ordinary build doesn't notice.
  dotnet publish src/Recorder -c Release -r "$rid" -v quiet -nologo -p:PublishAot=true -p:CppCompilerAndLinker="$linker" \
    --artifacts-path artifacts/native-build -p:PathMap="$PWD/=/_/" -o "$(dirname "$native")"
  rm -f "$(dirname "$native")"/*.{xml,pdb,dbg}
  if command -v strip >/dev/null; then strip "$native"; fi
else
  echo "No clang and no gcc: the packages will carry the managed recorder only." >&2
fi
[[ ${1:-} == --recorder-only ]] && exit

# The packages have a place for the x64 one.
options=(-c Release -v quiet -nologo --artifacts-path artifacts/pack-build)
[[ -n $linker && $rid == linux-x64 ]] && options+=(-p:RunScopeNativeRecorder="$native")
# The same commit gives the same assemblies wherever it is packed: no path of this machine goes into them.
options+=(-p:PathMap="$PWD/=/_/")

# The tool, compiled ahead for x64: the portable one, its assemblies replaced by compiled ones. The folder is taken by musl as well (Alpine), and so it carries the drawing library
# of both; the portable tool carries that of the machines that are left for it. The compiler is a package, which a machine without a network may not have.
ready=$PWD/artifacts/ready-tool compiled=$PWD/artifacts/ready-build/compiled
rm -rf "$ready" "$compiled"
publish=(dotnet publish src/Cli -c Release -v quiet -nologo -p:PathMap="$PWD/=/_/")
# With a runtime identifier the recorder comes by two ways; it is the same.
if "${publish[@]}" -r linux-x64 --self-contained false -p:PublishReadyToRun=true -p:ErrorOnDuplicatePublishOutputFiles=false --artifacts-path artifacts/ready-build -o "$compiled"; then
  "${publish[@]}" -p:UseAppHost=false -p:RunScopeNativeRuntimes=linux-x64%3Blinux-musl-x64 --artifacts-path artifacts/pack-build -o "$ready"
  for assembly in "$compiled"/*.dll; do
    [[ ! -e $ready/${assembly##*/} ]] || cp "$assembly" "$ready"
  done
  tool=(-p:RunScopeReadyTool="$ready")
else
  echo "The tool could not be compiled ahead: its package will carry the portable one only, which takes twice as long to start." >&2
  tool=(-p:RunScopeNativeRuntimes=linux-x64%3Blinux-musl-x64%3Blinux-arm64%3Blinux-musl-arm64)
fi
[[ ${1:-} == --parts-only ]] && exit

rm -rf artifacts/packages
for project in src/Harness src/Adapters.Xunit src/Adapters.NUnit; do
  dotnet pack "$project" "${options[@]}" -o artifacts/packages
done
dotnet pack src/Cli "${options[@]}" "${tool[@]}" -o artifacts/packages
ls artifacts/packages
