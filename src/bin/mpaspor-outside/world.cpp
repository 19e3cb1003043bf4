#include "bin/mpaspor-outside/world.hpp"

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "outside/form.hpp"
#include "outside/pages.hpp"

#include <array>
#include <chrono>
#include <span>
#include <utility>

namespace mpaspor::outside_program {

using outside::Reply;
using outside::System;

namespace {

constexpr gateways::HttpClient::Limits kServiceLimits{.total_max = std::chrono::seconds{10}};
constexpr std::size_t kMessagesShownMax = 200;
constexpr char kHtml[] = "text/html; charset=utf-8";
constexpr std::array kSystems{System::dukcapil, System::bank, System::sink, System::dpri};

SecretKey random_key(app::Entropy& entropy) {
    std::array<std::byte, SecretKey::kSize> bytes{};
    entropy.fill(bytes);
    return SecretKey{bytes};
}

Reply page(std::string html) {
    return {.body = std::move(html), .content_type = kHtml};
}

Reply not_found() {
    return {.status = 404, .body = R"({"code":"ROUTE_NOT_FOUND"})"};
}

/// The bank cannot do it now.
Reply unavailable(Error const& error) {
    return {.status = 503, .body = R"({"code":")" + std::string{info(error.code).name} + "\"}"};
}

snap::Incoming incoming(http::Request const& request) {
    return {.method = request.method,
            .endpoint_url = request.path,
            .headers = request.headers,
            .body = request.body};
}

/// Makes room for others while it lives.
class LetGo {
public:
    explicit LetGo(std::mutex& lock) : lock_(lock) { lock_.unlock(); }
    LetGo(LetGo const&) = delete;
    LetGo& operator=(LetGo const&) = delete;
    ~LetGo() { lock_.lock(); }

private:
    std::mutex& lock_;
};

}  // namespace

Result<std::unique_ptr<World>> World::open(Options options, app::Clock const& clock,
                                           app::Entropy& entropy) {
    auto keys = TRY(outside::open_bank_keys(
        options.folder, [&](std::span<std::byte> bytes) { entropy.fill(bytes); }));
    auto ledger = TRY(outside::LedgerFile::open(options.folder + "/payments.jsonl"));
    std::unique_ptr<World> world{new World{std::move(options), clock, std::move(ledger)}};
    TRY(world->open_bank(std::move(keys), entropy));
    return world;
}

World::World(Options options, app::Clock const& clock, outside::LedgerFile ledger)
    : clock_(clock),
      service_(std::move(options.mpaspor), kServiceLimits),
      ledger_file_(std::move(ledger)),
      samples_(options.citizens),
      dukcapil_(std::move(options.citizens), std::move(options.match_prefix)),
      dpri_(std::move(options.passports)) {}

Result<void> World::open_bank(outside::BankKeys keys, app::Entropy& entropy) {
    auto const send = [this](snap::Outgoing const& request) -> Result<snap::Answer> {
        LetGo const meanwhile{lock_};
        auto answer = TRY(service_.send(
            {.path = request.path, .headers = request.headers, .body = request.body}));
        return snap::Answer{answer.status, std::move(answer.body)};
    };
    // Ids go on from the machine's clock, not the controllable one, which may be set back.
    auto const since_1970 = std::chrono::system_clock::now().time_since_epoch();
    auto bank = TRY(outside::Bank::open(
        {.agreement = std::move(keys.agreement),
         .private_key = std::move(keys.private_key),
         .token_key = random_key(entropy),
         .first_serial = std::chrono::duration_cast<std::chrono::microseconds>(since_1970).count(),
         .send = send,
         .keep = [this](std::string_view line) { return ledger_file_.append(line); }},
        ledger_file_.lines()));
    bank_ = std::make_unique<outside::Bank>(std::move(bank));
    return {};
}

bool World::calls_the_service(http::Head const& request) {
    return request.method == "POST" &&
           (request.path == "/bank/pay" || request.path == "/bank/deliver" ||
            request.path == "/pages/pay" || request.path == "/pages/deliver");
}

Reply World::answer(http::Request const& request) {
    std::lock_guard const guard{lock_};
    if (auto reply = answer_system(request)) return *std::move(reply);
    if (auto reply = answer_look(request)) return *std::move(reply);
    return answer_page(request);
}

