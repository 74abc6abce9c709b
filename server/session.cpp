#include "server/session.h"

#include <algorithm>
#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstdio>
#include <exception>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "server/body_share.h"
#include "server/deadline.h"
#include "server/header_values.h"
#include "server/http.h"
#include "server/log.h"
#include "server/operations.h"
#include "server/owner_cookie.h"
#include "server/problem.h"
#include "server/recognize.h"
#include "server/request_id.h"
#include "server/router.h"
#include "server/v2/route.h"
#include "server/wire.h"

namespace inkdigit {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using std::chrono::steady_clock;

constexpr std::size_t kReadBytes = std::size_t{64} << 10;
// Of requests that bring a few words, and no picture.
constexpr std::size_t kTextBodyLimit = std::size_t{64} << 10;
constexpr char kTlsHandshake = 0x16;
constexpr std::string_view kOverloaded = "too many pictures wait to be read";

// A request that others answer: a worker, the store, or one after the other. They own it too,
// because the connection may be aborted meanwhile.
struct Job {
  Request request;
  Endpoint endpoint = nullptr;
  bool may_keep = false;
  std::optional<KeptReading> draft;
  std::shared_ptr<const Lessons> lessons;
  Response response;
  bool done = false;  // written and read on the connection's executor
};

// The next piece of a response's body.
struct Piece {
  Result<std::string> bytes = std::string();
  bool done = false;  // as above
};

class HttpSession final : public Session, public std::enable_shared_from_this<HttpSession> {
 public:
  HttpSession(asio::ip::tcp::socket socket, const IpAddress& peer, ServerState& state,
              WorkerPool& workers)
      : socket_(std::move(socket)),
        peer_(peer),
        deadline_(socket_),
        job_done_(socket_.get_executor()),
        buffer_(std::max(state.options.header_limit, kReadBytes) + kReadBytes),
        state_(state),
        workers_(workers) {}

