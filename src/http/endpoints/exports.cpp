/// Everything that is held about a person, for that person: as data and on paper (domain.md 7).

#include "app/rights/export_paper.hpp"
#include "app/rights/read_holdings.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/held_json.hpp"

#include <functional>

namespace mpaspor::http {
namespace {

/// The application of the query's cursor, if there is one. Errors: malformed_number.
Result<std::optional<ApplicationId>> cursor_of(Call const& call) {
    auto const cursor = call.query("cursor");
    if (cursor.empty()) return std::nullopt;
    auto const id = call.service.numbers.application(cursor);
    if (!id) return refuse(id.error().code, "/cursor");
    return *id;
}

/// Reads sealed rows on a reader, and opens them on a worker, since that asks for a key of each.
void with_holdings(CallPtr const& call, std::function<Result<Response>(app::Held const&)> respond) {
    auto const before = cursor_of(*call);
    if (!before) return call->refuse(before.error());
    call->service.readers.read<app::Holdings>(
        [call, before = *before](auto& tx) {
            return app::read_holdings(tx, call->context, before);
        },
        [call, respond = std::move(respond)](Result<app::Holdings> holdings) mutable {
            if (!holdings) return call->refuse(holdings.error());
            auto work = [call, respond = std::move(respond), holdings = *std::move(holdings)] {
                auto const held = app::open_holdings(holdings, call->context.arrived,
                                                     call->service.keys, call->service.numbers);
                if (!held) return call->refuse(held.error());
                call->answer(respond(*held));
            };
            on_worker(call, call->service.workers, std::move(work));
        });
}

Response attachment(std::string body, std::string type, std::string_view name) {
    return {
        .status = 200,
        .body = std::move(body),
        .content_type = std::move(type),
        .headers = {{"Cache-Control", "no-store"},
                    {"Content-Disposition", "attachment; filename=\"" + std::string{name} + '"'},
                    {"X-Content-Type-Options", "nosniff"}}};
}

}  // namespace

void get_export_json(CallPtr call) {
    with_holdings(call, [](app::Held const& held) -> Result<Response> {
        return attachment(held_json(held), "application/json", "data-saya.json");
    });
}

void get_export_pdf(CallPtr call) {
    with_holdings(call, [call](app::Held const& held) -> Result<Response> {
        auto const paper = app::export_paper(held, call->service.messages, call->language());
        auto const file = TRY(call->service.proofs.print(paper));
        return attachment(to_text(file), "application/pdf", "data-saya.pdf");
    });
}

}  // namespace mpaspor::http
