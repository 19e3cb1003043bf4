/// Claims of a NIK that a stranger holds (D8): made by who the NIK is, decided by an office.

#include "app/request/decide_claim.hpp"
#include "app/request/file_claim.hpp"
#include "base/text.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/requests.hpp"
#include "http/uploaded_files.hpp"

#include <vector>

namespace mpaspor::http {
namespace {

using office::RequestKind;

struct ClaimRequest {
    std::string office;
    std::vector<std::string> evidence;
};
constexpr auto shape(json::As<ClaimRequest>) {
    return json::closed<ClaimRequest>(
        json::text_field<&ClaimRequest::office>("office", 64),
        json::text_field<&ClaimRequest::evidence>("evidence", 64, app::kEvidenceMax));
}

Result<std::vector<Digest>> uploads_named(Call const& call, ClaimRequest const& input) {
    if (input.evidence.empty()) return refuse(Code::missing_field, "/evidence");
    std::vector<Digest> uploads;
    for (std::size_t i = 0; i < input.evidence.size(); ++i) {
        auto const hex = hex_hash(input.evidence[i]);
        if (!hex) return refuse(Code::upload_not_found, "/evidence/" + std::to_string(i));
        uploads.push_back(upload_hash(call, *hex));
    }
    return uploads;
}

void write_holder(json::Writer& json, Call const& call,
                  std::optional<store::Application> const& holder) {
    if (!holder) {
        json.null("holder");
        return;
    }
    json.object("holder")
        .member("number", call.service.numbers.application_number(holder->id))
        .member("state", to_text(application::public_state(holder->state)))
        .member("paid", holder->paid_at.has_value());
    if (holder->seat) {
        json.member("visit", date_text(holder->seat->key.date));
    } else {
        json.null("visit");
    }
    json.end();
}

Result<Response> claim_response(Call const& call, app::ClaimView const& view) {
    json::Writer json;
    json.object();
    write_request(json, view.request);
    TRY(write_person(json, call, view.request.application, view.identity));
    json.array("evidence");
    for (auto const& upload : view.evidence) json.element(upload.type);
    json.end();
    write_holder(json, call, view.holder);
    json.end();
    return json_response(200, std::move(json).text());
}

}  // namespace

void post_claim(CallPtr call) {
    auto const input = json::parse<ClaimRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    auto const evidence = uploads_named(*call, *input);
    if (!evidence) return call->refuse(evidence.error());
    app::FileClaim const claim{.request = new_request(*call),
                               .application = *id,
                               .office_code = input->office,
                               .evidence = *evidence};
    write_once<store::Request>(
        call, {},
        [claim](auto& tx, auto const& context) { return app::file_claim(tx, context, claim); },
        [](store::Request const& request) { return json_response(201, request_json(request)); });
}

void get_claim(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    read_and_answer<store::Request>(
        call,
        [id = *id](auto& tx, auto const& context) { return app::read_own_claim(tx, context, id); },
        [](store::Request const& request) -> Result<Response> {
            return json_response(200, request_json(request));
        });
}

void get_office_claims(CallPtr call) {
    list_requests(call, RequestKind::claim);
}

void get_office_claim(CallPtr call) {
    run_use_case<app::ClaimView>(
        call, {},
        [name = call->path.at(0)](auto& tx, auto const& context) {
            return app::look_at_claim(tx, context, name);
        },
        [call](app::ClaimView view) {
            on_worker(call, call->service.workers, [call, view = std::move(view)] {
                call->answer(claim_response(*call, view));
            });
        });
}

void get_office_evidence(CallPtr call) {
    auto const position = integer_from_text(call->path.at(1));
    if (!position || *position >= static_cast<std::int64_t>(app::kEvidenceMax)) {
        return call->refuse({Code::document_not_found});
    }
    run_use_case<store::Upload>(
        call, {},
        [name = call->path.at(0), at = static_cast<std::size_t>(*position)](
            auto& tx, auto const& context) { return app::look_at_evidence(tx, context, name, at); },
        [call](store::Upload const& upload) {
            on_worker(call, call->service.workers, [call, upload] {
                auto const content = upload_content(*call, upload);
                if (!content) return call->refuse(content.error());
                call->answer(file_response(upload, *content));
            });
        });
}

void post_claim_decision(CallPtr call) {
    auto const decision = parse_decision(*call);
    if (!decision) return call->refuse(decision.error());
    Run run{.urgency = app::Urgency::seat,
            .declare = [name = decision->name](sql::Transaction& tx) {
                return app::seat_of_claim(tx, name);
            }};
    write_once<store::Request>(
        call, std::move(run),
        [decision = *decision](auto& tx, auto const& context) {
            return app::decide_claim(tx, context, decision);
        },
        [](store::Request const& request) { return json_response(200, request_json(request)); });
}

}  // namespace mpaspor::http
