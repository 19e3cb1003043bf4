#pragma once
/// Endpoints about a visit that was paid for: its proof and its state for whoever has no account,
/// and its calendar's file for its owner.

#include "http/call.hpp"

namespace mpaspor::http {

// proof_checks.cpp
void post_proof_check(CallPtr call);
void get_proof_keys(CallPtr call);
void get_proof_page(CallPtr call);
void post_proof_page(CallPtr call);

// status_checks.cpp
void post_status_check(CallPtr call);

// visit_files.cpp
void get_visit_file(CallPtr call);

}  // namespace mpaspor::http
