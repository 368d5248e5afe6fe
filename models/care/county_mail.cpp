// Beds in other counties of the prefecture: asking for one, lending one, giving it back. The person stays in the books
// of the county in which they live; the bed is in those of the county that lends it.
#include "models/care/county_steps.hpp"

namespace yanglao::care {

void County::send(std::vector<sim::Mail>& out) {
  out.insert(out.end(), outbox_.begin(), outbox_.end());
  outbox_.clear();
}

void County::receive(std::span<const sim::Mail> mail) {
  for (const sim::Mail& m : mail) list_.push(m.at, inbox_.put(m));
}

void County::post(Tick t, int to, Id id, Message what, Place bed) {
  outbox_.push_back({t + sim::kTicksPerDay, static_cast<std::uint16_t>(to), static_cast<std::uint16_t>(index_), id,
                     static_cast<std::uint16_t>(what), static_cast<std::uint16_t>(pool_of(bed))});
}

/// Somebody who joined a line here may be sent elsewhere: to the prefecture's seat for a hospital bed, to the next
/// county for an institution. They keep their place in the line meanwhile.
void County::ask_elsewhere(Id id, Tick t, Place bed) {
  const Neighbours& n = setup_.neighbours[static_cast<std::size_t>(index_)];
  const bool acute = bed == Place::acute;
  const int to = acute ? n.seat : bed == Place::nursing ? n.next : -1;
  if (to < 0 || to == index_) return;
  const Rule& rule = setup_.rules.at(index_, month_);
  const sim::Draws d = draw(id, Purpose::elsewhere, request_of(people_[id], bed));
  if (sim::chance(d[0], acute ? rule.referral : rule.next_county))
    post(t, to, id, Message::ask, bed);
}

void County::on_mail(const sim::Mail& mail, Tick t) {
  ++events_;
  const Place bed = place_of_pool(mail.pool);
  sim::Pool& beds = pools_[mail.pool];
  switch (static_cast<Message>(mail.what)) {
    case Message::ask:
      if (!beds.free() || !beds.line.empty()) return;
      take(t, bed, false);  // the admission is told where the person lives, if they still want the bed
      return post(t, mail.from, mail.id, Message::offer, bed);
    case Message::offer: {
      Person& p = people_[mail.id];
      if (p.waiting != 1 + mail.pool) return post(t, mail.from, 0, Message::release, bed);
      run_clocks(p, t);
      stop_waiting(mail.id, t, Left::served);
      admissions_.add(mail.pool, t);
      elsewhere_.add(mail.pool, t);
      return accept(mail.id, t, bed, true);
    }
    case Message::release:
      return give_back(t, bed);
  }
}

}  // namespace yanglao::care
