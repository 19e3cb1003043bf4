#include "http/problem.hpp"

#include "json/writer.hpp"

#include <algorithm>
#include <utility>

namespace mpaspor::http {
namespace {

constexpr int kRetryAfterS = 1;

void write_params(json::Writer& json, std::vector<Error::Param> const& params) {
    if (params.empty()) return;
    json.object("params");
    for (auto const& [name, value] : params) json.member(name, value);
    json.end();
}

/// Each failing field with its own code; a refusal of the whole request has none.
void write_fields(json::Writer& json, Error const& error) {
    if (error.pointer.empty() && error.also.empty()) return;
    json.array("errors");
    auto const write = [&](Error const& one) {
        json.object().member("pointer", one.pointer).member("code", info(one.code).name);
        write_params(json, one.params);
        json.end();
    };
    write(error);
    for (Error const& further : error.also) write(further);
    json.end();
}

}  // namespace

std::string advice_key(Error const& error) {
    auto const found = std::ranges::find(error.params, "advice", &Error::Param::name);
    if (found != error.params.end()) return "advice." + found->value;
    return "codes." + std::string{info(error.code).name} + ".what_to_do";
}

int status_of(Code code) {
    switch (info(code).category) {
        case Category::bad_input: return 400;
        case Category::unauthenticated: return 401;
        case Category::forbidden: return 403;
        case Category::not_found: return 404;
        case Category::method: return 405;
        case Category::timeout: return 408;
        case Category::conflict: return 409;
        case Category::precondition_failed: return 412;
        case Category::too_large: return 413;
        case Category::target_too_long: return 414;
        case Category::media_type: return 415;
        case Category::unprocessable: return 422;
        case Category::precondition_required: return 428;
        case Category::too_many: return 429;
        case Category::headers_too_large: return 431;
        case Category::fault: return 500;
        case Category::unavailable: return 503;
    }
    std::unreachable();
}

Response problem(Error const& error, app::Messages const& messages, app::Language language) {
    auto const& code = info(error.code);
    int const status = status_of(error.code);
    std::string const key = "codes." + std::string{code.name};
    json::Writer json;
    json.object()
        .member("type", "/problems/" + std::string{code.name})
        .member("title", messages.text(language, key + ".title", error.params))
        .member("status", status)
        .member("code", code.name)
        .member("detail", messages.text(language, advice_key(error), error.params));
    if (!error.pointer.empty()) json.member("pointer", error.pointer);
    write_params(json, error.params);
    write_fields(json, error);
    if (!error.alternatives.empty()) json.raw("alternatives", error.alternatives);
    if (!error.current.empty()) json.raw("current", error.current);
    json.end();
    Response response{.status = status,
                      .body = std::move(json).text(),
                      .content_type = "application/problem+json",
                      .headers = {{"Cache-Control", "no-store"},
                                  {"Content-Language",
                                   std::string{app::kLanguages[std::to_underlying(language)]}}}};
    if (status == 503) response.headers.emplace_back("Retry-After", std::to_string(kRetryAfterS));
    for (auto const& [name, value] : error.params) {
        if (name == "retry_after_s") response.headers.emplace_back("Retry-After", value);
    }
    return response;
}

}  // namespace mpaspor::http
