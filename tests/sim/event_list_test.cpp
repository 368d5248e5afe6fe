#include "sim/event_list.hpp"

#include <map>
#include <queue>

#include "sim/stream.hpp"
#include "tests/catch.hpp"

using namespace yanglao::sim;

namespace {

bool same(const std::vector<Event>& a, const std::vector<Event>& b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](Event x, Event y) { return x.at == y.at && x.id == y.id; });
}

std::vector<Event> all(EventList& list, int last_day) {
  std::vector<Event> out;
  list.run(
      last_day, [&](Event e) { out.push_back(e); }, [](std::uint32_t) {}, [](int) {});
  return out;
}

/// The order that a plain heap gives.
using Heap = std::priority_queue<Event, std::vector<Event>, std::greater<>>;

/// Pushes what the stream says: at first `first` events, then up to two more at each event handled, which tend to fall
/// on the same day, on the next days, and about the borders of pages of 32 days.
class Load {
 public:
  explicit Load(std::uint32_t seed) : stream_({seed, 0}, 0) {}
  template <typename Push>
  void start(int first, Push&& push) const {
    for (int i = 0; i < first; ++i) {
      const Draws d = stream_.draw(static_cast<std::uint32_t>(i), 0);
      push(Tick{d[0] % tick_of_day(200)}, d[1] % 50);
    }
  }
  template <typename Push>
  void next(Event e, int count, Push&& push) const {
    const Draws d = stream_.draw(static_cast<std::uint32_t>(count), 1);
    for (int k = 0; k < static_cast<int>(d[0] % 3); ++k) {
      const Draws w = stream_.draw(static_cast<std::uint32_t>(count), 2, static_cast<std::uint32_t>(k));
      const Tick border = tick_of_day(((day_of(e.at) >> 5) + 1) * 32);
      switch (w[0] % 6) {
        case 0:
          push(e.at, e.id + 1 + w[1] % 3);
          break;  // this very tick, a later id
        case 1:
          push(e.at + 1 + w[1] % 1000, w[2] % 50);
          break;  // today, as a rule
        case 2:
          push(e.at + w[1] % tick_of_day(3), e.id + 1);
          break;  // the next days
        case 3:
          push(border + w[1] % 2, w[2] % 50);
          break;  // first tick of the next page
        case 4:
          push(std::max(e.at + 1, border - 1 - w[1] % 2), w[2]);
          break;  // last ticks of this page
        default:
          push(e.at + w[1] % tick_of_day(90), w[2] % 50);  // up to three pages on
      }
    }
  }

 private:
  Stream stream_;
};

}  // namespace

TEST_CASE("what is told of ahead by fours is what is handled with those slots", "[event_list]") {
  EventList list(50);
  const Stream stream({1, 2}, 3);
  for (std::uint32_t i = 0; i < 2000; ++i) list.push(stream.draw(i, 0)[0] % tick_of_day(50), i);
  std::vector<std::uint32_t> told(EventList::kBlock);
  std::size_t with = 0, without = 0, late = 0;
  bool alike = true;
  list.run(
      50,
      [&](Event e, std::size_t slot) {
        if (slot == EventList::kBlock) {
          (e.id < 2000 ? without : late) += 1;
        } else {
          ++with;
          alike = alike && told[slot] == e.id;
        }
        // Something of the same day now and then, in between those that were told of.
        if (e.id < 2000 && e.id % 9 == 0) list.push(e.at + 1, e.id + 2000);
      },
      [](std::uint32_t) {},
      [&](std::span<const std::uint64_t> events) {
        CHECK(events.size() % 4 == 0);
        CHECK(events.size() <= EventList::kBlock);
        for (std::size_t i = 0; i < events.size(); ++i) told[i] = static_cast<std::uint32_t>(events[i]);
      },
      [](int) {});
  CHECK(alike);
  CHECK(with + without == 2000);
  CHECK(without <= 3 * 50);
  CHECK(late > 200);
}

TEST_CASE("events come in order of time and, at the same tick, of id", "[event_list]") {
  EventList list(10);
  for (const Event e : {Event{7, 3}, {5, 9}, {7, 1}, {tick_of_day(3), 0}, {7, 2}, {0, 8}}) list.push(e.at, e.id);
  CHECK(same(all(list, 10), {{0, 8}, {5, 9}, {7, 1}, {7, 2}, {7, 3}, {tick_of_day(3), 0}}));
}

TEST_CASE("the order does not depend on that in which events were listed", "[event_list]") {
  std::vector<Event> events;
  const Stream stream({4, 0}, 0);
  for (std::uint32_t i = 0; i < 3000; ++i) events.push_back({stream.draw(i, 0)[0] % tick_of_day(100), i % 700});
  EventList forwards(100), backwards(100);
  for (const Event e : events) forwards.push(e.at, e.id);
  std::reverse(events.begin(), events.end());
  for (const Event e : events) backwards.push(e.at, e.id);
  const auto a = all(forwards, 100);
  CHECK(a.size() == events.size());
  CHECK(same(a, all(backwards, 100)));
}

