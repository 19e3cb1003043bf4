#include "http/endpoints/endpoints.hpp"
namespace mpaspor::http {
#define STUB(name)                             \
    void name(CallPtr call) {                  \
        call->refuse({Code::route_not_found}); \
    }
STUB(post_admin_offices)
STUB(get_admin_offices)
STUB(post_admin_holidays) STUB(get_admin_holidays) STUB(post_admin_tariffs) STUB(get_admin_tariffs)
    STUB(post_admin_officer) STUB(get_admin_officers) STUB(post_admin_quota_rule)
        STUB(post_admin_quota_approval) STUB(get_admin_quota) STUB(post_admin_quota_cut)
            STUB(post_admin_quota_grant) STUB(post_admin_release_days) STUB(get_admin_history)
                STUB(post_admin_ledger_check) STUB(get_admin_status)
}  // namespace mpaspor::http
