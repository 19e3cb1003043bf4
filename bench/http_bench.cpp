/// How many bookings per second the whole service makes through HTTP, against what its transport
/// alone does with the same requests. bench/run seeds, starts the service and calls it:
///     bench_http_bench seed DIR ACCOUNTS
///     bench_http_bench run DIR HOST:PORT CONNECTIONS MILLISECONDS
/// One thread, so that most of the machine is left to the service.

#include "app/ports/entropy.hpp"
#include "base/text.hpp"
#include "domain/application/number.hpp"
#include "gateways/clock.hpp"
#include "gateways/entropy.hpp"
#include "gateways/keys.hpp"
#include "http/sessions.hpp"
#include "outside/bank_files.hpp"
#include "store/migrations.hpp"
#include "testing/http_exchange.hpp"
#include "testing/seeded.hpp"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace mpaspor {
namespace {

using namespace std::chrono;

constexpr int kApplicationsEach = 5;  // As many as an account may have (2.12).
constexpr int kPoints = 5, kDays = 10, kSlots = 8, kCapacity = 2000;
constexpr milliseconds kWarmUp{300};

/// An application that is ready to book: what its request needs.
struct Booking {
    std::string number, fields, body;
};

std::string body_for(booking::SeatKey const& key) {
    return R"({"service_point":)" + std::to_string(key.service_point.value) + R"(,"date":")" +
           date_text(key.date) + R"(","slot":")" + booking::slot_text(key.slot) + "\"}";
}

Result<void> seed(std::string const& folder, int accounts) {
    std::filesystem::create_directories(folder);
    gateways::SystemEntropy entropy;
    gateways::SystemClock const clock;
    auto const connection = TRY(sql::open(folder + "/mpaspor.db"));
    TRY(store::migrate(*connection, clock.now()));
    auto const seeded = TRY(testing::seed_rush(*connection, {.accounts = accounts,
                                                             .applications_each = kApplicationsEach,
                                                             .points = kPoints,
                                                             .days = kDays,
                                                             .slots = kSlots,
                                                             .capacity = kCapacity,
                                                             .now = clock.now()}));
    auto const keys = TRY(gateways::open_keys(
        {.database = folder + "/keys.db", .root_key = folder + "/root.key"}, entropy, clock));
    TRY(outside::open_bank_keys(folder + "/outside", [&](auto bytes) { entropy.fill(bytes); }));
    application::Numbers const numbers{keys->numbers()};
    std::mt19937_64 random{1};
    std::ofstream file{folder + "/bookings"};
    for (auto const& applicant : seeded.applicants) {
        auto const token = TRY(from_base64url(applicant.token));
        auto const csrf = http::csrf_token(keys->service(), sha256(token));
        for (auto const id : applicant.applications) {
            auto const& place = seeded.places[random() % seeded.places.size()];
            file << numbers.application_number(id) << '\t' << applicant.token << '\t' << csrf
                 << '\t' << body_for(place) << '\n';
        }
    }
    return sql::checkpoint(*connection);
}

/// In an order in which neighbours are of different accounts.
std::vector<Booking> bookings_in(std::string const& folder) {
    std::vector<Booking> bookings;
    std::ifstream file{folder + "/bookings"};
    std::string number, token, csrf, body;
    while (std::getline(file, number, '\t') && std::getline(file, token, '\t') &&
           std::getline(file, csrf, '\t') && std::getline(file, body)) {
        bookings.push_back({number,
                            "Cookie: " + std::string{http::kSessionCookie} + '=' + token +
                                "\r\nX-CSRF-Token: " + csrf + "\r\n",
                            body});
    }
    std::ranges::shuffle(bookings, std::mt19937_64{2});
    return bookings;
}

/// The same in each run, and not a system call.
class SeededEntropy final : public app::Entropy {
public:
    void fill(std::span<std::byte> bytes) override {
        for (auto& byte : bytes) byte = static_cast<std::byte>(random_());
    }

private:
    std::mt19937_64 random_{std::random_device{}()};
};

struct Figures {
    double per_second = 0;
    std::map<int, int> statuses;
    std::vector<microseconds> waits;

    microseconds wait(double share) {
        if (waits.empty()) return {};
        auto const at = static_cast<std::ptrdiff_t>(share * static_cast<double>(waits.size() - 1));
        std::ranges::nth_element(waits, waits.begin() + at);
        return waits[static_cast<std::size_t>(at)];
    }
};

/// Many kept connections, one request under way on each.
class Load {
public:
    Load(std::string const& address, std::size_t connections, std::span<Booking const> bookings,
         bool constant)
        : bookings_(bookings), constant_(constant), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
        for (std::size_t i = 0; i < connections; ++i) {
            int const socket = testing::connect_to(address);
            if (socket < 0) continue;
            ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
            epoll_event event{.events = EPOLLIN, .data = {.u64 = lines_.size()}};
            ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
            lines_.push_back({.socket = socket});
        }
    }
    Load(Load const&) = delete;
    Load& operator=(Load const&) = delete;
    ~Load() {
        for (auto const& line : lines_) ::close(line.socket);
        ::close(epoll_);
    }

    Figures run(milliseconds measured) {
        begin_ = steady_clock::now() + kWarmUp;
        end_ = begin_ + measured;
        for (auto& line : lines_) ask(line);
        std::array<epoll_event, 256> events{};
        while (under_way_ > 0) {
            int const count = ::epoll_wait(epoll_, events.data(), events.size(), 5000);
            if (count <= 0) break;  // Whoever does not answer for 5 s is not waited for.
            for (int i = 0; i < count; ++i)
                hear(lines_[events[static_cast<std::size_t>(i)].data.u64]);
        }
        auto const took = duration<double>(std::min(last_, end_) - begin_).count();
        if (took > 0) figures_.per_second = static_cast<double>(figures_.waits.size()) / took;
        return std::move(figures_);
    }

