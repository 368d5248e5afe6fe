#include "models/network/advice.hpp"

#include "models/network/model.hpp"

namespace yanglao::network {
namespace {

class Advisor {
 public:
  explicit Advisor(const scenario::Scenario& s) : plan_(plan(s, {})) {
    for (int region = 0; region < plan_->regions; ++region) people_ += plan_->people(region);
    const toml::table& stages = *s.structure()->get_as<toml::table>("stage");
    for (const Stage& stage : plan_->network.stages)
      advise(stage, *stages.get_as<toml::table>(stage.name), "stage." + stage.name + '.');
  }
  [[nodiscard]] std::vector<std::string> all() && { return std::move(said_); }

 private:
  void idle(const std::string& key, const std::string& because) {
    said_.push_back(key + " is set, but changes nothing " + because + ".");
  }

  void advise(const Stage& stage, const toml::table& at, const std::string& path) {
    if (at.contains("overflow_to") && !stage.room && stage.balking.empty())
      idle(path + "overflow_to", "without waiting_room or balking: nobody is turned away");
    if (stage.per_1000 && people_ == 0)
      said_.push_back(path +
                      "capacity_per_1000 is by the people at the start, of whom there are none: it gives no place. "
                      "To have some, set capacity, or a population.");
    bool patience = at.contains("patience");
    if (const auto* by_class = at.get_as<toml::table>("class"))
      for (auto&& [name, own] : *by_class) {
        const bool theirs = own.as_table()->contains("patience");
        advise_service(stage, *own.as_table(), path + "class." + std::string(name.str()) + '.',
                       theirs || at.contains("patience"));
        patience = patience || theirs;
      }
    advise_service(stage, at, path, patience);
  }

  /// Of what may differ by class. `patience`: whether any of those whom the section is for may give up.
  void advise_service(const Stage& stage, const toml::table& at, const std::string& path, bool patience) {
    if (at.contains("gives_up_to") && !patience) idle(path + "gives_up_to", "without patience: nobody gives up");
    const bool by_urgency = stage.discipline == Discipline::priority || stage.discipline == Discipline::preemptive;
    // A cut that puts people out begins with the least urgent, whatever the line is like.
    if (at.contains("priority") && !by_urgency && stage.cut == Cut::drain)
      idle(path + "priority", std::string("while the stage's discipline is ") +
                                  (stage.discipline == Discipline::lifo ? "lifo" : "fifo") +
                                  " (those that look at it: priority, preemptive)");
  }

  std::shared_ptr<const Plan> plan_;
  std::int64_t people_ = 0;
  std::vector<std::string> said_;
};

}  // namespace

std::vector<std::string> advice(const scenario::Scenario& scenario) { return Advisor(scenario).all(); }

}  // namespace yanglao::network
