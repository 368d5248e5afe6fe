#include "models/network/at_start.hpp"

#include <cmath>

#include "models/scenario/write.hpp"

namespace yanglao::network {
namespace {

using scenario::toml_number;

const toml::table* inner(const toml::table* table, const std::string& name) {
  return table == nullptr ? nullptr : table->get_as<toml::table>(name);
}

/// Where the people of a class that are at a stage at the start are told: a key of the class there, or of the stage.
class StartReader {
 public:
  StartReader(const toml::table& structure, const Network& network, Faults& faults)
      : stages_(inner(&structure, "stage")), network_(network), faults_(faults) {}

  void refuse(std::size_t stage, std::size_t klass, const std::string& given, const std::string& expected) const {
    const std::string path = "stage." + network_.stages[stage].name;
    const toml::table* all = inner(stages_, network_.stages[stage].name);
    const std::string& name = network_.classes[klass].name;
    const toml::table* own = inner(inner(all, "class"), name);
    for (const auto& [table, where] : {std::pair{own, path + ".class." + name}, std::pair{all, path}})
      for (const char* key : {"at_start", "waiting_at_start"})
        if (table != nullptr && table->contains(key))
          return Section(*table, where, faults_).refuse(*table->get(key), key, given, expected);
  }

 private:
  const toml::table* stages_;
  const Network& network_;
  Faults& faults_;
};

/// People of classes without a share of the population, which are added to it.
std::int64_t added(const Network& network, int region, int regions) {
  std::int64_t sum = 0;
  for (std::size_t c = 0; c < network.classes.size(); ++c)
    for (std::size_t s = 0; network.classes[c].share == 0 && s < network.stages.size(); ++s)
      for (const double there : {network.stages[s].by_class[c].at_start, network.stages[s].by_class[c].waiting_at_start})
        sum += part(std::llround(there), region, regions);
  return sum;
}

double places(const Network& network, const Stage& stage, const Extent& extent) {
  if (!stage.per_1000) return std::round(stage.capacity.at(extent.start));
  double sum = 0;
  for (int r = 0; r < extent.regions; ++r)
    sum += places_per_1000(stage.capacity_per_1000.at(extent.start),
                           part(extent.population, r, extent.regions) + added(network, r, extent.regions));
  return sum;
}

/// People of classes without a share of the population are added to it.
void refuse_more_than_can_be_counted(const StartReader& reader, const Network& network, const Extent& extent) {
  double people = static_cast<double>(extent.population);
  for (std::size_t c = 0; c < network.classes.size(); ++c)
    for (std::size_t s = 0; network.classes[c].share == 0 && s < network.stages.size(); ++s) {
      const Service& here = network.stages[s].by_class[c];
      people += here.at_start + here.waiting_at_start;
      const double most = kMostPeople * extent.regions / extent.scale;
      if (people > most)
        return reader.refuse(s, c, toml_number(people) + " people at the start, the population counted",
                             "at most " + toml_number(most));
    }
}

}  // namespace

void refuse_too_many_at_start(const toml::table& structure, const Network& network, const Extent& extent,
                              Faults& faults) {
  const StartReader reader(structure, network, faults);
  refuse_more_than_can_be_counted(reader, network, extent);
  for (std::size_t c = 0; c < network.classes.size(); ++c) {
    const Class& klass = network.classes[c];
    const double people = klass.share * static_cast<double>(extent.population);
    double found = 0;
    for (std::size_t s = 0; klass.share > 0 && s < network.stages.size(); ++s) {
      const Service& here = network.stages[s].by_class[c];
      const double more = here.at_start + here.waiting_at_start;
      found += more;
      if (more == 0 || found <= people + 0.5) continue;
      reader.refuse(s, c,
                    toml_number(found) + " people of class " + klass.name + " in service and in line at the start",
                    "at most its share of the population, " + toml_number(people));
      break;
    }
  }
  for (std::size_t s = 0; s < network.stages.size(); ++s) {
    const Stage& stage = network.stages[s];
    double found = 0;
    std::size_t last = 0;
    for (std::size_t c = 0; c < network.classes.size(); ++c) {
      found += stage.by_class[c].at_start;
      if (stage.by_class[c].at_start > 0) last = c;
    }
    if (stage.unlimited || found == 0) continue;
    if (const double most = places(network, stage, extent); found > most + 0.5)
      reader.refuse(s, last, toml_number(found) + " people in service at the start, of all classes",
                    "at most as many as there are places, " + toml_number(most) + " (others: waiting_at_start)");
  }
}

}  // namespace yanglao::network
