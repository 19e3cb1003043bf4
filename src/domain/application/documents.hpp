#pragma once
/// Which documents an application needs (002-S3, table 2.5), as data with dates.

#include "base/error.hpp"
#include "base/types.hpp"
#include "domain/form/condition.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::application {

/// A row of data/document_rules.tsv: whoever meets `when` is asked for one of `kinds`.
struct DocumentRule {
    /// "id_card", "civil_document": of the requirement, unique among those in force.
    std::string id;
    form::Condition when = {};
    std::vector<std::string> kinds;  ///< One of them is enough.
    bool required = true;            ///< Else it may be added.
    LocalDate from = {};
    std::optional<LocalDate> to = {};  ///< Exclusive.
    std::string source = {};           ///< The norm, for people: "Permenkumham 8/2014 art. 4 (a)".
};

/// A requirement of one application.
struct Requirement {
    std::string id;
    std::vector<std::string> kinds;
    bool required = true;
    bool attached = false;  ///< At least one of its kinds is there.
    std::string source = {};
    friend bool operator==(Requirement const&, Requirement const&) = default;
};

/// The requirements of somebody with these facts on `on`, in the order of the rules.
std::vector<Requirement> requirements(std::span<DocumentRule const> rules, form::Facts const& facts,
                                      std::span<std::string const> attached, LocalDate on);

/// Every required one has a file.
bool complete(std::span<Requirement const> requirements);

}  // namespace mpaspor::application
