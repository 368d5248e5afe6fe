#include "sim/provenance.hpp"

#include <sys/resource.h>

#include <array>
#include <charconv>
#include <cmath>
#include <ctime>

#include "revision.hpp"

namespace yanglao::sim {
namespace {

std::string utc(std::chrono::system_clock::time_point when) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
  std::tm parts = {};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text = {};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string decimals(double number, int digits) {
  std::array<char, 64> text = {};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed, digits);
  return {text.data(), end.ptr};
}

double peak_memory_mib() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace

std::string version() { return YANGLAO_VERSION; }

std::string revision() { return YANGLAO_REVISION; }

std::string shortest(double number) {
  std::array<char, 64> text = {};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr};
}

void stamp(Dataset& dataset, const Recipe& recipe, const Course& course) {
  auto& facts = dataset.attributes;
  facts["Conventions"] = "CF-1.10";
  facts["title"] = recipe.title;
  facts["source"] = "yanglao " + version();
  facts["version"] = version();
  facts["git_revision"] = revision();
  facts["command"] = recipe.command;
  facts["seed"] = std::to_string(recipe.seed);
  facts["replications"] = std::to_string(recipe.replications);
  facts["scale"] = shortest(recipe.scale);

  auto& record = dataset.run_record;
  record["started"] = utc(course.started);
  record["wall_seconds"] = decimals(course.wall_seconds, 6);
  record["threads"] = std::to_string(course.threads);
  record["events"] = std::to_string(course.events);
  record["events_per_second"] =
      course.wall_seconds > 0 ? decimals(static_cast<double>(course.events) / course.wall_seconds, 0) : "0";
  record["peak_memory_mib"] = decimals(peak_memory_mib(), 1);
}

}  // namespace yanglao::sim
