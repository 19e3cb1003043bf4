/// Stage 6: where an application may go (002-S6, 003-04).

#include "app/booking/read_point_offers.hpp"
#include "app/words.hpp"
#include "base/text.hpp"
#include "http/assessments.hpp"
#include "http/endpoints/endpoints.hpp"
#include "json/writer.hpp"

namespace mpaspor::http {
namespace {

using json::Writer;

/// {id, date, text}, or null where it is offered.
void write_why(Writer& json, Words const& words, office::Offer const& offer) {
    if (!offer.why) {
        json.null("why");
        return;
    }
    std::string const id{office::to_text(*offer.why)};
    std::vector<Error::Param> params;
    json.object("why").member("id", id);
    if (offer.date) {
        json.member("date", date_text(*offer.date));
        params.push_back({"date", app::date_words(words.language, *offer.date)});
    } else {
        json.null("date");
    }
    json.member("text", words("point_offers.why." + id, params)).end();
}

std::string offers_json(Words const& words, app::PointOffersView const& view) {
    Writer json;
    json.object()
        .member("product", view.product)
        .member("accelerated", view.accelerated)
        .array("service_points");
    for (auto const& [point, office, offer] : view.points) {
        json.object()
            .member("id", point.id.value)
            .member("office", office)
            .member("name", point.name)
            .member("kind", point.kind)
            .member("zone", name_of(point.zone))
            .member("offered", !offer.why);
        write_why(json, words, offer);
        json.end();
    }
    json.end().end();
    return std::move(json).text();
}

}  // namespace

void get_point_offers(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    read_and_answer<app::PointOffersView>(
        call,
        [id = *id](auto& tx, auto const& context) {
            return app::read_point_offers(tx, context, id);
        },
        [call](app::PointOffersView const& view) -> Result<Response> {
            Words const words{call->service.messages, call->language()};
            return json_response(200, offers_json(words, view));
        });
}

}  // namespace mpaspor::http
