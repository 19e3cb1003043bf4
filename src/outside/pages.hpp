#pragma once
/// Plain pages to act by hand: what people do here, scripts do with JSON.

#include "base/types.hpp"
#include "outside/dukcapil.hpp"
#include "outside/ledger.hpp"
#include "outside/sink.hpp"

#include <map>
#include <string>
#include <vector>

namespace mpaspor::outside {

using Form = std::map<std::string, std::string>;

struct FrontPage {
    std::vector<Sink::Message> messages;
    std::vector<Ledger::Entry const*> entries;
    std::string faults;  ///< JSON.
    std::size_t samples = 0;
    Instant now;
};
/// Inbox, "pay this code", statement, fault switches, the way to the samples.
std::string front_page(FrontPage const& content);

/// The people of the simulated registry that show a case, so that a stranger can pick one.
std::string samples_page(std::vector<Citizen> const& citizens);

/// What came of a button.
std::string result_page(std::string const& json);

/// The JSON of POST /bank/pay and POST /faults for what a form says. What does not fit is left to
/// their readers to refuse.
std::string order_json(Form const& form);
std::string fault_json(Form const& form);

}  // namespace mpaspor::outside
