#pragma once
/// Plain pages to act by hand: what people do here, scripts do with JSON.

#include "base/types.hpp"
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
    Instant now;
};
/// Inbox, "pay this code", statement, fault switches.
std::string front_page(FrontPage const& content);

/// What came of a button.
std::string result_page(std::string const& json);

/// The JSON of POST /bank/pay and POST /faults for what a form says. What does not fit is left to
/// their readers to refuse.
std::string order_json(Form const& form);
std::string fault_json(Form const& form);

}  // namespace mpaspor::outside
