#pragma once

#include "app/sealing.hpp"
#include "domain/identity/registry_answer.hpp"

namespace mpaspor::app {

/// What the civil registry is asked about a saved identity section. Errors: internal (the section
/// was not written by us).
Result<identity::RegistryQuestion> registry_question(Answers const& identity_section);

}  // namespace mpaspor::app
