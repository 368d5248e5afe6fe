"""Types as a user's checker sees them."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import yanglao as yl

SCRIPT = Path(__file__).with_name("typed_user.py")


def public_names():
    """Every name that a user may write after a dot: of the package, its public modules, its classes."""
    names = set(yl.__all__)
    for name in yl.__all__:
        each = getattr(yl, name)
        if inspect.ismodule(each):
            names |= {key for key, value in vars(each).items() if not key.startswith("_")
                      and inspect.isfunction(value) and value.__module__.startswith(each.__name__)}
        elif inspect.isclass(each) and not issubclass(each, Exception):
            names |= {key for key in vars(each) if not key.startswith("_")} - set(getattr(each, "_fields", ()))
    return names


def test_the_script_touches_every_public_name():
    attributes = {node.attr for node in ast.walk(ast.parse(SCRIPT.read_text())) if isinstance(node, ast.Attribute)}
    fields = set(yl.Job.__dataclass_fields__)  # given by name where a job is made
    assert public_names() - attributes - fields == set()


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
