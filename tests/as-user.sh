#!/usr/bin/env bash
# Runs test projects, built before, as an ordinary user: what root may do hides what others may not.
#   as-user.sh [--namespaces] RESULTS PROJECT [OPTIONS...]      RESULTS becomes the folder of as-user-PROJECT.trx; OPTIONS go to dotnet test
# With --namespaces in user, PID and mount namespaces of that user's own, as in a container without a daemon (in-namespaces-PROJECT.trx).
# The user has an ID of its own, no group, no capability, a home, a temporary and a runtime folder. It works on a copy of the tree that belongs to it and is
# mounted over the original in a mount namespace, so that every path is as it was built; nothing is changed outside of that, and nothing is left.
# Tests that need a privilege are skipped, and say why. Needs root and setpriv, unshare, mount (util-linux). Exit status: that of dotnet test.
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd -P)
user=64123 name=runscope-user
where=as-user inside=()
if [[ ${1-} == --namespaces ]]; then
  where=in-namespaces
  # Somebody has to reap there what loses its parent: process 1 is a shell. In its foreground, because what it starts in the background ignores SIGINT.
  inside=(unshare --user --map-user="$user" --map-group="$user" --pid --fork --mount-proc sh -c '"$@"; exit $?' sh)
  shift
fi
results=${1:?usage: as-user.sh [--namespaces] RESULTS PROJECT [OPTIONS...]} project=${2:?usage: as-user.sh [--namespaces] RESULTS PROJECT [OPTIONS...]}
shift 2
mkdir -p "$results"
results=$(cd "$results" && pwd -P)
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
dotnet=$(readlink -f "$(command -v dotnet)")

setpriv --reuid "$user" --regid "$user" --clear-groups test -x "$dotnet" || { echo "User $user may not execute $dotnet: install .NET where everybody may enter." >&2; exit 125; }
setpriv --reuid "$user" --regid "$user" --clear-groups test -x "$root" || { echo "User $user may not enter $root: put the repository where everybody may enter." >&2; exit 125; }

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM
chmod 755 "$place"
mkdir -p "$place"/{tree,tmp,run,results} "$place/home/.nuget/packages"
# The guest kernel's files and former results are large and not needed.
tar -C "$root" --exclude=./artifacts/vm --exclude=./artifacts/test-results -cf - . | tar -C "$place/tree" -xf - || exit 125
# What was restored names the folder of packages, which this user may not enter.
find "$place/tree" -path '*/obj/*' \( -name 'project.assets.json' -o -name '*.nuget.g.*' -o -name 'project.nuget.cache' -o -name '*.nuget.dgspec.json' \) \
  -exec sed -i "s|${packages%/}/|$place/home/.nuget/packages/|g" {} + || exit 125
{ cat /etc/passwd; echo "$name:x:$user:$user::$place/home:/bin/sh"; } >"$place/passwd"
{ cat /etc/group; echo "$name:x:$user:"; } >"$place/group"
chown -R "$user:$user" "$place"/{tree,tmp,run,results,home}
chmod 700 "$place/run"

unshare --mount --propagation private bash -c '
  place=$1 root=$2 packages=$3 user=$4 name=$5 project=$6 where=$7
  shift 7
  inside=()
  while [[ $1 != -- ]]; do inside+=("$1") && shift; done
  shift
  mount --bind "$place/tree" "$root" && mount --bind "$place/passwd" /etc/passwd && mount --bind "$place/group" /etc/group || exit 125
  [[ ! -d $packages ]] || mount --bind -o ro "$packages" "$place/home/.nuget/packages"
  cd "$root" || exit 125
  exec setpriv --reuid "$user" --regid "$user" --clear-groups --inh-caps=-all --bounding-set=-all "${inside[@]}" env -i HOME="$place/home" USER="$name" LOGNAME="$name" \
    TMPDIR="$place/tmp" XDG_RUNTIME_DIR="$place/run" PATH="$PATH" LANG=C.UTF-8 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false \
    dotnet test "tests/$project" --no-build --logger "trx;LogFileName=$where-$project.trx" --results-directory "$place/results" "$@"
' bash "$place" "$root" "$packages" "$user" "$name" "$project" "$where" "${inside[@]}" -- "$@"
status=$?
cp "$place"/results/*.trx "$results"/ 2>/dev/null || echo "$project left no result file: it crashed or was ended." >&2
exit "$status"
