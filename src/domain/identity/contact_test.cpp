#include "domain/identity/contact.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using identity::Contact;

TEST_CASE("contact: one person's spellings of a number or an address are one") {
    for (auto const* text : {"081234567890", "6281234567890", "+6281234567890", "0812-3456-7890",
                             "+62 812 3456 7890"}) {
        CAPTURE(text);
        CHECK(Contact::parse(text).value().text() == "+6281234567890");
    }
    CHECK(Contact::parse("Budi.Santoso@Example.ID").value().text() == "budi.santoso@example.id");
    CHECK(Contact::parse("a+b@x.co").value().kind() == Contact::Kind::email);
}

TEST_CASE("contact: what cannot be reached is refused") {
    for (std::string const text :
         {"", "@", "a@", "@b.id", "a@b", ".a@b.id", "a..b@c.id", "a@b..id", "a@-b.id", "a b@c.id",
          "a@b.id\n", "0212345678", "08123", "0812345678901234", "+1555123456", "0812x4567890",
          "081234567890+"}) {
        CAPTURE(text);
        CHECK(Contact::parse(text).error().code == Code::malformed_contact);
    }
    CHECK_FALSE(Contact::parse(std::string(250, 'a') + "@b.id").has_value());
}

TEST_CASE("contact: masked, its owner knows it and nobody else does") {
    CHECK(Contact::parse("budi@example.id").value().masked() == "b***@example.id");
    CHECK(Contact::parse("081234567890").value().masked() == "+62812*****890");
}
