#pragma once
/// A connection that fails when it is told to: for tests, the simulation, and race runs of the
/// whole service. Production refuses the setting that puts it in.

#include "sql/connection.hpp"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string_view>

namespace mpaspor::sql {

enum class Fault : std::uint8_t {
    none,
    conflict,     ///< Not carried out; the transaction has failed.
    broken,       ///< Not carried out, as on a disk that fails.
    unavailable,  ///< The connection is lost before the call reaches the database.
    answer_lost,  ///< Carried out, then the connection is lost.
};

/// Which fault a call meets: given the name of the statement, or "begin", "commit", "script".
using DecideFault = std::function<Fault(std::string_view call)>;

/// Passes everything on to a real connection but what `decide` lets fail. A lost connection is
/// rolled back and stays lost; whoever uses it opens another one.
class FaultyConnection final : public Connection {
public:
    /// `real` must outlive this.
    FaultyConnection(Connection& real, DecideFault decide);
    FaultyConnection(std::unique_ptr<Connection> real, DecideFault decide);

    Engine engine() const override { return real_.engine(); }
    Result<Rows> run(Statement const& statement,
                     std::initializer_list<Argument> arguments) override;
    Result<void> script(std::string_view text) override;
    Result<void> begin() override;
    Result<void> commit() override;
    Result<void> rollback() override;

private:
    template <typename Call>
    auto attempt(std::string_view name, Call const& call) -> decltype(call());
    void lose();

    std::unique_ptr<Connection> owned_;
    Connection& real_;
    DecideFault decide_;
    bool lost_ = false;
};

/// Faults at random: "commit=answer_lost:1/200;take_seat=unavailable:1/500" loses the answer of one
/// commit in 200 and the connection before one take_seat in 500; "*" is every call. The same seed
/// gives the same faults to the same calls; each connection gets a copy, or a seed, of its own.
/// Errors: bad_configuration.
Result<DecideFault> parse_faults(std::string_view text, std::uint64_t seed);

}  // namespace mpaspor::sql
