#include "server/sandbox.h"

#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <system_error>

namespace inkdigit {
namespace {

// Refused whatever their arguments are. By name, because not every machine has all of them.
constexpr std::array kRefused = {
    // Programs and processes. Threads are made with clone, see below.
    "execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev",
    "process_madvise", "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "kcmp", "tkill",
    // Connections come through the one socket that is there.
    "listen",
    // The kernel's insides.
    "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter",
    "io_uring_register", "add_key", "request_key", "keyctl", "init_module", "finit_module",
    "delete_module", "kexec_load", "kexec_file_load", "iopl", "ioperm", "modify_ldt",
    "lookup_dcookie", "nfsservctl", "vm86", "vm86old", "syslog", "acct", "quotactl",
    // The machine.
    "reboot", "swapon", "swapoff", "sethostname", "setdomainname", "settimeofday", "stime",
    "clock_settime", "clock_adjtime", "adjtimex", "vhangup", "personality",
    // The tree of files and who one is.
    "mount", "umount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "fsopen",
    "fsconfig", "fsmount", "fspick", "mount_setattr", "name_to_handle_at", "open_by_handle_at",
    "mknod", "mknodat", "unshare", "setns", "setuid", "setgid", "setreuid", "setregid", "setresuid",
    "setresgid", "setfsuid", "setfsgid", "setgroups", "capset"};

// Of sockets these are of use: TCP, the database's local socket, and what the resolver asks the
// kernel for addresses with.
constexpr std::array kDomains = {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK};

// Adds rules until one fails.
class Rules {
 public:
  explicit Rules(scmp_filter_ctx filter) : filter_(filter) {}

  template <typename... Comparisons>
  void Refuse(std::uint32_t action, const char* name, Comparisons... comparisons) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number == __NR_SCMP_ERROR || error_ != 0) return;
    const std::array<scmp_arg_cmp, sizeof...(comparisons)> list = {comparisons...};
    const int result = seccomp_rule_add_array(filter_, action, number,
                                              static_cast<unsigned>(list.size()), list.data());
    // A call that this kind of machine has only under another name can't be ruled on, or made.
    if (result != 0 && result != -EDOM && result != -EINVAL) error_ = -result;
  }

  [[nodiscard]] int error() const noexcept { return error_; }

 private:
  scmp_filter_ctx filter_;
  int error_ = 0;
};

scmp_arg_cmp HasBits(unsigned argument, scmp_datum_t bits) {
  return {argument, SCMP_CMP_MASKED_EQ, bits, bits};
}

scmp_arg_cmp LacksBits(unsigned argument, scmp_datum_t bits) {
  return {argument, SCMP_CMP_MASKED_EQ, bits, 0};
}

scmp_arg_cmp Is(unsigned argument, scmp_datum_t value) { return {argument, SCMP_CMP_EQ, value, 0}; }

scmp_arg_cmp IsNot(unsigned argument, scmp_datum_t value) {
  return {argument, SCMP_CMP_NE, value, 0};
}

void AddRules(Rules& rules) {
  const std::uint32_t refuse = SCMP_ACT_ERRNO(EPERM);
  for (const char* name : kRefused) rules.Refuse(refuse, name);
  // A thread shares the process; what does not is another process. clone3 keeps its flags in
  // memory, where no filter can see them: the C library takes clone where there is none.
  rules.Refuse(SCMP_ACT_ERRNO(ENOSYS), "clone3");
  rules.Refuse(refuse, "clone", LacksBits(0, CLONE_THREAD));
  // abort() signals itself.
  const auto self = static_cast<scmp_datum_t>(::getpid());
  rules.Refuse(refuse, "kill", IsNot(0, self));
  rules.Refuse(refuse, "tgkill", IsNot(0, self));
  // Code comes from files only.
  rules.Refuse(refuse, "mmap", HasBits(2, PROT_WRITE | PROT_EXEC));
  rules.Refuse(refuse, "mmap", HasBits(2, PROT_EXEC), HasBits(3, MAP_ANONYMOUS));
  rules.Refuse(refuse, "mprotect", HasBits(2, PROT_EXEC));
  rules.Refuse(refuse, "pkey_mprotect", HasBits(2, PROT_EXEC));
  rules.Refuse(refuse, "shmat", HasBits(2, SHM_EXEC));
  // TCP and UDP only: a raw socket forges packets. The type's low bits are the kind.
  constexpr scmp_datum_t kKind = 0xf;
  for (const int domain : {AF_INET, AF_INET6}) {
    rules.Refuse(refuse, "socket", Is(0, static_cast<scmp_datum_t>(domain)),
                 scmp_arg_cmp{1, SCMP_CMP_MASKED_EQ, kKind, SOCK_RAW});
  }
}

}  // namespace

std::optional<Error> EnterSandbox() {
  const auto fail = [](int reason) {
    return Error{Errc::kUnsupported, "the kernel does not take the sandbox's filter: " +
                                         std::generic_category().message(reason)};
  };
  const std::unique_ptr<void, decltype(&seccomp_release)> filter(seccomp_init(SCMP_ACT_ALLOW),
                                                                 seccomp_release);
  if (!filter) return fail(ENOMEM);
  // All threads, also those that were started before.
  const int synchronised = seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1);
  if (synchronised != 0) return fail(-synchronised);
  Rules rules(filter.get());
  AddRules(rules);
  for (int domain = 0; domain < AF_MAX; ++domain) {
    bool of_use = false;
    for (const int used : kDomains) of_use = of_use || used == domain;
    if (!of_use)
      rules.Refuse(SCMP_ACT_ERRNO(EPERM), "socket", Is(0, static_cast<scmp_datum_t>(domain)));
  }
  if (rules.error() != 0) return fail(rules.error());
  const int loaded = seccomp_load(filter.get());
  if (loaded != 0) return fail(-loaded);
  return std::nullopt;
}

}  // namespace inkdigit
