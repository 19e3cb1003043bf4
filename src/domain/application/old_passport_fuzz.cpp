/// Whatever two lines a machine copied, they are a passport or nothing; what is read never differs
/// from itself.

#include "base/invariant.hpp"
#include "domain/application/old_passport.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    using namespace std::chrono;
    std::string const text{reinterpret_cast<char const*>(data), size};
    LocalDate const today{2026y / 11 / 28};
    auto const upper = text.substr(0, 44);
    auto const lower = size > 44 ? text.substr(44) : std::string{};
    auto const read = application::read_old_passport({upper, lower}, today);
    if (!read) return 0;
    INVARIANT(read->name.size() == 39);
    INVARIANT(application::differences(*read, {.number = read->number,
                                               .birth_date = read->birth_date,
                                               .sex = read->sex,
                                               .expiry = read->expiry})
                  .empty());
    return 0;
}
