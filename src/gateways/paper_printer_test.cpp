#include "gateways/proof_printer.hpp"

#include "base/crypto.hpp"
#include "testing/scratch_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace mpaspor;
using namespace std::chrono_literals;

namespace {

app::PaperContent a_paper(int lines) {
    app::PaperContent paper{.title = "Data yang kami simpan",
                            .letterhead = "Direktorat Jenderal Imigrasi",
                            .intro = "Semua data Anda.",
                            .page = "Halaman",
                            .lines = {{.level = 1, .label = "Permohonan", .value = {}}},
                            .printed = Instant{1h}};
    for (int i = 0; i < lines; ++i) {
        paper.lines.push_back({.label = "Nama " + std::to_string(i), .value = "Laras Wirapadma"});
    }
    return paper;
}

std::unique_ptr<app::ProofPrinter> printer() {
    return gateways::open_proof_printer(std::string{gateways::kFontsOfDebian}).value();
}

std::string text_of(Bytes const& pdf) {
    testing::ScratchFolder const folder;
    std::ofstream{folder.file("paper.pdf"), std::ios::binary} << to_text(pdf);
    auto const command =
        "pdftotext -layout '" + folder.file("paper.pdf") + "' '" + folder.file("paper.txt") + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    std::ifstream text{folder.file("paper.txt")};
    return {std::istreambuf_iterator<char>{text}, {}};
}

}  // namespace

TEST_CASE("export: a paper takes as many pages as it needs, each with its number") {
    auto const text = text_of(printer()->print(a_paper(150)).value());
    auto const pages = std::ranges::count(text, '\f');
    CHECK(pages > 2);
    CHECK(pages < 10);
    for (int i = 0; i < 150; ++i) CHECK(text.contains("Nama " + std::to_string(i)));
    for (int page = 1; page <= pages; ++page) {
        CHECK(text.contains("Halaman " + std::to_string(page)));
    }
    CHECK_FALSE(text.contains("Halaman " + std::to_string(pages + 1)));
    CHECK(std::ranges::count(text_of(printer()->print(a_paper(3)).value()), '\f') == 1);
}

TEST_CASE("export: the same content gives the same bytes, and another moment others") {
    auto const one = printer();
    auto const first = one->print(a_paper(60)).value();
    CHECK(one->print(a_paper(7)).value() != first);
    CHECK(one->print(a_paper(60)).value() == first);
    CHECK(printer()->print(a_paper(60)).value() == first);
    auto later = a_paper(60);
    later.printed += 1s;
    CHECK(one->print(later).value() != first);
}

TEST_CASE("export: a value that is longer than a page is set on several, whole") {
    auto paper = a_paper(1);
    std::string words;
    for (int i = 0; i < 2'000; ++i) words += "kata" + std::to_string(i) + ' ';
    paper.lines.push_back({.label = "Alamat", .value = words});
    auto const text = text_of(printer()->print(paper).value());
    CHECK(text.contains("kata0 "));
    CHECK(text.contains("kata1999"));
    CHECK(std::ranges::count(text, '\f') > 2);
}

TEST_CASE("export: too many pages, or text that is no UTF-8, are refused") {
    CHECK(printer()->print(a_paper(60'000)).error().code == Code::internal);
    auto paper = a_paper(1);
    paper.lines[1].value = "\xff";
    CHECK(printer()->print(paper).error().code == Code::internal);
}
