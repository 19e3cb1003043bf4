#include "tests/race/client.hpp"

#include "app/ports/entropy.hpp"
#include "base/text.hpp"
#include "gateways/entropy.hpp"
#include "http/sessions.hpp"
#include "snap/virtual_account.hpp"

#include <array>
#include <thread>
#include <utility>

namespace mpaspor::race {
namespace {

using namespace std::chrono;
using testing::json_member;

constexpr std::size_t kActive = 3;
constexpr int kSendings = 6;
constexpr milliseconds kBackOff{3};
constexpr std::int64_t kExternalIdsEach = 1'000'000;

std::string session_fields(Arena const& arena, testing::Applicant const& applicant) {
    auto const hash = sha256(from_base64url(applicant.token).value());
    return "Cookie: " + std::string{http::kSessionCookie} + '=' + applicant.token +
           "\r\nX-CSRF-Token: " + http::csrf_token(arena.service_key, hash) + "\r\n";
}

snap::Client bank_client(Arena const& arena, testing::HttpConnection& connection) {
    gateways::SystemEntropy entropy;
    auto keys = outside::open_bank_keys(arena.bank_folder, [&](auto bytes) {
                    entropy.fill(bytes);
                }).value();
    return snap::Client{{.client_id = keys.agreement.bank_client_id,
                         .client_secret = keys.agreement.bank_client_secret,
                         .partner_id = keys.agreement.partner_service_id,
                         .private_key = std::move(keys.private_key),
                         .encoding = keys.agreement.encoding,
                         .base_path = "/snap"},
                        [&connection](snap::Outgoing const& request) -> Result<snap::Answer> {
                            std::string fields;
                            for (auto const& [name, value] : request.headers) {
                                if (name != "content-type") fields += name + ": " + value + "\r\n";
                            }
                            auto const text =
                                testing::http_request("POST", request.path, fields, request.body);
                            auto answer = TRY(connection.ask(text));
                            return snap::Answer{answer.status, std::move(answer.body)};
                        }};
}

std::string short_hash(std::string_view text) {
    return to_hex(sha256(text)).substr(0, 16);
}

std::string micros(Instant at) {
    return std::to_string(at.time_since_epoch().count());
}

}  // namespace

Client::Client(Arena const& arena, int number, testing::Applicant const& applicant,
               std::uint64_t seed)
    : arena_(arena),
      notes_(number),
      random_(seed),
      session_(session_fields(arena, applicant)),
      connections_{testing::HttpConnection{arena.servers[0]},
                   testing::HttpConnection{arena.servers.back()}},
      bank_(bank_client(arena, connections_[0])),
      external_id_(number * kExternalIdsEach) {
    for (std::size_t i = applicant.applications.size(); i-- > 0;) {
        auto const id = applicant.applications[i];
        unused_.push_back(
            {.id = id,
             .number = arena.numbers.application_number(id),
             .person = 'p' + std::to_string((number - 1) / 2) + '.' + std::to_string(i)});
    }
}

void Client::play(steady_clock::time_point until) {
    while (steady_clock::now() < until && (!unused_.empty() || !active_.empty())) {
        step(some_case());
        if (!forgotten_.empty() && forgotten_.front().deadline < arena_.clock.now()) {
            pay(forgotten_.front());
            forgotten_.erase(forgotten_.begin());
        }
        std::erase_if(active_, [](Case const& c) { return c.stand == Stand::over; });
    }
}

Client::Case& Client::some_case() {
    if (active_.size() < kActive && !unused_.empty()) {
        active_.push_back(std::move(unused_.back()));
        unused_.pop_back();
    }
    return active_[random_() % active_.size()];
}

void Client::step(Case& c) {
    switch (c.stand) {
        case Stand::draft: return hold(c);
        case Stand::held: return step_held(c);
        case Stand::billed: return step_billed(c);
        case Stand::scheduled:
            if (chance(50)) reschedule(c);
            c.stand = Stand::over;
            return;
        case Stand::over: return;
    }
}

void Client::step_held(Case& c) {
    auto const what = static_cast<int>(random_() % 100);
    if (what < arena_.rivals_percent) return submit_and_release(c);
    if (what < arena_.rivals_percent + 30) return leave(c, "release");
    if (what < 83) return submit(c);
    if (what < 86) return leave(c, "cancel");
    if (what < 90) return look(c);
    // Otherwise it is left alone, until it runs out.
}

void Client::step_billed(Case& c) {
    auto const what = static_cast<int>(random_() % 100);
    if (what < 25) return pay(c);
    if (what < 40) return leave(c, "cancel");
    if (what < 50) return look(c);
    if (what < 60) {  // Paid when it is too late.
        forgotten_.push_back(c);
        c.stand = Stand::over;
    }
}

Client::Errand Client::errand(Case const& c, std::string_view operation, std::string_view method,
                              std::string_view path, std::string_view body, Fields asked) {
    gateways::SystemEntropy entropy;
    auto const key = app::uuid_v7(entropy, arena_.clock.now());
    asked.emplace("app", std::to_string(c.id.value));
    return {.operation = std::string{operation},
            .key = key,
            .http = testing::http_request(method,
                                          "/api/v1/applications/" + c.number + std::string{path},
                                          session_ + "Idempotency-Key: " + key + "\r\n", body),
            .asked = std::move(asked)};
}

Client::Outcome Client::outcome_of(Errand const& errand, int attempt,
                                   Result<testing::HttpAnswer> answer) {
    Outcome outcome;
    if (answer && answer->status >= 200 && answer->status < 300) outcome.phase = Phase::ok;
    if (answer && answer->status >= 400 && answer->status < 500) outcome.phase = Phase::refused;
    Fields said;
    if (answer) {
        outcome.code = json_member(answer->body, "code");
        outcome.body = std::move(answer->body);
    }
    if (outcome.phase != Phase::ok) said.emplace("code", outcome.code);
    if (outcome.phase == Phase::ok) said.emplace("answer", short_hash(outcome.body));
    for (auto const* name : {"sequence", "deadline", "expires_at"}) {
        auto const value = json_member(outcome.body, name);
        auto const at = instant_from_text(value);
        if (outcome.phase != Phase::ok || value.empty() || value == "null") continue;
        said.emplace(std::string_view{name} == "expires_at" ? "expires" : name,
                     at ? micros(*at) : value);
    }
    notes_.note(errand.key, attempt, outcome.phase, errand.operation, std::move(said));
    return outcome;
}

Client::Outcome Client::send(Errand& errand, std::size_t server) {
    int const attempt = errand.attempts++;
    notes_.note(errand.key, attempt, Phase::ask, errand.operation, errand.asked);
    return outcome_of(errand, attempt, connections_.at(server).ask(errand.http));
}

void Client::hang_up(Errand& errand, std::size_t server) {
    int const attempt = errand.attempts++;
    notes_.note(errand.key, attempt, Phase::ask, errand.operation, errand.asked);
    std::ignore = connections_.at(server).send(errand.http);  // Whether it was heard is unknown.
    connections_.at(server).close();
    notes_.note(errand.key, attempt, Phase::unknown, errand.operation);
}

std::array<Client::Outcome, 2> Client::send_both(Errand& first, Errand& second) {
    std::array<int, 2> attempts{};
    std::array<Result<void>, 2> sent{Result<void>{}, Result<void>{}};
    std::array const errands{&first, &second};
    for (std::size_t i = 0; i < errands.size(); ++i) {
        attempts.at(i) = errands.at(i)->attempts++;
        notes_.note(errands.at(i)->key, attempts.at(i), Phase::ask, errands.at(i)->operation,
                    errands.at(i)->asked);
        sent.at(i) = connections_.at(i).send(errands.at(i)->http);
    }
    std::array<Outcome, 2> outcomes;
    for (std::size_t i = 0; i < errands.size(); ++i) {
        auto answer = sent.at(i) ? connections_.at(i).receive()
                                 : Result<testing::HttpAnswer>{fail(Code::gateway_unavailable)};
        outcomes.at(i) = outcome_of(*errands.at(i), attempts.at(i), std::move(answer));
    }
    return outcomes;
}

/// Until it is known what became of it, as a client does whose line is bad.
Client::Outcome Client::run(Errand& errand) {
    if (chance(5)) hang_up(errand, random_() % 2);
    if (chance(5)) {
        auto outcomes = send_both(errand, errand);
        for (auto& outcome : outcomes) {
            if (outcome.phase == Phase::ok) return std::move(outcome);
        }
    }
    Outcome outcome;
    for (int i = 0; i < kSendings && outcome.phase == Phase::unknown; ++i) {
        if (i > 0) std::this_thread::sleep_for(i * kBackOff);
        outcome = send(errand, random_() % 2);
    }
    if (outcome.phase == Phase::ok && chance(5)) send(errand, random_() % 2);
    return outcome;
}

void Client::hold(Case& c) {
    c.place = arena_.wanted(random_());
    auto const body = R"({"service_point":)" + std::to_string(c.place.service_point.value) +
                      R"(,"date":")" + date_text(c.place.date) + R"(","slot":")" +
                      booking::slot_text(c.place.slot) + "\"}";
    auto errand = this->errand(c, "hold", "POST", "/hold", body,
                               {{"person", c.person}, {"row", row_of(c.place)}});
    auto const outcome = run(errand);
    if (outcome.phase == Phase::ok) {
        c.stand = Stand::held;
    } else if (outcome.code == "NIK_HAS_LIVE_APPLICATION" && chance(20)) {
        c.stand = Stand::over;
    } else if (outcome.code != "SLOT_FULL" && outcome.code != "NIK_HAS_LIVE_APPLICATION") {
        look(c);
    }
}