private:
    struct Line {
        int socket;
        std::string received = {};
        steady_clock::time_point asked = {};
    };

    void ask(Line& line) {
        if (next_ == bookings_.size() || steady_clock::now() >= end_) return;
        auto const& booking = bookings_[next_++];
        auto const now = floor<microseconds>(system_clock::now());
        auto const text = testing::http_request(
            "POST",
            constant_ ? "/demo/constant" : "/api/v1/applications/" + booking.number + "/hold",
            booking.fields + "Idempotency-Key: " + app::uuid_v7(entropy_, now) + "\r\n",
            booking.body);
        line.asked = steady_clock::now();
        // A request is far smaller than a socket's buffer.
        if (::send(line.socket, text.data(), text.size(), MSG_NOSIGNAL) > 0) ++under_way_;
    }

    void hear(Line& line) {
        std::array<char, 4096> piece{};
        auto const count = ::recv(line.socket, piece.data(), piece.size(), 0);
        if (count <= 0) {
            ::epoll_ctl(epoll_, EPOLL_CTL_DEL, line.socket, nullptr);
            --under_way_;
            return;
        }
        line.received.append(piece.data(), static_cast<std::size_t>(count));
        auto const answer = testing::take_answer(line.received);
        if (!answer) return;
        --under_way_;
        ++figures_.statuses[answer->status];
        auto const now = steady_clock::now();
        if (answer->status == 201 && now >= begin_ && now < end_) {
            figures_.waits.push_back(duration_cast<microseconds>(now - line.asked));
            last_ = now;
        }
        ask(line);
    }

    std::span<Booking const> bookings_;
    bool constant_;
    int epoll_;
    std::vector<Line> lines_;
    std::size_t next_ = 0;
    int under_way_ = 0;
    steady_clock::time_point begin_ = {}, end_ = {}, last_ = {};
    SeededEntropy entropy_;
    Figures figures_;
};

constexpr sql::Statement kOversold{"oversold", R"sql(
    SELECT COALESCE(sum(CASE WHEN taken > capacity + granted THEN taken - capacity - granted
                             ELSE 0 END), 0), COALESCE(sum(taken), 0),
           (SELECT count(*) FROM live_application WHERE service_point IS NOT NULL)
      FROM seat
)sql"};

/// Places sold beyond those there are, and those that two rows of the database count differently.
Result<std::int64_t> oversold(std::string const& folder, std::int64_t sold) {
    auto const connection = TRY(sql::open(folder + "/mpaspor.db", sql::Access::read_only));
    auto const rows = TRY(connection->run(kOversold, {}));
    auto const taken = rows.at(0).integer(1), live = rows.at(0).integer(2);
    return rows.at(0).integer(0) + std::abs(taken - live) + std::max<std::int64_t>(sold - live, 0);
}

void print(char const* what, Figures& figures) {
    std::printf("%-9s %7.0f/s   waited %lld us (half), %lld us (99 of 100)  ", what,
                figures.per_second, static_cast<long long>(figures.wait(0.5).count()),
                static_cast<long long>(figures.wait(0.99).count()));
    for (auto const& [status, count] : figures.statuses) std::printf(" %d: %d", status, count);
    std::puts("");
}

int measure(std::string const& folder, std::string const& address, std::size_t connections,
            milliseconds measured) {
    auto const bookings = bookings_in(folder);
    auto booked = Load{address, connections, bookings, false}.run(measured);
    auto constant = Load{address, connections, bookings, true}.run(measured);
    print("bookings", booked);
    print("constant", constant);
    auto const wrong = oversold(folder, booked.statuses[201]);
    if (!wrong || booked.per_second <= 0 || constant.per_second <= 0) {
        std::puts("nothing was measured");
        return 1;
    }
    std::printf("bookings %.0f/s, http limit %.0f/s, ratio %.2f, oversold %lld\n",
                booked.per_second, constant.per_second, booked.per_second / constant.per_second,
                static_cast<long long>(*wrong));
    return *wrong == 0 ? 0 : 1;
}

}  // namespace
}  // namespace mpaspor

int main(int argc, char** argv) {
    using namespace mpaspor;
    std::vector<std::string> const words{argv, argv + argc};
    auto const number = [&](std::size_t at) { return integer_from_text(words.at(at)).value_or(1); };
    if (words.size() == 4 && words[1] == "seed") {
        auto const seeded = seed(words[2], static_cast<int>(number(3)));
        if (!seeded) std::puts(seeded.error().detail.c_str());
        return seeded ? 0 : 1;
    }
    if (words.size() == 6 && words[1] == "run") {
        return measure(words[2], words[3], static_cast<std::size_t>(number(4)),
                       std::chrono::milliseconds{number(5)});
    }
    std::puts("bench_http_bench seed DIR ACCOUNTS | run DIR HOST:PORT CONNECTIONS MILLISECONDS");
    return 2;
}
