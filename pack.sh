#!/usr/bin/env bash
# Packs the packages into artifacts/packages. They carry the managed recorder and, where this machine can link one, a native one for its own
# architecture, which starts ten times as fast; the tool is portable, and compiled ahead for x64 besides.
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

# The tool, compiled ahead for x64. The compiler is a package, which a machine without a network may not have.
ready=$PWD/artifacts/ready-tool
rm -rf "$ready"
# With a runtime identifier the recorder comes by two ways; it is the same.
if dotnet publish src/Cli -c Release -r linux-x64 --self-contained false -v quiet -nologo -p:PublishReadyToRun=true -p:ErrorOnDuplicatePublishOutputFiles=false \
  --artifacts-path artifacts/ready-build -p:PathMap="$PWD/=/_/" -o "$ready"; then
  options+=(-p:RunScopeReadyTool="$ready")
else
  echo "The tool could not be compiled ahead: its package will carry the portable one only, which takes twice as long to start." >&2
fi
rm -rf artifacts/packages
for project in src/Harness src/Adapters.Xunit src/Adapters.NUnit src/Cli; do
  dotnet pack "$project" "${options[@]}" -o artifacts/packages
done
ls artifacts/packages
