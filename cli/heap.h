// How the program's memory comes from the system. Nothing but speed depends on it.
#pragma once

namespace inkdigit::cli {

// Without it glibc gives a picture's planes back to the system after each picture and takes them,
// zeroed page by page, for the next: a fifth of the time from a canvas's bytes to its tile.
void KeepFreedMemory();

// The heap that one picture needs, in pages of 2 MiB where the system gives them. Page by page its
// 4 MB are some 1,000 faults, which virtual machines may be slow at (docs/performance.md, Pages).
void UseLargePages();

}  // namespace inkdigit::cli