void Client::take_bill(Case& c, std::string const& body) {
    auto const deadline = instant_from_text(json_member(body, "deadline"));
    auto const amount = integer_from_text(json_member(body, "amount"));
    if (!deadline || !amount) return;
    c.billing_code = json_member(body, "billing_code");
    c.amount = *amount;
    c.deadline = *deadline;
    c.stand = Stand::billed;
}

void Client::submit(Case& c) {
    auto errand = this->errand(c, "submit", "POST", "/submission", R"({"declaration":true})");
    auto const outcome = run(errand);
    if (outcome.phase == Phase::ok) return take_bill(c, outcome.body);
    look(c);
}

void Client::leave(Case& c, std::string_view operation) {
    bool const release = operation == "release";
    auto errand = this->errand(c, operation, release ? "DELETE" : "POST",
                               release ? "/hold" : "/cancellation", release ? "" : "{}");
    auto const outcome = run(errand);
    if (outcome.phase != Phase::ok) return look(c);
    c.stand = release ? Stand::draft : Stand::over;
}

/// Only one of them can be done.
void Client::submit_and_release(Case& c) {
    auto submission = errand(c, "submit", "POST", "/submission", R"({"declaration":true})");
    auto release = errand(c, "release", "DELETE", "/hold", "");
    if (chance(50)) {
        send_both(submission, release);
    } else {
        send_both(release, submission);
    }
    look(c);
}

