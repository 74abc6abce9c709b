// Each attempt is made in a process of its own, because what is given up does not come back.
#include "server/sandbox.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netdb.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <thread>

namespace inkdigit {
namespace {

constexpr int kNoSandbox = 77;

// What `attempt` gives in a sandboxed process: 0 where it worked, or errno.
template <typename Attempt>
int InSandbox(const Attempt& attempt) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (EnterSandbox()) ::_exit(kNoSandbox);
    errno = 0;
    const bool worked = attempt();
    ::_exit(worked ? 0 : (errno == 0 ? 255 : errno));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

class Sandbox : public ::testing::Test {
 protected:
  void SetUp() override {
    if (InSandbox([] { return true; }) == kNoSandbox) GTEST_SKIP() << "this kernel has no seccomp";
  }
};

int Listening() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return -1;
  return ::listen(socket, 1) == 0 ? socket : -1;
}

TEST_F(Sandbox, StartsNoProgramAndNoProcess) {
  EXPECT_EQ(InSandbox([] {
              ::execl("/bin/true", "true", nullptr);
              return false;
            }),
            EPERM);
  EXPECT_EQ(InSandbox([] { return ::fork() >= 0; }), EPERM);
  EXPECT_EQ(InSandbox([] { return ::syscall(SYS_vfork) >= 0; }), EPERM);
  EXPECT_NE(InSandbox([] { return std::system("true") == 0; }), 0);
}

TEST_F(Sandbox, LeavesOtherProcessesAlone) {
  EXPECT_EQ(InSandbox([] { return ::ptrace(PTRACE_ATTACH, ::getppid(), 0, 0) == 0; }), EPERM);
  EXPECT_EQ(InSandbox([] { return ::kill(::getppid(), 0) == 0; }), EPERM);
  EXPECT_EQ(InSandbox([] {
              char byte = 0;
              iovec here{&byte, 1};
              return ::syscall(SYS_process_vm_readv, ::getppid(), &here, 1, &here, 1, 0) == 1;
            }),
            EPERM);
}

TEST_F(Sandbox, ListensForNothingNew) {
  EXPECT_EQ(InSandbox([] { return Listening() >= 0; }), EPERM);
  EXPECT_EQ(InSandbox([] { return ::socket(AF_PACKET, SOCK_RAW, 0) >= 0; }), EPERM);
  EXPECT_EQ(InSandbox([] { return ::socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMP) >= 0; }),
            EPERM);
}

TEST_F(Sandbox, MakesNoCode) {
  const auto map = [](int protection, int flags) {
    return ::mmap(nullptr, 4096, protection, flags, -1, 0) != MAP_FAILED;
  };
  EXPECT_EQ(InSandbox([&] {
              return map(PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS);
            }),
            EPERM);
  EXPECT_EQ(InSandbox([&] { return map(PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS); }),
            EPERM);
  EXPECT_EQ(InSandbox([] {
              void* page =
                  ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              return ::mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
            }),
            EPERM);
}

TEST_F(Sandbox, ChangesNeitherUserNorMachine) {
  EXPECT_EQ(InSandbox([] { return ::setuid(0) == 0; }), EPERM);
  EXPECT_EQ(InSandbox([] { return ::chroot("/") == 0; }), EPERM);
  EXPECT_EQ(InSandbox([] { return ::sethostname("x", 1) == 0; }), EPERM);
  EXPECT_EQ(InSandbox([] { return ::syscall(SYS_bpf, 0, nullptr, 0) == 0; }), EPERM);
}

TEST_F(Sandbox, StillServesConnectsLoadsLibrariesResolvesAndStartsThreads) {
  const int listening = Listening();
  ASSERT_GE(listening, 0);
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ASSERT_EQ(::getsockname(listening, reinterpret_cast<sockaddr*>(&address), &size), 0);
  EXPECT_EQ(InSandbox([&] {
              const int client = ::socket(AF_INET, SOCK_STREAM, 0);
              return ::connect(client, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                     ::accept(listening, nullptr, nullptr) >= 0;
            }),
            0);
  ::close(listening);
  EXPECT_EQ(InSandbox([] { return ::dlopen("libpq.so.5", RTLD_NOW) != nullptr; }), 0);
  EXPECT_EQ(InSandbox([] {
              addrinfo* found = nullptr;
              return ::getaddrinfo("localhost", "80", nullptr, &found) == 0;
            }),
            0);
  EXPECT_EQ(InSandbox([] {
              std::atomic<int> ran = 0;
              std::thread([&] { ++ran; }).join();
              return ran == 1;
            }),
            0);
  EXPECT_EQ(InSandbox([] {
              const int file = ::open("/tmp", O_TMPFILE | O_RDWR, 0600);
              return file >= 0 && ::write(file, "x", 1) == 1;
            }),
            0);
  EXPECT_EQ(InSandbox([] { return ::raise(SIGTERM) == 0; }), 1000 + SIGTERM);
}

// The threads that were there before are in it as well.
TEST_F(Sandbox, HoldsThreadsThatWereStartedBefore) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::atomic<bool> inside = false;
    std::atomic<int> result = -1;
    std::thread old([&] {
      while (!inside) std::this_thread::yield();
      result = ::fork() < 0 ? errno : 0;
    });
    if (EnterSandbox()) ::_exit(kNoSandbox);
    inside = true;
    old.join();
    ::_exit(result);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), EPERM);
}

}  // namespace
}  // namespace inkdigit
