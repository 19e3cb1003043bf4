#include "app/payment/treasury_differences.hpp"

#include "app/office/permitted.hpp"
#include "app/transition.hpp"
#include "store/audit.hpp"

namespace mpaspor::app {

using payment::DifferenceState;
using payment::Explanation;

Result<DifferencePage> read_differences(sql::Transaction& tx, Context const& context,
                                        DifferenceState state, DifferenceId after) {
    auto const reach = TRY(permitted(tx, context, office::Action::read_treasury));
    auto found = TRY(store::differences_in_reach(tx, state, {reach.office, reach.region}, after,
                                                 kDifferencesPerPage + 1));
    bool const more = found.size() > static_cast<std::size_t>(kDifferencesPerPage);
    if (more) found.pop_back();
    return DifferencePage{std::move(found), more};
}

Result<store::StoredDifference> explain_difference(sql::Transaction& tx, Context const& context,
                                                   ExplainDifference const& input) {
    auto const reach = TRY(permitted(tx, context, office::Action::explain_differences));
    if (input.explanation == Explanation::none) return refuse(Code::unknown_value, "/explanation");
    auto difference =
        TRY(store::load_difference(tx, input.difference, {reach.office, reach.region}));
    if (difference.state != DifferenceState::open) return fail(Code::request_decided);
    difference.state = DifferenceState::explained;
    difference.explanation = input.explanation;
    TRY(store::save_difference(tx, difference));
    ++difference.version;
    TRY(audit(tx, context,
              {.kind = "difference",
               .subject = difference.id.value,
               .version = difference.version,
               .action = to_text(difference.state),
               .rule = "D4",
               .result = std::string{to_text(difference.explanation)}}));
    return difference;
}

Result<DayView> read_reconciliation(sql::Transaction& tx, LocalDate date) {
    auto day = TRY(store::find_reconciliation(tx, date));
    auto differences = TRY(store::differences_of_day(tx, date, kDifferencesOfDayMax));
    return DayView{day, std::move(differences)};
}

Result<DayView> ask_for_reconciliation(sql::Transaction& tx, Context const& context,
                                       LocalDate date) {
    if (date >= date_in(Zone::wib, context.now)) return refuse(Code::out_of_range, "/date");
    TRY(store::ask_reconciliation(tx, date, context.now));
    auto const subject = date.time_since_epoch().count();
    auto const version = TRY(store::next_audit_version(tx, "reconciliation", subject));
    TRY(audit(tx, context,
              {.kind = "reconciliation",
               .subject = subject,
               .version = version,
               .action = "asked",
               .rule = "D4",
               .result = {}}));
    return read_reconciliation(tx, date);
}

}  // namespace mpaspor::app
