#include "bin/mpaspord/settings.hpp"

#include <toml++/toml.h>
#include <CLI/CLI.hpp>

#include <cctype>
#include <cstdlib>
#include <map>
#include <memory>
#include <sstream>

namespace mpaspor::bin {
namespace {

std::string environment_name(std::string const& flag) {
    std::string name = "MPASPOR_";
    for (char const c : flag) {
        name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return name;
}

/// A value as a flag would give it.
std::string text_of(toml::node const& node) {
    if (auto const* const string = node.as_string()) return string->get();
    if (auto const* const number = node.as_integer()) return std::to_string(number->get());
    if (auto const* const flag = node.as_boolean()) return flag->get() ? "true" : "false";
    std::ostringstream text;
    if (auto const* const real = node.as_floating_point()) text << real->get();
    return text.str();
}

/// The settings file, as TOML. CLI11's own reader alters values and beats the environment.
class TomlFile final : public CLI::Config {
public:
    std::string to_config(CLI::App const* /*app*/, bool /*defaults*/, bool /*descriptions*/,
                          std::string /*prefix*/) const override {
        return {};
    }

    std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
        std::vector<CLI::ConfigItem> read;
        try {
            for (auto const& [key, node] : toml::parse(input)) {
                CLI::ConfigItem item;
                item.name = std::string{key.str()};
                if (std::getenv(environment_name(item.name).c_str()) != nullptr) continue;
                item.inputs = {text_of(node)};
                read.push_back(std::move(item));
            }
        } catch (toml::parse_error const& error) {
            throw CLI::ConversionError(std::string{error.description()}, "config");
        }
        return read;
    }
};

void add_flags(CLI::App& app, Settings& s) {
    auto const add = [&](std::string const& name, auto& value, std::string const& help) {
        app.add_option("--" + name, value, help)
            ->envname(environment_name(name))
            ->capture_default_str();
    };
    std::map<std::string, http::Environment> const environments{
        {"production", http::Environment::production},
        {"demonstration", http::Environment::demonstration}};
    app.add_option("--environment", s.environment, "production or demonstration")
        ->transform(CLI::CheckedTransformer(environments))
        ->envname("MPASPOR_ENVIRONMENT");
    add("data", s.data, "folder of everything this server writes");
    add("share", s.share, "folder of the data files: messages, offices, tariffs");
    add("contract", s.contract, "the OpenAPI file, served at /openapi.yaml");
    add("host", s.host, "address to listen on");
    add("port", s.port, "port to listen on; 0 for a free one");
    add("database", s.database, "postgresql:// address; empty for SQLite in the data folder");
    add("root-key", s.root_key, "file of the root key; servers on one database share it");
    add("bank", s.bank, "file of the agreement with the bank");
    add("outside", s.outside, "origin of registry, bank, sink and DPRI");
    add("inspect", s.inspect, "path of mpaspor-inspect");
    add("fonts", s.fonts, "folder of Open Sans");
    add("clock", s.clock, "own:FILE or follow:FILE, a clock that can be moved");
    add("log", s.log, "log file; empty for stderr");
    add("edge", s.edge, "addresses, comma between, whose X-Forwarded-For is believed");
    add("threads", s.threads, "event loops");
    add("readers", s.readers, "threads that read the database");
    add("lanes", s.lanes, "writers on PostgreSQL");
    add("rate-scale", s.rate_scale, "times all rate limits; not in production");
    add("faults", s.faults, "faults of the database, for tests; not in production");
    add("fault-seed", s.fault_seed, "seed of the faults");
    add("guards-off", s.guards_off, "guards left out, for negative controls; not in production");
    app.add_flag("--print-routes", s.print_routes, "print the table of routes and end");
}

}  // namespace

Parsed parse_settings(int argc, char const* const* argv) {
    Parsed parsed;
    CLI::App app{"mpaspord: the passport application service."};
    add_flags(app, parsed.settings);
    app.set_config("--config", "", "settings file (TOML)");
    app.config_formatter(std::make_shared<TomlFile>());
    app.allow_config_extras(CLI::config_extras_mode::error);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        std::ostringstream out, err;
        parsed.exit_code = app.exit(error, out, err);
        parsed.message = out.str() + err.str();
    }
    return parsed;
}

Result<void> check(Settings const& s) {
    if (s.environment != http::Environment::production) return {};
    char const* const refused = !s.clock.empty()        ? "--clock"
                                : !s.faults.empty()     ? "--faults"
                                : !s.guards_off.empty() ? "--guards-off"
                                : s.rate_scale != 1     ? "--rate-scale"
                                                        : nullptr;
    if (refused == nullptr) return {};
    return fail(Code::bad_configuration, std::string{refused} + " is not for production");
}

}  // namespace mpaspor::bin