TEST_CASE("an event listed twice comes twice: the model tells the stale one by its time", "[event_list]") {
  EventList list(5);
  list.push(100, 1);
  list.push(100, 1);
  list.push(200, 1);
  CHECK(same(all(list, 5), {{100, 1}, {100, 1}, {200, 1}}));
}

TEST_CASE("an event listed while its day runs still comes that day, in its place", "[event_list]") {
  EventList list(3);
  list.push(10, 5);
  list.push(30, 5);
  std::vector<Event> seen;
  list.run(
      3,
      [&](Event e) {
        seen.push_back(e);
        if (e.at == 10 && e.id == 5)
          list.push(30, 4), list.push(20, 9), list.push(10, 6), list.push(kTicksPerDay - 1, 1);
        if (e.at == 20 && e.id == 9) list.push(20, 10), list.push(kTicksPerDay, 2);
      },
      [](std::uint32_t) {}, [](int) {});
  CHECK(same(seen, {{10, 5}, {10, 6}, {20, 9}, {20, 10}, {30, 4}, {30, 5}, {kTicksPerDay - 1, 1}, {kTicksPerDay, 2}}));
}

TEST_CASE("events far apart and listed out of order keep their days", "[event_list]") {
  EventList list(130);
  for (const int day : {96, 31, 64, 0, 32, 63, 95, 129}) list.push(tick_of_day(day), static_cast<std::uint32_t>(day));
  std::vector<Event> expected;
  for (const int day : {0, 31, 32, 63, 64, 95, 96, 129})
    expected.push_back({tick_of_day(day), static_cast<std::uint32_t>(day)});
  CHECK(same(all(list, 130), expected));
}

TEST_CASE("events at the horizon or after are dropped, and the last tick before it is not", "[event_list]") {
  EventList list(40);
  list.push(tick_of_day(40) - 1, 1);
  list.push(tick_of_day(40), 2);
  list.push(kNever, 3);
  CHECK(same(all(list, 1000), {{tick_of_day(40) - 1, 1}}));
}

TEST_CASE("a run in pieces handles what one run does, and starts each day once", "[event_list]") {
  const Load load(17);
  const auto handled = [&](const std::vector<int>& stops) {
    EventList list(200);
    const auto push = [&](Tick at, std::uint32_t id) { list.push(at, id); };
    load.start(400, push);
    std::vector<Event> seen;
    std::vector<int> days;
    for (const int stop : stops)
      list.run(
          stop,
          [&](Event e) {
            CHECK(day_of(e.at) == days.back());
            seen.push_back(e);
            if (seen.size() < 20000) load.next(e, static_cast<int>(seen.size()), push);
          },
          [](std::uint32_t) {}, [&](int day) { days.push_back(day); });
    CHECK(days.size() == 200);
    CHECK(std::is_sorted(days.begin(), days.end()));
    return seen;
  };
  const auto whole = handled({200});
  CHECK(whole.size() > 2000);
  CHECK(same(whole, handled({1, 31, 32, 33, 33, 64, 150, 200})));
}

TEST_CASE("random operations agree with a heap, event by event", "[event_list]") {
  std::size_t today = 0, total = 0;
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    constexpr int kHorizon = 160;
    const Load load(seed);
    EventList list(kHorizon);
    Heap heap;
    const auto push = [&](Tick at, std::uint32_t id) {
      list.push(at, id);
      if (day_of(at) < kHorizon) heap.push({at, id});
    };
    load.start(static_cast<int>(50 + 40 * seed), push);
    int count = 0;
    bool agree = true;
    std::map<std::uint32_t, int> announced;
    list.run(
        kHorizon,
        [&](Event e) {
          REQUIRE(!heap.empty());
          agree = agree && heap.top().at == e.at && heap.top().id == e.id;
          heap.pop();
          const std::size_t before = heap.size();
          if (++count < 5000) load.next(e, count, push);
          today += heap.size() > before && day_of(heap.top().at) == day_of(e.at);
          ++total;
        },
        [&](std::uint32_t id) { ++announced[id]; }, [](int) {});
    CHECK(agree);
    CHECK(heap.empty());
    CHECK(!announced.empty());
  }
  CHECK(total > 40000);
  CHECK(today > 1000);
}

TEST_CASE("very many events at one time come in the order of their numbers, in time that grows with them", "[event_list]") {
  // Taken in reverse as they are gathered; by insertion alone these would take 2 * 10^10 steps.
  constexpr std::uint32_t many = 200000;
  EventList list(3);
  for (std::uint32_t id = 0; id < many; ++id) list.push(tick_of_day(1) + 5, id * 7919u % many);
  std::uint32_t next = 0;
  bool in_order = true;
  list.run(3, [&](Event e) { in_order = in_order && e.id == next++; }, [](std::uint32_t) {}, [](int) {});
  CHECK(in_order);
  CHECK(next == many);
}
