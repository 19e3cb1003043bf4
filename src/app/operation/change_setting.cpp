#include "app/operation/change_setting.hpp"

#include "app/application/read_draft.hpp"
#include "app/transition.hpp"
#include "store/audit.hpp"
#include "store/forms.hpp"

#include <algorithm>

namespace mpaspor::app {

Result<store::Settings> change_setting(sql::Transaction& tx, Context const& context,
                                       store::SettingRow const& input) {
    if (input.value < 0 || input.value > store::kSettingMax) {
        return refuse(Code::out_of_range, "/value",
                      {{"min", "0"}, {"max", std::to_string(store::kSettingMax)}});
    }
    TRY(store::save_setting(tx, input.name, input.value));
    if (decides_drafts(input.name)) TRY(store::count_draft_rules_change(tx));
    auto const settings = TRY(store::load_settings(tx));
    // A setting is known to the audit by its place in the list, which only grows.
    auto const rows = store::rows_of(settings);
    auto const row = std::ranges::find(rows, input.name, &store::SettingRow::name);
    std::int64_t const subject = row - rows.begin() + 1;
    auto const version = TRY(store::next_audit_version(tx, "setting", subject));
    TRY(audit(tx, context,
              {.kind = "setting",
               .subject = subject,
               .version = version,
               .action = "changed",
               .rule = "9.5",
               .result = input.name + ' ' + std::to_string(input.value)}));
    return settings;
}

}  // namespace mpaspor::app
