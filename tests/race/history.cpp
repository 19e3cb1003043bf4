#include "tests/race/history.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpaspor::race {
namespace {

constexpr std::array<std::string_view, 4> kPhases{"ask", "ok", "refused", "unknown"};
constexpr std::int64_t kNsPerMicrosecond = 1000;

std::string_view next_word(std::string_view& text) {
    auto const end = std::min(text.find(' '), text.size());
    auto const word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

Result<Phase> phase_in(std::string_view word) {
    auto const* const found = std::ranges::find(kPhases, word);
    if (found == kPhases.end()) return fail(Code::malformed_text, "phase");
    return static_cast<Phase>(found - kPhases.begin());
}

/// Stays of one application, built from its operations in the order of their invocation.
class Itinerary {
public:
    explicit Itinerary(ClockBound const& clock) : clock_(clock) {}

    void add(Operation const& operation) {
        if (!operation.possible()) return;
        auto const& name = operation.name;
        if (name == "hold") hold(operation);
        if (name == "release" || name == "cancel") leave(operation);
        if (name == "submit") submit(operation);
        if (name == "pay") pay(operation);
        if (name == "reschedule") move(operation);
    }
    std::vector<Stay> const& found() const { return stays_; }

private:
    Stay& enter(Operation const& operation) {
        auto const* const ack = operation.acked();
        stays_.push_back({.application = operation.value("app"),
                          .person = operation.value("person"),
                          .row = operation.value("row"),
                          .may_begin = operation.invoked(),
                          .has_begun = ack ? ack->ended : kNever});
        if (stays_.back().person.empty()) stays_.back().person = stays_.front().person;
        return stays_.back();
    }
    /// Those before this operation may be over from its invocation, and are with its answer. An
    /// entry that was never acknowledged may still come, so it is never over.
    void end_before(std::size_t count, Tick may_end, Tick has_ended) {
        for (std::size_t i = 0; i < count; ++i) {
            auto& stay = stays_[i];
            stay.may_end = std::min(stay.may_end, may_end);
            if (stay.has_begun != kNever) stay.has_ended = std::min(stay.has_ended, has_ended);
        }
    }
    void hold(Operation const& operation) {
        auto const* const ack = operation.acked();
        auto& stay = enter(operation);
        if (ack == nullptr) return;
        stay.may_end = clock_.earliest(number_in(ack->fields, "expires"));
        // Whoever can hold had no place.
        end_before(stays_.size() - 1, ack->ended, ack->ended);
    }
    void leave(Operation const& operation) {
        auto const* const ack = operation.acked();
        end_before(stays_.size(), operation.invoked(), ack ? ack->ended : kNever);
    }
    void submit(Operation const& operation) {
        auto const* const ack = operation.acked();
        if (ack == nullptr || stays_.empty()) return;
        auto& stay = stays_.back();
        // The hold was still good when it was submitted, so its own end no longer counts.
        if (stay.may_end > ack->asked) {
            stay.may_end = clock_.earliest(number_in(ack->fields, "deadline"));
        }
    }
    void pay(Operation const& operation) {
        auto const* const ack = operation.acked();
        auto const heard = ack ? ack->ended : kNever;
        // Paid in time but told late: where the place is gone the person is granted one (D4).
        bool const may_be_gone = stays_.empty() || stays_.back().may_end < heard;
        enter(operation).may_be_granted = may_be_gone;
        if (ack) end_before(stays_.size() - 1, heard, heard);
    }
    void move(Operation const& operation) {
        auto const* const ack = operation.acked();
        end_before(stays_.size(), operation.invoked(), ack ? ack->ended : kNever);
        enter(operation);
    }

    ClockBound const& clock_;
    std::vector<Stay> stays_;
};

}  // namespace

std::string format(Line const& line) {
    auto text = std::to_string(line.at) + ' ' + std::to_string(line.client) + ' ' + line.request +
                '/' + std::to_string(line.attempt) + ' ' +
                std::string{kPhases[std::to_underlying(line.phase)]} + ' ' + line.operation;
    for (auto const& [name, value] : line.fields) text.append(" ").append(name + '=' + value);
    return text;
}

Result<Line> parse_line(std::string_view text) {
    Line line;
    auto const at = TRY(integer_from_text(next_word(text)));
    line.at = at;
    auto const client = TRY(integer_from_text(next_word(text)));
    line.client = static_cast<int>(client);
    auto const request = next_word(text);
    auto const slash = request.rfind('/');
    if (slash == std::string_view::npos) return fail(Code::malformed_text, "request");
    line.request = request.substr(0, slash);
    auto const attempt = TRY(integer_from_text(request.substr(slash + 1)));
    line.attempt = static_cast<int>(attempt);
    auto const phase = TRY(phase_in(next_word(text)));
    line.phase = phase;
    line.operation = next_word(text);
    while (!text.empty()) {
        auto const field = next_word(text);
        auto const equals = field.find('=');
        if (equals == std::string_view::npos) return fail(Code::malformed_text, "field");
        line.fields.emplace(field.substr(0, equals), field.substr(equals + 1));
    }
    return line;
}

Attempt const* Operation::acked() const {
    Attempt const* first = nullptr;
    for (Attempt const& attempt : attempts) {
        bool const earlier = first == nullptr || attempt.ended < first->ended;
        if (attempt.phase == Phase::ok && earlier) first = &attempt;
    }
    return first;
}

bool Operation::possible() const {
    return std::ranges::any_of(attempts, [](auto& a) { return a.phase != Phase::refused; });
}

std::string const& Operation::value(std::string_view field) const {
    static std::string const none;
    auto const found = asked.find(field);
    return found == asked.end() ? none : found->second;
}

std::int64_t Operation::number(std::string_view field) const {
    return number_in(asked, field);
}

std::int64_t number_in(Fields const& fields, std::string_view field) {
    auto const found = fields.find(field);
    return found == fields.end() ? 0 : integer_from_text(found->second).value_or(0);
}

Result<std::vector<Operation>> operations(std::span<Line const> lines) {
    std::vector<Line const*> sorted;
    for (Line const& line : lines) sorted.push_back(&line);
    std::ranges::stable_sort(sorted, {}, &Line::at);
    std::vector<Operation> found;
    std::map<std::string, std::size_t> by_request;
    std::map<std::pair<std::string, int>, std::size_t> attempts;
    for (Line const* line : sorted) {
        std::pair const sending{line->request, line->attempt};
        if (line->phase == Phase::ask) {
            auto const [at, fresh] = by_request.emplace(line->request, found.size());
            if (fresh) found.push_back({line->request, line->operation, line->fields, {}});
            auto& operation = found[at->second];
            attempts.emplace(sending, operation.attempts.size());
            operation.attempts.push_back({.asked = line->at});
            continue;
        }
        auto const asked = attempts.find(sending);
        if (asked == attempts.end()) return fail(Code::malformed_text, line->request);
        auto& attempt = found[by_request[line->request]].attempts[asked->second];
        attempt.ended = line->at;
        attempt.phase = line->phase;
        attempt.fields = line->fields;
    }
    return found;
}

ClockBound::ClockBound(std::span<Operation const> history) {
    for (Operation const& operation : history) {
        if (operation.name != "clock") continue;
        auto const asked = operation.invoked();
        auto const* const ack = operation.acked();
        if (ack != nullptr) {
            // It showed this at some moment after `asked`, so not more at `asked`.
            steps_.push_back({asked, number_in(ack->fields, "now")});
        } else if (!steps_.empty()) {  // It may have been moved, or not.
            auto const& last = steps_.back();
            auto const ran = (asked - last.from) / kNsPerMicrosecond + 1;
            steps_.push_back({asked, last.at_most + ran + operation.number("by")});
        }
    }
}

Tick ClockBound::earliest(std::int64_t instant) const {
    if (steps_.empty()) return kNever;
    Tick found = kNever;
    for (std::size_t i = steps_.size(); i-- > 0;) {
        auto const& step = steps_[i];
        auto const ahead = std::max<std::int64_t>(instant - step.at_most, 0);
        auto const at = step.from + ahead * kNsPerMicrosecond;
        auto const until = i + 1 < steps_.size() ? steps_[i + 1].from : kNever;
        if (at <= until) found = std::min(found, at);
    }
    return found;
}

std::vector<Stay> stays(std::span<Operation const> history) {
    ClockBound const clock{history};
    std::map<std::string, Itinerary> itineraries;
    for (Operation const& operation : history) {
        auto const& application = operation.value("app");
        if (application.empty()) continue;
        itineraries.try_emplace(application, clock).first->second.add(operation);
    }
    std::vector<Stay> all;
    for (auto const& [application, itinerary] : itineraries) {
        all.insert(all.end(), itinerary.found().begin(), itinerary.found().end());
    }
    return all;
}

}  // namespace mpaspor::race
