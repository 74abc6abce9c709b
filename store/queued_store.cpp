#include "store/queued_store.h"

#include <chrono>
#include <span>
#include <utility>

#include "store/readings_sql.h"

namespace inkdigit {
namespace {

constexpr int kQuestionThreads = 2;
// What may wait in a queue.
constexpr std::size_t kMostJobs = 1024;
constexpr std::size_t kMostBytes = std::size_t{64} << 20;
// What is committed together.
constexpr std::size_t kBatchJobs = 256;
constexpr std::size_t kBatchBytes = std::size_t{16} << 20;
constexpr int kDeleteAtOnce = 1000;
// How long after a delete that somebody's reading kept on disk it is tried again.
constexpr std::chrono::milliseconds kScrubAgain{250};

std::size_t BytesOf(const KeptReading& reading) {
  const std::size_t glyphs = reading.reading.digits.size() + reading.reading.rejected.size();
  return reading.picture.size() + glyphs * sizeof(GlyphReading) + sizeof(KeptReading);
}

}  // namespace

QueuedStore::QueuedStore(SqlConnect connect, std::function<void(const std::string&)> log)
    : connect_(std::move(connect)), log_(std::move(log)) {
  threads_.emplace_back([this] { CommitChanges(); });
  for (int i = 0; i < kQuestionThreads; ++i) threads_.emplace_back([this] { AnswerQuestions(); });
}

QueuedStore::~QueuedStore() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changes_.wake.notify_all();
  questions_.wake.notify_all();
  for (std::thread& thread : threads_) thread.join();
  for (const Job& job : questions_.jobs) {
    job->Finish(Error{Errc::kUnavailable, "the server is stopping"});
  }
}

bool QueuedStore::Stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void QueuedStore::Add(Queue& queue, Job job) {
  std::unique_lock lock(mutex_);
  // One job alone may be as large as it likes.
  const bool full = queue.jobs.size() >= kMostJobs ||
                    (!queue.jobs.empty() && queue.bytes + job->bytes() > kMostBytes);
  if (full) {
    lock.unlock();
    job->Finish(Error{Errc::kUnavailable, "too much waits to be written to the database"});
    return;
  }
  queue.bytes += job->bytes();
  queue.jobs.push_back(std::move(job));
  lock.unlock();
  queue.wake.notify_one();
}

void QueuedStore::Put(KeptReading reading, Done<ReadingId> done) {
  const std::size_t bytes = BytesOf(reading);
  AddChange(MakeStoreJob<ReadingId>(
      std::move(done),
      [reading = std::make_shared<const KeptReading>(std::move(reading))](
          SqlConnection& connection) { return InsertReading(connection, *reading); },
      bytes));
}

void QueuedStore::Correct(const Scope& scope, const ReadingId& id,
                          std::optional<Correction> correction, Done<bool> done) {
  AddChange(MakeStoreJob<bool>(
      std::move(done), [scope, id, correction = std::move(correction)](SqlConnection& connection) {
        return UpdateCorrection(connection, scope, id, correction);
      }));
}

void QueuedStore::Delete(const Scope& scope, const ReadingId& id, Done<bool> done) {
  AddChange(MakeStoreJob<bool>(
      std::move(done),
      [scope, id](SqlConnection& connection) { return DeleteReading(connection, scope, id); }, 0,
      /*deletes=*/true));
}

void QueuedStore::DeleteAll(const Scope& scope, Done<std::int64_t> done) {
  DeleteSome(scope, std::nullopt, 0, std::move(done));
}

void QueuedStore::DeleteOlderThan(std::int64_t time_ms, Done<std::int64_t> done) {
  DeleteSome(std::nullopt, FirstReadingIdAt(time_ms), 0, std::move(done));
}

void QueuedStore::DeleteSome(const Scope& scope, const std::optional<ReadingId>& before,
                             std::int64_t so_far, Done<std::int64_t> done) {
  // Each thousand queues the next, behind whatever others have queued meanwhile.
  auto next = [this, scope, before, so_far,
               done = std::move(done)](const Result<std::int64_t>& deleted) {
    if (deleted.ok() && deleted.value() == kDeleteAtOnce) {
      if (Stopping()) {
        done(Error{Errc::kUnavailable, "the server is stopping; not all was deleted"});
        return;
      }
      DeleteSome(scope, before, so_far + deleted.value(), done);
    } else {
      done(deleted.ok() ? Result<std::int64_t>(so_far + deleted.value()) : deleted);
    }
  };
  AddChange(MakeStoreJob<std::int64_t>(
      std::move(next),
      [scope, before](SqlConnection& connection) {
        return DeleteReadings(connection, scope, before, kDeleteAtOnce);
      },
      0, /*deletes=*/true));
}

