/// What a person may know and ask about the data that are kept of them (domain.md 7).

#include "app/rights/read_accesses.hpp"
#include "base/text.hpp"
#include "http/endpoints/endpoints.hpp"
#include "json/writer.hpp"

namespace mpaspor::http {
namespace {

void write_access(json::Writer& json, Service const& service, store::AccessRow const& access) {
    json.object().member("at", instant_text(access.at));
    if (access.application == ApplicationId{}) {
        json.null("application");
    } else {
        json.member("application", service.numbers.application_number(access.application));
    }
    json.member("office", access.office_name)
        .member("role", access.role)
        .member("purpose", office::to_text(access.purpose))
        .array("kinds");
    for (std::size_t i = 0; i < office::kDataKinds.size(); ++i) {
        auto const kind = static_cast<office::DataKind>(i);
        if (access.kinds.contains(kind)) json.element(office::to_text(kind));
    }
    json.end().end();
}

}  // namespace

void get_accesses(CallPtr call) {
    std::optional<std::int64_t> before;
    if (auto const cursor = call->query("cursor"); !cursor.empty()) {
        auto const number = integer_from_text(cursor);
        if (!number || *number < 1) return call->refuse({Code::malformed_number, "", "/cursor"});
        before = *number;
    }
    read_and_answer<app::AccessPage>(
        call,
        [before](auto& tx, auto const& context) { return app::read_accesses(tx, context, before); },
        [call](app::AccessPage const& page) -> Result<Response> {
            json::Writer json;
            json.object().array("accesses");
            for (auto const& access : page.accesses) write_access(json, call->service, access);
            json.end().member("withheld", page.withheld);
            if (page.next) {
                json.member("next_cursor", std::to_string(*page.next));
            } else {
                json.null("next_cursor");
            }
            json.end();
            return json_response(200, std::move(json).text());
        });
}

}  // namespace mpaspor::http
