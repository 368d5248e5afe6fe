"""Reads the tables of scenarios/data."""
import csv
import pathlib

DATA = pathlib.Path(__file__).resolve().parents[2] / "scenarios" / "data"


def table(name):
    """Rows of a table as dictionaries of text."""
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
