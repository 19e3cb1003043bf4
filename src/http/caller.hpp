#pragma once
/// What is known of who calls before anybody has signed in: where from, and with what.

#include "app/account/origin.hpp"
#include "http/call.hpp"

#include <span>
#include <string>
#include <string_view>

namespace mpaspor::http {

/// The caller's network address. Behind the edge, whose addresses are given (Service::edge), it is
/// the last one that X-Forwarded-For names; from anybody else that field is not believed.
std::string address_of(Head const& head, std::span<std::string const> edge);

/// Who is one caller: of an IPv6 address its first 64 bits; anything else as it is written.
std::string network_of(std::string const& address);

/// The caller's network as a bucket to count in.
app::Origin origin_of(Call const& call);

/// The family that a User-Agent belongs to: android, iphone, ipad, windows, mac, linux or other.
/// Nothing else of it is kept.
std::string_view device_of(std::string_view user_agent);

}  // namespace mpaspor::http
