"""Types as a user's checker sees them."""

import ast
import inspect
import subprocess
import sys
import textwrap
from pathlib import Path

import yanglao as yl

SCRIPT = Path(__file__).with_name("typed_user.py")


def own_names(kind: type) -> set[str]:
    """What a user may write after an object of this class and a dot: methods, properties, fields, and what its own methods
    set on `self`. Not what every tuple or exception has."""
    names = {key for key in vars(kind) if not key.startswith("_")}
    names |= set(getattr(kind, "_fields", ())) | set(getattr(kind, "__dataclass_fields__", ()))
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(kind)))):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and getattr(node.value, "id", "") == "self":
            names.add(node.attr)
    return {name for name in names if not name.startswith("_")}


def public_names() -> set[str]:
    """Every name that a user may write after a dot: of the package, its public modules, its classes."""
    names = set(yl.__all__)
    for name in yl.__all__:
        each = getattr(yl, name)
        if inspect.ismodule(each):
            names |= {key for key, value in vars(each).items() if not key.startswith("_")
                      and inspect.isfunction(value) and value.__module__.startswith(each.__name__)}
        elif inspect.isclass(each):
            names |= own_names(each)
    return names


def test_every_public_name_is_exported():
    """What `import yanglao` shows without an underscore is in __all__, but for its own modules and imports."""
    shown = {name for name, value in vars(yl).items() if not name.startswith("_") and not inspect.ismodule(value)}
    assert shown - {"Path"} <= set(yl.__all__)
    assert all(getattr(yl, name).__doc__ for name in yl.__all__)


def test_the_names_of_a_class_are_seen():
    assert {"faults", "line", "given"} <= own_names(yl.ScenarioError) and "args" not in own_names(yl.ScenarioError)
    assert {"dataset", "points", "waits"} <= own_names(yl.Results)
    assert {"results", "lives", "different"} <= own_names(yl.Replay) and "count" not in own_names(yl.Replay)
    assert {"scenario", "first", "until"} <= own_names(yl.Job)


def test_the_script_touches_every_public_name():
    tree = ast.parse(SCRIPT.read_text())
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert public_names() - attributes == set()


def test_the_script_passes_mypy_strict(tmp_path):
    words = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), str(SCRIPT)]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_a_script_that_is_wrong_does_not_pass(tmp_path):
    # Were the package's types lost (no py.typed, all Any), this would pass, and the test above prove nothing.
    wrong = tmp_path / "wrong.py"
    wrong.write_text("import yanglao as yl\nnumber: int = yl.scenarios()\nyl.Scenario.load(3)\nyl.Results.no_such\n")
    words = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), str(wrong)]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Found 3 errors" in done.stdout, done.stdout


def test_the_build_made_stubs_of_the_module():
    stub = Path(yl._core.__file__).with_name("_core.pyi")
    made = {node.name for node in ast.parse(stub.read_text()).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    public = {name for name in vars(yl._core) if not name.startswith("_") and callable(getattr(yl._core, name))}
    assert public and public <= made
