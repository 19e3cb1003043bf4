#include "app/rights/export_paper.hpp"

#include "app/words.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace mpaspor::app {
namespace {

using Kind = Held::Kind;
using Lines = std::vector<PaperContent::Line>;

bool is_composed(Held const& held) {
    return held.kind == Kind::list || held.kind == Kind::record;
}

/// Names and words of ours have their own words; others stand as they are.
class Speaker {
public:
    Speaker(Messages const& messages, Language language)
        : messages_(messages), language_(language) {}

    std::string say(std::string_view key, std::vector<Error::Param> const& params = {}) const {
        return messages_.text(language_, "export." + std::string{key}, params);
    }
    std::string label(std::string_view name) const {
        return first_of(name, {"export.labels." + std::string{name},
                               "form.fields." + std::string{name} + ".label"});
    }

    std::string value(Held const& held) const {
        switch (held.kind) {
            case Kind::word: return word(held.text);
            case Kind::number: return std::to_string(held.number);
            case Kind::instant: return instant_words(language_, Zone::wib, held.instant());
            case Kind::date: return date_words(language_, held.date());
            case Kind::nothing: return say("nothing");
            case Kind::list:
            case Kind::record: return joined(held);
            case Kind::text: break;
        }
        return held.text;
    }

private:
    std::string word(std::string const& word) const {
        return first_of(word, {"export.words." + word, "form.sections." + word + ".title",
                               "documents." + word + ".name", "devices." + word});
    }
    /// The first of these that somebody has written; else the name itself, with blanks.
    std::string first_of(std::string_view name, std::initializer_list<std::string> keys) const {
        for (std::string const& key : keys) {
            auto text = messages_.text(language_, key);
            if (text != key) return text;
        }
        std::string text{name};
        std::ranges::replace(text, '_', ' ');
        return text;
    }
    std::string joined(Held const& list) const {
        std::string text;
        for (Held const& item : list.items) {
            if (!text.empty()) text += ", ";
            text += value(item);
        }
        return text.empty() ? say("none") : text;
    }

    Messages const& messages_;
    Language language_;
};

class Paper {
public:
    explicit Paper(Speaker const& speaker) : speaker_(speaker) {}

    void add(Held const& held, int level) {
        bool const simple = std::ranges::none_of(held.items, is_composed);
        if (held.kind == Kind::record) {
            heading(held.name, level);
            fields(held, level);
        } else if (held.kind == Kind::list && !simple) {
            heading(held.name, level);
            int number = 0;
            for (Held const& item : held.items) {
                lines_.push_back({.level = level + 1, .label = std::to_string(++number)});
                fields(item, level + 1);
            }
        } else {
            lines_.push_back({.label = speaker_.label(held.name), .value = speaker_.value(held)});
        }
    }
    /// Values first: behind a heading they would seem to belong to it.
    void fields(Held const& record, int level) {
        for (Held const& item : record.items) {
            if (!is_composed(item)) add(item, level + 1);
        }
        for (Held const& item : record.items) {
            if (is_composed(item)) add(item, level + 1);
        }
    }
    Lines lines() && { return std::move(lines_); }

private:
    void heading(std::string_view name, int level) {
        lines_.push_back({.level = level, .label = speaker_.label(name)});
    }

    Speaker const& speaker_;
    Lines lines_;
};

}  // namespace

PaperContent export_paper(Held const& held, Messages const& messages, Language language) {
    Speaker const speaker{messages, language};
    auto const made_at = std::ranges::find(held.items, "made_at", &Held::name);
    auto const printed = made_at == held.items.end() ? Instant{} : made_at->instant();
    Paper paper{speaker};
    paper.fields(held, 0);
    return {.title = speaker.say("title"),
            .letterhead = messages.text(language, "proof.letterhead"),
            .intro = speaker.say("intro"),
            .page = speaker.say("page"),
            .lines = std::move(paper).lines(),
            .printed = printed};
}

}  // namespace mpaspor::app