void QueuedStore::EndLessons(const Owner& owner, std::int64_t time_ms, Done<bool> done) {
  AddChange(MakeStoreJob<bool>(std::move(done), [owner, time_ms](SqlConnection& connection) {
    return inkdigit::EndLessons(connection, owner, time_ms);
  }));
}

void QueuedStore::List(const Listing& listing, Done<std::vector<KeptReading>> done) {
  AddQuestion(MakeStoreJob<std::vector<KeptReading>>(
      std::move(done),
      [listing](SqlConnection& connection) { return SelectReadings(connection, listing); }));
}

void QueuedStore::Get(const Scope& scope, const ReadingId& id,
                      Done<std::optional<KeptReading>> done) {
  AddQuestion(MakeStoreJob<std::optional<KeptReading>>(
      std::move(done),
      [scope, id](SqlConnection& connection) { return SelectReading(connection, scope, id); }));
}

void QueuedStore::CommitChanges() {
  SqlLink link(connect_, log_);
  bool scrub = true;  // also what an earlier run of the program was killed over
  std::unique_lock lock(mutex_);
  while (true) {
    const auto ready = [this] { return stopping_ || !changes_.jobs.empty(); };
    if (scrub) {
      changes_.wake.wait_for(lock, kScrubAgain, ready);
    } else {
      changes_.wake.wait(lock, ready);
    }
    if (stopping_ && changes_.jobs.empty()) return;
    std::vector<Job> batch;
    std::size_t bytes = 0;
    while (!changes_.jobs.empty() && batch.size() < kBatchJobs && bytes < kBatchBytes) {
      bytes += changes_.jobs.front()->bytes();
      scrub = scrub || changes_.jobs.front()->deletes();
      batch.push_back(std::move(changes_.jobs.front()));
      changes_.jobs.pop_front();
    }
    changes_.bytes -= bytes;
    lock.unlock();
    Error error{Errc::kUnavailable, ""};
    if (!batch.empty()) CommitBatch(link, std::move(batch));
    if (scrub) {
      SqlConnection* connection = link.Get(error);
      scrub = connection == nullptr || !connection->Scrub();
      link.DropIfLost();
    }
    lock.lock();
  }
}

void QueuedStore::CommitBatch(SqlLink& link, std::vector<Job> batch) {
  auto failure = Transact(link, batch);
  // Once more with a new connection, or where others' jobs may have spoilt it, each alone: whoever
  // waits hears only of its own trouble. All changes give the same when they are made twice.
  if (!failure || batch.size() == 1) {
    if (failure && failure->code == Errc::kUnavailable) failure = Transact(link, batch);
    for (const Job& job : batch) job->Finish(failure);
    return;
  }
  for (const Job& job : batch) job->Finish(Transact(link, std::span(&job, 1)));
}

std::optional<Error> QueuedStore::Transact(SqlLink& link, std::span<const Job> jobs) {
  Error error{Errc::kUnavailable, ""};
  SqlConnection* connection = link.Get(error);
  if (connection == nullptr) return error;
  std::optional<Error> failure = connection->Begin();
  for (std::size_t i = 0; !failure && i < jobs.size(); ++i) failure = jobs[i]->Run(*connection);
  if (!failure) failure = connection->Commit();
  if (!failure) {
    link.Succeeded();
    return std::nullopt;
  }
  connection->Rollback();
  link.Failed(*failure);
  return failure;
}

void QueuedStore::AnswerQuestions() {
  SqlLink link(connect_, log_);
  std::unique_lock lock(mutex_);
  while (true) {
    questions_.wake.wait(lock, [this] { return stopping_ || !questions_.jobs.empty(); });
    if (stopping_) return;
    Job job = std::move(questions_.jobs.front());
    questions_.jobs.pop_front();
    questions_.bytes -= job->bytes();
    lock.unlock();
    // Twice, because a connection that lay idle may be found cut only now.
    std::optional<Error> failure;
    for (int attempt = 0; attempt < 2; ++attempt) {
      Error error{Errc::kUnavailable, ""};
      SqlConnection* connection = link.Get(error);
      failure = connection == nullptr ? error : job->Run(*connection);
      if (connection == nullptr) break;
      if (!failure) {
        link.Succeeded();
        break;
      }
      link.Failed(*failure);
      if (failure->code != Errc::kUnavailable) break;
    }
    job->Finish(failure);
    job.reset();  // what it holds is freed before the thread sleeps
    lock.lock();
  }
}

}  // namespace inkdigit
