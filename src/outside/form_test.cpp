#include "outside/form.hpp"

#include "outside/pages.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mpaspor;

TEST_CASE("a form's escapes are undone, and senseless ones stay") {
    auto fields = outside::decode_form("to=a%40b.id&text=x+y%2bz&empty=&alone&bad=%4&%61=1");
    CHECK(fields["to"] == "a@b.id");
    CHECK(fields["text"] == "x y+z");
    CHECK(fields.contains("empty"));
    CHECK_FALSE(fields.contains("alone"));
    CHECK(fields["bad"] == "%4");
    CHECK(fields["a"] == "1");
    CHECK(outside::decode_form("").empty());
}

TEST_CASE("text in a page is never markup") {
    CHECK(outside::escape_html(R"(<a href="x">'&)") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
}

TEST_CASE("a button's form becomes the JSON that scripts send") {
    CHECK(outside::order_json({{"billing_code", "820"}, {"at", ""}}) ==
          R"({"billing_code":"820"})");
    CHECK(outside::order_json({{"billing_code", "\xFF"}}) == R"({"billing_code":""})");
    CHECK(outside::fault_json(
              {{"system", "bank"}, {"late", "1"}, {"slow_ms", ""}, {"wrong_amount_by", "-1000"}}) ==
          R"({"system":"bank","late":true,"wrong_amount_by":-1000})");
}

TEST_CASE("what was sent in a message stands on the page as text") {
    outside::FrontPage const content{
        .messages = {{.id = "1", .channel = "sms", .to = "<b>", .subject = "", .text = "a&b"}},
        .entries = {},
        .faults = "{}",
        .now = Instant{}};
    auto const html = outside::front_page(content);
    CHECK(html.find("<b>") == std::string::npos);
    CHECK(html.find("a&amp;b") != std::string::npos);
}
