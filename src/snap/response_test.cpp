#include "snap/response.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using snap::Case;
using snap::Service;

TEST_CASE("a response code is status, service and case (3.9)") {
    CHECK(snap::response_code(Service::token, Case::successful) == "2007300");
    CHECK(snap::response_code(Service::inquiry, Case::successful) == "2002400");
    CHECK(snap::response_code(Service::inquiry, Case::bill_expired) == "4042419");
    CHECK(snap::response_code(Service::inquiry, Case::paid_bill) == "4042414");
    CHECK(snap::response_code(Service::payment, Case::bill_not_found) == "4042512");
    CHECK(snap::response_code(Service::payment, Case::invalid_amount) == "4042513");
    CHECK(snap::response_code(Service::payment, Case::paid_bill) == "4042514");
    CHECK(snap::response_code(Service::payment, Case::bill_expired) == "4042519");
    CHECK(snap::response_code(Service::payment, Case::duplicate_external_id) == "4092500");
    CHECK(snap::response_code(Service::status, Case::transaction_not_found) == "4042601");
}

TEST_CASE("every case is found again by its code, and only within its service") {
    for (auto const& row : snap::kCases) {
        auto const code = snap::response_code(Service::payment, row.what);
        CAPTURE(code);
        CHECK(snap::case_of(Service::payment, code) == row.what);
        CHECK_FALSE(snap::case_of(Service::inquiry, code).has_value());
    }
    CHECK_FALSE(snap::case_of(Service::payment, "").has_value());
    CHECK_FALSE(snap::case_of(Service::payment, "2992500").has_value());
}
