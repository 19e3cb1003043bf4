#pragma once
/// What a draft amounts to, in the words of the applicant: the schemas of api/openapi.yaml.

#include "app/messages.hpp"
#include "domain/application/assessment.hpp"
#include "domain/identity/mrz.hpp"
#include "http/drafts.hpp"
#include "json/writer.hpp"

#include <string>
#include <string_view>

namespace mpaspor::http {

/// Who reads it.
struct Words {
    app::Messages const& messages;
    app::Language language;

    std::string operator()(std::string const& key,
                           std::vector<Error::Param> const& params = {}) const {
        return messages.text(language, key, params);
    }
    bool has(std::string const& key) const { return messages.has(language, key); }
};

/// What every save answers beside its version, as members of an object that is open: what is still
/// missing, what stands in the way, what the change did, what there is to know.
void write_outcome(json::Writer& json, Words const& words, application::Assessment const& before,
                   application::Assessment const& after);

/// The whole of it, by the form of the day it was made for.
std::string assessment_json(Words const& words, OpenDraft const& open,
                            application::Assessment const& found, form::Form const& form,
                            identity::PrimaryRule rule);

/// Where a type that the app does not take is applied for, with which papers and charges.
void write_at_office(json::Writer& json, Words const& words, application::AtOffice const& found);

/// The form itself.
std::string form_json(Words const& words, std::string_view name, form::Form const& form);

}  // namespace mpaspor::http
