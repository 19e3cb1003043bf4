#include "json/faults.hpp"

#include "base/invariant.hpp"

#include <iterator>
#include <utility>

namespace mpaspor::json {

Faults::Step::Step(Faults& faults, std::string_view member)
    : faults_(faults), outer_(faults.pointer_.size()) {
    faults_.pointer_ += '/';
    for (char const c : member) {
        if (c == '~') {
            faults_.pointer_ += "~0";
        } else if (c == '/') {
            faults_.pointer_ += "~1";
        } else {
            faults_.pointer_ += c;
        }
    }
}

Faults::Step::Step(Faults& faults, std::size_t element) : Step(faults, std::to_string(element)) {}

Faults::Step::~Step() {
    faults_.pointer_.resize(outer_);
}

void Faults::add(Code code, std::vector<Error::Param> params) {
    add(Error{.code = code, .params = std::move(params)});
}

void Faults::add(Error error) {
    if (found_.size() > kFurtherMax) return;
    error.pointer = pointer_;
    found_.push_back(std::move(error));
}

Error Faults::error() && {
    INVARIANT(!found_.empty());
    Error first = std::move(found_.front());
    first.also.assign(std::make_move_iterator(found_.begin() + 1),
                      std::make_move_iterator(found_.end()));
    return first;
}

}  // namespace mpaspor::json
