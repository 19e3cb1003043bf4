/// Whether a proof is one (002-S9): for whoever is shown it, at a door or elsewhere.

#include "app/payment/check_proof.hpp"
#include "app/proof_keys.hpp"
#include "base/text.hpp"
#include "domain/booking/seat.hpp"
#include "http/endpoints/public_checks.hpp"
#include "http/proof_page.hpp"
#include "json/writer.hpp"

#include <functional>

namespace mpaspor::http {
namespace {

using application::ProofVerdict;

constexpr std::size_t kCodeMax = 200;  ///< Longer than every code of ours.

struct ProofCheck {
    std::string code;
};
constexpr auto shape(json::As<ProofCheck>) {
    return json::closed<ProofCheck>(json::text_field<&ProofCheck::code>("code", kCodeMax));
}

LocalDate today(Call const& call) {
    return date_in(Zone::wib, call.service.clock.now());
}

/// A forged code asks nothing of the database.
void check(CallPtr const& call, std::string_view text,
           std::function<Response(app::CheckedProof const&)> respond) {
    auto const keys = app::proof_keys(call->service.keys.proof_signing(), today(*call));
    auto const code = app::read_proof_code(text, keys);
    if (!code) return call->answer(respond({}));
    read_and_answer<app::CheckedProof>(
        call,
        [call, code = *code](auto& tx, auto const& context) {
            return app::check_proof(tx, context, call->service.numbers, code);
        },
        [respond = std::move(respond)](app::CheckedProof const& checked) -> Result<Response> {
            return respond(checked);
        });
}

void write_visit(json::Writer& json, app::CheckedProof const& checked) {
    auto const& code = checked.code;
    json.member("number", app::masked_number(code.number))
        .object("visit")
        .member("service_point", code.service_point.value)
        .member("service_point_name", checked.point.name)
        .member("office", checked.office_name)
        .member("date", date_text(code.date))
        .member("slot", booking::slot_text(code.slot))
        .member("zone", name_of(checked.point.zone))
        .end();
}

Response checked_json(Call const& call, app::CheckedProof const& checked) {
    auto const verdict = application::to_text(checked.verdict);
    json::Writer json;
    json.object()
        .member("verdict", verdict)
        .member("text", call.service.messages.text(call.language(),
                                                   "verify.meanings." + std::string{verdict}));
    if (checked.verdict == ProofVerdict::forged) {
        json.null("number").null("visit");
    } else {
        write_visit(json, checked);
    }
    json.end();
    auto response = json_response(200, std::move(json).text());
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

/// What a form sent. A code needs no escapes; blanks that were copied with it come as '+'.
std::string_view code_in(std::string_view form) {
    auto code = query_value(form, "code");
    while (code.starts_with('+')) code.remove_prefix(1);
    while (code.ends_with('+')) code.remove_suffix(1);
    return code;
}

}  // namespace

void post_proof_check(CallPtr call) {
    auto const input = json::parse<ProofCheck>(call->request.body);
    if (!input) return call->refuse(input.error());
    check(call, input->code,
          [call](app::CheckedProof const& checked) { return checked_json(*call, checked); });
}

void get_proof_keys(CallPtr call) {
    json::Writer json;
    json.object().array("keys");
    for (auto const& key : app::proof_keys(call->service.keys.proof_signing(), today(*call))) {
        json.object()
            .member("id", app::proof_key_id(key.key))
            .member("key", to_base64url(key.key))
            .member("from", date_text(key.from))
            .member("until", date_text(key.until))
            .end();
    }
    json.end().end();
    call->answer(json_response(200, std::move(json).text()));
}

void get_proof_page(CallPtr call) {
    call->answer(proof_page(call->service.messages, std::nullopt));
}

void post_proof_page(CallPtr call) {
    check(call, code_in(call->request.body), [call](app::CheckedProof const& checked) {
        return proof_page(call->service.messages, checked);
    });
}

}  // namespace mpaspor::http
