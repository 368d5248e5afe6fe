// The engine of networks, and engines that are wrong in one thing each: a test is worth something if it refuses these.
#pragma once

#include <memory>

#include "models/network/plan.hpp"
#include "sim/model.hpp"

namespace yanglao::theory {

using Engine = std::unique_ptr<sim::Region> (*)(const network::Plan& plan, int region, sim::StreamKey key);

extern const Engine exact;
extern const Engine watchful;  ///< exact, and looks for deadlocks after every event

namespace wrong {
extern const Engine slow_service;      ///< every service takes 3% longer
extern const Engine slow_arrivals;     ///< gaps between arrivals are 3% longer
extern const Engine long_patience;     ///< everybody waits 10% longer before they give up
extern const Engine endless_patience;  ///< nobody gives up
extern const Engine stale_events;      ///< an event of somebody's past ends their service
extern const Engine no_priorities;     ///< the urgent wait like everybody
extern const Engine no_blocking;       ///< who cannot go on leaves the place all the same
extern const Engine no_room;           ///< a full waiting room takes more
extern const Engine skewed_routes;     ///< one person in 16 takes the first way on, whatever its probability
extern const Engine last_first;        ///< the line is served from its end
extern const Engine exponential_only;  ///< every service is exponential, with the right mean
extern const Engine double_queue;      ///< who joins a line is counted twice
extern const Engine restart;           ///< who was pushed out or moved begins anew
extern const Engine no_cuts;           ///< a cut puts nobody out
extern const Engine first_out;         ///< a cut puts out those who came first
extern const Engine no_balking;        ///< no line is too long for anybody
extern const Engine single_arrivals;   ///< people come one at a time, whatever the batch
extern const Engine reversed_ties;     ///< of those whose events have one tick, the highest id is first
extern const Engine lost_people;       ///< one in a hundred of those who leave for another region vanishes
extern const Engine late_people;       ///< who leaves for another region arrives a day late
extern const Engine whole_stays;       ///< stays found in progress at the start begin then
extern const Engine shortened_stays;   ///< of these any part of a usual stay is left, as if none was met by its length
extern const Engine no_line_at_start;  ///< who should be found waiting at the start is not there
extern const Engine counted_warm_up;   ///< what happens in the warm-up is counted in the first month
extern const Engine highest_rate;      ///< people always come at the highest rate of the run
extern const Engine forgotten_places;  ///< places closed while somebody is in them are forgotten, not drained
extern const Engine no_overflow;       ///< who finds no room leaves by the first exit
extern const Engine same_routes;       ///< all classes have the ways on of the first
extern const Engine blind_to_deadlocks;
extern const Engine hasty_deadlocks;   ///< a stage with one place dead is taken for dead
extern const Engine pushes_out_first;  ///< the urgent push out the first who began
extern const Engine pushed_to_the_end; ///< who is pushed out goes to the end of their class in line
extern const Engine careless_cuts;     ///< a cut puts out the last who came, however urgent
extern const Engine last_blocked_first;  ///< of those blocked until there is room, the last goes in first
extern const Engine gave_up_unseen;      ///< nobody looks for deadlocks when somebody has given up
extern const Engine one_by_one;          ///< of the capacities of a day, each has its effect before the next changes
extern const Engine moved_first;         ///< whom a cut moves go before those in line for places opened that day
extern const Engine opened_by_name;      ///< stages that change on a day are settled in the order of their names
extern const Engine out_by_name;         ///< whom the cuts of a day put out go on stage by stage, in the order of names
extern const Engine meek_line;           ///< who came while closed places were held pushes nobody out when one is given back
// doubles.cpp: right engines that run another plan, or of which something else is told.
extern const Engine stepped_capacity;  ///< capacities by a line between dates are steps
extern const Engine stepped_rates;     ///< rates of arrival by a line between dates are steps
extern const Engine frozen_capacity;   ///< capacities stay what they are at the start
extern const Engine no_warm_up;        ///< the run begins, empty, where results begin
extern const Engine unpaid_when_blocked;  ///< a place whose holder is ready to leave costs nothing of its own
extern const Engine unpaid_waiting;       ///< waiting days cost nothing
extern const Engine paid_by_the_cause;    ///< a blocked day is charged to the stage whose places were missing
}  // namespace wrong

}  // namespace yanglao::theory
