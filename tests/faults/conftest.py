"""Which tests of faults and smoke keep to one process when two run them."""

import pytest
from xdist.scheduler import LoadScopeScheduling

SERVER = "the server of the tests"
ONE_PRODUCT = ("tests/faults/test_kills.py", "tests/smoke/test_production_profile.py")
"""Files that start one product for all their tests."""


class Apart(LoadScopeScheduling):  # type: ignore[misc]
    """A killed session of PostgreSQL takes all of its server along: what uses that of the tests stays together."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file in ONE_PRODUCT:
            return file
        return SERVER if file.startswith("tests/faults/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Apart:
    """In place of what `--dist` names."""
    return Apart(config, log)
