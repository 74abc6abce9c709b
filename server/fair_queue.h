// What waits, by who asked for it: clients take turns, so that one who asks for much waits for its
// own sake only.
#pragma once

#include <cstddef>
#include <deque>
#include <iterator>
#include <list>
#include <optional>
#include <unordered_map>
#include <utility>

#include "server/ip_network.h"

namespace inkdigit {

// One thread at a time.
template <typename T>
class FairQueue {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

  void Push(const IpAddress& client, T item) {
    const auto known = by_client_.find(client);
    if (known == by_client_.end()) {
      turns_.push_back({client, {}});
      by_client_.emplace(client, std::prev(turns_.end()));
      turns_.back().items.push_back(std::move(item));
    } else {
      known->second->items.push_back(std::move(item));
    }
    ++size_;
  }

  // The oldest item of whoever's turn it is. Requires !empty().
  [[nodiscard]] T Pop() {
    T item = std::move(turns_.front().items.front());
    turns_.front().items.pop_front();
    --size_;
    if (turns_.front().items.empty()) {
      by_client_.erase(turns_.front().client);
      turns_.pop_front();
    } else {
      turns_.splice(turns_.end(), turns_, turns_.begin());
    }
    return item;
  }

  // Room for one more of `client`: the newest item of the client that has most, where that is at
  // least two more than `client` has and `may_go` says that it may; else nothing.
  template <typename MayGo>
  [[nodiscard]] std::optional<T> MakeRoomFor(const IpAddress& client, const MayGo& may_go) {
    std::optional<T> gone;
    auto most = turns_.end();
    for (auto turn = turns_.begin(); turn != turns_.end(); ++turn) {
      if (most == turns_.end() || turn->items.size() > most->items.size()) most = turn;
    }
    const auto own = by_client_.find(client);
    const std::size_t has = own == by_client_.end() ? 0 : own->second->items.size();
    if (most == turns_.end() || most->items.size() < has + 2) return gone;
    if (!may_go(most->items.back())) return gone;
    gone = std::move(most->items.back());
    most->items.pop_back();
    --size_;
    return gone;
  }

  void Clear() {
    turns_.clear();
    by_client_.clear();
    size_ = 0;
  }

 private:
  struct Turn {
    IpAddress client;
    std::deque<T> items;  // never empty
  };

  std::list<Turn> turns_;  // whose turn it is comes first
  std::unordered_map<IpAddress, typename std::list<Turn>::iterator, IpAddressHash> by_client_;
  std::size_t size_ = 0;
};

}  // namespace inkdigit
