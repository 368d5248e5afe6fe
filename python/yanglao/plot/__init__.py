"""Pictures of results: each returns its matplotlib Axes, and draws on `ax` where one is given."""

from yanglao.plot.flows import flows
from yanglao.plot.lines import band, over_lever, over_time
from yanglao.plot.spread import fan, shares, tornado
from yanglao.plot.tables import costs, differences, indicators, waits

__all__ = ["band", "costs", "differences", "fan", "flows", "indicators", "over_lever", "over_time", "shares", "tornado",
           "waits"]