  void Drain() override {
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
      if (self->waiting_) self->deadline_.Shorten(self->state_.options.drain_grace);
    });
  }

  void Abort() override {
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
      error_code ignored;
      self->aborted_ = true;
      self->socket_.close(ignored);
      self->job_done_.cancel();
    });
  }

  [[nodiscard]] asio::ip::tcp::socket::executor_type executor() { return socket_.get_executor(); }

  asio::awaitable<void> Run() {
    deadline_.BelongTo(weak_from_this());
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    bool again = true;
    while (again) again = co_await Exchange();
    socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
  }

 private:
  // How one request is answered.
  struct Reply {
    Response response;
    unsigned version = 11;
    bool head = false;        // the body is left out
    bool keep_alive = false;  // another request may follow
    bool unread = false;      // the client may still be sending
    std::size_t sent = 0;     // bytes of the body
  };

  // One request and its answer. False when the connection is to be closed.
  asio::awaitable<bool> Exchange() {
    const bool started = co_await WaitForRequest();
    if (!started) co_return false;
    const auto start = steady_clock::now();

    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(state_.options.header_limit));
    // Checked later, by ReadBody. Beast 1.74 takes boost::none for a limit of nothing.
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());
    Request request;
    Reply reply;
    error_code error;
    deadline_.Arm(state_.options.header_timeout);
    // A browser that was told https:// would wait for the end of a header that never comes.
    const bool tls = *static_cast<const char*>(buffer_.data().data()) == kTlsHandshake;
    if (!tls) co_await ReadHeader(parser, error);
    const bool late = deadline_.Disarm();
    if (aborted_) co_return false;
    if (tls) {
      reply.response = Problem(400, "this port speaks HTTP and not TLS; a proxy has to do that");
      reply.unread = true;
    } else if (error) {
      auto problem = ReadProblem(error, late);
      if (!problem) co_return false;
      reply.response = *std::move(problem);
      reply.unread = true;
    } else {
      request = ToRequest(parser);
      request.peer = peer_;
      reply.version = parser.get().version();
      reply.head = request.method == "HEAD";
      reply.keep_alive = parser.keep_alive();
      // Owns a share of the memory until the answer is known.
      BodyShare share(state_.body_bytes, state_.options.body_memory);
      auto answer = state_.gate.Receive(request);
      const auto problem = HeaderProblem(parser);
      if (problem) answer = problem;
      if (!answer) answer = co_await Answer(parser, request, share);
      if (!answer) co_return false;
      reply.response = *std::move(answer);
      // Where a request ends is not known when its header is wrong: what follows might be a part of
      // it, and a proxy before us may see that differently.
      reply.unread = !parser.is_done() || problem;
    }
    if (v2::IsUnderV2(View(parser.get().target()))) {
      reply.response = v2::AsError(std::move(reply.response));
    }
    reply.keep_alive = reply.keep_alive && !reply.unread && !state_.draining;

    if (request.id.empty()) request.id = RequestId({});  // its header could not be read
    const bool written = co_await Write(reply, request.id);
    const auto took = steady_clock::now() - start;
    state_.metrics.CountRequest(request.method, request.target, reply.response.status, took);
    if (state_.options.access_log) {
      const IpAddress& client = request.method.empty() ? peer_ : request.client;
      LogAccess({.id = request.id,
                 .client = client.text(),
                 .key = request.key_name,
                 .method = request.method,
                 .target = View(parser.get().target()),
                 .status = reply.response.status,
                 .body_bytes = reply.sent,
                 .took = took});
    }
    if (written && reply.unread) co_await DiscardInput();
    co_return written&& reply.keep_alive;
  }

  // Until the first byte of a request is in the buffer.
  asio::awaitable<bool> WaitForRequest() {
    if (buffer_.size() > 0) co_return true;
    if (aborted_) co_return false;
    buffer_.shrink_to_fit();  // a connection that waits holds little memory
    error_code error;
    waiting_ = true;
    // The answer before may have said that another request is welcome: it is on its way, perhaps.
    deadline_.Arm(state_.draining ? state_.options.drain_grace : state_.options.idle_timeout);
    constexpr std::size_t kFirstRead = std::size_t{8} << 10;  // a drawing and its header
    std::size_t bytes = co_await socket_.async_read_some(
        buffer_.prepare(kFirstRead), asio::redirect_error(asio::use_awaitable, error));
    const bool late = deadline_.Disarm();
    waiting_ = false;
    error_code ignored;
    if (error && late && !aborted_ && socket_.available(ignored) > 0) {
      bytes = socket_.read_some(buffer_.prepare(kFirstRead), error);  // it came just now
    }
    if (error) co_return false;
    buffer_.commit(bytes);
    co_return true;
  }

  // Beast 1.74 holds every single field to its limit, but not all of them together: so they are
  // counted here.
  asio::awaitable<void> ReadHeader(Parser& parser, error_code& error) {
    std::size_t bytes = 0;
    while (!error && !parser.is_header_done()) {
      bytes += co_await http::async_read_some(socket_, buffer_, parser,
                                              asio::redirect_error(asio::use_awaitable, error));
      if (!error && bytes > state_.options.header_limit) error = http::error::header_limit;
    }
  }

  // Empty when the client is gone.
  asio::awaitable<std::optional<Response>> Answer(Parser& parser, Request& request,
                                                  BodyShare& share) {
    if (auto answer = AnswerForOperators(request)) co_return answer;
    Route route = v2::IsUnderV2(request.target)
                      ? v2::FindV2Route(request, state_.models.current()->model().info(),
                                        Now() == Readiness::kReady)
                      : FindRoute(request);
    if (auto* response = std::get_if<Response>(&route)) co_return std::move(*response);
    const auto* endpoint = std::get_if<Endpoint>(&route);
    if (endpoint != nullptr && !IsAdmin(request)) {
      if (auto refusal = state_.gate.Admit(request, steady_clock::now())) {
        if (refusal->status == 429) state_.metrics.CountLimited();
        co_return refusal;
      }
    }
    if (endpoint == nullptr || *endpoint == RecognizeCorrected) {
      if (auto refusal = state_.readings.Refuse(request)) co_return refusal;
    }

    const std::size_t limit = endpoint == nullptr
                                  ? std::min(kTextBodyLimit, state_.options.body_limit)
                                  : state_.options.body_limit;
    const auto length = parser.content_length();
    if (length && *length > limit) co_return Problem(413, BodyLimitText(limit));
    const std::string_view expect = View(parser.get()[http::field::expect]);
    if (!expect.empty() && !EqualsIgnoringCase(expect, "100-continue")) {
      co_return Problem(417, "of all expectations only 100-continue can be met");
    }
    if (!expect.empty() && parser.get().version() >= 11 && HasBody(parser)) {
      const bool sent = co_await WriteContinue();
      if (!sent) co_return std::nullopt;
    }
    error_code error;
    bool late = false;
    const bool fits = co_await ReadBody(parser, share, limit, error, late);
    if (aborted_) co_return std::nullopt;
    if (error == http::error::body_limit) co_return Problem(413, BodyLimitText(limit));
    if (error) co_return ReadProblem(error, late);
    if (!fits) co_return Problem(503, "too many uploads at once");
    auto job = std::make_shared<Job>();
    job->request = request;
    job->request.body = std::move(parser.get().body());
    const auto secret = ReadOwnerCookie(request.cookie);
    if (endpoint == nullptr) {
      const auto asked = steady_clock::now();
      state_.readings.Answer(job->request, Responder(job));
      auto answer = co_await ResponseOf(job);
      state_.metrics.Observe(Stage::kStore, steady_clock::now() - asked);
      if (request.method == "PUT" || request.method == "DELETE") {
        state_.learning.Forget(secret ? Scope(OwnerOf(*secret)) : std::nullopt);
      }
      co_return answer;
    }
    if (secret) co_await FindLessons(job, OwnerOf(*secret));
    job->endpoint = *endpoint;
    job->may_keep = state_.readings.MayKeep(request);
    if (!SubmitToWorker(job)) {
      state_.metrics.CountOverload();
      co_return Problem(503, kOverloaded);
    }
    auto response = co_await ResponseOf(job);
    if (!response || !job->draft) co_return response;
    job->done = false;
    const bool corrected = job->draft->correction.has_value();
    const auto asked = steady_clock::now();
    state_.readings.Keep(job->request, *std::move(job->draft), *std::move(response),
                         Responder(job));
    auto answer = co_await ResponseOf(job);
    state_.metrics.Observe(Stage::kStore, steady_clock::now() - asked);
    if (corrected && secret) state_.learning.Forget(OwnerOf(*secret));
    co_return answer;
  }

  // /readyz and /metrics; empty for all else.
  [[nodiscard]] Readiness Now() const {
    return state_.draining ? Readiness::kDraining : state_.store_watch.state();
  }

  // The admin needs no API key, and may ask as often as it takes.
  [[nodiscard]] bool IsAdmin(const Request& request) const {
    return AdminToken::Check(state_.admin, request.authorization) == AdminToken::Claim::kRight;
  }

  std::optional<Response> AnswerForOperators(const Request& request) {
    const Readiness readiness = Now();
    const auto metrics = [&] {
      const std::shared_ptr<const Recognizer> recognizer = state_.models.current();
      const ModelInfo& model = recognizer->model().info();
      return state_.metrics.Text({.connections = state_.connections,
                                  .waiting = workers_.waiting(),
                                  .body_bytes = state_.body_bytes,
                                  .ready = readiness == Readiness::kReady,
                                  .model = model.name,
                                  .kernels = model.kernels});
    };
    auto answer = AnswerOperations(request, readiness, metrics);
    if (answer && answer->content_type.starts_with("text/plain")) {
      if (auto refusal = state_.gate.AskForKey(request)) return refusal;
    }
    return answer;
  }

  // What the header says that this server won't take.
  std::optional<Response> HeaderProblem(const Parser& parser) const {
    const auto& message = parser.get();
    if (message.version() >= 11 && message.count(http::field::host) != 1) {
      return Problem(400, "the request must have one Host header");
    }
    const auto length = message.find(http::field::content_length);
    if (length != message.end() &&
        (message.count(http::field::content_length) > 1 ||
         View(length->value()).find_first_not_of("0123456789") != std::string_view::npos)) {
      return Problem(400, "the request must have one Content-Length, which is a number");
    }
    const auto coding = message.find(http::field::transfer_encoding);
    if (coding != message.end() && !EqualsIgnoringCase(Trim(View(coding->value())), "chunked")) {
      return Problem(501, "of all transfer encodings only chunked is understood");
    }
    return std::nullopt;
  }

  // The answer to a request that could not be read to its end; empty when nobody is there to take
  // it.
  std::optional<Response> ReadProblem(error_code error, bool late) const {
    if (error == asio::error::operation_aborted && late) {
      return Problem(408, "the request did not arrive in time");
    }
    if (error == http::error::end_of_stream) return std::nullopt;
    if (error.category() != http::make_error_code(http::error::bad_method).category()) {
      return std::nullopt;  // the network failed
    }
    return ParseProblem(error, state_.options);
  }

  asio::awaitable<bool> WriteContinue() {
    constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    error_code error;
    deadline_.Arm(state_.options.write_timeout);
    co_await asio::async_write(socket_, asio::buffer(kContinue.data(), kContinue.size()),
                               asio::redirect_error(asio::use_awaitable, error));
    deadline_.Disarm();
    co_return !error;
  }

  // False when all bodies together need too much memory.
  asio::awaitable<bool> ReadBody(Parser& parser, BodyShare& share, std::size_t limit,
                                 error_code& error, bool& late) {
    parser.body_limit(limit);
    bool fits = true;
    deadline_.Arm(state_.options.body_timeout);
    while (fits && !error && !parser.is_done()) {
      co_await http::async_read_some(socket_, buffer_, parser,
                                     asio::redirect_error(asio::use_awaitable, error));
      fits = share.GrowTo(parser.get().body().size());
    }
    late = deadline_.Disarm();
    co_return fits;
  }

  // Puts the response into the job, from whatever thread. What is posted can't run before the
  // coroutine that asked suspends: both are on the same strand.
  Readings::Respond Responder(const std::shared_ptr<Job>& job) {
    return [self = shared_from_this(), job](Response response) {
      // Shared, because a handler must be one that can be copied.
      auto shared = std::make_shared<Response>(std::move(response));
      asio::post(self->socket_.get_executor(), [self, job, shared] {
        job->response = std::move(*shared);
        job->done = true;
        self->job_done_.cancel();
      });
    };
  }

  // What the owner's corrections teach, into the job.
  asio::awaitable<void> FindLessons(std::shared_ptr<Job> job, Owner owner) {
    job->done = false;
    state_.learning.Find(
        owner, [self = shared_from_this(), job](std::shared_ptr<const Lessons> lessons) {
          asio::post(self->socket_.get_executor(), [self, job, lessons = std::move(lessons)] {
            job->lessons = lessons;
            job->done = true;
            self->job_done_.cancel();
          });
        });
    co_await WaitUntil(job->done);
    job->done = false;
  }

  bool SubmitToWorker(const std::shared_ptr<Job>& job) {
    const auto submitted = steady_clock::now();
    return workers_.TrySubmit(
        job->request.client.subscriber(),
        [self = shared_from_this(), job, submitted](Workspace& workspace) {
          self->state_.metrics.Observe(Stage::kQueue, steady_clock::now() - submitted);
          self->Work(*job, workspace);
          asio::post(self->socket_.get_executor(), [self, job] {
            job->done = true;
            self->job_done_.cancel();
          });
        },
        [respond = Responder(job), self = shared_from_this()] {
          self->state_.metrics.CountOverload();
          respond(Problem(503, kOverloaded));
        });
  }

  asio::awaitable<void> WaitUntil(const bool& done) {
    while (!done && !aborted_) {
      error_code ignored;
      job_done_.expires_at(steady_clock::time_point::max());
      co_await job_done_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
  }

  // Empty when the connection was aborted meanwhile.
  asio::awaitable<std::optional<Response>> ResponseOf(std::shared_ptr<Job> job) {
    co_await WaitUntil(job->done);
    if (!job->done) co_return std::nullopt;
    co_return std::move(job->response);
  }

  // On a worker thread.
  void Work(Job& job, Workspace& workspace) {
    try {
      const std::shared_ptr<const Recognizer> recognizer = state_.models.current();
      job.response =
          job.endpoint(job.request, {*recognizer, state_.pixels, workspace,
                                     job.may_keep ? &job.draft : nullptr, job.lessons.get(),
                                     &state_.models, &state_.admin, &workers_, &state_.metrics});
    } catch (const std::exception& exception) {  // out of memory, at worst
      LogError(std::string("recognition failed: ") + exception.what(), job.request.id);
      job.response = Problem(500, "something went wrong inside the server");
      job.draft.reset();
    }
    job.request.body = std::string();  // freed by the thread that is not needed for anything else
  }

  // False when the client didn't take it.
  asio::awaitable<bool> Write(Reply& reply, const std::string& request_id) {
    const Response& response = reply.response;
    const std::string_view body = response.body_view();
    // HTTP/1.0 has no chunks: the end of the connection is the end of the body.
    const bool chunked = response.source && reply.version >= 11;
    if (response.source && !chunked) reply.keep_alive = false;
    http::response<http::span_body<const char>> message;
    message.version(reply.version);
    FillHeader(message, response, request_id);
    message.keep_alive(reply.keep_alive);
    message.body() = beast::span<const char>(body.data(), body.size());
    const bool header_only = reply.head || response.status == 304 || response.source;
    if (response.source) {
      message.chunked(chunked);
    } else if (response.status != 304) {
      message.content_length(body.size());
    }

    http::response_serializer<http::span_body<const char>> serializer(message);
    error_code error;
    deadline_.Arm(state_.options.write_timeout);
    if (header_only) {
      co_await http::async_write_header(socket_, serializer,
                                        asio::redirect_error(asio::use_awaitable, error));
    } else {
      co_await http::async_write(socket_, serializer,
                                 asio::redirect_error(asio::use_awaitable, error));
    }
    deadline_.Disarm();
    if (error) co_return false;
    if (!header_only) reply.sent = body.size();
    if (!response.source || reply.head) co_return true;
    const bool whole = co_await WriteSource(reply, chunked, request_id);
    co_return whole;
  }

  // Asks for a piece when the one before is sent, so that a slow client makes nothing pile up.
  asio::awaitable<bool> WriteSource(Reply& reply, bool chunked, const std::string& request_id) {
    while (true) {
      auto piece = std::make_shared<Piece>();
      reply.response.source->Next([self = shared_from_this(), piece](Result<std::string> bytes) {
        auto shared = std::make_shared<Result<std::string>>(std::move(bytes));
        asio::post(self->socket_.get_executor(), [self, piece, shared] {
          piece->bytes = std::move(*shared);
          piece->done = true;
          self->job_done_.cancel();
        });
      });
      co_await WaitUntil(piece->done);
      if (!piece->done) co_return false;
      if (!piece->bytes.ok()) {
        // The status is sent: only a missing end can tell the client.
        LogError("a response was cut: " + piece->bytes.error().message, request_id);
        co_return false;
      }
      const std::string bytes = std::move(piece->bytes).value();
      const bool last = bytes.empty();
      reply.sent += bytes.size();
      std::array<char, 24> size{};
      std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
      const std::string_view before = chunked ? size.data() : "";
      const std::string_view behind = chunked ? "\r\n" : "";
      // Three buffers, because a piece may be megabytes.
      const std::array<asio::const_buffer, 3> buffers = {
          asio::buffer(before.data(), before.size()), asio::buffer(bytes),
          asio::buffer(behind.data(), behind.size())};
      error_code error;
      deadline_.Arm(state_.options.write_timeout);
      co_await asio::async_write(socket_, buffers,
                                 asio::redirect_error(asio::use_awaitable, error));
      deadline_.Disarm();
      if (error) co_return false;
      if (last) co_return true;
    }
  }

  // Closing a socket with unread input resets the connection, and the client might never see the
  // answer: so what it still sends is thrown away for a while.
  asio::awaitable<void> DiscardInput() {
    error_code error;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, error);
    deadline_.Arm(state_.options.linger_timeout);
    while (!error) {
      buffer_.clear();
      co_await socket_.async_read_some(buffer_.prepare(kReadBytes),
                                       asio::redirect_error(asio::use_awaitable, error));
    }
    deadline_.Disarm();
  }

  asio::ip::tcp::socket socket_;
  const IpAddress peer_;
  Deadline deadline_;
  asio::steady_timer job_done_;  // never expires; a worker cancels it
  beast::flat_buffer buffer_;
  ServerState& state_;
  WorkerPool& workers_;
  bool waiting_ = false;  // for the first byte of a request
  bool aborted_ = false;
};

}  // namespace

std::shared_ptr<Session> StartSession(asio::ip::tcp::socket socket, const IpAddress& peer,
                                      ServerState& state, WorkerPool& workers,
                                      std::function<void()> on_end) {
  auto session = std::make_shared<HttpSession>(std::move(socket), peer, state, workers);
  const auto executor = session->executor();
  asio::co_spawn(
      executor, [session] { return session->Run(); },
      [session, on_end = std::move(on_end)](const std::exception_ptr& failure) {
        try {
          if (failure) std::rethrow_exception(failure);
        } catch (const std::exception& exception) {  // out of memory, at worst
          LogError(std::string("a connection failed: ") + exception.what());
        }
        on_end();
      });
  return session;
}

}  // namespace inkdigit
