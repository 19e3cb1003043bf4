#include "domain/identity/contact.hpp"

#include <algorithm>

namespace mpaspor::identity {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter_or_digit(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z');
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Dots stand between other characters, never first, last or twice.
bool dots_between(std::string_view text) {
    return !text.empty() && text.front() != '.' && text.back() != '.' && !text.contains("..");
}

bool is_local_part(std::string_view text) {
    return text.size() <= 64 && dots_between(text) && std::ranges::all_of(text, [](char c) {
               return is_letter_or_digit(c) || std::string_view{".!#$%&'*+/=?^_`{|}~-"}.contains(c);
           });
}

bool is_domain(std::string_view text) {
    return text.contains('.') && dots_between(text) && text.front() != '-' && text.back() != '-' &&
           std::ranges::all_of(
               text, [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; });
}

/// The Indonesian plan: +62 8, then 8 to 11 digits.
Result<std::string> mobile(std::string_view text) {
    std::string digits;
    for (char const c : text) {
        if (is_digit(c) || (c == '+' && digits.empty())) {
            digits += c;
        } else if (c != ' ' && c != '-') {
            return fail(Code::malformed_contact);
        }
    }
    std::string_view rest{digits};
    if (rest.starts_with('+')) rest.remove_prefix(1);
    if (rest.starts_with("62")) {
        rest.remove_prefix(2);
    } else if (digits.starts_with('0')) {
        rest.remove_prefix(1);
    } else {
        return fail(Code::malformed_contact);
    }
    bool const fits = rest.starts_with('8') && rest.size() >= 9 && rest.size() <= 12;
    if (!fits) return fail(Code::malformed_contact);
    return "+62" + std::string{rest};
}

}  // namespace

Result<Contact> Contact::parse(std::string_view text) {
    auto const at = text.rfind('@');
    if (at == std::string_view::npos) {
        auto number = TRY(mobile(text));
        return Contact{Kind::mobile, std::move(number)};
    }
    std::string address{text};
    std::ranges::transform(address, address.begin(), lower);
    std::string_view const whole{address};
    bool const fits = whole.size() <= kEmailMax && is_local_part(whole.substr(0, at)) &&
                      is_domain(whole.substr(at + 1));
    if (!fits) return fail(Code::malformed_contact);
    return Contact{Kind::email, std::move(address)};
}

std::string Contact::masked() const {
    if (kind_ == Kind::email) {
        return text_.substr(0, 1) + "***" + text_.substr(text_.rfind('@'));
    }
    return text_.substr(0, 6) + std::string(text_.size() - 9, '*') + text_.substr(text_.size() - 3);
}

}  // namespace mpaspor::identity
