"""Two calls at once with one output, and parts that nobody can tell what they are of."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor

import pytest
from support import counted_jobs, same

import yanglao as yl
from yanglao import course, output
from yanglao.folder import Extent
from yanglao.output import store_of
from yanglao.lock import Lock

SMALL = dict(replications=2, scale=0.005, until="2021-01-01", progress=False)
LEVERS = {"beds.nursing.factor": [1, 1.5, 2]}
PROGRAM = """
import sys, yanglao as yl
from concurrent.futures import ProcessPoolExecutor
if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        pool.submit(int).result()
        yl.sweep("jiangxi-2025", {"beds.nursing.factor": [1, 2]}, replications=2000, scale=0.05, progress=False,
                 output=sys.argv[1], executor=pool)
"""


def sweep(path, **options):
    return yl.sweep("jiangxi-2025", LEVERS, output=path, **(SMALL | options))


def stopped_after_the_first(path, monkeypatch):
    """What a killed process leaves: a job in the parts, and no output."""
    with monkeypatch.context() as patch:
        counted_jobs(patch, 1)
        with pytest.raises(KeyboardInterrupt):
            sweep(path)
    return path.with_name(path.name + ".parts")


def test_the_second_of_two_calls_at_once_is_refused_and_the_first_is_whole(tmp_path, monkeypatch):
    path, seen, go_on, done = tmp_path / "s.h5", threading.Event(), threading.Event(), []
    run_jobs = course.run_jobs

    def slow(*arguments):
        for each in run_jobs(*arguments):
            yield each
            seen.set()
            assert go_on.wait(60)

    with monkeypatch.context() as patch:
        patch.setattr(course, "run_jobs", slow)
        first = threading.Thread(target=lambda: done.append(sweep(path)))
        first.start()
        assert seen.wait(60)
    before = sorted(each.name for each in path.with_name("s.h5.parts").iterdir())
    for call in (lambda: sweep(path), lambda: sweep(path, seed=2)):
        with pytest.raises(yl.FileError, match=f"s.h5.parts: another call is at work on it .process {os.getpid()} of ") as caught:
            call()
        assert len(str(caught.value).splitlines()) == 1
    assert sorted(each.name for each in path.with_name("s.h5.parts").iterdir()) == before
    go_on.set()
    first.join()
    done.pop().dataset.close()
    assert [each.name for each in tmp_path.iterdir()] == ["s.h5"]
    assert same(path, sweep(tmp_path / "alone.h5").dataset.encoding["source"])


def test_a_killed_call_does_not_lock_out_the_next_though_its_workers_live_on(tmp_path):
    path = tmp_path / "s.h5"
    parts = path.with_name("s.h5.parts")
    running = subprocess.Popen([sys.executable, "-c", PROGRAM, path], start_new_session=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while not list(parts.glob("*lock")) and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(0.2)
        with pytest.raises(yl.FileError, match=f"at work on it .process {running.pid} of "):
            Lock(parts)
        os.kill(running.pid, signal.SIGKILL)  # its worker, in the middle of a job, is not
        running.wait()
        Lock(parts).release()
    finally:
        os.killpg(running.pid, signal.SIGKILL)  # the worker


def test_workers_that_are_forked_while_the_lock_is_held_do_not_hold_it(tmp_path):
    held = Lock(tmp_path / "p")
    with ProcessPoolExecutor(1) as pool:
        pool.submit(int).result()
        held._forget()  # as the operating system does when the process is killed
        Lock(tmp_path / "p").release()


def test_a_call_that_failed_holds_no_lock(tmp_path):
    with pytest.raises(ValueError, match="nothing to do") as kept:  # the traceback keeps what the call held
        sweep(tmp_path / "s.h5", shard=(9, 9))
    assert kept.value and sweep(tmp_path / "s.h5").dataset.sizes["replication"] == 2


def test_a_folder_that_goes_while_its_lock_is_awaited_is_made_again(tmp_path, monkeypatch):
    """The call before removes the folder between our opening of the lock and our locking of it."""
    from yanglao import lock

    folder, flock, calls = tmp_path / "p", lock._lock, []

    def late(file):
        if not calls:
            (folder / "lock").unlink()
        calls.append(file)
        flock(file)

    monkeypatch.setattr(lock, "_lock", late)
    held = Lock(folder)
    assert len(calls) == 2
    with pytest.raises(yl.FileError, match="at work on it"):
        Lock(folder)
    held.release()


def test_what_another_call_did_in_between_is_opened(tmp_path, monkeypatch):
    path, found = tmp_path / "s.h5", []
    whole = sweep(path)
    recipe = json.loads(whole.dataset.attrs["recipe"])
    holds = output.holds
    monkeypatch.setattr(output, "holds", lambda *each: holds(*each) if found else found.append(1))
    assert isinstance(store_of(path, recipe, Extent(2, 2)), yl.Results)
    assert [each.name for each in tmp_path.iterdir()] == ["s.h5"]


@pytest.mark.parametrize("text, words", [
    (None, "is not there"), ("", "cannot be read"), ('{"seed": "1"', "cannot be read"), ("[1]", "cannot be read"),
    ('{"seed": 1}', "cannot be read"), (b"\xff\xfe", "cannot be read"),
])
def test_parts_of_nobody_knows_what_are_refused_and_kept(text, words, tmp_path, monkeypatch):
    path = tmp_path / "s.h5"
    parts = stopped_after_the_first(path, monkeypatch)
    note = parts / "recipe.json"
    note.unlink() if text is None else note.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(yl.FileError, match=f"recipe.json: {words}, .* 1 jobs .*Choose another output, or delete .*s.h5.parts$") as caught:
        sweep(path)
    assert len(str(caught.value).splitlines()) == 1 and len(list(parts.glob("0*"))) == 1
    with pytest.raises(yl.FileError, match=f"recipe.json: {words}, .* 1 jobs beside it are of. They cannot be joined$"):
        yl.merge(path, [parts])


def test_files_in_the_parts_that_are_no_jobs_are_left_alone(tmp_path, monkeypatch):
    path = tmp_path / "s.h5"
    parts = stopped_after_the_first(path, monkeypatch)
    for name in ("0-a-b.part", "000001-000000-002.part.bak", "1-2-3-4.h5", "2026-11-27 notes.txt"):
        (parts / name).write_text("x")
    assert same(sweep(path).dataset.encoding["source"], sweep(tmp_path / "alone.h5").dataset.encoding["source"])


def test_a_lock_that_leads_to_no_file_is_told_in_one_line(tmp_path):
    (tmp_path / "s.parts").mkdir()
    (tmp_path / "s.parts" / "lock").symlink_to(tmp_path / "nowhere" / "x")
    with pytest.raises(yl.FileError, match=r"^.*s\.parts: cannot be written: lock in it leads to no file; delete it$"):
        Lock(tmp_path / "s.parts")
