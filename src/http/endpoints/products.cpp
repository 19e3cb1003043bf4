/// Kinds of passport: what they are and cost, for anybody (PUB-4) and for one applicant (002-S5).

#include "app/payment/read_products.hpp"
#include "base/text.hpp"
#include "domain/payment/offers.hpp"
#include "http/assessments.hpp"
#include "http/endpoints/endpoints.hpp"
#include "json/writer.hpp"

#include <algorithm>
#include <array>

namespace mpaspor::http {
namespace {

using application::Product;
using json::Writer;

/// What to know before paying (Art. 21): the fee is not given back.
constexpr std::array<std::string_view, 1> kNotices{"fee_not_refunded"};

/// For whom it is made: 24 pages are for the first passport of a migrant worker (2.4).
std::string_view made_for(Product product) {
    return product == Product::non_electronic_24 ? "first_migrant_worker" : "everybody";
}

void write_names(Writer& json, Words const& words, std::string_view id) {
    std::string const key = "products." + std::string{id};
    json.member("name", words(key + ".name")).member("text", words(key + ".text"));
}

void write_period(Writer& json, LocalDate from, std::optional<LocalDate> const& to) {
    json.member("from", date_text(from));
    if (to) {
        json.member("to", date_text(*to));
    } else {
        json.null("to");
    }
}

template <typename Row>
void write_price(Writer& json, Row const& row) {
    json.member("amount", row.amount.amount).member("legal_basis", row.legal_basis);
    write_period(json, row.from, row.to);
}

void write_notices(Writer& json, Words const& words) {
    json.array("notices");
    for (auto const id : kNotices) {
        std::string const key = "products.notices." + std::string{id};
        json.object()
            .member("id", id)
            .member("title", words(key + ".title"))
            .member("text", words(key + ".text"))
            .end();
    }
    json.end();
}

void write_product(Writer& json, Words const& words, app::ProductsView const& view,
                   Product product) {
    auto const at = std::ranges::find(view.availability, product, &payment::Availability::product);
    bool const anywhere = at != view.availability.end();
    json.object().member("product", application::to_text(product));
    write_names(json, words, application::to_text(product));
    json.member("made_for", made_for(product))
        .member("service_points", anywhere ? at->points : 0)
        .member("accelerated_service_points", anywhere ? at->accelerated_points : 0)
        .array("prices");
    for (payment::Tariff const& row : view.tariffs) {
        if (row.product != product) continue;
        json.object().member("validity_years_max", row.validity_years_max);
        write_price(json, row);
        json.end();
    }
    json.end().end();
}

void write_accelerated(Writer& json, Words const& words, app::ProductsView const& view) {
    json.object("accelerated");
    write_names(json, words, "accelerated");
    json.array("types");
    for (std::size_t i = 0; i < application::kTypes.size(); ++i) {
        auto const type = static_cast<application::Type>(i);
        if (application::may_be_accelerated(type)) json.element(application::to_text(type));
    }
    json.end().array("prices");
    for (payment::Charge const& row : view.surcharges) {
        json.object();
        write_price(json, row);
        json.end();
    }
    json.end().end();
}

/// What the app does not take, before anybody begins (000-11, PUB-4).
void write_at_offices(Writer& json, Words const& words, application::DraftRules const& rules,
                      LocalDate today) {
    json.array("at_office");
    for (std::size_t i = 0; i < application::kTypes.size(); ++i) {
        auto const found =
            application::at_office(static_cast<application::Type>(i), office_rules(rules), today);
        if (found) write_at_office(json, words, *found);
    }
    json.end();
}

struct PublicRead {
    app::ProductsView view;
    DraftRulesPtr rules;
};

std::string products_json(Words const& words, PublicRead const& read) {
    auto const& view = read.view;
    Writer json;
    json.object().member("as_of", date_text(view.today)).array("products");
    for (std::size_t i = 0; i < application::kProducts.size(); ++i) {
        write_product(json, words, view, static_cast<Product>(i));
    }
    json.end();
    write_accelerated(json, words, view);
    write_at_offices(json, words, read.rules->rules, view.today);
    write_notices(json, words);
    json.end();
    return std::move(json).text();
}

/// {id, text}, or null for what can be chosen.
void write_why(Writer& json, Words const& words, std::optional<payment::Why> why) {
    if (!why) {
        json.null("why");
        return;
    }
    std::string const id{payment::to_text(*why)};
    json.object("why").member("id", id).member("text", words("products.why." + id)).end();
}

void write_offer(Writer& json, Words const& words, payment::Offer const& offer) {
    std::string const product{application::to_text(offer.product)};
    json.object()
        .member("product", product)
        .member("name", words("products." + product + ".name"))
        .member("made_for", made_for(offer.product))
        .member("validity_years", offer.validity_years)
        .member("amount", offer.amount.amount)
        .member("legal_basis", offer.legal_basis)
        .member("service_points", offer.points)
        .member("accelerated_service_points", offer.accelerated_points);
    write_why(json, words, offer.why);
    json.end();
}

void write_acceleration(Writer& json, Words const& words, payment::Acceleration const& found) {
    json.object("accelerated");
    write_names(json, words, "accelerated");
    if (found.surcharge) {
        json.member("amount", found.surcharge->amount.amount)
            .member("legal_basis", found.surcharge->legal_basis);
    } else {
        json.null("amount").null("legal_basis");
    }
    write_why(json, words, found.why);
    json.end();
}

std::string offers_json(Words const& words, application::Type type, payment::Offers const& offers) {
    Writer json;
    json.object().member("type", application::to_text(type)).array("offers");
    for (payment::Offer const& offer : offers.passports) write_offer(json, words, offer);
    json.end();
    write_acceleration(json, words, offers.acceleration);
    write_notices(json, words);
    json.end();
    return std::move(json).text();
}

struct Read {
    app::StoredDraft stored;
    DraftRulesPtr rules;
    app::ProductsView products;
};

/// On a worker: what may be chosen follows from stages 1 and 2 (002-S5).
Result<Response> offered(Call const& call, Read read) {
    auto const open = TRY(open_draft(call.service.keys, std::move(read.stored)));
    auto const now = call.service.clock.now();
    auto const found = application::assess(open.draft, read.rules->rules, date_in(Zone::wib, now));
    if (!open.draft.person) return refuse(Code::stage_incomplete, "", {{"stage", "1"}});
    if (!found.type) return refuse(Code::stage_incomplete, "", {{"stage", "2"}});
    auto const& products = read.products;
    auto const offers = payment::offers(
        {.type = *found.type, .categories = found.categories, .validities = found.validities},
        products.tariffs, products.surcharges, products.availability, now);
    Words const words{call.service.messages, call.language()};
    return json_response(200, offers_json(words, *found.type, offers));
}

}  // namespace

void get_products(CallPtr call) {
    read_and_answer<PublicRead>(
        call,
        [call](auto& tx, auto const& context) -> Result<PublicRead> {
            auto view = TRY(app::read_products(tx, context));
            auto const version = TRY(app::draft_rules_version(tx));
            auto rules = TRY(rules_at(call->service, tx, version));
            return PublicRead{std::move(view), std::move(rules)};
        },
        [call](PublicRead const& read) -> Result<Response> {
            auto const language = call->language();
            Words const words{call->service.messages, language};
            auto const name = app::kLanguages[std::to_underlying(language)];
            return Response{.status = 200,
                            .body = products_json(words, read),
                            .headers = {{"Cache-Control", "no-cache"},
                                        {"Vary", "Accept-Language"},
                                        {"Content-Language", std::string{name}}}};
        });
}

void get_offers(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    call->service.readers.read<Read>(
        [call, id = *id](sql::Transaction& tx) -> Result<Read> {
            call->context.now = call->service.clock.now();
            auto stored = TRY(app::read_draft(tx, call->context, id));
            auto rules = TRY(rules_at(call->service, tx, stored.rules));
            auto products = TRY(app::read_products(tx, call->context));
            return Read{std::move(stored), std::move(rules), std::move(products)};
        },
        [call](Result<Read> read) {
            if (!read) return call->refuse(read.error());
            on_worker(call, call->service.workers, [call, read = *std::move(read)]() mutable {
                call->answer(offered(*call, std::move(read)));
            });
        });
}

}  // namespace mpaspor::http
