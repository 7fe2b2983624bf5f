#!/usr/bin/env bash
# Boots a stock Debian kernel (Yama, perf_event_paranoid 3) in QEMU and runs steps in it over this machine's root file system, read-only.
#   boot.sh FOLDER STEPS RESULTS [SECONDS]
# FOLDER was made by prepare.sh. STEPS is a shell script of the guest, with the functions of init:
#   scope 2                       sets kernel.yama.ptrace_scope; it can be raised only, once it is 3 or the guest dropped its privileges
#   paranoid 3                    sets kernel.perf_event_paranoid
#   step NAME USER COMMAND        runs a command as that user; $REPOSITORY is this repository there, /tmp and /dev/shm are writable
# RESULTS becomes what the steps printed: for each a line "STEP name status milliseconds bytes-of-stdout bytes-of-stderr", then the bytes, then an empty line.
# The guest's console is in RESULTS.console. Exit status 0 when the guest came to its end.
# Emulated (TCG), because a KVM that can be opened need not work in nested machines. Most of the time goes into translating code that runs once: without
# random addresses (norandmaps) what was translated for one process serves the next, and starts of .NET are three times as fast; the CPU is one without AVX,
# which is slow to emulate.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?usage: boot.sh FOLDER STEPS RESULTS [SECONDS]} steps=$2 results=$3 seconds=${4:-600}
folder=$(cd "$folder" && pwd)
repository=$(cd "$here/../.." && pwd -P)
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
virtiofsd=$(command -v virtiofsd || ls /usr/lib/qemu/virtiofsd /usr/libexec/virtiofsd 2>/dev/null | head -n 1)
[[ $virtiofsd ]] || { echo "There is no virtiofsd: install the package of qemu's helpers." >&2; exit 125; }

work=$(mktemp -d)
daemon= guest=
cleanup() {
  for process in $guest $daemon; do kill "$process" 2>/dev/null; done
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

mkdir -p "$work/root/vm"
cp "$steps" "$work/root/vm/steps"
printf 'repository=%q\ndotnet=%q\n' "$repository" "$dotnet" >"$work/root/vm/settings"
# The second part of the file system is compressed: plain, it would have to be aligned.
(cd "$work/root" && find . -mindepth 1 | "$folder/busybox" cpio -o -H newc 2>/dev/null | gzip -1) >"$work/settings.cpio.gz"
cat "$folder/base.cpio.gz" "$work/settings.cpio.gz" >"$work/initrd"

# Options of the daemon in C that Debian 12 has; the one in Rust of later releases takes others.
if "$virtiofsd" --help 2>&1 | grep -q -- --shared-dir; then share=(--shared-dir=/ --cache=always --sandbox=chroot); else share=(-o source=/ -o cache=always -o sandbox=chroot); fi
"$virtiofsd" --socket-path="$work/files" "${share[@]}" >"$work/virtiofsd.log" 2>&1 &
daemon=$!
for ((i = 0; i < 500; i++)); do
  [[ -S $work/files ]] && break
  sleep .02
done
[[ -S $work/files ]] || { echo "virtiofsd doesn't start: $(tail -n 3 "$work/virtiofsd.log")" >&2; exit 125; }

: >"$results"
timeout -k 5 "$seconds" qemu-system-x86_64 -accel tcg,thread=multi -cpu Nehalem -M q35 -smp 2 -m 1536 \
  -object memory-backend-memfd,id=memory,size=1536M,share=on -numa node,memdev=memory \
  -chardev socket,id=files,path="$work/files" -device vhost-user-fs-pci,chardev=files,tag=root \
  -nodefaults -no-user-config -display none -no-reboot -serial file:"$results.console" -serial file:"$results" \
  -kernel "$folder/vmlinuz" -initrd "$work/initrd" -append "console=ttyS0 quiet loglevel=4 panic=-1 mitigations=off norandmaps" </dev/null >"$work/qemu.log" 2>&1 &
guest=$!
# Nobody wants the rest of it when whoever started this has gone.
while kill -0 "$guest" 2>/dev/null; do
  kill -0 "$PPID" 2>/dev/null || exit 130
  sleep .2
done
wait "$guest"
status=$?
guest=
grep -q "^VM done" "$results.console" && exit 0
echo "The guest didn't come to its end within $seconds s (qemu: $status). The last lines of its console:" >&2
tail -n 15 "$results.console" "$work/qemu.log" "$work/virtiofsd.log" >&2
exit 124
