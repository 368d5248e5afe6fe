#include "support.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <stdexcept>

#include "models/network/model.hpp"
#include "models/network/report.hpp"
#include "sim/domain.hpp"
#include "sim/interval.hpp"
#include "sim/time.hpp"
#include "tests/catch.hpp"

namespace yanglao::theory {

std::shared_ptr<const network::Plan> plan(const std::string& sections, int days, int warm_up, long population,
                                          double scale) {
  const int start = sim::epoch_day(2001, 1, 1);
  std::string text =
      "model = \"network\"\nstart = " + sim::iso_date(start) + "\nend = " + sim::iso_date(start + warm_up + days) +
      "\nwarm_up_days = " + std::to_string(warm_up) + "\npopulation = " + std::to_string(population) + "\n";
  return network::plan(scenario::Scenario::from_toml(text + sections), {scale, {}});
}

double Outcome::month(int month, const std::string& field, std::size_t i, std::size_t j) const {
  const auto length_of = [&](const std::string& axis) -> std::size_t {
    const std::vector<sim::Dimension> axes = network::axes(*plan_);
    for (const sim::Dimension& d : axes)
      if (d.name == axis) return d.size();
    throw std::logic_error(axis);
  };
  std::size_t offset = 0;
  for (const sim::Field& f : *fields_) {
    if (f.name == field) {
      const std::size_t width = f.size / static_cast<std::size_t>(plan_->calendar.months());
      const std::size_t columns = f.dimensions.size() > 2 ? length_of(f.dimensions[2]) : 1;
      return values_.at(offset + static_cast<std::size_t>(month) * width + i * columns + j);
    }
    offset += f.size;
  }
  throw std::logic_error("no field " + field);
}

double Outcome::sum(const std::string& field, std::size_t i, std::size_t j) const {
  double total = 0;
  for (int m = 0; m < plan_->calendar.months(); ++m) total += month(m, field, i, j);
  return total;
}

double Outcome::mean(const std::string& field, std::size_t i, std::size_t j) const {
  double total = 0;
  for (int m = 0; m < plan_->calendar.months(); ++m) total += month(m, field, i, j) * plan_->calendar.month_days(m);
  return total / plan_->calendar.days();
}

void Outcome::add(Outcome region) {
  for (std::size_t i = 0; i < values_.size(); ++i) values_[i] += region.values_[i];
  regions_.push_back(std::move(region));
}

Outcome replicate(const network::Plan& plan, const std::vector<sim::Field>& fields, Engine engine,
                  std::uint32_t replication) {
  std::size_t size = 0;
  for (const sim::Field& f : fields) size += f.size;
  Outcome out(plan, fields, std::vector<double>(size, 0.0));
  for (int first = 0; first < plan.regions; first += plan.group) {
    std::vector<std::unique_ptr<sim::Region>> regions;
    std::vector<int> names;
    for (int r = first; r < first + plan.group; ++r) {
      regions.push_back(engine(plan, r, {1, replication}));
      names.push_back(r);
    }
    sim::Domain domain(std::move(regions), names);
    domain.advance(plan.days);
    for (std::size_t r = 0; r < names.size(); ++r) {
      std::vector<double> values(size, 0.0);
      domain.region(r).collect(values);
      out.add({plan, fields, std::move(values)});
    }
  }
  return out;
}

std::vector<std::vector<double>> simulate(const network::Plan& plan, Engine engine, int replications,
                                          const std::vector<Measure>& measures) {
  const std::vector<sim::Field> fields = network::fields(plan);
  std::vector<std::vector<double>> out(measures.size());
  for (int r = 0; r < replications; ++r) {
    const Outcome outcome = replicate(plan, fields, engine, static_cast<std::uint32_t>(r));
    for (std::size_t m = 0; m < measures.size(); ++m) out[m].push_back(measures[m](outcome));
  }
  return out;
}

bool Verdict::agrees() const { return std::abs(mean - theory) <= half_width; }

Verdict compare(const std::vector<double>& samples, double theory) {
  const double n = static_cast<double>(samples.size()), mean = sim::mean(samples);
  double squares = 0;
  for (const double x : samples) squares += (x - mean) * (x - mean);
  const double error = std::sqrt(squares / (n - 1) / n);
  const boost::math::students_t t(n - 1);
  const double half = boost::math::quantile(boost::math::complement(t, alpha / 2)) * error;
  const double missed = boost::math::quantile(boost::math::complement(t, 1e-3)) * error;
  return {mean, theory, half, (half + missed) / std::abs(theory)};
}

namespace {
std::vector<Measure> measures_of(const std::vector<Claim>& claims) {
  std::vector<Measure> out;
  for (const Claim& claim : claims) out.push_back(claim.measure);
  return out;
}
}  // namespace

void holds(const network::Plan& plan, const std::vector<Claim>& claims, double resolution, int replications) {
  const auto samples = simulate(plan, exact, replications, measures_of(claims));
  for (std::size_t c = 0; c < claims.size(); ++c) {
    const Verdict v = compare(samples[c], claims[c].theory);
    INFO(claims[c].what << ": theory " << v.theory << ", simulated " << v.mean << " +- " << v.half_width
                        << ", detectable " << v.detectable);
    CHECK(v.agrees());
    CHECK(v.detectable <= resolution);
  }
}

void catches(const network::Plan& plan, Engine wrong, const std::vector<Claim>& claims, int replications) {
  const auto samples = simulate(plan, wrong, replications, measures_of(claims));
  bool refused = false;
  for (std::size_t c = 0; c < claims.size(); ++c) refused = refused || !compare(samples[c], claims[c].theory).agrees();
  CHECK(refused);
}

std::vector<double> birth_death(const std::function<double(int)>& birth, const std::function<double(int)>& death,
                                int last) {
  std::vector<double> p{1};
  double sum = 1;
  for (int n = 0; n < last; ++n) sum += p.emplace_back(p.back() * birth(n) / death(n + 1));
  for (double& each : p) each /= sum;
  return p;
}

}  // namespace yanglao::theory
