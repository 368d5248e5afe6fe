#include "models/network/read_distribution.hpp"

#include <cmath>

#include "models/scenario/describe.hpp"
#include "models/scenario/write.hpp"

namespace yanglao::network {
namespace {

using Kind = Distribution::Kind;
constexpr double longest = 1e7;
constexpr std::size_t most_phases = 100;

bool is_gap(const Section& s) { return s.path().ends_with(".between"); }
/// Many may come within a tick, but a stay is a whole number of ticks, and at least one.
Limits usual(const Section& s) { return {is_gap(s) ? 1e-6 : kShortestMean, longest}; }

std::optional<double> needed(Section& s, const std::string& stem, std::optional<Limits> limits = {}) {
  const bool there = s.has(stem + "_days") || s.has(stem + "_years");
  const auto value = s.duration(stem, limits.value_or(usual(s)));
  if (!there) s.refuse("no " + stem + "_days", stem + "_days or " + stem + "_years");
  return value;
}

std::optional<double> needed_number(Section& s, const std::string& name, Limits limits) {
  if (!s.has(name)) s.refuse("no " + name, "a number called " + name);
  return s.number(name, limits);
}

std::optional<Distribution> read_gamma(Section& s, bool lognormal) {
  const auto mean = needed(s, "mean");
  const auto cv = needed_number(s, "cv", {0, 100});
  if (!mean || !cv) return std::nullopt;
  return lognormal ? Distribution::lognormal(*mean, *cv) : Distribution::gamma(*mean, *cv);
}

std::optional<Distribution> read_erlang(Section& s) {
  const auto mean = needed(s, "mean");
  if (!s.has("stages")) s.refuse("no stages", "a whole number of stages");
  const auto stages = s.whole("stages", {1, 1000});
  if (!mean || !stages) return std::nullopt;
  return Distribution{Kind::gamma, static_cast<double>(*stages), *mean / *stages, {}, {}, {}};
}

std::optional<Distribution> read_weibull(Section& s) {
  const auto shape = needed_number(s, "shape", {0.1, 100});
  const auto scale = needed(s, "scale");
  if (!shape || !scale) return std::nullopt;
  return Distribution{Kind::weibull, *shape, *scale, {}, {}, {}};
}

std::optional<Distribution> read_uniform(Section& s) {
  const auto low = needed(s, "low", Limits{0, longest}), high = needed(s, "high");
  if (!low || !high) return std::nullopt;
  if (*low <= *high) return Distribution{Kind::uniform, *low, *high, {}, {}, {}};
  s.refuse("a low end above the high one", "low, then high");
  return std::nullopt;
}

std::optional<Distribution> read_empirical(Section& s) {
  if (!s.has("days")) s.refuse("no days", "days = [ ... ], the durations seen");
  const auto days = s.numbers("days", {0, 1e7});
  auto weights = s.numbers("weights");
  if (!days) return std::nullopt;
  if (!weights) weights = std::vector<double>(days->size(), 1.0);
  double sum = 0, length = 0;
  for (std::size_t i = 0; i < std::min(weights->size(), days->size()); ++i) {
    sum += (*weights)[i];
    length += (*weights)[i] * (*days)[i];
  }
  if (weights->size() != days->size())
    s.refuse(std::to_string(weights->size()) + " weights for " + std::to_string(days->size()) + " durations",
             "a weight for each duration");
  else if (!(sum > 0 && length > 0))
    s.refuse("durations that are all zero, or of weight zero", "some duration above 0 with a weight above 0");
  else
    return Distribution::empirical(*days, *weights);
  return std::nullopt;
}

/// rates_per_day[i] lists the rates to phase 1, 2, ..., n and, last, out; the rate from a phase to itself is 0.
std::optional<Distribution> read_phase_type(Section& s) {
  if (!s.has("start")) s.refuse("no start", "start = [ ... ], the probability of each first phase");
  const auto start = s.numbers("start", {0, 1}, most_phases);
  const toml::node* rates = s.node("rates_per_day");
  const auto* rows = rates == nullptr ? nullptr : rates->as_array();
  if (!start) return std::nullopt;
  const std::size_t n = start->size();
  const auto refuse = [&](const toml::node& at, const std::string& given) {
    s.refuse(at, "rates_per_day", given,
             "one list for each phase: the rates to the " + std::to_string(n) + " phases (0 to itself), then out");
    return std::nullopt;
  };
  if (rows == nullptr || rows->size() != n) return refuse(rates == nullptr ? s.table() : *rates, "something else");
  std::vector<std::vector<double>> to;
  std::vector<double> leave;
  for (std::size_t i = 0; i < n; ++i) {
    const auto* row = rows->get(i)->as_array();
    std::vector<double> values;
    for (std::size_t j = 0; row != nullptr && j < row->size(); ++j) {
      const auto value = row->get(j)->value<double>();
      if (value && std::isfinite(*value) && *value >= 0 && *value <= 1e6) values.push_back(*value);
    }
    if (values.size() != n + 1 || values[i] != 0) return refuse(*rows->get(i), "something else");
    leave.push_back(values.back());
    values.pop_back();
    to.push_back(std::move(values));
  }
  // Every phase must lead out, or somebody would stay for ever.
  std::vector<bool> out(n);
  for (std::size_t round = 0; round <= n; ++round)
    for (std::size_t i = 0; i < n; ++i) {
      out[i] = out[i] || leave[i] > 0;
      for (std::size_t j = 0; j < n; ++j) out[i] = out[i] || (to[i][j] > 0 && out[j]);
    }
  double sum = 0;
  for (const double p : *start) sum += p;
  for (std::size_t i = 0; i < n; ++i)
    if (!out[i]) return refuse(*rows->get(i), "a phase that never ends");
  if (std::abs(sum - 1) <= 1e-9) return Distribution::phase_type(*start, to, leave);
  s.refuse("probabilities of the first phase that sum to " + scenario::toml_number(sum), "a sum of 1");
  return std::nullopt;
}

std::optional<Distribution> read_kind(Section& s, std::size_t kind) {
  switch (kind) {
    case 0:
      if (const auto mean = needed(s, "mean")) return Distribution{Kind::exponential, *mean, 0, {}, {}, {}};
      return std::nullopt;
    case 1:
      return read_gamma(s, true);
    case 2:
      return read_gamma(s, false);
    case 3:
      return read_weibull(s);
    case 4:
      return read_erlang(s);
    case 5:
      return read_phase_type(s);
    case 6:
      if (!s.has("days") && !s.has("years")) s.refuse("no days", "days or years, the duration");
      if (const auto days = s.duration("", usual(s))) return Distribution{Kind::deterministic, *days, 0, {}, {}, {}};
      return std::nullopt;
    case 7:
      return read_uniform(s);
    default:
      return read_empirical(s);
  }
}

}  // namespace

void refuse_short(const Section& section, double mean_days) {
  // Not by the last bit of a mean that is a product.
  if (mean_days < kShortestMean * (1 - 1e-9))
    section.refuse("a mean of " + scenario::toml_number(mean_days) + " days",
                   "a mean from " + scenario::toml_number(kShortestMean) + " to " + scenario::toml_number(longest) +
                       " days");
}

std::optional<Distribution> read_distribution(Section& section, const std::string& name) {
  auto s = section.inner(name);
  if (!s) return std::nullopt;
  if (!s->has("kind")) s->refuse("no kind", "kind = \"exponential\" or another distribution");
  const auto kind = s->choice("kind", {"exponential", "lognormal", "gamma", "weibull", "erlang", "phase_type",
                                       "deterministic", "uniform", "empirical"});
  if (!kind) return std::nullopt;
  auto out = read_kind(*s, *kind);
  if (out && !is_gap(*s)) refuse_short(*s, out->mean());
  s->refuse_unknown();
  return out;
}

}  // namespace yanglao::network
