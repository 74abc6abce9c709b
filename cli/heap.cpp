#include "cli/heap.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <new>

namespace inkdigit::cli {

void KeepFreedMemory() {
#ifdef __GLIBC__
  constexpr int kMebibyte = 1 << 20;
  mallopt(M_MMAP_THRESHOLD, kMebibyte);
  mallopt(M_TRIM_THRESHOLD, 4 * kMebibyte);
#endif
}

void UseLargePages() {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  constexpr std::size_t kPage = std::size_t{2} << 20;
  constexpr std::size_t kHeap = 4 * kPage;
  const auto past_page = [](const void* address) {
    return reinterpret_cast<std::uintptr_t>(address) % kPage;
  };
  char* begin = static_cast<char*>(sbrk(0));
  if (past_page(begin) != 0) begin += kPage - past_page(begin);
  mallopt(M_TOP_PAD, static_cast<int>(kHeap));
  // Makes the heap grow by all of that. Not malloc: the compiler takes it away with its free.
  ::operator delete(::operator new(kPage / 4));
  char* end = static_cast<char*>(sbrk(0));
  end -= past_page(end);
  if (end > begin) madvise(begin, static_cast<std::size_t>(end - begin), MADV_HUGEPAGE);
#endif
}

}  // namespace inkdigit::cli
