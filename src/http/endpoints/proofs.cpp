/// Stage 9: the proof, once the fee is settled.

#include "app/payment/read_proof.hpp"
#include "base/text.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/save.hpp"
#include "http/views.hpp"

namespace mpaspor::http {
namespace {

struct Proven {
    app::Proof proof;
    app::Answers identity;
    std::optional<store::Letterhead> letterhead;
};

Result<Proven> read_proven(Call const& call, sql::Transaction& tx, ApplicationId id) {
    auto view = TRY(app::read_application(tx, call.context, id));
    auto proof =
        TRY(app::prove(std::move(view), call.service.numbers, call.service.keys.proof_signing()));
    auto const identity = TRY(read_answers(call, tx, id, "identity"));
    auto letterhead = TRY(app::letterhead_of(tx, proof));
    return Proven{std::move(proof), identity ? identity->answers : app::Answers{},
                  std::move(letterhead)};
}

void with_proof(CallPtr const& call, std::function<Result<Response>(Proven const&)> respond) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    read_and_answer<Proven>(
        call, [call, id = *id](auto& tx, auto const&) { return read_proven(*call, tx, id); },
        [respond = std::move(respond)](Proven const& proven) { return respond(proven); });
}

}  // namespace

void get_proof(CallPtr call) {
    with_proof(call, [](Proven const& proven) -> Result<Response> {
        auto const& [number, qr, view] = proven.proof;
        json::Writer json;
        json.object()
            .member("number", number)
            .member("qr", qr)
            .raw("visit", visit_json(view.visit.value()))
            .member("amount", view.bill.value().amount.amount)
            .member("paid_at", instant_text(view.application.paid_at.value()))
            .member("state_receipt_no", view.bill.value().state_receipt.value_or(""))
            .end();
        return json_response(200, std::move(json).text());
    });
}

void get_proof_pdf(CallPtr call) {
    with_proof(call, [call](Proven const& proven) -> Result<Response> {
        auto const content = app::proof_content(
            proven.proof, proven.identity, call->service.messages, proven.letterhead,
            static_cast<int>(call->context.settings->reschedules_max));
        auto const page = TRY(call->service.proofs.print(content));
        return Response{.status = 200,
                        .body = to_text(page),
                        .content_type = "application/pdf",
                        .headers = {{"Cache-Control", "no-store"},
                                    {"Content-Disposition", "inline; filename=\"bukti.pdf\""},
                                    {"X-Content-Type-Options", "nosniff"}}};
    });
}

}  // namespace mpaspor::http
