"""Parts of a page that are drawn again when what they show has changed, and only then.

Each part carries a fingerprint in the page. The browser sends the fingerprints back with what was typed, and gets the
parts that differ, so that nothing moves under whoever is writing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2s

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

DRAWN = ":drawn"
"""The name under which a page sends `<id>=<fingerprint>` of every part it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: its place on the page, its template and what the template needs."""

    id: str
    template: str
    context: Mapping[str, object]
    form: str
    """Id of the form that sends the fingerprint."""
    fingerprint: str = ""
    """Empty: the part is what it looks like."""

    def draw(self) -> tuple[SafeString, str]:
        """The inside and its fingerprint."""
        inside = SafeString(render_to_string(self.template, dict(self.context)))
        return inside, self.fingerprint or blake2s(inside.encode(), digest_size=8).hexdigest()


def drawn_parts(sent: Iterable[str]) -> dict[str, str]:
    """What a page said it shows: fingerprint by part."""
    pairs = (one.partition("=") for one in sent)
    return {part: fingerprint for part, _, fingerprint in pairs}


def whole(part: Part) -> SafeString:
    """The part for a whole page."""
    inside, fingerprint = part.draw()
    return _wrapped(part, inside, fingerprint, swap=False)


def changed(parts: Iterable[Part], drawn: Mapping[str, str]) -> SafeString:
    """The parts that look different from what the page shows, for htmx to put in their places."""
    found = []
    for part in parts:
        if part.fingerprint and drawn.get(part.id) == part.fingerprint:
            continue
        inside, fingerprint = part.draw()
        if part.id in drawn and drawn[part.id] != fingerprint:
            found.append(_wrapped(part, inside, fingerprint, swap=True))
    return format_html_join("", "{}", ((part,) for part in found))


def _wrapped(part: Part, inside: SafeString, fingerprint: str, *, swap: bool) -> SafeString:
    return SafeString(
        render_to_string("apply/part.html", {"part": part, "inside": inside, "fingerprint": fingerprint, "swap": swap})
    )
