#include "http/response_text.hpp"

#include "base/invariant.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

namespace mpaspor::http {
namespace {

constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// What people see in a terminal; no program reads it.
std::string_view reason(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 422: return "Unprocessable Content";
        case 428: return "Precondition Required";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 503: return "Service Unavailable";
        default: return "Status";
    }
}

void append_two_digits(std::string& text, unsigned number) {
    text += static_cast<char>('0' + number / 10);
    text += static_cast<char>('0' + number % 10);
}

void append_line(std::string& text, std::string_view name, std::string_view value) {
    auto const breaks = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
    INVARIANT(!name.empty() && std::ranges::none_of(name, breaks));
    INVARIANT(std::ranges::none_of(value, breaks));
    text.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string http_date(Instant at) {
    using namespace std::chrono;
    auto const day = floor<days>(at);
    year_month_day const date{day};
    hh_mm_ss const time{floor<seconds>(at - day)};
    std::string text;
    text.append(kDays[weekday{day}.c_encoding()]).append(", ");
    append_two_digits(text, static_cast<unsigned>(date.day()));
    text.append(" ").append(kMonths[static_cast<unsigned>(date.month()) - 1]).append(" ");
    text.append(std::to_string(static_cast<int>(date.year()))).append(" ");
    append_two_digits(text, static_cast<unsigned>(time.hours().count()));
    text += ':';
    append_two_digits(text, static_cast<unsigned>(time.minutes().count()));
    text += ':';
    append_two_digits(text, static_cast<unsigned>(time.seconds().count()));
    return text += " GMT";
}

bool has_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

std::string head_text(Response const& response, Afterwards afterwards, std::string_view date) {
    INVARIANT(response.status >= 200 && response.status <= 599);
    std::string text;
    text.reserve(512);
    text.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    text.append(reason(response.status)).append("\r\n");
    append_line(text, "Date", date);
    if (has_body(response.status)) {
        if (!response.body.empty()) append_line(text, "Content-Type", response.content_type);
        append_line(text, "Content-Length", std::to_string(response.body.size()));
    }
    for (auto const& [name, value] : response.headers) append_line(text, name, value);
    if (afterwards == Afterwards::close) append_line(text, "Connection", "close");
    return text.append("\r\n");
}

}  // namespace mpaspor::http
