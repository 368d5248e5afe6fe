"""What a survey would see of simulated lives in a few years: shares of people, rates per person-year, stays, deaths."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

BEDS = ("general", "nursing", "dementia")
HOSPITAL = ("acute", "geriatric")
HOSPICE = ("hospice", "hospice at home")
YEAR = pd.Timedelta(days=365.2425)
AGES = np.array([60, 65, 70, 75, 80, 85, 90, 95, 130])  # bounds of the bands of a life table


class Observed:
    """Lives (of `yanglao.lives`) seen from the beginning of 2021, when what was set at the start has settled."""

    FROM, UNTIL = "2021-01-01", "2023-01-01"

    def __init__(self, replications: list[pd.DataFrame], deaths_a_year: float = float("nan"), until: str = UNTIL):
        """Of several replications, as if they were so many provinces. `deaths_a_year`: of everybody at 60 and more, 2021 to 2024.

        until: the day on which the lives end.
        """
        self.deaths_a_year, self.until = deaths_a_year, pd.Timestamp(until)
        whole = pd.concat([each.assign(person=each["person"] + f"/{r}") for r, each in enumerate(replications)])
        self.events = whole.reset_index(drop=True)

    @cached_property
    def states(self) -> pd.DataFrame:
        """One row an event: the state after it, how long it lasted within the time seen (years), the state before."""
        e = self.events
        same = e["person"].eq(e["person"].shift(-1))
        end = e["time"].shift(-1).where(same, self.until)
        end = end.where(e["event"].isin(["dies", "departs"]).eq(False), e["time"])
        first = pd.Timestamp(self.FROM)
        years = (end.clip(lower=first) - e["time"].clip(lower=first)) / YEAR
        # Where somebody lives is told a moment late; `lives_in` is asked only of those in hospital.
        resident = e["place"].isin(BEDS) | (e["place"].isin(HOSPITAL) & e["lives_in"].isin(BEDS))
        before = e.assign(resident=resident).groupby("person", sort=False)[["place", "resident"]].shift()
        return e.assign(years=years, was=before["place"], resident=resident, was_resident=before["resident"].eq(True),
                        seen=e["time"] >= first)

    @cached_property
    def admissions(self) -> pd.DataFrame:
        """Into hospital, from anywhere else. Function then is as before: it does not change on the way."""
        s = self.states
        return s[s["seen"] & (s["event"] == "moves") & (s["place"] == "acute") & ~s["was"].isin(HOSPITAL)]

    @cached_property
    def deaths(self) -> pd.DataFrame:
        return self.states[self.states["seen"] & (self.states["event"] == "dies")]

    def function_share(self, function: str) -> float:
        at_start = self.events[self.events["time"] == self.events["time"].min()].drop_duplicates("person")
        return float((at_start["function"] == function).mean())

    def admissions_per_year(self) -> float:
        return len(self.admissions) / float(self.states["years"].sum())

    def admission_rate(self, function: str) -> float:
        """Of people of a grade of function, as long as they are not in hospital; of all ages."""
        s = self.states
        at_risk = s.loc[(s["function"] == function) & ~s["place"].isin(HOSPITAL), "years"].sum()
        return float((self.admissions["function"] == function).sum() / at_risk)

    def residents_share(self) -> float:
        s = self.states
        return float(s.loc[s["resident"], "years"].sum() / s["years"].sum())

    @cached_property
    def entries(self) -> pd.DataFrame:
        """Into an institution, from home; who changes beds there does not enter."""
        s = self.states
        return s[s["seen"] & s["resident"] & ~s["was_resident"]]

    def institution_months(self) -> float:
        """Stock over flow, as the total was derived."""
        s = self.states
        return float(s.loc[s["resident"], "years"].sum() * 12 / len(self.entries))

    def entry_in_three_years(self) -> float:
        s = self.states
        old = (s["age"] >= 65) & ~s["resident"]
        return float(3 * (self.entries["age"] >= 65).sum() / s.loc[old, "years"].sum())

    def died_in(self, where: str, home: str | None = None) -> float:
        died = self.deaths if home is None else self.deaths[self.deaths["home"] == home]
        return float(died["place"].isin(HOSPITAL if where == "hospital" else HOSPICE).mean())

    def seen_before_death(self, years: float) -> pd.DataFrame:
        """Events of those who died when so many years before had been seen, with the time of death."""
        late = self.deaths[self.deaths["time"] >= pd.Timestamp(self.FROM) + years * YEAR]
        return self.states.merge(late[["person", "time"]].rename(columns={"time": "died"}), on="person")

    @cached_property
    def last_years(self) -> pd.DataFrame:
        return self.seen_before_death(1)

    def on_state_support_in_care(self, day: str) -> float:
        """Of people alive on a day: those on state support with any disability who live in the country and are cared for in an
        institution or a community place."""
        s = self.states
        then = s[s["time"] <= pd.Timestamp(day)].groupby("person").tail(1)
        then = then[~then["event"].isin(["dies", "departs"])]
        in_care = then["resident"] | (then["place"] == "community")
        return float((in_care & (then["home"] == "rural") & (then["pension"] == "destitute") & (then["function"] != "able")).mean())

    def last_year_admissions(self) -> float:
        s = self.last_years
        within = (s["event"] == "moves") & (s["place"] == "acute") & ~s["was"].isin(HOSPITAL) & (s["died"] - s["time"] <= YEAR)
        return float(within.sum() / s["person"].nunique())

    def disabled_before_death(self, months: int = 12) -> float:
        """Moderately or severely disabled so many months before death, of those who die at 80 and over."""
        s = self.seen_before_death(months / 12)
        then = s[s["time"] <= s["died"] - months / 12 * YEAR].groupby("person").tail(1)
        old = self.deaths.loc[self.deaths["age"] >= 80, "person"]
        return float(then.loc[then["person"].isin(old), "function"].isin(["moderate", "severe"]).mean())

    def in_hospital_within_a_year(self) -> float:
        """Of those alive at the end whose whole last year was seen: who came into hospital in it."""
        e = self.events
        last, first = e.groupby("person").tail(1), e.drop_duplicates("person")
        alive = last.loc[~last["event"].isin(["dies", "departs"]), "person"]
        asked = first.loc[(first["time"] <= self.until - YEAR) & first["person"].isin(alive), "person"]
        recent = self.admissions.loc[self.admissions["time"] > self.until - YEAR, "person"]
        return float(asked.isin(recent).mean())

    def dementia_onset(self) -> float:
        """A year, of people of 65 and more who have none."""
        e, s = self.events, self.states
        had = e.groupby("person")["dementia"].shift()
        onset = s["seen"] & e["dementia"] & had.eq(False) & (e["age"] >= 65)
        at_risk = self._years_by_age(~e["dementia"])[1:].sum()
        return float(onset.sum() / at_risk)

    def _years_by_age(self, which: pd.Series) -> np.ndarray:
        """Person-years that were seen in each band of AGES, of the states chosen."""
        s = self.states[which]
        since = s["age"] + (pd.Timestamp(self.FROM) - s["time"]).clip(lower=pd.Timedelta(0)) / YEAR
        until = since + s["years"]
        return np.array([(until.clip(lower=low, upper=high) - since.clip(lower=low, upper=high)).sum()
                         for low, high in zip(AGES[:-1], AGES[1:], strict=True)])

    def years_from_60(self, sex: str) -> tuple[float, float]:
        """Expectation of life at 60 by the death rates seen, and the share of it spent not able (Sullivan's method)."""
        of = self.states["sex"] == sex
        years = self._years_by_age(of)
        died = self.deaths[self.deaths["sex"] == sex]
        rates = np.histogram(died["age"], AGES)[0] / years
        alive = np.exp(-np.concatenate([[0], np.cumsum(5 * rates[:-1])]))  # at the beginning of each band
        lived = (alive - np.append(alive[1:], 0)) / rates
        limited = self._years_by_age(of & (self.states["function"] != "able")) / years
        return float(lived.sum()), float((lived * limited).sum() / lived.sum())

    @cached_property
    def delays(self) -> pd.Series:
        """Days that patients were ready to leave a hospital bed and waited in it for another place."""
        s = self.states
        waits = s[s["place"].isin(HOSPITAL) & (s["waits_for"] != "") & (s["waits_for"] != "acute")]
        return waits.groupby(["person", waits["waits_for"]])["years"].sum() * 365.2425

    def delayed_share(self) -> float:
        s = self.states
        asked = s["seen"] & (s["event"] == "asks") & s["place"].isin(HOSPITAL)
        return float(asked.sum() / len(self.admissions))

    def delay_days(self) -> float:
        s = self.states
        asked = s["seen"] & (s["event"] == "asks") & s["place"].isin(HOSPITAL)
        return float(self.delays.sum() / asked.sum())

    def delayed_per_1000(self) -> float:
        s = self.states
        return float(1000 * self.delays.sum() / (s.loc[s["place"].isin(HOSPITAL), "years"].sum() * 365.2425))