Client::Outcome Client::tell_payment(Errand& errand) {
    auto const now = arena_.clock.now();
    int const attempt = errand.attempts++;
    notes_.note(errand.key, attempt, Phase::ask, errand.operation, errand.asked);
    auto const answer =
        bank_.call("/v1.0/transfer-va/payment", errand.http, std::to_string(++external_id_), now);
    Outcome outcome;
    if (answer) outcome.code = json_member(answer->body, "responseCode");
    if (outcome.code.starts_with("200")) outcome.phase = Phase::ok;
    if (outcome.code.starts_with("4")) outcome.phase = Phase::refused;
    bool const done = outcome.phase == Phase::ok;
    notes_.note(errand.key, attempt, outcome.phase, errand.operation,
                {{done ? "answer" : "code", outcome.code}});
    return outcome;
}

void Client::pay(Case& c) {
    auto const at = floored_to_second(arena_.clock.now());
    auto errand = this->errand(c, "pay", "POST", "", "",
                               {{"row", row_of(c.place)},
                                {"amount", std::to_string(c.amount)},
                                {"bank_time", micros(at)},
                                {"deadline", micros(c.deadline)}});
    errand.http = snap::format(snap::Payment{
        .account = {.partner_service_id = arena_.partner_service_id, .customer_no = c.billing_code},
        .request_id = errand.key,
        .account_name = "PNBP PASPOR",
        .paid = {c.amount},
        .paid_at = at});
    Outcome outcome;
    for (int i = 0; i < kSendings && outcome.phase == Phase::unknown; ++i) {
        if (i > 0) std::this_thread::sleep_for(i * kBackOff);
        outcome = tell_payment(errand);
    }
    if (outcome.phase == Phase::ok && chance(20)) tell_payment(errand);
    if (outcome.phase != Phase::ok) return look(c);
    c.stand = Stand::scheduled;
}

void Client::reschedule(Case& c) {
    auto to = arena_.wanted(random_());
    to.service_point = c.place.service_point;
    auto const body =
        R"({"date":")" + date_text(to.date) + R"(","slot":")" + booking::slot_text(to.slot) + "\"}";
    auto errand = this->errand(c, "reschedule", "POST", "/reschedule", body, {{"row", row_of(to)}});
    run(errand);
}

/// Finds out where the application stands.
void Client::look(Case& c) {
    auto const path = "/api/v1/applications/" + c.number;
    auto const answer = connections_[0].ask(testing::http_request("GET", path, session_, ""));
    if (!answer || answer->status != 200) return;
    auto const& body = answer->body;
    auto const state = json_member(body, "state");
    c.stand = state == "draft" || state == "expired" ? Stand::draft
              : state == "held"                      ? Stand::held
              : state == "scheduled"                 ? Stand::scheduled
                                                     : Stand::over;
    if (state == "awaiting_payment") take_bill(c, body);
    auto const visit = body.find("\"visit\":{");
    if (visit == std::string::npos) return;
    auto const seen = std::string_view{body}.substr(visit);
    auto const point = integer_from_text(json_member(seen, "service_point"));
    auto const date = date_from_text(json_member(seen, "date"));
    auto const slot = booking::slot_from_text(json_member(seen, "slot"));
    if (point && date && slot) c.place = {{*point}, *date, booking::Pool::online, *slot};
}

}  // namespace mpaspor::race
