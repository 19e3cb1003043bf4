#include "domain/office/access.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using office::DataKind;
using office::DataKinds;

TEST_CASE("7: a look has one purpose of a closed list, and investigations alone are withheld") {
    for (std::size_t i = 0; i < office::kPurposes.size(); ++i) {
        auto const purpose = static_cast<office::Purpose>(i);
        CHECK(office::purpose_from_text(office::kPurposes[i]).value() == purpose);
        CHECK(office::is_withheld(purpose) == (office::kPurposes[i] == "investigation"));
    }
    CHECK(office::purpose_from_text("curiosity").error().code == Code::unknown_value);
    CHECK(office::purpose_from_text("").error().code == Code::unknown_value);
}

TEST_CASE("7: kinds of data are a set, written in the order of the list") {
    DataKinds const kinds{DataKind::documents, DataKind::identity, DataKind::identity};
    CHECK(office::to_text(kinds) == "identity documents");
    CHECK(office::data_kinds_from_text("documents identity").value() == kinds);
    CHECK(office::to_text(DataKinds{}).empty());
    CHECK(office::data_kinds_from_text("").value().empty());
    CHECK(office::data_kinds_from_text("identity secrets").error().code == Code::unknown_value);
    CHECK(office::data_kinds_from_text("identity  documents").error().code == Code::unknown_value);
    for (std::size_t i = 0; i < office::kDataKinds.size(); ++i) {
        DataKinds const one{static_cast<DataKind>(i)};
        CHECK(office::data_kinds_from_text(office::to_text(one)).value() == one);
    }
}
