/* Runs a program with a seccomp filter that refuses the named system calls with EPERM, as a container's default profile does:
 *   refuse CALL[,CALL...] PROGRAM ARGUMENTS...
 * No privilege is needed for that once no_new_privs is set; it is inherited by everything the program starts. seccomp(2). */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct { const char *name; unsigned number; } calls[] = {
    {"perf_event_open", SYS_perf_event_open}, {"process_vm_readv", SYS_process_vm_readv}, {"process_vm_writev", SYS_process_vm_writev},
    {"ptrace", SYS_ptrace}, {"kcmp", SYS_kcmp}, {"pidfd_open", SYS_pidfd_open}, {"pidfd_getfd", SYS_pidfd_getfd}, {"pidfd_send_signal", SYS_pidfd_send_signal},
};

int main(int argc, char **argv) {
  if (argc < 3) return fprintf(stderr, "usage: refuse CALL[,CALL...] PROGRAM ARGUMENTS...\n"), 64;
  struct sock_filter code[2 * 32 + 2];
  unsigned n = 0;
  code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
  for (char *name = strtok(argv[1], ","); name; name = strtok(NULL, ",")) {
    unsigned i = 0;
    while (i < sizeof calls / sizeof *calls && strcmp(calls[i].name, name)) i++;
    if (i == sizeof calls / sizeof *calls || n > 62) return fprintf(stderr, "refuse: unknown system call %s\n", name), 64;
    code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i].number, 0, 1);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  }
  code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  struct sock_fprog program = {(unsigned short)n, code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) return perror("refuse: seccomp"), 125;
  execvp(argv[2], argv + 2);
  return perror(argv[2]), 127;
}
