// Who is in care already at the start: in a community place, a bed of an institution or a hospital bed.
#include <algorithm>
#include <limits>
#include <utility>

#include "models/care/county_steps.hpp"

namespace yanglao::care {
/// Weights for being in a community place, general, nursing or dementia bed.
std::array<float, 4> County::start_weights(Id id) const {
  const Person& p = people_[id];
  const auto wish = static_cast<float>(setup_.choice.institution(p, age(p, 0), rule(0).terms, own_reliefs(id, 0)));
  std::array<float, 4> w{static_cast<float>(setup_.parameters.wish_community[p.function]), 0, 0, 0};
  switch (Choice::suitable(p, pools_[pool_of(Place::dementia)].capacity() > 0)) {
    case Place::dementia:
      w[3] = wish;
      w[2] = wish;
      break;
    case Place::nursing:
      w[2] = wish;
      w[1] = 0.1F * wish;  // some took the second best
      break;
    default:
      w[1] = wish;
      break;
  }
  return w;
}

void County::settle_at_start(Id id, Place bed) {
  take(0, bed, false);
  live_at(id, 0, bed);
  stand(id, 0, bed);
}

/// How many people have places of a kind at the start: as many of them as the scenario says are taken. What is less than
/// a place is taken by chance, which a scenario with more places shares: a draw of the county, kept with the first person's.
std::size_t County::found_in(std::size_t kind) const {
  const sim::Draws d = draw(0, Purpose::placing, 1);
  const double places = setup_.parameters.start_occupancy[kind] * pools_[kind].capacity();
  return static_cast<std::size_t>(std::max(0.0, places + sim::unit(d[kind])));
}

/// Whoever is on state support comes first here as in every line: those who wish for a bed in an institution have it, as
/// long as there are any. Takes them off `left`, the draws of those without a place; returns what places others find.
std::array<std::size_t, 4> County::place_supported(std::vector<double>& left) {
  std::array<std::size_t, 4> places{};
  for (std::size_t kind = 0; kind < places.size(); ++kind) places[kind] = found_in(kind);
  if (!setup_.parameters.state_support_first) return places;
  for (Id id = 0; id < found_.size(); ++id) {
    if (people_[id].pension != destitute) continue;
    const auto& weight = found_[id].weight;
    for (const std::size_t kind : {3u, 2u, 1u}) {
      if (weight[kind] <= 0 || places[kind] == 0) continue;
      if (left[id] < static_cast<double>(weight[kind])) {
        settle_at_start(id, place_of_pool(static_cast<int>(kind)));
        left[id] = -1;
        --places[kind];
      }
      break;
    }
  }
  return places;
}

/// People already in care: each kind of bed is filled to the occupancy that the scenario gives, by people drawn in
/// proportion to their wish for it. The draw of each, over their wish, ranks them, and the first have the places: so there
/// are as many as are wanted, and a scenario with more places has the same people in them and the next ones.
void County::fill_at_start() {
  std::vector<std::pair<double, Id>> ranked;
  std::vector<double> left;  // of the draw, after the kinds before
  left.reserve(found_.size());
  for (const Found& one : found_) left.push_back(sim::unit(one.place));
  const std::array<std::size_t, 4> places = place_supported(left);
  std::array<double, 4> all{};  // weights of those who have no place
  const auto count_in = [&](const Found& one, double sign) __attribute__((always_inline)) {
    for (std::size_t kind = 0; kind < all.size(); ++kind) all[kind] += sign * static_cast<double>(one.weight[kind]);
  };
  for (Id id = 0; id < found_.size(); ++id)
    if (left[id] >= 0) count_in(found_[id], 1);
  // What the kind before takes from the draw: the rank of the first who has none, times the weight.
  double first = 0;
  std::size_t before = 0;
  // Nursing beds last: a scenario with more of them has more people in them, and the same in all others.
  for (const std::size_t kind : {0u, 1u, 3u, 2u}) {
    const std::size_t count = places[kind];
    const auto rank_below = [&](double limit) {
      ranked.clear();
      const double taken = first;  // a copy, which nothing stored below can change
      for (Id id = 0; id < found_.size(); ++id) {
        if (left[id] < 0) continue;
        const double now = std::max(0.0, left[id] - taken * static_cast<double>(found_[id].weight[before]));
        left[id] = now;
        const auto weight = static_cast<double>(found_[id].weight[kind]);
        if (now < limit * weight) ranked.emplace_back(now / weight, id);
      }
      first = 0;
    };
    // Nearly always the first are among those below twice the rank that is to be expected of the last; else all are ranked.
    rank_below(2 * (static_cast<double>(count) + 16) / all[kind]);
    if (ranked.size() <= count) rank_below(std::numeric_limits<double>::infinity());
    const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(count, ranked.size()));
    std::nth_element(ranked.begin(), end, ranked.end());
    for (auto one = ranked.begin(); one != end; ++one) {
      settle_at_start(one->second, place_of_pool(static_cast<int>(kind)));
      left[one->second] = -1;
      count_in(found_[one->second], -1);
    }
    if (end != ranked.end()) first = end->first;
    before = kind;
  }
}

/// Who is there at the start finds a place in care, falls ill, or neither; hospital beds are filled by the hazard of
/// admission times the stay.
void County::place_at_start() {
  const Parameters& q = setup_.parameters;
  for (Id id = 0; id < found_.size(); ++id) found_[id].weight = start_weights(id);
  fill_at_start();
  for (Id id = 0; id < found_.size(); ++id) {  // who turns 60 later has a higher number
    const Rates& now = setup_.hazards.row(people_[id])[0];
    const double terminal = std::min(0.5, static_cast<double>(now.terminal) * q.terminal_days);
    const double u = sim::unit(found_[id].ill);
    if (u < terminal) {
      on_terminal(id, 0);
    } else if (u < terminal + (1 - terminal) * static_cast<double>(now.illness) * q.stay_days &&
               pools_[pool_of(Place::acute)].free()) {
      admit(id, 0, Place::acute, draw(id, Purpose::illness), false, true);
    } else {
      plan_at_base(id, 0);
    }
  }
  std::vector<Found>().swap(found_);
}

}  // namespace yanglao::care
