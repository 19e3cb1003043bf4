#include "app/rights/opening.hpp"

#include <algorithm>
#include <array>

namespace mpaspor::app {
namespace {

Held hints(std::string_view words) {
    Held all = Held::list("hints");
    while (!words.empty()) {
        auto const end = std::min(words.find(' '), words.size());
        all.items.push_back(Held::of_word({}, words.substr(0, end)));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return all;
}

}  // namespace

std::string Opening::point(ServicePointId id) const {
    auto const found = holdings.service_points.find(id.value);
    return found == holdings.service_points.end() ? std::string{} : found->second;
}

Result<SecretKey> Opening::key(std::string const& subject) const {
    auto const key = keys.open(subject);
    if (!key && key.error().code == Code::application_not_found) {
        return fail(Code::storage_conflict, "deleted meanwhile");
    }
    return key;
}

Held change(store::AuditRow const& row) {
    // Who it was stays a kind: applicant, officer, bank, ... The number behind it is ours.
    static constexpr std::array<std::string_view, 6> kKinds{"nobody", "applicant", "officer",
                                                            "bank",   "operator",  "system"};
    auto const kind = row.actor.empty() ? 0 : static_cast<std::size_t>(row.actor.front() - '0');
    return Held::record(
        {}, {Held::of_instant("at", row.at), Held::of_word("change", row.action),
             Held::of_word("result", row.result),
             Held::of_word("by", kind < kKinds.size() ? kKinds.at(kind) : kKinds.front()),
             Held::of_text("from", row.station), Held::of_text("rule", row.rule)});
}

void add_upload(std::vector<Held>& fields, store::Upload const& upload) {
    fields.push_back(Held::of_word("type", upload.type));
    fields.push_back(Held::of_number("width", upload.width));
    fields.push_back(Held::of_number("height", upload.height));
    fields.push_back(Held::of_number("pages", upload.pages));
    fields.push_back(hints(upload.hints));
    fields.push_back(Held::of_instant("sent_at", upload.created));
}

}  // namespace mpaspor::app
