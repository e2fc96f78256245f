"""Which tests of faults and smoke keep to one process when two run them."""

import pytest

SERVER = "the server of the tests"
ONE_PRODUCT = {"test_kills.py", "test_production_profile.py"}
"""Files that start one product for all their tests."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A killed session of PostgreSQL takes all of its server along: what uses that of the tests is one group."""
    for item in items:
        if item.get_closest_marker("django_db") or item.path.name.startswith("test_planted"):
            item.add_marker(pytest.mark.xdist_group(SERVER))
        elif item.path.name in ONE_PRODUCT:
            item.add_marker(pytest.mark.xdist_group(item.path.name))
