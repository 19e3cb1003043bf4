#pragma once
/// What is wrong with a document, and where.

#include "base/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::json {

/// Collects what readers find. It owns the JSON Pointer (RFC 6901) of the value being read, so that
/// a reader says only what is wrong.
class Faults {
public:
    /// Beyond the first. Further ones are counted by nobody: the sender has enough to repair.
    static constexpr std::size_t kFurtherMax = 20;

    /// The value being read is a part of what was read before, as long as this lives.
    class Step {
    public:
        Step(Faults& faults, std::string_view member);
        Step(Faults& faults, std::size_t element);
        ~Step();
        Step(Step const&) = delete;
        Step& operator=(Step const&) = delete;

    private:
        Faults& faults_;
        std::size_t outer_;  ///< Length of the pointer before.
    };

    /// About the value being read. Params never hold what was sent.
    void add(Code code, std::vector<Error::Param> params = {});
    /// About the value being read: what a checked constructor said, with its params.
    void add(Error error);

    bool empty() const { return found_.empty(); }
    /// The first fault, with the others in `also`. There must be one.
    Error error() &&;

private:
    std::string pointer_ = {};
    std::vector<Error> found_ = {};
};

}  // namespace mpaspor::json
