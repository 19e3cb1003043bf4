#include "testing/lifecycle_table.hpp"

#include "domain/application/lifecycle.hpp"
#include "domain/application/stages.hpp"
#include "testing/text_table.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <utility>
#include <vector>

namespace mpaspor::testing {
namespace {

using application::Channel;
using application::Effect;
using application::Effects;
using application::FeeTime;
using application::State;
using application::Transition;

std::string text_of(Effects effects) {
    std::string text;
    for (std::size_t i = 0; i < application::kEffectCount; ++i) {
        auto const effect = static_cast<Effect>(i);
        if (!effects.contains(effect)) continue;
        if (!text.empty()) text += ' ';
        text += to_text(effect);
    }
    return text;
}

std::string channels_of(Transition const& row) {
    if (row.before_visit && row.after_examination) return "all";
    return row.before_visit ? "app" : "office";
}

std::string yes_no(bool yes) {
    return yes ? "yes" : "";
}

std::string states_table() {
    std::vector<std::vector<std::string>> rows{
        {"state", "shown as", "occupies its NIK", "has a place: app", "office"}};
    for (application::StateName const& row : application::kStates) {
        rows.push_back({std::string{row.text}, std::string{to_text(public_state(row.state))},
                        yes_no(live(row.state)), yes_no(holds_seat(Channel::app, row.state)),
                        yes_no(holds_seat(Channel::walk_in, row.state))});
    }
    return markdown_table(rows);
}

std::string stages_table() {
    std::vector<std::vector<std::string>> rows{{"rule", "stage", "done with"}};
    for (application::StageInfo const& row : application::kStageInfos) {
        rows.push_back({std::string{row.rule}, std::string{row.name}, std::string{row.needs}});
    }
    return markdown_table(rows);
}

/// The changes of state among `states`, an arrow per pair with its events.
std::string diagram(std::initializer_list<State> states, FeeTime time) {
    std::map<std::pair<State, State>, std::string> arrows;
    auto const shown = [&](State state) {
        return std::ranges::find(states, state) != states.end();
    };
    for (Transition const& row : application::transitions()) {
        if (row.to == row.from || !row.is_for(time) || !shown(row.from) || !shown(row.to)) continue;
        std::string& label = arrows[{row.from, row.to}];
        if (!label.empty()) label += ", ";
        label += to_text(row.on);
    }
    std::string text = "```mermaid\nstateDiagram-v2\n";
    for (auto const& [pair, label] : arrows) {
        text += "    " + std::string{to_text(pair.first)} + " --> " +
                std::string{to_text(pair.second)} + " : " + label + "\n";
    }
    return text + "```\n";
}

}  // namespace

std::string lifecycle_table() {
    std::vector<std::vector<std::string>> rows;
    for (Transition const& row : application::transitions()) {
        rows.push_back({std::string{to_text(row.from)}, std::string{to_text(row.on)},
                        std::string{to_text(row.to)}, channels_of(row), text_of(row.effects)});
    }
    return aligned(rows);
}

std::string lifecycle_page() {
    using enum application::State;
    return "# The life of an application\n\n"
           "Printed from `src/domain/application/` by `print_tables lifecycle`; a test compares "
           "this "
           "file.\nWhat must hold of the table (one row per state and event, places and NIK "
           "balanced, nothing ready\nwithout biometrics, interview, adjudication and a settled "
           "fee, "
           "no second payment met with silence) is\nchecked when it is compiled.\n\n"
           "## States\n\n" +
           states_table() +
           "\n## Stages of the form\n\nDerived from the data present, never stored.\n\n" +
           stages_table() + "\n## Before the visit: the app\n\n" +
           diagram({draft, held, awaiting_payment, scheduled, paid_unplaced, expired, no_show,
                    no_show_final, cancelled, checked_in},
                   FeeTime::before_visit) +
           "\n## The office: channels that pay after the examination\n\n" +
           diagram(
               {draft, registered, checked_in, biometrics, interview, verified, awaiting_payment,
                adjudicating, allocated, printing, quality_test, ready, in_delivery, handed_over,
                needs_documents, deferred, suspended, under_investigation},
               FeeTime::after_examination) +
           "\n## All transitions\n\nFrom, event, to, channels, effects.\n\n```\n" +
           lifecycle_table() + "```\n";
}

}  // namespace mpaspor::testing
