/// Whatever is typed as a citizen number, an address or a name, it is refused, or has one spelling
/// that is read again as itself; what a passport prints fits on its line.

#include "base/invariant.hpp"
#include "domain/identity/contact.hpp"
#include "domain/identity/nik.hpp"
#include "domain/identity/printed_name.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mpaspor::identity {
namespace {

constexpr LocalDate kToday{std::chrono::year{2026} / std::chrono::November / 28};

void type_nik(std::string_view text) {
    auto const nik = Nik::parse(text);
    if (!nik) return;
    INVARIANT(nik->text() == text && nik->birthday().ok());
    INVARIANT(nik->masked().size() == Nik::kLength && nik->masked().substr(6, 6) == "******");
    auto const born = nik->birth_date(kToday);
    if (!born) return;
    INVARIANT(*born <= kToday);
    INVARIANT(nik->warnings(*born, nik->sex()).empty());
}

void type_contact(std::string_view text) {
    auto const contact = Contact::parse(text);
    if (!contact) return;
    auto const& kept = contact->text();
    INVARIANT(kept.size() <= Contact::kEmailMax);
    INVARIANT(kept.find_first_of(" \r\n<>,;\"") == kept.npos);  // One address of a letter's head.
    auto const again = Contact::parse(kept);
    INVARIANT(again.has_value() && again->text() == kept && again->kind() == contact->kind());
    INVARIANT(contact->masked() != kept && contact->masked().contains("***"));
}

void is_printable(std::string_view text) {
    INVARIANT(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ ") == text.npos);
    INVARIANT(!text.empty() && text.front() != ' ' && text.back() != ' ');
    INVARIANT(!text.contains("  "));
}

void type_name(std::string_view text) {
    auto const printed = printed_name(text);
    if (!printed) return;
    is_printable(printed->text);
    is_printable(printed->full);
    INVARIANT(printed->text.size() <= kPrintedNameMax && printed->full.starts_with(printed->text));
    INVARIANT(printed->shortened == (printed->full.size() > kPrintedNameMax));
    INVARIANT(words_of(printed->text) <= words_of(printed->full));
    auto const again = printed_name(printed->full);
    INVARIANT(again.has_value() && again->full == printed->full && again->text == printed->text);
    INVARIANT(!again->changed_signs);
}

}  // namespace
}  // namespace mpaspor::identity

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor::identity;
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    type_nik(text);
    type_contact(text);
    type_name(text);
    return 0;
}
