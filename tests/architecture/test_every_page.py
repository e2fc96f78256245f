"""No page of the product is forgotten by the tests that look at pages."""

from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.support.every_page import ACTS, CHECKED, NO_PAGES, PARTS

BROWSER_TESTS = Path(__file__).resolve().parents[1] / "browser"


def addresses(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """The full names of all addresses."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join((*spaces, entry.name or str(entry.pattern)))
        else:
            yield from addresses(entry, (*spaces, entry.namespace) if entry.namespace else spaces)


def test_every_address_is_looked_at_or_says_why_not() -> None:
    known = [*CHECKED, *PARTS, *ACTS, *NO_PAGES]

    assert sorted(known) == sorted(set(addresses(get_resolver())))


def test_the_checks_of_the_table_exist() -> None:
    written = "\n".join(file.read_text() for file in sorted(BROWSER_TESTS.glob("test_*.py")))

    assert [name for name in CHECKED.values() if f'"{name}"' not in written] == []
