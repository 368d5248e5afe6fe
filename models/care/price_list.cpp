#include "models/care/price_list.hpp"

#include <map>
#include <set>

#include "models/care/own_splits.hpp"

namespace yanglao::care {
namespace {

/// Prefectures and codes of counties that have a rate of their own.
std::set<std::string> with_own_rates(const scenario::Scenario& s) {
  std::set<std::string> out;
  for (const scenario::Setting& each : s.settings())
    if (!each.place.empty() && s.schema().find(each.key)->type == scenario::Type::rate) out.insert(each.place);
  return out;
}

}  // namespace

PriceList::PriceList(const scenario::Scenario& s, const sim::Calendar& calendar) : months_(calendar.months()) {
  std::vector<std::string> rates;
  for (const scenario::Lever& lever : s.schema().levers())
    if (lever.type == scenario::Type::rate) rates.push_back(lever.key);
  const std::set<std::string> own = with_own_rates(s);
  const OwnSplits splits = own_splits(s);
  std::map<std::vector<double>, std::uint32_t> known;  // by the values of all rates
  std::vector<std::uint32_t> of_province;
  const auto of = [&](int place) {
    std::vector<const scenario::Schedule*> schedules;
    for (const std::string& key : rates) schedules.push_back(&s.schedule(key, place));
    std::vector<std::uint32_t> out;
    for (int m = 0; m < months_; ++m) {
      const int day = calendar.start() + calendar.month_begin(m);
      std::vector<double> values;
      values.reserve(schedules.size());
      for (const scenario::Schedule* each : schedules) values.push_back(each->at(day));
      const auto [there, is_new] = known.try_emplace(std::move(values), static_cast<std::uint32_t>(all_.size()));
      if (is_new) all_.emplace_back(RatesAt{s, place, day}, splits);
      out.push_back(there->second);
    }
    return out;
  };
  for (int c = 0; c < static_cast<int>(s.places().size()); ++c) {
    const scenario::Place& place = s.places()[static_cast<std::size_t>(c)];
    if (own.contains(place.code) || own.contains(place.prefecture)) {
      const auto numbers = of(c);
      numbers_.insert(numbers_.end(), numbers.begin(), numbers.end());
      continue;
    }
    if (of_province.empty()) of_province = of(-1);
    numbers_.insert(numbers_.end(), of_province.begin(), of_province.end());
  }
}

}  // namespace yanglao::care
