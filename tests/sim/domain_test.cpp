#include "sim/domain.hpp"

#include <algorithm>
#include <map>

#include "sim/event_list.hpp"
#include "sim/stream.hpp"
#include "tests/catch.hpp"

using namespace yanglao::sim;

namespace {

constexpr int kDays = 90;

struct Seen {
  Tick at;
  std::uint16_t to, from;
  std::uint32_t id;
  friend bool operator==(const Seen&, const Seen&) = default;
};

/// Regions that write to each other when the stream says so, and answer some of what they get. `log` sees all arrivals.
class Writers : public Model {
 public:
  explicit Writers(int regions) : regions_(regions) {}
  class Writer : public Region {
   public:
    Writer(const Writers& all, int self, StreamKey key)
        : all_(all), self_(self), stream_(key, static_cast<std::uint32_t>(self)), list_(kDays) {
      for (std::uint32_t i = 0; i < 200; ++i) list_.push(stream_.draw(i, 0)[0] % tick_of_day(kDays), i);
    }
    void advance(int last_day) override {
      list_.run(
          last_day, [this](Event e) { handle(e); }, [](std::uint32_t) {}, [](int) {});
    }
    void collect(std::span<double>) const override {}
    std::uint64_t events() const override { return events_; }
    void send(std::vector<Mail>& out) override {
      out.insert(out.end(), outbox_.begin(), outbox_.end());
      outbox_.clear();
    }
    void receive(std::span<const Mail> mail) override {
      for (const Mail& m : mail) list_.push(m.at, inbox_.put(m));
    }

   private:
    void handle(Event e) {
      ++events_;
      std::uint32_t id = e.id;
      if (e.id & Inbox::kBit) {
        const Mail m = inbox_.take(e.id);
        all_.log[self_].push_back({e.at, m.to, m.from, m.id});
        id = m.id;
        if (m.what == 0) return;
      }
      const Draws d = stream_.draw(id, 1, e.at);
      const int to = static_cast<int>(d[0] % static_cast<std::uint32_t>(all_.regions_));
      if (to == self_) return;
      // Exactly a day later, or up to 40: across the borders of pages as well.
      const Tick at = e.at + kTicksPerDay + (d[1] % 3 ? 0 : d[2] % tick_of_day(40));
      outbox_.push_back({at, static_cast<std::uint16_t>(to), static_cast<std::uint16_t>(self_), id,
                         static_cast<std::uint16_t>(d[3] % 2), 0});
    }
    const Writers& all_;
    int self_;
    Stream stream_;
    EventList list_;
    Inbox inbox_;
    std::vector<Mail> outbox_;
    std::uint64_t events_ = 0;
  };

  int regions() const override { return regions_; }
  int horizon_days() const override { return kDays; }
  std::unique_ptr<Region> make_region(int region, StreamKey key) const override {
    return std::make_unique<Writer>(*this, region, key);
  }
  double weight(int region) const override { return region; }
  std::vector<std::vector<int>> domains() const override { return domains_named; }
  const std::vector<Field>& fields() const override { return none_; }
  const std::vector<Field>& derived() const override { return none_; }
  void derive(std::span<const double>, std::span<double>) const override {}
  std::vector<Dimension> dimensions() const override { return {}; }
  Dimension region_axis(const std::string&) const override { return {}; }
  int region_row(int region, const std::string&) const override { return region; }
  std::map<std::string, std::string> attributes() const override { return {}; }
  std::string name() const override { return "writers"; }

  mutable std::map<int, std::vector<Seen>> log;
  std::vector<std::vector<int>> domains_named;

 private:
  int regions_;
  std::vector<Field> none_;
};

std::map<int, std::vector<Seen>> letters(const std::vector<int>& order, const std::vector<int>& stops) {
  const Writers model(static_cast<int>(order.size()));
  Domain domain(model, order, {3, 0});
  for (const int stop : stops) domain.advance(stop);
  return model.log;
}

}  // namespace

TEST_CASE("mail arrives in the region it names, at its time and in order of time", "[domain]") {
  const auto log = letters({0, 1, 2, 3}, {kDays});
  std::size_t all = 0;
  for (const auto& [region, seen] : log) {
    all += seen.size();
    CHECK(std::is_sorted(seen.begin(), seen.end(), [](const Seen& a, const Seen& b) { return a.at < b.at; }));
    for (const Seen& s : seen) CHECK((s.to == region && s.from != region && s.at < tick_of_day(kDays)));
  }
  CHECK(all > 500);
}

TEST_CASE("what arrives does not depend on how the regions were named or the run was cut", "[domain]") {
  const auto log = letters({0, 1, 2, 3}, {kDays});
  CHECK(letters({3, 1, 0, 2}, {kDays}) == log);
  CHECK(letters({0, 1, 2, 3}, {1, 2, 31, 32, 33, 64, kDays}) == log);
}

TEST_CASE("mail that arrives together is handled in a total order", "[domain]") {
  const Mail first{100, 1, 0, 7, 0, 0};
  const Mail others[] = {{101, 0, 0, 0, 0, 0}, {100, 2, 0, 0, 0, 0}, {100, 1, 1, 0, 0, 0},
                         {100, 1, 0, 8, 0, 0}, {100, 1, 0, 7, 1, 0}, {100, 1, 0, 7, 0, 1}};
  for (const Mail& m : others) CHECK((first < m && !(m < first)));
}

TEST_CASE("a slot of the inbox is used again only when its mail was taken", "[domain]") {
  Inbox inbox;
  const std::uint32_t a = inbox.put({1, 0, 0, 11, 0, 0}), b = inbox.put({2, 0, 0, 22, 0, 0});
  CHECK(((a & Inbox::kBit) != 0 && a != b));
  CHECK(inbox.take(a).id == 11);
  const std::uint32_t c = inbox.put({3, 0, 0, 33, 0, 0});
  CHECK(c == a);
  CHECK((inbox.take(b).id == 22 && inbox.take(c).id == 33));
}

TEST_CASE("regions run in the domains that the model names, the others alone, the heaviest first", "[domain]") {
  Writers model(6);
  model.domains_named = {{0, 2}, {1, 4}};
  CHECK(groups_of(model, 1) == std::vector<std::vector<int>>{{1, 4}, {5}, {3}, {0, 2}});
}
