#pragma once
/// What the parts of an export are opened and made with.

#include "app/rights/read_holdings.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::app {

struct Opening {
    Holdings const& holdings;
    Keys& keys;
    application::Numbers const& numbers;

    std::string number(ApplicationId id) const { return numbers.application_number(id); }
    std::string point(ServicePointId id) const;
    /// Errors: storage_conflict (deleted after its rows were read: the next try does not find them
    /// either), storage_unavailable.
    Result<SecretKey> key(std::string const& subject) const;
};

/// What one application has. Errors: as open_holdings.
Result<Held> open_application(ApplicationHoldings const& one, Opening const& opening);

Held change(store::AuditRow const& row);
/// What is told of a file, wherever it is.
void add_upload(std::vector<Held>& fields, store::Upload const& upload);

template <typename T, typename Make>
Held list(std::string_view name, std::vector<T> const& rows, Make make) {
    Held all = Held::list(name);
    for (T const& row : rows) all.items.push_back(make(row));
    return all;
}

/// Like the above, of what may fail.
template <typename T, typename Make>
Result<Held> opened_list(std::string_view name, std::vector<T> const& rows, Make make) {
    Held all = Held::list(name);
    for (T const& row : rows) {
        auto item = TRY(make(row));
        all.items.push_back(std::move(item));
    }
    return all;
}

}  // namespace mpaspor::app
