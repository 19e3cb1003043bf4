#pragma once
/// Whichever statement of a use case fails, and however, it leaves the database as it was, and one
/// whose outcome nobody knows is found out by its repetition, with exactly one effect.
///
/// Each use case that writes has a row in the faults_test.cpp of its folder. It is run by an
/// executor whose connection fails at its first call, then at its second, and so on to COMMIT; the
/// whole database is compared each time. The number of statements is part of the row, so that a new
/// one is noticed.

#include "testing/office.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::testing::faults {

inline LocalDate const kDay = kMonday + std::chrono::days{7};
inline booking::SeatKey const kPlace = place(kDay, 8);
inline booking::SeatKey const kOther = place(kDay + std::chrono::days{1}, 8);
inline constexpr Digest kDigest{};

/// What is asked of the executor, as often as one likes.
struct Request {
    app::Context context;
    std::function<Result<void>(sql::Transaction&, app::Context const&)> work;
    std::vector<booking::SeatKey> seats = {};
};

inline Request by_applicant(Office& office, AccountId account, decltype(Request::work) work,
                            std::vector<booking::SeatKey> seats = {}) {
    return {office.as(account), std::move(work), std::move(seats)};
}

/// Drops what a use case gives: here only its effects count.
template <typename UseCase>
auto effects_of(UseCase use_case) {
    return [use_case = std::move(use_case)](sql::Transaction& tx,
                                            app::Context const& context) -> Result<void> {
        auto const done = use_case(tx, context);
        if (!done) return std::unexpected(done.error());
        return {};
    };
}
#define EFFECTS_OF(...) effects_of([=](auto& tx, auto const& c) { return __VA_ARGS__; })

struct Row {
    std::string_view name;
    int statements;  ///< Its own: none of the executor's, and no lock that only PostgreSQL needs.
    Request (*prepare)(Office&);
    bool keyed = true;  ///< Otherwise it is known again by what it is about.
};

/// A line for each thing that is not as it should be, on both engines; "" if all is well.
std::string complaints(std::span<Row const> rows);

}  // namespace mpaspor::testing::faults
