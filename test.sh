#!/usr/bin/env bash
# Builds with warnings as errors, checks the format, runs every test project, and ends with one line:
#   N passed, N failed, N skipped
# Exit status 0 only when nothing failed and at least one test ran.
#   ./test.sh          all but what takes long
#   ./test.sh --long   that as well: tests with the trait Category=Long
set -uo pipefail
cd "$(dirname "$0")"
case "${1-}" in
  "") only=(--filter "Category!=Long") ;;
  --long) only=() ;;
  *) echo "usage: ./test.sh [--long]" >&2; exit 64 ;;
esac
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
results=$PWD/artifacts/test-results
rm -rf "$results" && mkdir -p "$results"

say() { printf '\n== %s\n' "$*"; }
stop() { printf '%s\n0 passed, 1 failed, 0 skipped\n' "$*"; exit 1; }

# What tests need beside the SDK: a C compiler (struct layouts are checked against the system's headers, and it links the native recorder),
# gzip, python3 and procps for real workloads.
need=()
command -v gcc >/dev/null || need+=(gcc libc6-dev)
[[ -e /usr/include/stdio.h ]] || need+=(libc6-dev)
[[ -e /usr/include/linux/types.h ]] || need+=(linux-libc-dev)
command -v gzip >/dev/null || need+=(gzip)
command -v script >/dev/null || need+=(bsdutils)
command -v strip >/dev/null || need+=(binutils)
# Wanted, not needed, since tests skip without it: a browser that reports are looked at in, servers and interpreters that Attach.Tests attach to, a terminal for the live view, and shells for completion.
# Debian's redis-tools has the program of redis-server under the name redis-check-rdb.
wanted=()
command -v chromium >/dev/null || command -v google-chrome >/dev/null || wanted+=(chromium)
command -v redis-server >/dev/null || command -v redis-check-rdb >/dev/null || wanted+=(redis-tools)
command -v postgres >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || wanted+=(postgresql)
command -v node >/dev/null || wanted+=(nodejs)
command -v python3 >/dev/null || wanted+=(python3)
command -v tmux >/dev/null || wanted+=(tmux)
command -v zsh >/dev/null || wanted+=(zsh)
[[ $(uname -m) != x86_64 ]] || command -v qemu-system-x86_64 >/dev/null || wanted+=(qemu-system-x86)
command -v fish >/dev/null || wanted+=(fish)
# The servers' packages bring services, which are neither started nor given a database: the tests start the programs themselves.
# What it makes for that is taken away however it ends: left behind it would keep every service of this machine from starting. What was there before stays.
install_without_services() (
  policy=/usr/sbin/policy-rc.d clusters=/etc/postgresql-common/createcluster.d/no-main-cluster.conf made=()
  trap 'rm -f "${made[@]}"' EXIT
  trap 'exit 130' INT TERM HUP
  [[ -e $policy ]] || { made+=("$policy"); printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod +x "$policy"; }
  [[ -e $clusters ]] || { made+=("$clusters"); mkdir -p "${clusters%/*}"; echo "create_main_cluster = off" >"$clusters"; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
)
absent=("${need[@]}" "${wanted[@]}")
if ((${#absent[@]})) && [[ ${RUNSCOPE_INSTALL:-1} != 0 && $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
  say "installing packages: ${absent[*]} (RUNSCOPE_INSTALL=0 installs nothing)"
  apt-get update -qq >/dev/null 2>&1
  if ((${#need[@]})); then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null || stop "Could not install: ${need[*]}"
    need=()
  fi
  # One by one: what a machine's sources don't have doesn't keep the others away.
  absent=("${wanted[@]}") wanted=()
  for package in "${absent[@]}"; do
    install_without_services "$package"
    case $? in 0) ;; 130) exit 130 ;; *) wanted+=("$package") ;; esac
  done
fi
((${#need[@]} == 0)) || stop "Missing: ${need[*]}. Install them (sudo apt-get install ${need[*]}), then run ./test.sh again."
for package in "${wanted[@]}"; do echo "There is no $package: the tests that need it are skipped, and say so."; done
# And another kernel: a machine that boots it shows what ordinary users get where ptrace access is restricted. The kernel is downloaded, not installed.
vm=$PWD/artifacts/vm
if [[ $(uname -m) == x86_64 && ${RUNSCOPE_INSTALL:-1} != 0 && $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
  mkdir -p "$vm"
  # Without the lists of packages it can't be found.
  if tests/vm/prepare.sh "$vm" 2>"$vm/problem" || { apt-get update -qq >/dev/null 2>&1; tests/vm/prepare.sh "$vm" 2>"$vm/problem"; }; then rm -f "$vm/problem"; else echo "There is no guest kernel: the tests of Vm.Tests are skipped. $(<"$vm/problem")"; fi
fi
command -v dotnet >/dev/null || stop "Missing: the .NET 10 SDK (https://dot.net)."

say "restore and build"
dotnet build RunScope.Testing.sln -v quiet || stop "The build failed."

# The recorder comes in two builds: the ordinary one runs on the installed runtime, the native one is what packages carry besides. So does the tool.
# The format is checked meanwhile: much of either runs on one core.
say "format, native recorder, and the tool compiled ahead"
apart=$(mktemp -d)
dotnet format RunScope.Testing.sln --verify-no-changes --no-restore >"$apart/format" 2>&1 &
format=$!
trap 'kill "$format" 2>/dev/null; rm -rf "$apart"' EXIT
trap 'exit 130' INT TERM
./pack.sh --parts-only || stop "The native recorder or the tool could not be built."
wait "$format" || { cat "$apart/format"; stop "dotnet format would change files: run it and commit the result."; }

failed=0
run() { # NAME PROJECT OPTIONS...
  local name=$1 project=$2
  shift 2
  say "test: $name"
  dotnet test "$project" --no-build --logger "trx;LogFileName=$name.trx" --results-directory "$results" "$@" || failed=1
  [[ -s $results/$name.trx ]] || { echo "$name left no result file: it crashed or was ended."; failed=1; }
}

# Adapters.Tests mostly waits for test frameworks to start: the others run beside it, but for the last of these, which keep the second row as long as the first. Its profiled tests take turns
# among themselves, by a lock of their own.
# Job control gives it a process group, which ends with this script, and leaves it SIGINT, which a shell's other background jobs ignore.
beside=(Adapters.Tests Reports.Browser.Tests Fuzz.Tests)
mkdir -m 700 "$apart/runtime"
set -m
(
  export XDG_RUNTIME_DIR=$apart/runtime
  for name in "${beside[@]}"; do run "$name" "tests/$name" "${only[@]}"; done
  exit "$failed"
) >"$apart/output" 2>&1 &
second=$!
set +m
trap 'kill -- "-$second" 2>/dev/null; rm -rf "$apart"' EXIT
for project in tests/*.Tests; do
  name=${project##*/}
  [[ " ${beside[*]} " == *" $name "* ]] || run "$name" "$project" "${only[@]}"
done
# The recorder that packages carry is the native one: what it does when others are killed, and with --long at every fault.
native="FullyQualifiedName~RunScope.Testing.Tests.Hosting|FullyQualifiedName~Faults.KillTests"
[[ ${1-} != --long ]] || native="$native|FullyQualifiedName~RunScope.Testing.Tests.Faults"
RUNSCOPE_RECORDER=$PWD/artifacts/native run Harness.Tests-native-recorder tests/Harness.Tests --filter "Category!=Long&($native)"
wait "$second" || failed=1
# What root may do hides what others may not: the same tests as an ordinary user.
if [[ ${1-} == --long && $(id -u) == 0 ]]; then
  for project in Recording.Tests Harness.Tests Cli.Tests Attach.Tests Adapters.Tests Analyzers.Tests Fuzz.Tests Reports.Browser.Tests; do
    say "test: $project as an ordinary user"
    tests/as-user.sh "$results" "$project" --filter "Category!=Long" || failed=1
  done
  for project in Recording.Tests Harness.Tests Cli.Tests Attach.Tests; do
    say "test: $project in user, PID and mount namespaces"
    tests/as-user.sh --namespaces "$results" "$project" --filter "Category!=Long" || failed=1
  done
fi
trap 'rm -rf "$apart"' EXIT
cat "$apart/output"

# What is left behind after 10,000 launches and half an hour of watching: a goal that is surely missed is a failure.
# With one arena: the C library's allocator takes a further one whenever threads meet, up to 8 per CPU, which looks like a leak of a MiB for as long as that goes on (docs/soak.md).
if [[ ${1-} == --long ]]; then
  say "10,000 launches, and 30 minutes of watching"
  dotnet build -c Release bench -v quiet && cp -r artifacts/native/recorder-native bench/bin/Release/net10.0/ &&
    MALLOC_ARENA_MAX=1 bench/bin/Release/net10.0/Bench --only soak-launches soak-attach --launches 10000 --minutes 30 | tee "$results/soak.txt" || failed=1
  ! grep -q '| MISSED  *|' "$results/soak.txt" || failed=1
fi

# The counters of each result file: total executed passed failed ... notExecuted
passed=0 broken=0 skipped=0
for trx in "$results"/*.trx; do
  [[ -e $trx ]] || continue
  counters=$(grep -o '<Counters [^>]*>' "$trx" | head -n 1)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  total=$(count total) ok=$(count passed) bad=$(count failed)
  passed=$((passed + ok)) broken=$((broken + bad)) skipped=$((skipped + total - ok - bad))
done
((failed && !broken)) && broken=1
printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$broken" "$skipped"
((passed > 0 && broken == 0))
