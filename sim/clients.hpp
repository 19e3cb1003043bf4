#pragma once

#include "sim/fingerprint.hpp"
#include "sim/judged.hpp"
#include "sim/server.hpp"

#include <functional>
#include <memory>
#include <string>

namespace mpaspor::sim {

enum class Verb : std::uint8_t { hold, release, submit, withdraw, reopen, reschedule, cut, grant };

struct Request {
    Verb verb;
    app::Actor actor;
    ApplicationId application = {};
    booking::SeatKey place = {};
    int capacity = 0;
    BillId bill = {};
    std::string key = {};  ///< Made here.
};

/// Applicants' devices and the office's: each keeps a request with its key before it sends, may
/// send it twice, and sends it again until it has an answer that says yes or no. Then what it was
/// told is compared with what happened.
class Clients {
public:
    struct Parts {
        World& world;
        Random& random;
        Server& server;
        Judged& judged;
        Fingerprint& fingerprint;
    };
    using Then = std::function<void(bool done)>;

    explicit Clients(Parts const& parts);

    /// Arrives at the server at `at`, outside time. `then` is called when the client knows.
    void ask(Request request, Instant at, Then then);
    Counts const& answers() const { return answers_; }
    int open() const { return open_; }

private:
    struct Open {
        Request request;
        Then then;
        int tries = 0, copies = 0;
        bool done = false, again = false, over = false;
    };
    using OpenPtr = std::shared_ptr<Open>;  ///< Shared by what is on its way in the request's name.

    void send(OpenPtr const& open);
    void arrive(OpenPtr const& open);
    Result<Bytes> carry_out(sql::Transaction& tx, app::Context const& context,
                            Request const& request);
    Result<void> act(sql::Transaction& tx, app::Context const& context, Request const& request);
    void hear(OpenPtr const& open, Result<Bytes> const& answer);
    void know(OpenPtr const& open, bool done);

    Parts parts_;
    Counts answers_;
    int open_ = 0;
};

}  // namespace mpaspor::sim
