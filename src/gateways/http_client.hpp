#pragma once

#include "base/error.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace mpaspor::gateways {

/// Sends one request at a time to one outside system, with a limit on everything. Any number of
/// threads may use one, each on a connection of its own that is kept for its next request.
///
/// It follows no redirect, uses no proxy, and speaks http and https only.
class HttpClient {
public:
    struct Limits {
        std::chrono::milliseconds connect_max{1'000};
        std::chrono::milliseconds total_max{5'000};  ///< From the first byte out to the last in.
        std::size_t answer_bytes_max = std::size_t{256} * 1024;
    };
    struct Request {
        std::string method = "POST";
        std::string path = {};  ///< Appended to the origin: "/dukcapil/v1/verifications".
        std::vector<std::pair<std::string, std::string>> headers = {};
        std::string body = {};
    };
    struct Answer {
        int status = 0;
        std::string body = {};
    };

    /// `origin` such as "http://127.0.0.1:8081", without a path.
    HttpClient(std::string origin, Limits limits) : origin_(std::move(origin)), limits_(limits) {}

    /// Whatever the status, an answer is an answer. Blocks for at most total_max.
    /// Errors: gateway_unavailable (no connection, no answer in time, or one longer than allowed);
    /// its detail names the kind of failure, never what was sent.
    Result<Answer> send(Request const& request) const;

private:
    std::string origin_;
    Limits limits_;
};

}  // namespace mpaspor::gateways
