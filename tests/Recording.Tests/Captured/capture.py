#!/usr/bin/env python3
"""Boots a kernel in QEMU with capture.c as its only program, and writes what that saw into a folder. See README.md.

capture.py QEMU KERNEL PROGRAM FOLDER
  QEMU     qemu-system-x86_64 or qemu-system-aarch64
  KERNEL   the kernel's image
  PROGRAM  capture.c, compiled for that architecture: gcc -O1 -static -pthread -o PROGRAM capture.c
"""
import gzip
import pathlib
import subprocess
import sys
import tempfile

LONGEST = 300


def member(name, mode, data=b""):
    """One member of a cpio archive of the form "newc"."""
    fields = [0, mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(name) + 1, 0]
    head = b"070701" + b"".join(b"%08x" % f for f in fields) + name.encode() + b"\0"
    pad = lambda b: b + b"\0" * (-len(b) % 4)
    return pad(head) + pad(data)


def console_device(name, major, minor):
    fields = [0, 0o20600, 0, 0, 1, 0, 0, 0, 0, major, minor, len(name) + 1, 0]
    head = b"070701" + b"".join(b"%08x" % f for f in fields) + name.encode() + b"\0"
    return head + b"\0" * (-len(head) % 4)


def boot(qemu, kernel, program):
    archive = member("dev", 0o40755) + console_device("dev/console", 5, 1) + member("init", 0o100755, pathlib.Path(program).read_bytes()) + member("TRAILER!!!", 0)
    arm = "aarch64" in qemu
    machine = ["-M", "virt", "-cpu", "cortex-a57"] if arm else ["-M", "q35"]
    console = "ttyAMA0" if arm else "ttyS0"
    with tempfile.NamedTemporaryFile(suffix=".gz") as initramfs:
        initramfs.write(gzip.compress(archive))
        initramfs.flush()
        command = [qemu, *machine, "-accel", "tcg", "-m", "512", "-smp", "2", "-display", "none", "-nic", "none", "-no-reboot", "-monitor", "none", "-serial", "stdio",
                   "-kernel", kernel, "-initrd", initramfs.name, "-append", f"console={console} quiet panic=-1 psi=1 rdinit=/init"]
        try:
            return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=LONGEST, check=True).stdout
        except subprocess.TimeoutExpired as e:
            return e.stdout or b""


def write(output, folder):
    lines = [line.rstrip("\r") for line in output.decode("latin-1").split("\n")]
    if "@end" not in lines:
        sys.exit("The machine ended before everything was captured:\n" + "\n".join(lines[-30:]))
    lines = lines[lines.index("@begin") + 1:lines.index("@end")]
    files, kept, name = {}, [], None
    for line in lines:
        if line.startswith("@file "):
            name = line[6:]
            files[name] = b""
        elif line.startswith("@"):
            name = None
            kept.append(line[1:])
        elif name is not None and line:
            files[name] += bytes.fromhex(line)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / "truth.txt").write_text("\n".join(kept) + "\n")
    print(f"{folder}: {len(files)} files, {files['version'].decode().strip()}")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    write(boot(*sys.argv[1:4]), pathlib.Path(sys.argv[4]))
