// What is kept, over HTTP: /api/v1/readings and /api/v1/settings. No socket and no thread of its
// own: a request in, and a response when the store has answered.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/admin_token.h"
#include "server/http.h"
#include "server/keep_options.h"
#include "server/metrics.h"
#include "server/model_slot.h"
#include "store/store.h"

namespace inkdigit {

class Readings {
 public:
  // Called once, on any thread.
  using Respond = std::function<void(Response)>;

  // `store`: null where nothing is kept; it and `models` must outlive this and whatever was asked.
  // `metrics`: counts corrections; may be null.
  Readings(Store* store, const KeepOptions& options, std::optional<AdminToken> admin,
           const ModelSlot& models, Metrics* metrics = nullptr);

  // Why a request to change something is refused whatever its body says: it comes from another
  // site, its bearer token is wrong, or nothing is kept here. Empty for all others.
  [[nodiscard]] std::optional<Response> Refuse(const Request& request) const;

  // Whether what a request has a picture read for may be kept.
  [[nodiscard]] bool MayKeep(const Request& request) const;

  // Keeps `reading` for the owner whom the request's cookie names, or a new one, and adds the id to
  // `response`, or the reason why it could not be kept.
  void Keep(const Request& request, KeptReading reading, Response response, Respond respond) const;

  // Everything under /api/v1/readings but the POST that brings a picture, /api/v1/learning and
  // /api/v1/settings.
  void Answer(const Request& request, const Respond& respond) const;

 private:
  struct Asker;  // who asks, and what they may see

  Response Settings() const;
  void AnswerCollection(const Request& request, const Asker& asker, const Respond& respond) const;
  void AnswerOne(const Request& request, const Asker& asker, const ReadingId& id,
                 std::string_view part, const Respond& respond) const;
  void AnswerLearning(const Request& request, const Asker& asker, const Respond& respond) const;
  void AnswerCorrection(const Request& request, const Asker& asker, const ReadingId& id,
                        const Respond& respond) const;
  void CountCorrection(const Scope& scope, const ReadingId& id, const std::string& text) const;
  void List(const Request& request, const Asker& asker, const Respond& respond) const;
  void Show(const Request& request, const Asker& asker, const ReadingId& id,
            const Respond& respond) const;
  void ShowPicture(const Asker& asker, const ReadingId& id, const Respond& respond) const;
  void Export(const Asker& asker, const Respond& respond) const;

  Store* store_;
  KeepOptions options_;
  std::optional<AdminToken> admin_;
  const ModelSlot& models_;
  Metrics* metrics_;
  std::shared_ptr<std::atomic<int>> exports_;  // that run
};

}  // namespace inkdigit
