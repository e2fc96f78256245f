"""What bootstrap.py says of a command that can't be."""

import subprocess
import sys

import pytest

from tests.support.definitions import PROJECT


@pytest.mark.parametrize("port", ["abc", "-1", "65536", "１", "9" * 30])
def test_a_port_that_is_none_is_told_before_anything_is_set_up(port: str) -> None:
    done = subprocess.run(
        [sys.executable, "bootstrap.py", "run", f"--port={port}"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "is no port; ports are numbers up to 65535" in done.stderr
