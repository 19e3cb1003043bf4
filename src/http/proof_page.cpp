#include "http/proof_page.hpp"

#include "app/words.hpp"
#include "base/crypto.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace mpaspor::http {
namespace {

using app::Language;

constexpr std::string_view kStyle =
    "body{font:1.1rem/1.5 sans-serif;color:#151a33;max-width:40rem;margin:1rem auto;padding:0 1rem}"
    "[lang=en]{color:#3f4663;font-size:.9em}label,dt{display:block;font-weight:600}"
    "input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:2px solid #26367a}"
    "button{font:inherit;margin:1rem 0;padding:.75rem "
    "1.5rem;background:#26367a;color:#fff;border:0}"
    "section{border:2px solid #26367a;padding:0 1rem;margin:1rem 0}dd{margin:0 0 .75rem}"
    ":focus{outline:3px solid #f2b233;outline-offset:2px}";
constexpr std::string_view kScript =
    "var c=location.hash.slice(1);"
    "if(c){history.replaceState(null,'',location.pathname);"
    "var f=document.forms[0];f.elements.code.value=c;f.submit()}";

std::string escaped(std::string_view text) {
    std::string html;
    for (char const c : text) {
        switch (c) {
            case '<': html += "&lt;"; break;
            case '>': html += "&gt;"; break;
            case '&': html += "&amp;"; break;
            case '"': html += "&quot;"; break;
            case '\'': html += "&#39;"; break;
            default: html += c;
        }
    }
    return html;
}

/// As a Content-Security-Policy wants it: ordinary base64, padded.
std::string hash_of(std::string_view inside) {
    auto text = to_base64url(sha256(inside));
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    return "'sha256-" + text + "='";
}

std::string policy() {
    return "default-src 'none'; style-src " + hash_of(kStyle) + "; script-src " + hash_of(kScript) +
           "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

class Page {
public:
    explicit Page(app::Messages const& messages) : messages_(messages) {}

    std::string words(std::string_view key, Language language) const {
        return escaped(messages_.text(language, "verify." + std::string{key}));
    }
    std::string said(std::string_view key) const {
        return words(key, Language::indonesian) + " <span lang=\"en\">" +
               words(key, Language::english) + "</span>";
    }
    void both(std::string_view tag, std::string_view key) {
        html_.append("<").append(tag).append(">").append(said(key));
        html_.append("</").append(tag).append(">");
    }
    void entry(std::string_view key, std::string const& value) {
        both("dt", key);
        html_.append("<dd>").append(escaped(value)).append("</dd>");
    }
    Page& raw(std::string_view html) {
        html_ += html;
        return *this;
    }
    std::string text() && { return std::move(html_); }

private:
    app::Messages const& messages_;
    std::string html_;
};

void write_result(Page& page, app::CheckedProof const& checked) {
    page.raw("<section role=\"status\">");
    page.both("h2", "verdicts." + std::string{application::to_text(checked.verdict)});
    page.both("p", "meanings." + std::string{application::to_text(checked.verdict)});
    if (checked.verdict != application::ProofVerdict::forged) {
        auto const& code = checked.code;
        page.raw("<dl>");
        page.entry("number", app::masked_number(code.number));
        page.entry("place", checked.point.name + ", " + checked.office_name);
        page.entry("time", app::date_words(Language::indonesian, code.date) + ", " +
                               app::time_words(Language::indonesian, code.slot) + ' ' +
                               std::string{name_of(checked.point.zone)});
        page.raw("</dl>");
    }
    page.raw("</section>");
}

std::string html_of(app::Messages const& messages,
                    std::optional<app::CheckedProof> const& checked) {
    Page page{messages};
    page.raw(
            "<!doctype html><html lang=\"id\"><head><meta charset=\"utf-8\">"
            "<meta name=\"viewport\" content=\"width=device-width\"><title>")
        .raw(page.words("title", Language::indonesian))
        .raw("</title><style>")
        .raw(kStyle)
        .raw("</style></head><body><main>");
    page.both("h1", "title");
    if (checked) write_result(page, *checked);
    page.both("p", "intro");
    page.raw("<form method=\"post\" action=\"/verify\"><label for=\"code\">")
        .raw(page.said("code"))
        .raw(
            "</label><input id=\"code\" name=\"code\" required maxlength=\"200\" "
            "autocomplete=\"off\" autocapitalize=\"off\" spellcheck=\"false\"><button>")
        .raw(page.said("button"))
        .raw("</button></form></main><script>")
        .raw(kScript)
        .raw("</script></body></html>");
    return std::move(page).text();
}

}  // namespace

Response proof_page(app::Messages const& messages,
                    std::optional<app::CheckedProof> const& checked) {
    return {.status = 200,
            .body = html_of(messages, checked),
            .content_type = "text/html; charset=utf-8",
            .headers = {{"Cache-Control", "no-store"},
                        {"Content-Language", "id"},
                        {"Content-Security-Policy", policy()},
                        {"Referrer-Policy", "no-referrer"},
                        {"X-Content-Type-Options", "nosniff"}}};
}

}  // namespace mpaspor::http
