#pragma once
/// One request on its way through an endpoint, and the three ways to answer it: from a read, from a
/// use case, from a use case that happens once per Idempotency-Key.

#include "app/idempotent.hpp"
#include "app/work.hpp"
#include "http/problem.hpp"
#include "http/service.hpp"
#include "json/reader.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mpaspor::http {

struct Route;

class Call {
public:
    Call(Service& service, Route const& route, Request request, Respond respond);

    Service& service;
    Route const& route;
    Request request;
    std::vector<std::string> path;  ///< What stands in place of each {name} of the route.
    app::Context context;
    Digest session_hash = {};  ///< Of an applicant's session.
    app::IdempotencyKey key;   ///< Of routes that require one.

    /// Once, from any thread.
    void answer(Response response);
    void refuse(Error const& error);
    /// The answer, or the refusal.
    void answer(Result<Response> result);

    app::Language language() const;
    /// The application that the first value of the path names. Errors: malformed_number.
    Result<ApplicationId> application() const;
    /// As query_value().
    std::string_view query(std::string_view name) const;
    Nonce nonce() const;  ///< Fresh, for one sealing.

private:
    Respond respond_;
    std::chrono::steady_clock::time_point began_;
};

/// Shared by the steps of one request, on whatever thread they run; the last one lets go.
using CallPtr = std::shared_ptr<Call>;

/// Whoever implements a route. Parses, starts the work and returns at once.
using Endpoint = void (*)(CallPtr);

/// JSON with a status.
Response json_response(int status, std::string body);
Response no_content();

/// Reads and answers. `query` runs on a reader, `encode` right after it.
template <typename T, typename Query, typename Encode>
void read_and_answer(CallPtr call, Query query, Encode encode) {
    call->service.readers.template read<T>(
        [call, query = std::move(query)](sql::Transaction& tx) mutable -> Result<T> {
            call->context.now = call->service.clock.now();
            return query(tx, call->context);
        },
        [call, encode = std::move(encode)](Result<T> read) mutable {
            if (!read) return call->refuse(read.error());
            call->answer(encode(*std::move(read)));
        });
}

/// How a use case is run: its urgency, lane and seats.
struct Run {
    app::Urgency urgency = app::Urgency::save;
    std::int64_t lane = 0;
    app::Declare declare = nullptr;
};

/// Runs a use case and gives its result to `then`, on a thread that may not block; a refusal goes
/// to `refused` where there is one, and else to the caller.
template <typename T, typename UseCase, typename Then>
void run_use_case(CallPtr call, Run run, UseCase use_case, Then then,
                  std::function<void(Error)> refused = nullptr) {
    auto context = call->context;
    auto& lanes = call->service.lanes;
    lanes.submit(app::Work<T>{
        .context = std::move(context),
        .use_case = std::move(use_case),
        .answer =
            [call, then = std::move(then), refused = std::move(refused)](Result<T> result) mutable {
                if (!result && refused) return refused(result.error());
                if (!result) return call->refuse(result.error());
                then(*std::move(result));
            },
        .declare = std::move(run.declare),
        .urgency = run.urgency,
        .lane = run.lane});
}

/// A use case whose answer is kept with the call's Idempotency-Key, sealed, in the same savepoint:
/// a repeat gets it again, whatever has happened since (design: idempotency). `encode` turns the
/// use case's result into the answer.
void run_once(CallPtr call, Run run, app::UseCase<Response> use_case,
              std::function<void(Error)> refused = nullptr);

template <typename T, typename UseCase, typename Encode>
void write_once(CallPtr call, Run run, UseCase use_case, Encode encode) {
    run_once(call, std::move(run),
             [use_case = std::move(use_case), encode = std::move(encode)](
                 sql::Transaction& tx, app::Context const& context) mutable -> Result<Response> {
                 auto result = use_case(tx, context);
                 if (!result) return std::unexpected(result.error());
                 if constexpr (std::is_void_v<T>) {
                     return encode();
                 } else {
                     return encode(*std::move(result));
                 }
             });
}

/// Runs blocking work on the workers; refuses with busy when they have too much.
void on_worker(CallPtr call, app::Pool& pool, std::move_only_function<void()> work);

}  // namespace mpaspor::http
