#include "gateways/log.hpp"

#include "json/writer.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <utility>
#include <variant>

namespace mpaspor::gateways {
namespace {

std::string_view name_of(app::Severity severity) {
    switch (severity) {
        case app::Severity::info: return "info";
        case app::Severity::warning: return "warning";
        case app::Severity::alarm: return "alarm";
    }
    return {};
}

class JsonLog final : public app::Log {
public:
    explicit JsonLog(spdlog::sink_ptr sink) : logger_("mpaspor", std::move(sink)) {
        // spdlog writes the time; the object that write() makes goes on behind it.
        logger_.set_formatter(std::make_unique<spdlog::pattern_formatter>(
            R"({"time":"%Y-%m-%dT%H:%M:%S.%fZ",%v)", spdlog::pattern_time_type::utc));
        logger_.flush_on(spdlog::level::info);
    }

    void write(app::Severity severity, std::string_view event,
               std::initializer_list<Field> fields) override {
        json::Writer line;
        line.object().member("severity", name_of(severity)).member("event", event);
        for (auto const& field : fields) {
            std::visit([&](auto const& value) { line.member(field.name, value); }, field.value);
        }
        line.end();
        auto const text = std::move(line).text();
        logger_.log(spdlog::level::info, std::string_view{text}.substr(1));
    }

private:
    spdlog::logger logger_;
};

}  // namespace

Result<std::unique_ptr<app::Log>> open_log(std::string const& file) {
    try {
        spdlog::sink_ptr sink;
        if (file == kLogToStderr) {
            sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
        } else {
            sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file);
        }
        return std::make_unique<JsonLog>(std::move(sink));
    } catch (spdlog::spdlog_ex const&) {
        return fail(Code::bad_configuration, "the log cannot be written to " + file);
    }
}

}  // namespace mpaspor::gateways
