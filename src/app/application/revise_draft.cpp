#include "app/application/revise_draft.hpp"

#include "app/application/editable.hpp"

#include <type_traits>

namespace mpaspor::app {
namespace {

ApplicationId application_of(DraftChange const& change) {
    return std::visit(
        [](auto const& one) {
            if constexpr (std::is_same_v<std::decay_t<decltype(one)>, RecordNikCheck> ||
                          std::is_same_v<std::decay_t<decltype(one)>, SaveProduct>) {
                return one.section.application;
            } else {
                return one.application;
            }
        },
        change);
}

/// Makes one change. Each looks by itself whether it may be made.
struct Make {
    sql::Transaction& tx;
    Context const& context;

    Result<Revised> operator()(LookAgain const& change) const {
        TRY(editable(tx, context, change.application));
        return Revised{};
    }
    Result<Revised> operator()(SaveSection const& change) const {
        auto const version = TRY(save_section(tx, context, change));
        return Revised{.version = version};
    }
    Result<Revised> operator()(RecordNikCheck const& change) const {
        auto const recorded = TRY(record_nik_check(tx, context, change));
        return Revised{.version = recorded.version, .nik = recorded};
    }
    Result<Revised> operator()(SaveProduct const& change) const {
        auto const saved = TRY(save_product(tx, context, change));
        return Revised{.version = saved.version, .product = saved};
    }
    Result<Revised> operator()(AttachDocument const& change) const {
        TRY(attach_document(tx, context, change));
        return Revised{};
    }
    Result<Revised> operator()(RemoveDocument const& change) const {
        TRY(remove_document(tx, context, change));
        return Revised{};
    }
};

}  // namespace

Result<Revised> revise_draft(sql::Transaction& tx, Context const& context,
                             ReviseDraft const& input) {
    // A section that the client has not seen is told before what can be tried again without asking.
    auto revised = TRY(std::visit(Make{tx, context}, input.change));
    TRY(store::revise_assessment(tx, application_of(input.change), input.seen, input.assessed));
    return revised;
}

}  // namespace mpaspor::app
