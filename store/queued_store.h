// The store's threads: one that commits changes together, two that answer questions.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/sql_link.h"
#include "store/store.h"
#include "store/store_job.h"

namespace inkdigit {

class QueuedStore final : public Store {
 public:
  // `connect` is called on the store's threads, whenever one has no connection.
  QueuedStore(SqlConnect connect, std::function<void(const std::string&)> log);
  ~QueuedStore() override;

  void Put(KeptReading reading, Done<ReadingId> done) override;
  void Correct(const Scope& scope, const ReadingId& id, std::optional<Correction> correction,
               Done<bool> done) override;
  void Delete(const Scope& scope, const ReadingId& id, Done<bool> done) override;
  void DeleteAll(const Scope& scope, Done<std::int64_t> done) override;
  void DeleteOlderThan(std::int64_t time_ms, Done<std::int64_t> done) override;
  void EndLessons(const Owner& owner, std::int64_t time_ms, Done<bool> done) override;
  void List(const Listing& listing, Done<std::vector<KeptReading>> done) override;
  void Get(const Scope& scope, const ReadingId& id, Done<std::optional<KeptReading>> done) override;

 private:
  using Job = std::unique_ptr<StoreJob>;

  // A queue with a bound in jobs and in bytes, and what its threads sleep on.
  struct Queue {
    std::deque<Job> jobs;
    std::size_t bytes = 0;
    std::condition_variable wake;
  };

  bool Stopping();
  void Add(Queue& queue, Job job);
  void AddChange(Job job) { Add(changes_, std::move(job)); }
  void AddQuestion(Job job) { Add(questions_, std::move(job)); }
  void DeleteSome(const Scope& scope, const std::optional<ReadingId>& before, std::int64_t so_far,
                  Done<std::int64_t> done);

  void CommitChanges();
  void AnswerQuestions();
  // Runs all in one transaction; undone where one fails.
  std::optional<Error> Transact(SqlLink& link, std::span<const Job> jobs);
  void CommitBatch(SqlLink& link, std::vector<Job> batch);

  SqlConnect connect_;
  std::function<void(const std::string&)> log_;
  std::mutex mutex_;
  Queue changes_;  // guarded by mutex_, as are the next two
  Queue questions_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace inkdigit
