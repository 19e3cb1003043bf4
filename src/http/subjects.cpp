#include "http/subjects.hpp"

#include "app/booking/reschedule_visit.hpp"
#include "app/key_names.hpp"

namespace mpaspor::http {

std::string key_subject(ApplicationId id) {
    return app::key_of(id);
}
std::string key_subject(AccountId id) {
    return app::key_of(id);
}
std::string blob_key_subject(std::string_view blob) {
    return app::key_of_blob(blob);
}

app::Declare own_seat(ApplicationId id) {
    return [id](sql::Transaction& tx) { return app::seat_of(tx, id); };
}

}  // namespace mpaspor::http
