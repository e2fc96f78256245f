"""The promises every page keeps, checked in a real browser."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import ConsoleMessage, Page, ViewportSize, expect

from tests.support.every_page import CHECKED

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = ViewportSize(width=1440, height=1000)
NARROW = ViewportSize(width=375, height=800)

HASH_OF_NOTHING = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
"""Of an empty style, which changes nothing."""
_ROOT = Path(__file__).resolve().parents[2]
AXE = _ROOT / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = _ROOT / ".data" / "pictures"
"""Where the pictures of the pages are put; git-ignored."""

UNDER_WAY = ".htmx-request"
"""What waits for an answer; it is drawn dim, which is no fault of contrast."""
_STAND_STILL = """() => {
  const still = new CSSStyleSheet();
  still.replaceSync(`* { transition: none !important; animation: none !important }
    .htmx-request { opacity: 1 !important }`);
  document.adoptedStyleSheets = [still];
}"""
"""A request of the page's own may begin while axe looks."""
_LOOKS_AT = {check: address for address, check in CHECKED.items()}
_ONLY_VIOLATIONS = """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]})
  .then(found => found.violations)"""
"""What is in order is a hundred times as much, and takes longer to be told than to be found."""
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def check_page(page: Page, name: str) -> None:
    """At 1,440 and at 375 pixels: axe finds nothing, the page does not scroll sideways, a picture is kept."""
    assert _LOOKS_AT.get(name, address_of(page)) == address_of(page), f"{name} is a check of another page"
    for width, viewport in (("1440", WIDE), ("375", NARROW)):
        page.set_viewport_size(viewport)
        page.evaluate(_STAND_STILL)
        expect(page.locator(UNDER_WAY)).to_have_count(0)
        picture(page, f"{name}-{width}")
        assert sideways(page) == 0, f"{name} scrolls sideways at {width} pixels"
        found = findings(page)
        assert found == [], "\n".join([f"{name} at {width} pixels", *found])
    page.set_viewport_size(WIDE)


def address_of(page: Page) -> str:
    """Name of the address the page stands at; empty where there is none."""
    try:
        return resolve(unquote(urlsplit(page.url).path)).view_name
    except Resolver404:
        return ""


def picture(page: Page, name: str) -> Path:
    """A picture of the whole page; hiding the caret would leave styles that a swap at that moment carries on."""
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, full_page=True, caret="initial")
    return path


def sideways(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def watch(page: Page) -> list[str]:
    """The list that fills with the page's script errors and refused resources.

    What has no address comes from axe, which tries styles while it measures. It leaves empty ones behind, and htmx
    copies them to what takes an element's place.
    """
    complaints: list[str] = []

    def listen(line: ConsoleMessage) -> None:
        if "Content Security Policy" in line.text and line.location["url"] and HASH_OF_NOTHING not in line.text:
            complaints.append(f"{line.location['url']}:{line.location['lineNumber']} {line.text}")

    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", listen)
    return complaints


def findings(page: Page) -> list[str]:
    """What axe finds, one line each. Skips the test when axe is not installed, unless everything is required."""
    if not AXE.exists():
        reason = "axe-core is missing; install it with: npm ci --ignore-scripts"
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    page.evaluate(AXE.read_text())  # evaluated by the debugger, so the content security policy stays on
    found = page.evaluate(_ONLY_VIOLATIONS, _RULES)
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]
