"""Modules of the package depend one way, also those that are named for their types alone."""

import ast
import graphlib
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "python" / "yanglao"
MODULES = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
           for path in PACKAGE.rglob("*.py")}


def imported(path):
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{each.name}" if f"{node.module}.{each.name}" in MODULES else node.module
                      for each in node.names if each.name != "_core"}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found & set(MODULES)


def test_there_is_no_circle():
    graph = {name: imported(path) - {name} for name, path in MODULES.items()}
    assert sum(map(len, graph.values())) > 100  # it has found them
    list(graphlib.TopologicalSorter(graph).static_order())  # raises CycleError, which names the circle
