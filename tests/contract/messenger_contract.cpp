#include "tests/contract/messenger_contract.hpp"

#include "sim/outside_ports.hpp"

#include <doctest/doctest.h>

#include <string>

namespace mpaspor::contract {

void messenger(app::Messenger& port, WithSink const& with_sink) {
    app::Messenger::Message const email{.id = "1",
                                        .channel = app::Channel::email,
                                        .to = "budi@example.id",
                                        .subject = "Kode \"masuk\"",
                                        .text = "123456\nsampai 10.00 \xE2\x80\x93 WIB"};
    auto sms = email;
    sms.id = "2";
    sms.channel = app::Channel::sms;
    sms.to = "+6281234567890";

    with_sink([](outside::Sink& sink) { sink.faults.down = true; });
    auto const lost = port.send(email);
    REQUIRE_FALSE(lost.has_value());
    CHECK(lost.error().code == Code::gateway_unavailable);
    with_sink([](outside::Sink& sink) { sink.faults = {}; });

    CHECK(port.send(email).has_value());
    CHECK(port.send(email).has_value());  // At least once: the receiver knows it by its id.
    CHECK(port.send(sms).has_value());
    with_sink([&](outside::Sink& sink) {
        auto const kept = sink.messages("", 10);
        REQUIRE(kept.size() == 2);
        CHECK(kept[0].to == sms.to);
        CHECK(kept[0].channel == "sms");
        CHECK(kept[1].subject == email.subject);
        CHECK(kept[1].text == email.text);
    });
}

TEST_CASE("the simulated sink keeps the messenger's contract without a network") {
    outside::Sink sink;
    sim::DirectMessenger port{sink, [] { return Instant{}; }};
    messenger(port, [&](auto const& look) { look(sink); });
}

}  // namespace mpaspor::contract
