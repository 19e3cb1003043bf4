#include "http/router.hpp"

#include "app/account/sessions.hpp"
#include "app/office/officer_sign_in.hpp"
#include "base/text.hpp"
#include "http/caller.hpp"
#include "http/operators.hpp"

#include <algorithm>
#include <array>

namespace mpaspor::http {
namespace {

/// The values in place of each {name}, or nothing when the path is another.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
    std::vector<std::string> values;
    for (;;) {
        auto const brace = std::min(pattern.find('{'), pattern.size());
        if (path.substr(0, brace) != pattern.substr(0, brace)) return std::nullopt;
        path.remove_prefix(brace);
        pattern.remove_prefix(brace);
        if (pattern.empty()) break;
        pattern.remove_prefix(pattern.find('}') + 1);
        // A suffix such as ".pdf" stands in the pattern, so a value ends before it.
        auto const suffix = pattern.substr(0, std::min(pattern.find('/'), pattern.size()));
        auto value = path.substr(0, std::min(path.find('/'), path.size()));
        if (value.size() <= suffix.size() || !value.ends_with(suffix)) return std::nullopt;
        value.remove_suffix(suffix.size());
        values.emplace_back(value);
        path.remove_prefix(value.size());
    }
    if (!path.empty()) return std::nullopt;
    return values;
}

bool is_unsafe(std::string_view method) {
    return method != "GET" && method != "HEAD";
}

/// In lower case, without parameters.
std::string media_type(std::string_view content_type) {
    std::string type{content_type.substr(0, content_type.find(';'))};
    while (type.ends_with(' ')) type.pop_back();
    std::ranges::transform(type, type.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return type;
}

/// Fields that decide something here, and of which proxies might read the other one.
constexpr std::array<std::string_view, 4> kOnce{"content-type", "idempotency-key", "if-match",
                                                "x-csrf-token"};

bool comes_twice(Fields const& headers) {
    return std::ranges::any_of(kOnce, [&](std::string_view name) {
        return std::ranges::count(headers, name, &Fields::value_type::first) > 1;
    });
}

/// What Allow says of a route: HEAD goes wherever GET goes.
std::string_view allowed(Route const& route) {
    return route.method == "GET" ? "GET, HEAD" : route.method;
}

bool has_session(Who who) {
    return who == Who::applicant || who == Who::officer;
}

/// Whom a rate limit counts: the session where the route has one, or the address.
std::string caller(Head const& head, Route const& route, Service const& service) {
    auto const name = route.who == Who::officer ? kOfficerCookie : kSessionCookie;
    auto const session = cookie(field(head.headers, "cookie"), name);
    if (!has_session(route.who) || session.empty()) return address_of(head, service.edge);
    return to_hex(sha256(session)).substr(0, 32);
}

/// A write beside the request, which does not wait for it; when the writer is busy it is let go.
template <typename Note>
void note_use(CallPtr const& call, Note note) {
    call->service.lanes.submit(app::Work<bool>{
        .context = call->context,
        .use_case = [note, hash = call->session_hash](sql::Transaction& tx,
                                                      app::Context const& context) -> Result<bool> {
            TRY(note(tx, context, hash));
            return true;
        },
        .answer = [](Result<bool> const&) {},
        .urgency = app::Urgency::save});
}

/// Whether the policy lets this officer use the route (trust.md rule 14). Whose cases it reaches,
/// the use case and its statements say. Who has a password from the operator changes it first.
bool lets_in(Route const& route, store::OpenOfficerSession const& session) {
    if (session.must_change_password && route.action != office::Action::own_account) return false;
    auto const role = office::role_from_text(session.role);
    return role && office::scope_of(route.action, *role).has_value();
}

}  // namespace

Router::Router(Service& service, Door door, RateLimits& limits)
    : service_(service),
      door_(door),
      limits_(limits),
      sessions_(service.readers),
      officer_sessions_(service.readers) {}

bool Router::open_to(Route const& route) const {
    if (route.who == Who::operator_) return door_ == Door::admin;
    if (route.who == Who::officer) return door_ == Door::public_;
    if (route.who == Who::demo) return service_.environment == Environment::demonstration;
    return true;
}

Router::Found Router::find(Head const& head) const {
    Found found;
    auto const method = head.method == "HEAD" ? std::string_view{"GET"} : head.method;
    for (Route const& route : routes()) {
        if (!open_to(route)) continue;
        auto values = match(route.path, head.path);
        if (!values) continue;
        if (route.method == method) {
            found.route = &route;
            found.values = *std::move(values);
            return found;
        }
        if (found.allow.contains(route.method)) continue;  // Two patterns may fit one path.
        found.allow += (found.allow.empty() ? "" : ", ") + std::string{allowed(route)};
    }
    return found;
}

Response Router::refusal(Head const& head, Error const& error) const {
    auto const language = app::preferred_language(field(head.headers, "accept-language"));
    auto response = problem(error, service_.messages, language);
    service_.metrics.answered(response.status, 0);
    return response;
}

Response Router::refuse(Code code) const {
    auto response = problem(Error{.code = code}, service_.messages, app::Language::indonesian);
    service_.metrics.answered(response.status, 0);
    return response;
}

/// What can be said from the header alone.
Result<void> Router::check(Head const& head, Route const& route) const {
    bool const operation = route.rate == RateClass::none;
    if (!service_.ready && !operation) return fail(Code::starting_up);
    auto const wait =
        limits_.take(route.rate, caller(head, route, service_), std::chrono::steady_clock::now());
    if (wait.count() > 0) {
        auto const s = std::chrono::ceil<std::chrono::seconds>(wait).count();
        return mpaspor::refuse(Code::too_many_requests, "", {{"retry_after_s", std::to_string(s)}});
    }
    if (comes_twice(head.headers)) return fail(Code::malformed_request);
    auto const type = media_type(field(head.headers, "content-type"));
    bool const any = route.content_type.empty() || route.content_type == "*";
    if (!any && type != route.content_type) return fail(Code::unsupported_media_type);
    if (route.idempotency == Idempotency::none) return {};
    auto const key = field(head.headers, "idempotency-key");
    if (key.empty()) return fail(Code::idempotency_key_missing);
    if (!is_uuid(key)) return fail(Code::idempotency_key_malformed);
    return {};
}

Admission Router::admit(Head const& head) const {
    auto const found = find(head);
    if (found.route == nullptr) {
        bool const known = !found.allow.empty();
        auto response =
            refusal(head, Error{.code = known ? Code::method_not_allowed : Code::route_not_found});
        if (known) response.headers.emplace_back("Allow", found.allow);
        return {.refusal = std::move(response)};
    }
    if (auto const fits = check(head, *found.route); !fits) {
        return {.refusal = refusal(head, fits.error())};
    }
    return {.body_max = found.route->body_max};
}

void Router::handle(Request request, Respond respond) const {
    auto found = find(request);
    if (found.route == nullptr) return respond(refuse(Code::route_not_found));
    auto const call =
        std::make_shared<Call>(service_, *found.route, std::move(request), std::move(respond));
    call->path = std::move(found.values);
    if (call->route.idempotency == Idempotency::required) {
        auto const text =
            std::string{call->route.method} + ' ' + call->request.path + '\n' + call->request.body;
        call->key = {std::string{field(call->request.headers, "idempotency-key")},
                     siphash(service_.keys.service(), as_bytes(text))};
    }
    authenticate(call);
}

void Router::authenticate(CallPtr call) const {
    switch (call->route.who) {
        case Who::operator_: return name_operator(call, [this, call] { enter(call); });
        case Who::applicant: return authenticate_applicant(call);
        case Who::officer: return authenticate_officer(call);
        case Who::public_:
        case Who::bank:
        case Who::demo: return enter(call);
    }
}

void Router::authenticate_applicant(CallPtr const& call) const {
    auto const token = token_in(field(call->request.headers, "cookie"), kSessionCookie);
    if (!token) return call->refuse({Code::not_signed_in});
    call->session_hash = sha256(*token);
    auto const now = call->request.arrived;
    sessions_.find(
        call->session_hash, now,
        [hash = call->session_hash, now](sql::Transaction& tx) {
            return app::find_session(tx, hash, now);
        },
        [this, call, now](Result<std::optional<store::Session>> session) {
            if (!session) return call->refuse(session.error());
            if (!*session) return call->refuse({Code::not_signed_in});
            call->context.actor = {.kind = app::ActorKind::applicant,
                                   .id = (*session)->account.value,
                                   .station = "app"};
            if (now - (*session)->last_used >= app::kSessionUseStep) {
                sessions_.used(call->session_hash, now);
                note_use(call, app::note_session_use);
            }
            enter(call);
        });
}

void Router::authenticate_officer(CallPtr const& call) const {
    auto const token = token_in(field(call->request.headers, "cookie"), kOfficerCookie);
    if (!token) return call->refuse({Code::not_signed_in});
    call->session_hash = sha256(*token);
    auto const now = call->request.arrived;
    officer_sessions_.find(
        call->session_hash, now,
        [call](sql::Transaction& tx) {
            return app::find_officer_session(tx, call->context, call->session_hash);
        },
        [this, call, now](Result<std::optional<store::OpenOfficerSession>> session) {
            if (!session) return call->refuse(session.error());
            if (!*session) return call->refuse({Code::not_signed_in});
            if (!lets_in(call->route, **session)) return call->refuse({Code::forbidden});
            call->context.actor = {.kind = app::ActorKind::officer,
                                   .id = (*session)->officer.value,
                                   .role = (*session)->role,
                                   .station = (*session)->station};
            if (now - (*session)->last_used >= app::kOfficerUseStep) {
                officer_sessions_.used(call->session_hash, now);
                note_use(call, app::note_officer_use);
            }
            enter(call);
        });
}

/// CSRF, then the endpoint.
void Router::enter(CallPtr const& call) const {
    if (has_session(call->route.who) && is_unsafe(call->route.method)) {
        auto const expected = csrf_token(service_.keys.service(), call->session_hash);
        auto const sent = field(call->request.headers, "x-csrf-token");
        if (!equal_in_constant_time(as_bytes(expected), as_bytes(sent))) {
            return call->refuse({Code::csrf_missing});
        }
    }
    try {
        call->route.endpoint(call);
    } catch (std::exception const& broken) {
        // A bug of ours, for this one caller. What it says names a place in the source.
        call->refuse({.code = Code::internal, .detail = broken.what()});
    }
}

}  // namespace mpaspor::http
