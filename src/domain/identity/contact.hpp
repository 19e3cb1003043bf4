#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mpaspor::identity {

/// Where a person can be reached, in one spelling: an e-mail address in lower case, or an
/// Indonesian mobile number as +62...
class Contact {
public:
    enum class Kind : std::uint8_t { email, mobile };
    static constexpr std::size_t kEmailMax = 254;  ///< RFC 5321.

    /// Spaces and dashes in numbers are ignored; 08..., 628... and +628... are the same number.
    /// Errors: malformed_contact.
    static Result<Contact> parse(std::string_view text);

    Kind kind() const { return kind_; }
    std::string const& text() const { return text_; }
    /// "b***@example.id", "+62812*****678": to let its owner know it again.
    std::string masked() const;

private:
    Contact(Kind kind, std::string text) : kind_(kind), text_(std::move(text)) {}
    Kind kind_;
    std::string text_;
};

}  // namespace mpaspor::identity
