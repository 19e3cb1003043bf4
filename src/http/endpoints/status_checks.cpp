/// How an application stands, for who has its number and the applicant's date of birth.

#include "app/application/check_status.hpp"
#include "app/key_names.hpp"
#include "app/sealing.hpp"
#include "base/text.hpp"
#include "http/caller.hpp"
#include "http/endpoints/public_checks.hpp"
#include "http/sections.hpp"
#include "json/writer.hpp"

namespace mpaspor::http {
namespace {

constexpr std::size_t kNumberMax = 32;

struct StatusCheck {
    std::string number;
    LocalDate birth_date;
};
constexpr auto shape(json::As<StatusCheck>) {
    return json::closed<StatusCheck>(json::text_field<&StatusCheck::number>("number", kNumberMax),
                                     json::field<&StatusCheck::birth_date>("birth_date"));
}

/// What is opened in place of an identity that there is not: as much work, and never a match.
store::Answer nobody(Call const& call) {
    constexpr std::size_t kUsualBytes = 240;
    return {
        .section = std::string{kIdentity},
        .version = 1,
        .saved_at = {},
        .sealed = seal(call.service.keys.service(), call.nonce(), "nobody", Bytes(kUsualBytes))};
}

/// The date of birth that was filled in; none where there is no such application, or nothing opens.
Result<std::string> birth_date_of(Call const& call, ApplicationId id, store::Answer const& answer) {
    auto const known = call.service.keys.open(app::key_of(id));
    if (!known && known.error().code != Code::application_not_found) {
        return std::unexpected(known.error());
    }
    auto const& key = known ? *known : call.service.keys.service();
    auto const place = store::answer_place(id, kIdentity, answer.version);
    auto const plain = open_sealed(key, place, answer.sealed);
    if (!plain) return std::string{};
    auto const answers = TRY(app::decode(*plain));
    auto const found = answers.find("birth_date");
    return found == answers.end() ? std::string{} : found->second;
}

Response status_json(Call const& call, application::PublicState state) {
    auto const name = std::string{application::to_text(state)};
    auto const words = [&](std::string const& key) {
        return call.service.messages.text(call.language(), key);
    };
    json::Writer json;
    json.object()
        .member("public_state", name)
        .member("text", words("states." + name))
        .member("next_step", words("next_steps." + name))
        .end();
    auto response = json_response(200, std::move(json).text());
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

/// On a worker, since it may read a key.
void compare(CallPtr const& call, ApplicationId id, LocalDate birth_date,
             app::StatusAsked const& asked) {
    auto const known = birth_date_of(*call, id, asked.identity ? *asked.identity : nobody(*call));
    if (!known) return call->refuse(known.error());
    auto const said = date_text(birth_date);
    bool const right = equal_in_constant_time(as_bytes(*known), as_bytes(said));
    if (!asked.identity || !right) return call->refuse({Code::application_not_found});
    call->answer(status_json(*call, asked.state));
}

}  // namespace

void post_status_check(CallPtr call) {
    auto const input = json::parse<StatusCheck>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const id = call->service.numbers.application(input->number);
    if (!id) return call->refuse({.code = id.error().code, .pointer = "/number"});
    app::AskStatus const ask{
        .application = *id,
        .number_index = blind_index(call->service.keys.blind_index(), "status", input->number),
        .origin = origin_of(*call)};
    run_use_case<app::StatusAsked>(
        call, {},
        [ask](auto& tx, auto const& context) { return app::ask_status(tx, context, ask); },
        [call, id = *id, birth_date = input->birth_date](app::StatusAsked const& asked) {
            on_worker(call, call->service.workers,
                      [call, id, birth_date, asked] { compare(call, id, birth_date, asked); });
        });
}

}  // namespace mpaspor::http
