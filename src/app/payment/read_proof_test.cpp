#include "app/payment/read_proof.hpp"

#include "app/words.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;

namespace {

/// Keys stand for words: what is of interest here are the values.
app::Messages const kMessages{{}, {}};

store::Bill bill(Rupiah amount, char const* basis) {
    store::Bill made{};
    made.amount = amount;
    made.basis = basis;
    return made;
}

app::Proof paid(store::Bill bill) {
    Instant const now = std::chrono::sys_days{std::chrono::year{2026} / 12 / 1};
    app::VisitView visit{};
    visit.seat.key = {
        .service_point = {1}, .date = date_in(Zone::wib, now), .slot = std::chrono::hours{9}};
    app::ApplicationView view{};
    view.application.paid_at = now;
    view.visit = visit;
    view.bill = std::move(bill);
    return {.number = "1000000000000009", .qr = "code", .view = std::move(view)};
}

std::string value_of(app::Proof const& proof, std::string_view label) {
    auto const content = app::proof_content(proof, {}, kMessages, {}, 1);
    for (auto const& line : content.lines) {
        if (line.label == "proof.labels." + std::string{label}) return line.value;
    }
    return "none";
}

}  // namespace

TEST_CASE("proof: 2.4, 002-S9: it says the fee and its legal basis, also when that is Rp 0") {
    auto const proof = paid(bill({0}, "Permenkumham 9/2020"));
    CHECK(value_of(proof, "fee") == app::rupiah_words({0}));
    CHECK(value_of(proof, "legal_basis") == "Permenkumham 9/2020");
    CHECK(value_of(proof, "accelerated") == "none");
}

TEST_CASE("proof: 6.4, 002-A3: the surcharge is part of the fee, and has its basis beside") {
    auto both = bill({1'950'000}, "PP 45/2024");
    both.surcharge = {1'000'000};
    both.surcharge_basis = "another norm";
    CHECK(value_of(paid(both), "fee") == app::rupiah_words({1'950'000}));
    CHECK(value_of(paid(both), "accelerated") == app::rupiah_words({1'000'000}));
    CHECK(value_of(paid(both), "legal_basis") == "PP 45/2024, another norm");
    both.surcharge_basis = both.basis;
    CHECK(value_of(paid(both), "legal_basis") == "PP 45/2024");
}

TEST_CASE("proof: 002-S9: it is in Indonesian, whoever asks for it") {
    auto const content =
        app::proof_content(paid(bill({350'000}, "PP 45/2024")), {}, kMessages, {}, 1);
    CHECK(content.lines.at(2).value == "Selasa, 1 Desember 2026, 09.00 WIB");
    CHECK(content.letterhead == "proof.letterhead");
}

TEST_CASE("proof: 4.1: it bears the ministry's name of the day on which the fee was settled") {
    testing::on_each_office([](testing::Office& office) {
        auto const day = testing::date(2024, 10, 21);
        auto const save = [&](LocalDate from, char const* ministry) {
            store::Letterhead const row{from, ministry, "Direktorat Jenderal Imigrasi"};
            office.act([&](auto& tx) { return store::save_letterhead(tx, row); }).value();
        };
        save(testing::date(1970, 1, 2), "Before");
        save(day, "Mistyped");
        save(day, "Since");
        auto proof = paid(bill({350'000}, "PP 45/2024"));
        auto const letterhead = [&](Instant paid_at) {
            proof.view.application.paid_at = paid_at;
            auto const found =
                office.act([&](auto& tx) { return app::letterhead_of(tx, proof); }).value();
            return app::proof_content(proof, {}, kMessages, found, 1).letterhead;
        };
        auto const midnight = testing::at(Zone::wib, day, 0);
        CHECK(letterhead(midnight) == "Since\nDirektorat Jenderal Imigrasi");
        CHECK(letterhead(midnight - std::chrono::microseconds{1}) ==
              "Before\nDirektorat Jenderal Imigrasi");
        CHECK(letterhead(testing::at(Zone::wib, testing::date(1969, 12, 31), 0)) ==
              "proof.letterhead");
    });
}
