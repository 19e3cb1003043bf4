#include "http/endpoints/requests.hpp"

#include "app/key_names.hpp"
#include "app/sealing.hpp"
#include "base/text.hpp"

#include <array>
#include <optional>

namespace mpaspor::office {

/// The names of an enum are the domain's own table.
constexpr auto names(json::As<RequestState>) {
    std::array<json::Name<RequestState>, kRequestStates.size()> rows{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = {kRequestStates[i], static_cast<RequestState>(i)};
    }
    return rows;
}
constexpr auto names(json::As<Reason>) {
    std::array<json::Name<Reason>, kReasons.size()> rows{};
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = {kReasons[i], static_cast<Reason>(i)};
    return rows;
}

}  // namespace mpaspor::office

namespace mpaspor::http {

struct DecisionRequest {
    office::RequestState outcome;
    office::Reason reason;
};
constexpr auto shape(json::As<DecisionRequest>) {
    return json::closed<DecisionRequest>(json::field<&DecisionRequest::outcome>("outcome"),
                                         json::field<&DecisionRequest::reason>("reason"));
}

struct RecoveryDecisionRequest {
    office::RequestState outcome;
    office::Reason reason;
    std::optional<bool> cut_short;
};
constexpr auto shape(json::As<RecoveryDecisionRequest>) {
    using R = RecoveryDecisionRequest;
    return json::closed<R>(json::field<&R::outcome>("outcome"), json::field<&R::reason>("reason"),
                           json::field<&R::cut_short>("cut_short"));
}

namespace {

constexpr std::size_t kNameBytes = 16;

/// What the identity card shows; the secret fields are the registry's to compare.
constexpr std::array<std::string_view, 5> kShown{"nik", "full_name", "birth_date", "birth_place",
                                                 "sex"};

}  // namespace

app::NewRequest new_request(Call const& call) {
    std::array<std::byte, kNameBytes> name{};
    call.service.entropy.fill(name);
    return {call.service.ids.request(), to_base64url(name)};
}

void write_request(json::Writer& json, store::Request const& request) {
    json.member("id", request.name)
        .member("state", to_text(request.state))
        .member("office", request.office_code)
        .member("created_at", instant_text(request.created));
    if (!request.decided_at) {
        json.null("reason").null("decided_at");
        return;
    }
    json.member("reason", to_text(request.reason))
        .member("decided_at", instant_text(*request.decided_at));
}

std::string request_json(store::Request const& request) {
    json::Writer json;
    json.object();
    write_request(json, request);
    json.end();
    return std::move(json).text();
}

Result<app::Decision> parse_decision(Call const& call) {
    auto const decision = TRY(json::parse<DecisionRequest>(call.request.body));
    return app::Decision{call.path.at(0), decision.outcome, decision.reason};
}

Result<app::DecideRecovery> parse_recovery_decision(Call const& call) {
    auto const decision = TRY(json::parse<RecoveryDecisionRequest>(call.request.body));
    return app::DecideRecovery{.decision = {call.path.at(0), decision.outcome, decision.reason},
                               .cut_short = decision.cut_short.value_or(false)};
}

Result<void> write_person(json::Writer& json, Call const& call, ApplicationId application,
                          store::Answer const& identity) {
    auto const key = TRY(call.service.keys.open(app::key_of(application)));
    auto const place = store::answer_place(application, "identity", identity.version);
    auto const plain = TRY(open_sealed(key, place, identity.sealed));
    auto const answers = TRY(app::decode(plain));
    json.member("application", call.service.numbers.application_number(application))
        .object("identity");
    for (auto const name : kShown) {
        auto const answer = answers.find(name);
        if (answer != answers.end()) json.member(name, answer->second);
    }
    json.end();
    return {};
}

void list_requests(CallPtr const& call, office::RequestKind kind) {
    auto const wanted = call->query("state");
    auto const state = office::request_state_from_text(wanted.empty() ? "open" : wanted);
    if (!state) return call->refuse({state.error().code, "", "/state"});
    read_and_answer<app::RequestPage>(
        call,
        [kind, state = *state, after = std::string{call->query("cursor")}](auto& tx,
                                                                           auto const& context) {
            return app::read_requests(tx, context, kind, state, after);
        },
        [](app::RequestPage const& page) -> Result<Response> {
            json::Writer json;
            json.object().array("requests");
            for (auto const& request : page.requests) json.raw_element(request_json(request));
            json.end();
            if (page.more) {
                json.member("next_cursor", page.requests.back().name);
            } else {
                json.null("next_cursor");
            }
            json.end();
            return json_response(200, std::move(json).text());
        });
}

}  // namespace mpaspor::http
