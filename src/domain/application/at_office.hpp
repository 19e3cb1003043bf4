#pragma once
/// Applications that the app does not take (000-11, 1.6): where they are made, with which papers,
/// and what is paid on top of the passport. Known before anything is begun.

#include "base/types.hpp"
#include "domain/application/documents.hpp"
#include "domain/application/products.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::application {

/// A row of the tariff that an office asks on top of a passport (2.4).
struct OfficeCharge {
    std::string item;  ///< "LOST_CHARGE", "DATA_CHANGE"; words under "at_office.charges.<item>".
    Rupiah amount;
    LocalDate from;
    std::optional<LocalDate> to = {};  ///< Exclusive, by the calendar of WIB.
    std::string legal_basis = {};
    friend bool operator==(OfficeCharge const&, OfficeCharge const&) = default;
};

/// Always an immigration office: malls, units and work units take new and expired ones (6.5).
enum class Where : std::uint8_t {
    issuing_office,  ///< The one that issued the passport, which examines what happened (2.8).
    any_office,
};
inline constexpr std::array<std::string_view, 2> kWheres{"issuing_office", "any_office"};
constexpr std::string_view to_text(Where where) {
    return kWheres[std::to_underlying(where)];
}

struct AtOffice {
    Type type;
    Where where = Where::any_office;
    std::vector<Requirement> papers;
    /// The charge, and that after a disaster. None: the tariff knows of none.
    std::vector<OfficeCharge> charges;
};

/// The items of the tariff that are charges of this kind, each once.
std::vector<std::string_view> office_charge_items();

/// The advice that explains where such a type is applied for: words under "advice.<it>".
std::string at_office_advice(Type type);

/// The tables it all follows from.
struct OfficeRules {
    std::span<DocumentRule const> documents;
    std::span<OfficeCharge const> charges;
};

/// For somebody of whom `facts` are known. None for a type that the app takes.
std::optional<AtOffice> at_office(Type type, form::Facts const& facts, OfficeRules const& rules,
                                  LocalDate on);
/// For a grown person of whom nothing else is known.
std::optional<AtOffice> at_office(Type type, OfficeRules const& rules, LocalDate on);

}  // namespace mpaspor::application
