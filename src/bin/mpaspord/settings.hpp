#pragma once

#include "base/error.hpp"
#include "http/service.hpp"

#include <cstdint>
#include <string>

namespace mpaspor::bin {

/// How this server was started. A flag beats an environment variable (MPASPOR_PORT for --port),
/// which beats the file of --config; an unknown name is refused.
struct Settings {
    http::Environment environment = http::Environment::production;
    std::string data = "var";    ///< Folder of everything this server writes.
    std::string share = "data";  ///< Folder of data files: messages, offices, tariffs, ...
    std::string contract = "api/openapi.yaml";
    std::string host = "127.0.0.1";
    int port = 8080;            ///< 0: a free one.
    std::string database = {};  ///< Empty: DIR/mpaspor.db; or PostgreSQL's address.
    std::string root_key = {};  ///< Empty: DIR/root.key.
    std::string bank = {};      ///< Empty: DIR/outside/bank.json.
    std::string outside = {};   ///< Origin of the outside systems.
    std::string inspect = {};   ///< Path of mpaspor-inspect; empty: beside this program.
    std::string fonts = "/usr/share/fonts/truetype/open-sans";
    std::string clock = {};  ///< own:FILE or follow:FILE; empty: the machine's.
    std::string log = {};    ///< Empty: stderr.
    std::string edge = {};   ///< Addresses, comma between, whose X-Forwarded-For is believed.
    int threads = 1;         ///< Event loops.
    int readers = 2;
    int lanes = 3;            ///< Writers, on PostgreSQL.
    double rate_scale = 1;    ///< Times all rate limits.
    std::string faults = {};  ///< sql/faulty_connection.hpp; never in production.
    std::int64_t fault_seed = 1;
    std::string guards_off = {};  ///< Names, comma between; never in production.
    bool print_routes = false;
};

struct Parsed {
    Settings settings;
    std::string message = {};  ///< Not empty: print it and end with `exit_code`.
    int exit_code = 0;
};
Parsed parse_settings(int argc, char const* const* argv);

/// What production refuses: a clock that can be moved, faults, guards off, scaled limits.
/// Errors: bad_configuration.
Result<void> check(Settings const& settings);

}  // namespace mpaspor::bin
