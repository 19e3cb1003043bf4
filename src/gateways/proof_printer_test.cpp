#include "gateways/proof_printer.hpp"

#include "base/crypto.hpp"
#include "testing/scratch_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

using namespace mpaspor;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

app::ProofContent a_proof() {
    return {
        .title = "Bukti permohonan paspor",
        .letterhead = "Kementerian Imigrasi dan Pemasyarakatan\nDirektorat Jenderal Imigrasi",
        .number = "4471092633581024",
        .qr =
            "MP1.AQwM3l0AD-JEIpK4gAAAABEAAFEhAhwAAAAAapNgQA."
            "Yk5tUHlxY2Z0d3Z1c3JxcG9ubWxramloZ2ZlZGNiYUBfXl1cW1pZWFdWVVRTUlFQT05NTEtKSUhHRkVEQ0JBQ"
            "A",
        .lines = {{"Nama", "Laras Wirapadma"},
                  {"Datang", "Kamis, 10 Desember 2026\npukul 09.00–10.00 WIB"},
                  {"Di", "Kantor Imigrasi Kelas II TPI Tanjungpandan\nLoket layanan paspor"},
                  {"Paspor", "Elektronik, lembar laminasi, 10 tahun"},
                  {"Dibayar", "Rp950.000, 30 November 2026 pukul 09.58 WIB"},
                  {"NTPN", "3F7A1B9C5D2E8F40"}},
        .notes = {"Bawa yang asli: KTP elektronik, kartu keluarga, akta kelahiran.",
                  "Waktu kedatangan masih bisa diganti 1 kali, paling lambat Rabu, 9 Desember 2026 "
                  "pukul 23.59 WIB. Kantornya tetap.",
                  "Uang yang sudah dibayar tidak dapat dikembalikan, juga bila Anda batal datang."},
        .printed = sys_days{2026y / November / 30} + 3h};
}

std::unique_ptr<app::ProofPrinter> printer() {
    return gateways::open_proof_printer(std::string{gateways::kFontsOfDebian}).value();
}

void save(Bytes const& pdf, std::string const& path) {
    std::ofstream{path, std::ios::binary} << to_text(pdf);
}

/// What a reader that knows only PDF finds written, line by line.
std::string text_of(Bytes const& pdf) {
    testing::ScratchFolder const folder;
    save(pdf, folder.file("proof.pdf"));
    auto const command =
        "pdftotext -layout '" + folder.file("proof.pdf") + "' '" + folder.file("proof.txt") + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    std::ifstream text{folder.file("proof.txt")};
    return {std::istreambuf_iterator<char>{text}, {}};
}

}  // namespace

TEST_CASE("proof (002-S9): number, every line and every note can be read in the file") {
    auto const pdf = printer()->print(a_proof()).value();
    if (auto const* kept = std::getenv("MPASPOR_KEEP_PROOF")) save(pdf, kept);
    auto const text = text_of(pdf);
    for (auto const* part : {"Bukti permohonan paspor", "Direktorat Jenderal Imigrasi",
                             "4471 0926 3358 1024", "Laras Wirapadma", "pukul 09.00–10.00 WIB",
                             "Rp950.000", "3F7A1B9C5D2E8F40", "akta kelahiran.", "batal datang."}) {
        CAPTURE(part);
        CHECK(text.find(part) != std::string::npos);
    }
    CHECK(text.find('\f') == text.size() - 1);
}

TEST_CASE("proof: the same content gives the same bytes, whatever was printed between") {
    auto const one = printer();
    auto const first = one->print(a_proof()).value();
    auto other = a_proof();
    other.lines[0].value = "Laras Wirapadmi";
    auto const changed = one->print(other).value();
    CHECK(changed != first);
    CHECK(one->print(a_proof()).value() == first);
    CHECK(printer()->print(a_proof()).value() == first);
    auto later = a_proof();
    later.printed += 1s;
    CHECK(one->print(later).value() != first);
    auto other_code = a_proof();
    other_code.qr.back() = 'g';
    CHECK(one->print(other_code).value() != first);
}

TEST_CASE("proof: long names wrap, words without a blank are broken, all on one page") {
    auto content = a_proof();
    content.lines[0].value =
        "Raden Ajeng Siti Rukmiati Kusumaningsihwati Wiryodimejaya binti Haji Muhammad Abdurrahman "
        "Wongsodimejo Tjokrosuwignyo";
    content.lines[2].value = std::string(120, 'W');
    auto const text = text_of(printer()->print(content).value());
    CHECK(text.find("Tjokrosuwignyo") != std::string::npos);
    CHECK(std::count(text.begin(), text.end(), 'W') >= 120);
    CHECK(text.find('\f') == text.size() - 1);
}

TEST_CASE("proof: more than a page can hold is refused, not cut off") {
    auto content = a_proof();
    for (int i = 0; i < 24; ++i) content.notes.push_back(a_proof().notes[1]);
    auto const text = text_of(printer()->print(content).value());
    CHECK(text.find('\f') == text.size() - 1);
    for (int i = 0; i < 200; ++i) content.notes.push_back(a_proof().notes[1]);
    CHECK(printer()->print(content).error().code == Code::internal);
}

TEST_CASE("proof: text that is not UTF-8, or a code that no QR holds, is refused") {
    auto content = a_proof();
    content.lines[0].value = "\xff";
    CHECK(printer()->print(content).error().code == Code::internal);
    content = a_proof();
    content.qr = std::string(4000, 'a');
    CHECK(printer()->print(content).error().code == Code::internal);
}

TEST_CASE("proof: without its fonts there is no printer, whatever other fonts there are") {
    testing::ScratchFolder const folder;
    auto const opened = gateways::open_proof_printer(folder.file(""));
    CHECK(opened.error().code == Code::bad_configuration);
}
