"""`bootstrap.py test` names what failed and how to run it again, and ends with the verdict and the counts."""

import os
import re

import pytest

from meguro_platform.embedded import setup, tiers
from tests.faults.conftest import ONE_PRODUCT, SERVER, Apart
from tests.support.definitions import PROJECT

SAID = [
    "FAILED tests/pure/test_a.py::test_a[one - other] - assert [] == [1]",
    "ERROR tests/faults/test_b.py::test_b",
    "FAILED tests/pure/test_a.py::test_a[one - other] - assert [] == [1]",
    "1 failed, 2 passed, 1 error in 0.10s",
]


def test_what_failed_is_named_with_the_line_that_runs_it_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", "")
    monkeypatch.setattr(setup, "for_testing", lambda: None)
    monkeypatch.setattr(tiers, "CHECKS", ())
    monkeypatch.setattr(tiers, "TEST_FOLDERS", (("pure", ("tests/pure",), ()),))
    monkeypatch.setattr(tiers, "spoken", lambda command: (1, SAID))

    status = tiers.test("usual")

    told = capsys.readouterr().out
    seed = re.findall(r"seed (\d+)", told)[0]
    again = f"  .venv/bin/python -m pytest --randomly-seed={seed} "
    assert status == 1
    assert os.environ["PYTHONPYCACHEPREFIX"].endswith("/compiled")
    assert [line for line in told.splitlines() if line.startswith("  ")] == [
        f"{again}'tests/pure/test_a.py::test_a[one - other]'",
        f"{again}tests/faults/test_b.py::test_b",
    ]
    verdict, counts = told.splitlines()[-2:]
    assert verdict == "FAILED: pure"
    assert counts.startswith("1 failed, 2 passed, 1 error in ")


def test_what_uses_a_server_that_others_kill_is_one_group() -> None:
    def group(nodeid: str) -> str:
        return Apart._split_scope(Apart.__new__(Apart), nodeid)

    files = [f"tests/faults/{file.name}" for file in (PROJECT / "tests" / "faults").glob("test_*.py")]
    assert {group(f"{file}::test_a") for file in files if file not in ONE_PRODUCT} == {SERVER}
    for file in ONE_PRODUCT:
        assert (PROJECT / file).exists()
        assert group(f"{file}::test_a") == group(f"{file}::test_b[x::y]") != SERVER
    assert group("tests/smoke/test_run.py::test_a") != group("tests/smoke/test_run.py::test_b")