/// What the service itself calls.
std::optional<Reply> World::answer_system(http::Request const& request) {
    if (request.method != "POST") return std::nullopt;
    auto const now = clock_.now();
    if (request.path == "/dukcapil/v1/verifications") return dukcapil_.verify(request.body);
    if (request.path == "/sink/messages") return sink_.receive(request.body, now);
    if (request.path == "/dpri/v1/applications") return dpri_.accept(request.body);
    if (request.path == "/dpri/v1/passports/lookups") return dpri_.look_up(request.body);
    if (request.path == "/bank/snap/v1.0/access-token/b2b") {
        return bank_->grant_token(incoming(request), now);
    }
    if (request.path == "/bank/snap/v1.0/transfer-va/status") {
        return bank_->status(incoming(request), now);
    }
    if (request.path == "/bank/snap/v1.0/bank-statement") {
        return bank_->statement(incoming(request), now);
    }
    return std::nullopt;
}

/// What scripts ask for and order.
std::optional<Reply> World::answer_look(http::Request const& request) {
    if (request.method == "POST") {
        if (request.path == "/bank/pay") return pay(request.body);
        if (request.path == "/bank/deliver") return deliver();
        if (request.path == "/faults") return switch_faults(request.body);
        return std::nullopt;
    }
    if (request.method != "GET") return std::nullopt;
    auto query = outside::decode_form(request.query);
    if (request.path == "/sink/messages") {
        return Reply{.body = sink_.to_json(query["to"], kMessagesShownMax)};
    }
    if (request.path == "/bank/statement") {
        std::optional<LocalDate> date;
        if (query.contains("date")) {
            auto const read = date_from_text(query["date"]);
            if (!read) return outside::bad_request(read.error());
            date = *read;
        }
        return Reply{.body = bank_->ledger().statement(date)};
    }
    if (request.path == "/dpri/v1/applications") return Reply{.body = dpri_.to_json()};
    if (request.path == "/dpri/v1/passports/lookups") return Reply{.body = dpri_.lookups_json()};
    if (request.path == "/faults") return Reply{.body = faults_json()};
    if (request.path == "/health") return Reply{.body = R"({"status":"ok"})"};
    return std::nullopt;
}

/// What people look at, and their buttons.
Reply World::answer_page(http::Request const& request) {
    if (request.method == "GET" && request.path == "/") {
        return page(outside::front_page({.messages = sink_.messages("", kMessagesShownMax),
                                         .entries = bank_->ledger().entries(),
                                         .faults = faults_json(),
                                         .samples = samples_.size(),
                                         .now = clock_.now()}));
    }
    if (request.method == "GET" && request.path == "/samples") {
        return page(outside::samples_page(samples_));
    }
    if (request.method != "POST") return not_found();
    auto const form = outside::decode_form(request.body);
    if (request.path == "/pages/pay")
        return page(outside::result_page(pay(outside::order_json(form)).body));
    if (request.path == "/pages/deliver") return page(outside::result_page(deliver().body));
    if (request.path == "/pages/faults") {
        return page(outside::result_page(switch_faults(outside::fault_json(form)).body));
    }
    return not_found();
}

Reply World::pay(std::string const& body) {
    auto const order = outside::parse_pay_order(body);
    if (!order) return outside::bad_request(order.error());
    auto const report = bank_->pay(*order, clock_.now());
    if (!report) return unavailable(report.error());
    return {.body = outside::to_json(*report)};
}

Reply World::deliver() {
    auto const reports = bank_->deliver(clock_.now());
    if (!reports) return unavailable(reports.error());
    std::string body = R"({"delivered":[)";
    for (auto const& report : *reports) {
        if (&report != reports->data()) body += ',';
        body += outside::to_json(report);
    }
    return {.body = body + "]}"};
}

Reply World::switch_faults(std::string const& body) {
    auto const order = outside::parse_fault_order(body);
    if (!order) return outside::bad_request(order.error());
    faults_of(order->system) = order->faults;
    return {.body = outside::to_json(order->system, order->faults)};
}

std::string World::faults_json() {
    std::string body = R"({"faults":[)";
    for (auto const system : kSystems) {
        if (system != kSystems.front()) body += ',';
        body += outside::to_json(system, faults_of(system));
    }
    return body + "]}";
}

outside::Faults& World::faults_of(System system) {
    switch (system) {
        case System::dukcapil: return dukcapil_.faults;
        case System::bank: return bank_->faults;
        case System::sink: return sink_.faults;
        case System::dpri: return dpri_.faults;
    }
    std::unreachable();
}

}  // namespace mpaspor::outside_program
