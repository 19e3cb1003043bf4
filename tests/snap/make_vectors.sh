#!/usr/bin/env bash
# Makes the signature vectors of SNAP BI with the openssl command alone, so that the service's own
# code is compared with something it did not make. Prints a C++ header:
#   tests/snap/make_vectors.sh > tests/snap/vectors.hpp
# Each run makes a new key, hence another header; the test holds for any of them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

client=b2a7c3d0-mpaspor-bank
timestamp=2026-11-22T19:00:00+07:00
secret='k3y with spaces / and: colons'
token=b3BhcXVlLXRva2VuLW9mLXRoZS10ZXN0
url='/snap/v1.0/transfer-va/payment?lang=id'
pretty='{
  "partnerServiceId" : "   12345",
  "customerNo" : "820220922465628",
  "note" : "two  spaces, a \" quote, a backslash \\",
  "paidAmount" : { "value" : "650000.00", "currency" : "IDR" }
}'
minified='{"partnerServiceId":"   12345","customerNo":"820220922465628","note":"two  spaces, a \" quote, a backslash \\","paidAmount":{"value":"650000.00","currency":"IDR"}}'

openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out private.pem 2>errors
openssl pkey -in private.pem -pubout -out public.pem
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out short.pem 2>errors
openssl pkey -in short.pem -pubout -out short_public.pem
printf '%s' "$client|$timestamp" >text
openssl dgst -sha256 -sign private.pem -out rsa.bin text

hash() { printf '%s' "$1" | openssl dgst -sha256 -r | cut -d' ' -f1; }
hmac() { printf '%s' "$1" | openssl dgst -sha512 -hmac "$secret" -binary >hmac.bin; }
hex() { od -An -tx1 -v "$1" | tr -d ' \n'; }
base64() { openssl base64 -A -in "$1"; }
constant() { printf 'inline constexpr std::string_view %s = R"vec(%s)vec";\n' "$1" "$2"; }

cat <<END
#pragma once
// clang-format off
/// Made by tests/snap/make_vectors.sh with the openssl command. The keys serve no other purpose.

#include <string_view>

namespace mpaspor::vectors {

END
constant kClientId "$client"
constant kTimestamp "$timestamp"
constant kPrivatePem "$(cat private.pem)"
constant kPublicPem "$(cat public.pem)"
constant kShortPublicPem "$(cat short_public.pem)"
constant kRsaHex "$(hex rsa.bin)"
constant kRsaBase64 "$(base64 rsa.bin)"
constant kClientSecret "$secret"
constant kAccessToken "$token"
constant kEndpointUrl "$url"
constant kPrettyBody "$pretty"
constant kMinifiedBody "$minified"
signed="POST:$url:$token:$(hash "$minified"):$timestamp"
constant kStringToSign "$signed"
hmac "$signed"
constant kHmacHex "$(hex hmac.bin)"
constant kHmacBase64 "$(base64 hmac.bin)"
empty="GET:/snap/v1.0/x:$token:$(hash ''):$timestamp"
constant kEmptyStringToSign "$empty"
hmac "$empty"
constant kEmptyHmacHex "$(hex hmac.bin)"
cat <<END

}  // namespace mpaspor::vectors
// clang-format on
END
