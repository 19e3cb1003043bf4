#include "http/own_seat.hpp"

#include "app/booking/reschedule_visit.hpp"

namespace mpaspor::http {

app::Declare own_seat(ApplicationId id) {
    return [id](sql::Transaction& tx) { return app::seat_of(tx, id); };
}

}  // namespace mpaspor::http
