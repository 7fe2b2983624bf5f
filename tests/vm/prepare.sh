#!/usr/bin/env bash
# Prepares a folder for boot.sh: a stock Debian kernel and a static busybox, downloaded and unpacked but not installed, and the first part of the guest's
# initial file system. Does nothing when that is there already.
#   prepare.sh FOLDER
# Needs an apt that can download Debian packages. Says what failed, and leaves the folder without the file "ready".
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${1:?usage: prepare.sh FOLDER}"
folder=$(cd "$1" && pwd)
[[ -e $folder/ready && $folder/ready -nt $here/init && $folder/ready -nt $here/prepare.sh ]] && exit 0
rm -f "$folder/ready"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work" # apt downloads as a user of its own

unpack() { # PACKAGE TARGET
  (cd "$work" && rm -f ./*.deb && apt-get -qq download "$1" >/dev/null 2>"$work/errors" && dpkg-deb -x ./*.deb "$2") ||
    { echo "The package $1 can't be downloaded: $(tail -n 1 "$work/errors")" >&2; exit 1; }
}

# The cloud kernel has Yama, virtiofs, and few modules besides.
if [[ ! -e $folder/vmlinuz ]]; then
  image=$(apt-cache show linux-image-cloud-amd64 2>/dev/null | sed -n 's/^Depends: \(linux-image-[^ ,]*\).*/\1/p' | head -n 1)
  [[ $image ]] || { echo "apt knows no kernel linux-image-cloud-amd64: this needs the package lists of Debian (apt-get update)" >&2; exit 1; }
  unpack "$image" "$work/kernel"
  # In the order in which they are to be inserted: nothing of virtio is built in.
  order=10
  mkdir -p "$work/modules"
  for module in virtio_ring virtio virtio_pci_modern_dev virtio_pci_legacy_dev virtio_pci fuse virtiofs; do
    file=$(find "$work/kernel" -name "$module.ko*" | head -n 1)
    [[ $file ]] || continue # built in, in some versions
    cp "$file" "$work/modules/$order-${file##*/}"
    ((order += 1))
  done
  rm -rf "$folder/modules" && mv "$work/modules" "$folder/modules"
  cp "$work"/kernel/boot/vmlinuz-* "$folder/vmlinuz"
fi
if [[ ! -x $folder/busybox ]]; then
  unpack busybox-static "$work/busybox"
  cp "$work/busybox/bin/busybox" "$folder/busybox"
fi

root=$work/root
mkdir -p "$root"/{bin,dev,etc,mnt,proc,sys,tmp,vm}
cp "$folder/busybox" "$root/bin/"
cp -r "$folder/modules" "$root/vm/modules"
install -m 755 "$here/init" "$root/init"
for applet in awk cat chmod chroot cp cut date dmesg echo env grep head ifconfig insmod ln ls mkdir mount mv printf reboot rm sed sh sleep stty tail timeout wc; do
  ln -s busybox "$root/bin/$applet"
done
(cd "$root" && find . -mindepth 1 | "$folder/busybox" cpio -o -H newc 2>/dev/null | gzip -9) >"$folder/base.cpio.gz"
touch "$folder/ready"
