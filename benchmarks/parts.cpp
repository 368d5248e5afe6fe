// Times of the engine's parts, in nanoseconds an item, by Google Benchmark: what an event is made of.
#include <Random123/philox.h>
#include <benchmark/benchmark.h>

#include <cstdint>
#include <functional>
#include <queue>
#include <random>
#include <vector>

#include "models/care/clocks.hpp"
#include "sim/event_list.hpp"
#include "sim/exponential.hpp"
#include "sim/pool.hpp"
#include "sim/stream.hpp"
#include "sim/tally.hpp"
#include "sim/time.hpp"

namespace {

using namespace yanglao;

void count_items(benchmark::State& state, std::int64_t each = 1) { state.SetItemsProcessed(state.iterations() * each); }

// --- Streams

template <unsigned rounds>
void philox(benchmark::State& state) {
  std::uint32_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(r123::Philox4x32_R<rounds>{}({{++i, 0, 0, 0}}, {{1, 2}}));
  count_items(state);
}
BENCHMARK(philox<10>)->Name("philox4x32_10_call");
BENCHMARK(philox<7>)->Name("philox4x32_7_call");

void stream_draw(benchmark::State& state) {
  const sim::Stream stream({1, 0}, 3);
  std::uint32_t person = 0;
  for (auto _ : state) benchmark::DoNotOptimize(stream.draw(++person, 5));
  count_items(state);
}
BENCHMARK(stream_draw);

void generator_word(benchmark::State& state) {
  const sim::Stream stream({1, 0}, 3);
  sim::Generator generator(stream, 7, 5);
  for (auto _ : state) benchmark::DoNotOptimize(generator());
  count_items(state);
}
BENCHMARK(generator_word);

void mersenne_word(benchmark::State& state) {
  std::mt19937_64 generator(1);
  for (auto _ : state) benchmark::DoNotOptimize(generator());
  count_items(state);
}
BENCHMARK(mersenne_word);

// --- Exponential

void exponential(benchmark::State& state) {
  std::uint32_t word = 1;
  for (auto _ : state) benchmark::DoNotOptimize(sim::exponential(word *= 747796405U));
  count_items(state);
}
BENCHMARK(exponential);

void fast_exponential(benchmark::State& state) {
  std::uint32_t word = 1;
  for (auto _ : state) benchmark::DoNotOptimize(sim::fast_exponential(word *= 747796405U));
  count_items(state);
}
BENCHMARK(fast_exponential);

void exponential_of_the_standard_library(benchmark::State& state) {
  std::mt19937_64 generator(1);
  std::exponential_distribution<double> distribution;
  for (auto _ : state) benchmark::DoNotOptimize(distribution(generator));
  count_items(state);
}
BENCHMARK(exponential_of_the_standard_library);

// --- Event list: as many events as people, each listed again a random time later

constexpr int kDays = 3653;
constexpr double kMeanDays = 365;

// Draws are made beforehand, so that only the list is timed.
std::vector<sim::Tick> delays() {
  std::mt19937_64 generator(1);
  std::exponential_distribution<double> distribution(1 / kMeanDays);
  std::vector<sim::Tick> all(1 << 16);
  for (sim::Tick& each : all) each = sim::after(0, distribution(generator));
  return all;
}

void event_list(benchmark::State& state) {
  const auto people = static_cast<std::uint32_t>(state.range(0));
  const std::vector<sim::Tick> wait = delays();
  std::int64_t handled = 0;
  for (auto _ : state) {
    sim::EventList list(kDays);
    std::size_t next = 0;
    const auto delay = [&] { return wait[next++ % wait.size()]; };
    for (std::uint32_t id = 0; id < people; ++id) list.push(delay(), id);
    list.run(
        kDays,
        [&](sim::Event event) {
          ++handled;
          list.push(event.at + delay(), event.id);
        },
        [](std::uint32_t) {}, [](int) {});
  }
  state.SetItemsProcessed(handled);
}
BENCHMARK(event_list)->RangeMultiplier(10)->Range(1000, 1000000)->Unit(benchmark::kMillisecond);

void binary_heap(benchmark::State& state) {
  const auto people = static_cast<std::uint32_t>(state.range(0));
  const std::vector<sim::Tick> wait = delays();
  std::int64_t handled = 0;
  for (auto _ : state) {
    std::priority_queue<sim::Event, std::vector<sim::Event>, std::greater<>> heap;
    std::size_t next = 0;
    const auto delay = [&] { return wait[next++ % wait.size()]; };
    for (std::uint32_t id = 0; id < people; ++id) heap.push({delay(), id});
    while (sim::day_of(heap.top().at) < kDays) {
      const sim::Event event = heap.top();
      heap.pop();
      ++handled;
      heap.push({event.at + delay(), event.id});
    }
  }
  state.SetItemsProcessed(handled);
}
BENCHMARK(binary_heap)->RangeMultiplier(10)->Range(1000, 1000000)->Unit(benchmark::kMillisecond);

// --- Waiting line

// First come, first served: one joins and the first leaves, with so many in between.
void line_join_and_call(benchmark::State& state) {
  const auto waiting = static_cast<std::uint32_t>(state.range(0));
  sim::Line line;
  std::uint32_t next = 0;
  while (next < waiting) line.join({next++, 0, sim::kNever, 0});
  for (auto _ : state) {
    line.join({next++, 0, sim::kNever, 0});
    line.leave(line.front().id);
  }
  count_items(state);
}
BENCHMARK(line_join_and_call)->Arg(10)->Arg(1000)->Arg(100000);

// Out of turn: somebody anywhere in the line gives up, and joins again at its end.
void line_give_up(benchmark::State& state) {
  const auto waiting = static_cast<std::uint32_t>(state.range(0));
  sim::Line line;
  for (std::uint32_t id = 0; id < waiting; ++id) line.join({id, 0, sim::kNever, 0});
  std::uint32_t word = 1;
  for (auto _ : state) {
    word = word * 747796405U + 1;
    const auto id = static_cast<std::uint32_t>(std::uint64_t{word} * waiting >> 32);
    line.leave(id);
    line.join({id, 0, sim::kNever, 0});
  }
  count_items(state);
}
BENCHMARK(line_give_up)->Arg(10)->Arg(1000)->Arg(100000);

// --- Tallies

// Time moves on slowly and the cell is random, as in a run.
template <typename Tally>
void tally(benchmark::State& state) {
  const sim::Calendar calendar(sim::epoch_day(2020, 1, 1), sim::epoch_day(2030, 1, 1));
  constexpr std::uint32_t kCells = 108;
  Tally sums(calendar, kCells);
  std::uint32_t word = 1;
  sim::Tick at = 0;
  for (auto _ : state) {
    word = word * 747796405U + 1;
    at = (at + 1000) % calendar.end();
    sums.add(static_cast<int>(std::uint64_t{word} * kCells >> 32), at, 1);
  }
  benchmark::DoNotOptimize(sums);
  count_items(state);
}
BENCHMARK(tally<sim::LevelTally>)->Name("level_tally");
BENCHMARK(tally<sim::SumTally>)->Name("sum_tally");

// --- Health: from one moment to a person's next change, through the calendar years in between

void health_step(benchmark::State& state) {
  const sim::Calendar calendar(sim::epoch_day(2020, 11, 1), sim::epoch_day(2036, 1, 1));
  // Hazards a day, about those of a 75-year-old: once in 30, 12 and 4 years.
  const std::vector<care::Rates> rates(static_cast<std::size_t>(calendar.years()),
                                       {1 / 11e3F, 1 / 6e3F, 1 / 1.5e3F, 1 / 2e4F});
  const care::Multipliers multipliers;
  const sim::Stream stream({1, 0}, 3);
  std::uint32_t person = 0;
  for (auto _ : state) {
    const sim::Draws words = stream.draw(++person, 0);
    care::Person p;
    p.left_terminal = static_cast<float>(sim::fast_exponential(words[0]));
    p.left_function = static_cast<float>(sim::fast_exponential(words[1]));
    p.left_illness = static_cast<float>(sim::fast_exponential(words[2]));
    benchmark::DoNotOptimize(care::follow(p, rates.data(), multipliers, calendar, calendar.end()));
  }
  count_items(state);
}
BENCHMARK(health_step);

}  // namespace
