#pragma once

#include "app/ports/inspector.hpp"

#include <future>
#include <utility>

namespace mpaspor::testing {

using Inspection = std::future<Result<app::InspectedFile>>;

/// What `inspector` will answer about `file`.
inline Inspection ask(app::Inspector& inspector, Bytes file,
                      inspection::Ask what = inspection::Ask::file) {
    std::promise<Result<app::InspectedFile>> promise;
    auto answer = promise.get_future();
    inspector.inspect(std::move(file), what, [promise = std::move(promise)](auto result) mutable {
        promise.set_value(std::move(result));
    });
    return answer;
}

}  // namespace mpaspor::testing
