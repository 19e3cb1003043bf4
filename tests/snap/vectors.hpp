#pragma once
// clang-format off
/// Made by tests/snap/make_vectors.sh with the openssl command. The keys serve no other purpose.

#include <string_view>

namespace mpaspor::vectors {

inline constexpr std::string_view kClientId = R"vec(b2a7c3d0-mpaspor-bank)vec";
inline constexpr std::string_view kTimestamp = R"vec(2026-11-22T19:00:00+07:00)vec";
inline constexpr std::string_view kPrivatePem = R"vec(-----BEGIN PRIVATE KEY-----
MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQC34c7taeluiRoh
j3X8VLNyyuVonh0l3buzjMo3T5F071aemgrHl1h6WDBcXLfpPPNQ+Qq/y2KiUXoZ
DOs78HPEW1pc07ugLZ3YF90txxDiyXqZhrzGA4aiMHknGALj1iBjDmEisCTD8Zxp
vTXho8YVeLbLjaGKOgo8IQhbN+7UMCjhnuWFQEN+B5femz6uvzcxOAskhUo6kn7K
5tvUHaGnBJv5PY144iqA9U5bZ8BZq/0uQcv9oEZd05f/xKNpVVcw1KchyoF4aa1A
oBBgfcZ0a6GcPSlPp7esL4BtCFpY2UM2JVL4lr46uuG8uHjnBF/SDxC+zvIyqA0A
87vFnjlxAgMBAAECggEAFz7RAWX+WqOzWCMXd7wfaUy+noXqdQ3S+4TkpVmw2ixN
chmoG4ja6FsmAJm/WBlalasTUaFSSTxtPSXLG6svKgH1v5QL/S5MbMkWLqzNH4D3
4i5McT3N3cqsmNAUwXJMFX73sZe8i2wLlA8VdNOsKAJiyAMSCkmBtLiPorRvQ9x8
hhDFUCYxcTxNWvikG4I4lHsMRfQZOkNf6ehWpzr3NvYAs8qp2NYi4N6ePWos4qCn
UeeghiYzjHIOyhgXmuSOHdQAdLuKvkX9JnWpHGgiisobaiFC6nCA+ih8sQGTvaPM
5mUV4UtI4XLuvnfF37uHoW5ftR7WJeyxOhm6fQp6zwKBgQDZYuo5DD5HoA1CwZbQ
7rZMHULzzW1o6tcGz/2DX0ScLJ6LWV31/YPbFs1dsWX2Nqb3yc/QKAerzlsbBuQ7
3Fw8Xr3F6fS0j3iukzVUy0xSay5OOQ2pddfHG6iBI/KeqToitc2mDAiyXcokAxQk
JEr5gPGMm1QN/AQmIXTEyRk8RwKBgQDYi17o6k1Daah9z27drM4TvGTCr1Y9nmJ6
EUPQL5+PSIpM3WzEz91RPiOpiBopCUoFo0QpVgzRK93s0dqO6uNfINwVg5S913cr
YChg2TYpc40NIm3zpEqES/zJcVbOQ/xi90wIf9q9TvYfPOIgF3mjDo1ANz03pn9X
uHHxYp0QhwKBgA+NrTZxss8LG4fINBM00SQ2/8BT1V0pWEMrhHbuzQjjhGBx/3AH
OHTnd8AZXjM0i9O0w8Kf6pSXShtv7cp+pLbJDIjpiVGV5kuPSsSLWyWWd5SvLlQO
k2ayiubafJRvhTJQkasstz6TyU+0TK+dTSP23tFxl5z8iAt2X1VpEf4nAoGBAMPP
k21Oobs5ydCqSHhPkLGsA/lAD938YNQ81HNm/QPV9ql2+KonxNt4M0tT9UPyUGs0
ragrVb+3ySAiy1287QnSbvFNYK0iL3KbqyeYgy+Me5nK7l4IzBFBnT6TLImsVIcx
VCHDa4sP4eNxbJDUaXuW5weQa9zsw+4QrYg3Qgv1AoGBAK/ida39o67qqxWwswvG
z0VXmDDLyCvdKpwv2PCQHX+yP6LSl+YsdKAKVVufyaRxu2+H+4YF5Vm0jWaYQulG
EDuV9vLqj2ioR4d0N9GCBd7/HOdrs6MsRI3rQJ1xQX7xxGsRmnMPNLFo2FAFdzDf
F+BxRxsgeLNCRfSUBkRW0IKl
-----END PRIVATE KEY-----)vec";
inline constexpr std::string_view kPublicPem = R"vec(-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAt+HO7WnpbokaIY91/FSz
csrlaJ4dJd27s4zKN0+RdO9WnpoKx5dYelgwXFy36TzzUPkKv8tiolF6GQzrO/Bz
xFtaXNO7oC2d2BfdLccQ4sl6mYa8xgOGojB5JxgC49YgYw5hIrAkw/Gcab014aPG
FXi2y42hijoKPCEIWzfu1DAo4Z7lhUBDfgeX3ps+rr83MTgLJIVKOpJ+yubb1B2h
pwSb+T2NeOIqgPVOW2fAWav9LkHL/aBGXdOX/8SjaVVXMNSnIcqBeGmtQKAQYH3G
dGuhnD0pT6e3rC+AbQhaWNlDNiVS+Ja+OrrhvLh45wRf0g8Qvs7yMqgNAPO7xZ45
cQIDAQAB
-----END PUBLIC KEY-----)vec";
inline constexpr std::string_view kShortPublicPem = R"vec(-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC6dOXQ10fI3VwMsd/3UGsBA8JY
x+CIzGn0QRBIV9qdp1IadYUm7Aho50KGJhK3ic2j5WLLTRZ3tKdnRIxKb6mUYCLW
Fflk/9amBaZh6PnBW0HfW/PsVxVmmT99OvYyx2VeJXcZ+LGmacCNUnBfox5zD6l0
oeJR/9Oqv2FqlDyGzwIDAQAB
-----END PUBLIC KEY-----)vec";
inline constexpr std::string_view kRsaHex = R"vec(89fe48f5b62469fe949954be0e85cded706170a41c1fcfb703539693013cc365c8dd406f57b650f68f6a43282de751b14ab086f09f52c3f784ebfbb3e2db56e6dbacc105faf328e8c1f89aa42103ec3821a9967e223acdd10b222d2416b45008d625a4c427e35216b121ec37aa195ead35f500bf5b2241fc1f36345e1c7c743c974e312543d6a3847b9c19f26303094f7bd21ed9e30bfe92ab75cbe807745bea922c4c8639f034288c5e826c7ec10bb9cca7be256cae50a26e15d61b64cda8bd98d3c1682c08b9a316a25106304218aabdc943bff91bf2335adbce7c6114e545d1549e164918f0100a612d88c36cab1306471a0e17a051b0470a91bd409b9557)vec";
inline constexpr std::string_view kRsaBase64 = R"vec(if5I9bYkaf6UmVS+DoXN7XBhcKQcH8+3A1OWkwE8w2XI3UBvV7ZQ9o9qQygt51GxSrCG8J9Sw/eE6/uz4ttW5tuswQX68yjowfiapCED7DghqZZ+IjrN0QsiLSQWtFAI1iWkxCfjUhaxIew3qhlerTX1AL9bIkH8HzY0Xhx8dDyXTjElQ9ajhHucGfJjAwlPe9Ie2eML/pKrdcvoB3Rb6pIsTIY58DQojF6CbH7BC7nMp74lbK5Qom4V1htkzai9mNPBaCwIuaMWolEGMEIYqr3JQ7/5G/IzWtvOfGEU5UXRVJ4WSRjwEAphLYjDbKsTBkcaDhegUbBHCpG9QJuVVw==)vec";
inline constexpr std::string_view kClientSecret = R"vec(k3y with spaces / and: colons)vec";
inline constexpr std::string_view kAccessToken = R"vec(b3BhcXVlLXRva2VuLW9mLXRoZS10ZXN0)vec";
inline constexpr std::string_view kEndpointUrl = R"vec(/snap/v1.0/transfer-va/payment?lang=id)vec";
inline constexpr std::string_view kPrettyBody = R"vec({
  "partnerServiceId" : "   12345",
  "customerNo" : "820220922465628",
  "note" : "two  spaces, a \" quote, a backslash \\",
  "paidAmount" : { "value" : "650000.00", "currency" : "IDR" }
})vec";
inline constexpr std::string_view kMinifiedBody = R"vec({"partnerServiceId":"   12345","customerNo":"820220922465628","note":"two  spaces, a \" quote, a backslash \\","paidAmount":{"value":"650000.00","currency":"IDR"}})vec";
inline constexpr std::string_view kStringToSign = R"vec(POST:/snap/v1.0/transfer-va/payment?lang=id:b3BhcXVlLXRva2VuLW9mLXRoZS10ZXN0:88eb43110b1371484269c2c181ef476650fd5af6cbd6b99d5eadda180e91f937:2026-11-22T19:00:00+07:00)vec";
inline constexpr std::string_view kHmacHex = R"vec(f4b002d0533399c705353634ec2820a736035b23d155a5d4e2889290c68ee565d4cb58c1df4b5325a4e350433f95305e052506097b85f4491ce6f75741f760aa)vec";
inline constexpr std::string_view kHmacBase64 = R"vec(9LAC0FMzmccFNTY07CggpzYDWyPRVaXU4oiSkMaO5WXUy1jB30tTJaTjUEM/lTBeBSUGCXuF9Ekc5vdXQfdgqg==)vec";
inline constexpr std::string_view kEmptyStringToSign = R"vec(GET:/snap/v1.0/x:b3BhcXVlLXRva2VuLW9mLXRoZS10ZXN0:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855:2026-11-22T19:00:00+07:00)vec";
inline constexpr std::string_view kEmptyHmacHex = R"vec(78245dc112fe1bfa5af7676b4e490c09ad2cf445898668de01b2398f19be92bff0f264830ca34d56f12108dc4090e8bb2ba29c013adf599b8dee626676c51201)vec";

}  // namespace mpaspor::vectors
// clang-format on
