#include "outside/faults.hpp"

#include "json/reader.hpp"
#include "json/writer.hpp"

#include <array>
#include <utility>

namespace mpaspor::outside {

constexpr auto names(json::As<System>) {
    return std::array{json::Name{"dukcapil", System::dukcapil}, json::Name{"bank", System::bank},
                      json::Name{"sink", System::sink}, json::Name{"dpri", System::dpri}};
}

namespace {

constexpr std::int64_t kSlowMaxMs = 120'000;
constexpr std::int64_t kWrongByMax = 100'000'000;

struct OrderBody {
    System system;
    std::optional<bool> down;
    std::optional<std::int64_t> slow_ms;
    std::optional<bool> garbage;
    std::optional<bool> contradictory;
    std::optional<bool> quota_exceeded;
    std::optional<bool> duplicate;
    std::optional<bool> late;
    std::optional<bool> reordered;
    std::optional<bool> forged_signature;
    std::optional<bool> no_answer;
    std::optional<std::int64_t> wrong_amount_by;
    std::optional<bool> statement_drop;
    std::optional<bool> statement_change;
    std::optional<bool> statement_add;
    std::optional<bool> statement_twice;
};
constexpr auto shape(json::As<OrderBody>) {
    return json::closed<OrderBody>(
        json::field<&OrderBody::system>("system"), json::field<&OrderBody::down>("down"),
        json::integer_field<&OrderBody::slow_ms>("slow_ms", 0, kSlowMaxMs),
        json::field<&OrderBody::garbage>("garbage"),
        json::field<&OrderBody::contradictory>("contradictory"),
        json::field<&OrderBody::quota_exceeded>("quota_exceeded"),
        json::field<&OrderBody::duplicate>("duplicate"), json::field<&OrderBody::late>("late"),
        json::field<&OrderBody::reordered>("reordered"),
        json::field<&OrderBody::forged_signature>("forged_signature"),
        json::field<&OrderBody::no_answer>("no_answer"),
        json::integer_field<&OrderBody::wrong_amount_by>("wrong_amount_by", -kWrongByMax,
                                                         kWrongByMax),
        json::field<&OrderBody::statement_drop>("statement_drop"),
        json::field<&OrderBody::statement_change>("statement_change"),
        json::field<&OrderBody::statement_add>("statement_add"),
        json::field<&OrderBody::statement_twice>("statement_twice"));
}

bool may_contradict(System system) {
    return system == System::dukcapil || system == System::dpri;
}

bool names_bank_switch(OrderBody const& order) {
    return order.duplicate || order.late || order.reordered || order.forged_signature ||
           order.no_answer || order.wrong_amount_by || order.statement_drop ||
           order.statement_change || order.statement_add || order.statement_twice;
}

}  // namespace

std::string_view name_of(System system) {
    for (auto const& [name, value] : names(json::As<System>{})) {
        if (value == system) return name;
    }
    std::unreachable();
}

Result<FaultOrder> parse_fault_order(std::string_view body) {
    auto const order = TRY(json::parse<OrderBody>(body));
    if (order.quota_exceeded && order.system != System::dukcapil) {
        return refuse(Code::unknown_field, "/quota_exceeded");
    }
    if (order.contradictory && !may_contradict(order.system)) {
        return refuse(Code::unknown_field, "/contradictory");
    }
    if (names_bank_switch(order) && order.system != System::bank) {
        return refuse(Code::unknown_field, "");
    }
    return FaultOrder{.system = order.system,
                      .faults = {.down = order.down.value_or(false),
                                 .slow = std::chrono::milliseconds{order.slow_ms.value_or(0)},
                                 .garbage = order.garbage.value_or(false),
                                 .contradictory = order.contradictory.value_or(false),
                                 .quota_exceeded = order.quota_exceeded.value_or(false),
                                 .duplicate = order.duplicate.value_or(false),
                                 .late = order.late.value_or(false),
                                 .reordered = order.reordered.value_or(false),
                                 .forged_signature = order.forged_signature.value_or(false),
                                 .no_answer = order.no_answer.value_or(false),
                                 .wrong_amount_by = Rupiah{order.wrong_amount_by.value_or(0)},
                                 .statement_drop = order.statement_drop.value_or(false),
                                 .statement_change = order.statement_change.value_or(false),
                                 .statement_add = order.statement_add.value_or(false),
                                 .statement_twice = order.statement_twice.value_or(false)}};
}

std::string to_json(System system, Faults const& faults) {
    json::Writer json;
    json.object()
        .member("system", name_of(system))
        .member("down", faults.down)
        .member("slow_ms", static_cast<std::int64_t>(faults.slow.count()))
        .member("garbage", faults.garbage);
    if (may_contradict(system)) json.member("contradictory", faults.contradictory);
    if (system == System::dukcapil) json.member("quota_exceeded", faults.quota_exceeded);
    if (system == System::bank) {
        json.member("duplicate", faults.duplicate)
            .member("late", faults.late)
            .member("reordered", faults.reordered)
            .member("forged_signature", faults.forged_signature)
            .member("no_answer", faults.no_answer)
            .member("wrong_amount_by", faults.wrong_amount_by.amount)
            .member("statement_drop", faults.statement_drop)
            .member("statement_change", faults.statement_change)
            .member("statement_add", faults.statement_add)
            .member("statement_twice", faults.statement_twice);
    }
    json.end();
    return std::move(json).text();
}

std::optional<Reply> broken(Faults const& faults) {
    if (faults.down) {
        return Reply{.status = 503, .content_type = "text/plain", .delay = faults.slow};
    }
    if (faults.garbage) {
        return Reply{.body = R"({"status":"DITEM<html>)", .delay = faults.slow};
    }
    return std::nullopt;
}

Reply bad_request(Error const& error) {
    json::Writer json;
    json.object().member("code", info(error.code).name).member("pointer", error.pointer).end();
    return {.status = 400, .body = std::move(json).text()};
}

}  // namespace mpaspor::outside
