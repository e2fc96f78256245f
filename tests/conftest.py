"""What every test may use: the private test cluster, and in it a database of its own."""

import os
from collections.abc import Generator, Iterator

import pytest
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
"""Where everything must be there, a test that can't run is a failure."""

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no fault of a test."""
settings.register_profile("steady", UNHURRIED, derandomize=True)
settings.register_profile("thorough", UNHURRIED, max_examples=100)
settings.register_profile("nightly", UNHURRIED, max_examples=1_000)
settings.load_profile("steady")
"""Everyday runs try the same examples each time; `bootstrap.py test --all` tries more, from the seed that it prints."""


class NamedAtOnce:
    """Names a test when it fails, and not only when its part is over."""

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self._terminal = terminal

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._terminal.write(f"\n{report.nodeid} failed; why is told when all have run\n")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if isinstance(terminal, pytest.TerminalReporter):  # a worker has none
        config.pluginmanager.register(NamedAtOnce(terminal))


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of pytest-django's: clone the template, connect to it as the role `app`, drop it at the end."""
    from tests.support import database  # pure tests run without a database driver being touched

    with django_db_blocker.unblock(), database.of_this_run():
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes many minutes is long too, so that `-m "not long"` is quick."""
    for item in items:
        if item.get_closest_marker("nightly"):
            item.add_marker("long")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count a skip as a failure when everything is required."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, but REQUIRE_ALL=1 allows no skip: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a file that skips itself as a whole."""
    report = yield
    if REQUIRE_ALL and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, but REQUIRE_ALL=1 allows no skip: {report.longrepr}"
    return report
