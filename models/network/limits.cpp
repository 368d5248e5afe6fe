#include "models/network/limits.hpp"

#include <algorithm>
#include <cmath>

#include "models/network/person.hpp"
#include "models/scenario/write.hpp"
#include "sim/event_list.hpp"

namespace yanglao::network {
namespace {

using scenario::toml_number;

/// How often somebody may come in all regions over the run, whom a falling rate leaves out counted.
double candidates(const Arrival& arrival, const Extent& extent) {
  const double a_day = arrival.between ? 1 / arrival.between->mean()
                                       : arrival.rate_per_day.highest(extent.start, extent.start + extent.days);
  return a_day * extent.days * extent.scale;
}

double mean_batch(const Arrival& arrival) {
  double mean = 1;
  for (const double p : arrival.batch) mean += 1 - p;
  return mean;
}

/// Three digits are enough in a message.
std::string about(double value) {
  if (!(value > 0) || !std::isfinite(value)) return toml_number(value);
  const double unit = std::pow(10.0, std::floor(std::log10(value)) - 2);
  return toml_number(std::round(value / unit) * unit);
}

}  // namespace

void refuse_too_many_arrivals(const toml::table& structure, const Network& network, const Extent& extent,
                              Faults& faults) {
  const auto* all = structure.get_as<toml::table>("arrival");
  double people = 0;
  for (const Arrival& arrival : network.arrivals) {
    const auto* table = all == nullptr ? nullptr : all->get_as<toml::table>(arrival.name);
    if (table == nullptr) continue;
    const Section section(*table, "arrival." + arrival.name, faults);
    const double times = candidates(arrival, extent), here = times / extent.regions;
    // All regions draw all renewal arrivals.
    const double drawn = arrival.between ? times : here;
    people += here * mean_batch(arrival);
    if (!(drawn > kMostPeople || people > kMostPeople)) continue;
    const double others = people - here * mean_batch(arrival), batch = mean_batch(arrival);
    const double most = std::min(kMostPeople * (arrival.between ? 1 : extent.regions),
                                 (kMostPeople - others) / batch * extent.regions) /
                        extent.days / extent.scale;
    for (const char* key : {"rate_per_day", "rate_per_year", "between"})
      if (const toml::node* at = table->get(key)) {
        section.refuse(*at, key,
                       about(times / extent.days / extent.scale) + " a day, which come to " + about(times) +
                           " over the run of " + std::to_string(extent.days) + " days" +
                           (batch > 1 ? ", in batches of " + about(batch) + " in the mean" : ""),
                       "at most about " + about(std::floor(most)) + " a day in all");
        break;
      }
    people = others;
  }
}

double bytes_a_person(const Plan& plan) {
  // An event; what the full engine keeps beside a person, and an entry of a line.
  return sizeof(Person) + sim::EventList::kBytesAnEvent + (plan.plain ? 0 : 12 + 8);
}

void refuse_what_does_not_fit(const scenario::Scenario& s, const Plan& plan, double memory) {
  // Cells: two for a class at a stage, exit or way, one for two stages. Each has a number a month.
  const double cells = 2.0 * static_cast<double>(plan.nodes.size()) + static_cast<double>(plan.stages * plan.stages);
  const double people = static_cast<double>(plan.people(0));
  const double here = people * bytes_a_person(plan) + cells * 8 * plan.calendar.months() +
                      plan.days * sim::EventList::kBytesADay;
  const double bytes = here * (plan.travel ? plan.group : 1);
  if (bytes <= memory) return;
  const scenario::Origin o = s.origin("population");
  const double most = people * memory / bytes;
  throw scenario::ScenarioError({{o.file, o.line, o.column, "population",
                                  toml_number(std::ceil(people)) + " people in one of " + std::to_string(plan.regions) +
                                      " regions, which run in " + sim::gib_text(bytes),
                                  "at most " + about(std::floor(most)) + " in a region, for this machine has " +
                                      sim::gib_text(memory) + " (more regions, or a smaller scale)",
                                  ""}});
}

void refuse_growth(const Plan& plan, int region, std::size_t people, double memory) {
  // The old room and the new are there at once while people move, and other regions may run beside this one.
  const double bytes = 1.5 * static_cast<double>(people) * bytes_a_person(plan);
  if (bytes <= memory / 2 || plan.network.arrivals.empty()) return;
  const Arrival& first = plan.network.arrivals.front();
  throw scenario::ScenarioError({{first.origin.file, first.origin.line, first.origin.column, "arrival." + first.name,
                                  "more than " + about(static_cast<double>(people) / 2) +
                                      " people at once in region " + std::to_string(region + 1) +
                                      ", who come faster than they leave",
                                  "fewer arrivals, more places, shorter stays or more regions: " +
                                      sim::gib_text(memory) + " of memory hold no more",
                                  ""}});
}

}  // namespace yanglao::network
