"""One simulated province, asked for what its statistics would have."""

from __future__ import annotations

import yanglao as yl

HOME = 1.5  # people of 60 and more in a home that is adapted, as scenarios/jiangxi-2025.toml takes it
BEDS = ["general", "nursing", "dementia"]
BUILDING = ["bed_construction", "bed_conversion", "facility_opening"]
FROM_AGE = {60: "60-64", 65: "65-69", 80: "80-84"}


class Province:
    """One simulated province, scaled up to its size."""

    def __init__(self, scenario, until, scale, seed):
        run = yl.run(scenario, replications=1, seed=seed, scale=scale, until=until, detail="prefecture", progress=False)
        self.scale = scale
        self.data = run.dataset.isel(scenario=0, draw=0, replication=0)

    def monthly(self, name, month, **cells):
        array = self.data[name].sel(month=month)
        for axis, labels in cells.items():
            array = array.sel({axis: labels})
        return float(array.sum())

    def people(self, age, month):
        return self.monthly("population", f"{month}-01", age_band=slice(FROM_AGE[age], None)) / self.scale

    def deaths(self, year):
        return self.monthly("deaths", year) / self.scale

    def beds(self, month, pools=BEDS):
        return self.monthly("capacity", f"{month}-01", pool=list(pools)) / self.scale

    def facilities(self, kind, month):
        return self.monthly("facilities", f"{month}-01", facility=kind)

    def places_with(self, kind, month):
        return self.monthly("places_with_facility", f"{month}-01", facility=kind)

    def homes_adapted(self, year):
        """In a year: by how many more people are reached at its end, in homes of HOME."""
        reached = [self.monthly("reached", f"{y}-01", measure="home_adaptation") for y in (year, year + 1)]
        return (reached[1] - reached[0]) / HOME / self.scale

    def built(self, first, last, *payers):
        """Million CNY that payers spend in some years on beds and places built and converted and on facilities opened."""
        return self.monthly("cost", slice(first, last), line=BUILDING, payer=list(payers)) / self.scale / 1e6

    def residents(self, year):
        people = self.data["people"].sel(month=year, setting="institution").sum(["region", "function"])
        days = people["month"].dt.days_in_month
        return float((people * days).sum() / days.sum()) / self.scale

    def indicator(self, name, year, prefecture=None):
        if prefecture is None:
            return float(self.data["indicator_overall"].sel(year=year, indicator_name=name))
        return float(self.data["indicator"].sel(year=year, indicator_name=name, region=prefecture))
