// Makes counties of the faulty engine, and a model of them.
#include "models/care/care.hpp"
#include "models/care/county.hpp"
#include "sim/runner.hpp"

namespace yanglao::care {
namespace {

/// Loses or repeats releases of lent beds on their way into a county.
class Post final : public sim::Region {
 public:
  explicit Post(std::unique_ptr<sim::Region> county) : county_(std::move(county)) {}
  void advance(int last_day) override { county_->advance(last_day); }
  void collect(std::span<double> out) const override { county_->collect(out); }
  [[nodiscard]] std::uint64_t events() const override { return county_->events(); }
  void send(std::vector<sim::Mail>& out) override { county_->send(out); }
  void receive(std::span<const sim::Mail> mail) override {
    if (planted != Fault::mail_lost && planted != Fault::mail_twice) return county_->receive(mail);
    std::vector<sim::Mail> arrives;
    for (const sim::Mail& m : mail) {
      const bool wrong = m.what == static_cast<std::uint16_t>(Message::release) && ++releases_ % 10 == 0;
      for (int times = !wrong ? 1 : planted == Fault::mail_lost ? 0 : 2; times > 0; --times) arrives.push_back(m);
    }
    county_->receive(arrives);
  }

 private:
  std::unique_ptr<sim::Region> county_;
  std::uint32_t releases_ = 0;
};

class Faulty final : public sim::Model {
 public:
  Faulty(const scenario::Scenario& s, double scale, int end) : right_(build(s, {scale, end})), setup_(s, end, scale) {}
  [[nodiscard]] int regions() const override { return right_->regions(); }
  [[nodiscard]] int horizon_days() const override { return right_->horizon_days(); }
  [[nodiscard]] double weight(int region) const override { return right_->weight(region); }
  [[nodiscard]] std::vector<std::vector<int>> domains() const override { return right_->domains(); }
  [[nodiscard]] std::unique_ptr<sim::Region> make_region(int region, sim::StreamKey key) const override {
    return make_faulty(setup_, region, key);
  }
  [[nodiscard]] const std::vector<sim::Field>& fields() const override { return right_->fields(); }
  [[nodiscard]] const std::vector<sim::Field>& derived() const override { return right_->derived(); }
  void derive(std::span<const double> summed, std::span<double> out) const override { right_->derive(summed, out); }
  [[nodiscard]] std::vector<sim::Dimension> dimensions() const override { return right_->dimensions(); }
  [[nodiscard]] sim::Dimension region_axis(const std::string& detail) const override {
    return right_->region_axis(detail);
  }
  [[nodiscard]] int region_row(int region, const std::string& detail) const override {
    return right_->region_row(region, detail);
  }
  [[nodiscard]] std::vector<sim::Variable> constants() const override { return right_->constants(); }
  [[nodiscard]] std::map<std::string, std::string> attributes() const override { return right_->attributes(); }
  [[nodiscard]] std::string name() const override { return right_->name(); }

 private:
  std::shared_ptr<const sim::Model> right_;
  Setup setup_;
};

}  // namespace

Lives lives_of(const std::shared_ptr<const sim::Model>& faulty) {
  Lives lives(static_cast<std::size_t>(faulty->regions()));
  sim::trace = &lives;
  sim::RunOptions options;
  options.seed = 5;
  options.detail = "province";
  sim::run({faulty}, options);
  sim::trace = nullptr;
  return lives;
}

std::unique_ptr<sim::Region> make_faulty(const Setup& setup, int county, sim::StreamKey key) {
  return std::make_unique<Post>(std::make_unique<County>(setup, county, key));
}

std::shared_ptr<const sim::Model> faulty_model(const std::string& scenario, double scale, int end,
                                               const std::vector<std::pair<std::string, std::string>>& settings) {
  return std::make_shared<Faulty>(scenario::Scenario::load(scenario).with(settings), scale, end);
}

}  // namespace yanglao::care
