#include "gateways/bank_statement.hpp"

#include "gateways/snap_identity.hpp"

#include <utility>

namespace mpaspor::gateways {
namespace {

constexpr std::chrono::days kDay{1};

Error nonsense(std::string_view what) {
    return {Code::gateway_unavailable, "the bank's statement " + std::string{what}};
}

}  // namespace

SnapStatement::SnapStatement(Upstream& bank, snap::Agreement const& agreement,
                             app::Clock const& clock, std::int64_t first_external_id)
    : clock_(clock),
      partner_service_id_(padded_service_id(agreement)),
      client_(biller_identity(agreement), through(bank)),
      next_external_id_(first_external_id) {}

Result<snap::StatementPage> SnapStatement::page(snap::StatementQuestion const& question) {
    auto const answer = TRY(client_.call("/v1.0/bank-statement", snap::format(question),
                                         std::to_string(next_external_id_++), clock_.now()));
    auto const head = snap::parse_answer(snap::Service::statement, answer.body);
    if (!head) return std::unexpected(nonsense("makes no sense"));
    if (head->what != snap::Case::successful) {
        return std::unexpected(nonsense("is refused: " + head->code));
    }
    auto page = snap::parse_statement_answer(answer.body);
    if (!page) return std::unexpected(nonsense("cannot be read"));
    return *std::move(page);
}

Result<std::vector<payment::StatementLine>> SnapStatement::of_day(LocalDate date) {
    using namespace std::chrono_literals;
    snap::StatementQuestion question{.partner_service_id = partner_service_id_,
                                     .from = instant_in(Zone::wib, date, 0min),
                                     .until = instant_in(Zone::wib, date + kDay, 0min)};
    std::vector<payment::StatementLine> lines;
    for (bool more = true; more; ++question.page) {
        if (lines.size() >= app::kStatementLinesMax) {
            return std::unexpected(nonsense("is longer than allowed"));
        }
        auto next = TRY(page(question));
        more = next.more;
        if (more && next.lines.empty()) return std::unexpected(nonsense("never ends"));
        for (auto& line : next.lines) {
            if (line.account.partner_service_id != partner_service_id_ ||
                date_in(Zone::wib, line.paid_at) != date) {
                return std::unexpected(nonsense("is about something else"));
            }
            lines.push_back({.reference = std::move(line.request_id),
                             .billing_code = std::move(line.account.customer_no),
                             .amount = line.paid,
                             .bank_time = floored_to_second(line.paid_at)});
        }
    }
    return lines;
}

}  // namespace mpaspor::gateways
