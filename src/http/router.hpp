#pragma once
/// From a header to the endpoint that answers it: what each route allows is in one table, and is
/// looked at here, before an endpoint sees the request.

#include "domain/office/policy.hpp"
#include "http/call.hpp"
#include "http/rate_limit.hpp"
#include "http/server.hpp"
#include "http/sessions.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::http {

enum class Who : std::uint8_t { public_, applicant, bank, operator_, demo, officer };
enum class Idempotency : std::uint8_t { none, required };

/// A row of the table in routes.cpp.
struct Route {
    std::string_view method;
    std::string_view path;  ///< "/api/v1/applications/{number}/hold"
    Who who;
    RateClass rate;
    Idempotency idempotency;
    std::size_t body_max;           ///< Bytes; 0: none is read.
    std::string_view content_type;  ///< Of the body; "" for a GET, "*" where the endpoint looks.
    Endpoint endpoint;
    office::Action action =
        office::Action::none;  ///< Of an officer's route: what the policy names.
};

std::span<Route const> routes();
/// "METHOD path who rate idempotency body_max", a line each, in the order of the table.
std::string route_listing();

enum class Door : std::uint8_t { public_, admin };  ///< TCP, or the operator's Unix socket.

class Router {
public:
    Router(Service& service, Door door, RateLimits& limits);

    Admission admit(Head const& head) const;
    void handle(Request request, Respond respond) const;
    Response refuse(Code code) const;

private:
    struct Found {
        Route const* route = nullptr;
        std::vector<std::string> values = {};
        std::string allow = {};  ///< The methods there are, when only the method is wrong.
    };
    Found find(Head const& head) const;
    bool open_to(Route const& route) const;
    Response refusal(Head const& head, Error const& error) const;
    Result<void> check(Head const& head, Route const& route) const;
    void authenticate(CallPtr call) const;
    void authenticate_applicant(CallPtr const& call) const;
    void authenticate_officer(CallPtr const& call) const;
    void enter(CallPtr const& call) const;

    Service& service_;
    Door door_;
    RateLimits& limits_;
    Sessions<store::Session> sessions_;
    Sessions<store::OpenOfficerSession> officer_sessions_;
};

}  // namespace mpaspor::http
