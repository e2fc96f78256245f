"""Reads reasons.yaml: the kinds of reason that may be chosen when a case is sent back or ended."""

from dataclasses import dataclass

from forms.source.nodes import Node
from forms.source.written import Heading, Written
from forms.spec import Text

_HEADINGS = [Heading("send_back", "差し戻すとき", True), Heading("end", "終わらせるとき", True)]
_KIND = [Heading("kind", "種類", True), Heading("english", "英語")]
LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonKinds:
    """理由の種類, in the order of the file."""

    send_back: tuple[Text, ...] = ()
    end: tuple[Text, ...] = ()

    def for_button(self, leads: str) -> tuple[Text, ...]:
        """Those of a verdict that sends back or ends the case; none for any other."""
        return {"send_back": self.send_back, "end": self.end}.get(leads, ())

    def in_language(self, kind: str, language: str) -> str:
        """A kind that was recorded; as it was recorded where the office has it no more."""
        known = next((each for each in (*self.send_back, *self.end) if each.ja == kind), Text(kind))
        return known.in_language(language)


def read_reasons(written: Written) -> ReasonKinds:
    """The kinds of the file. Problems go to `written`."""
    values = written.top(_HEADINGS)
    return ReasonKinds(send_back=_kinds(written, values.get("send_back")), end=_kinds(written, values.get("end")))


def _kinds(written: Written, node: Node | None) -> tuple[Text, ...]:
    found: list[Text] = []
    for item in written.items(node):
        parts = written.parts(item, _KIND)
        kind = Text(written.text(parts.get("kind")), written.text(parts.get("english")))
        if any(kind.ja == other.ja for other in found):
            written.say("E014", item.position, f"「{kind.ja}」は二度あります。", f"“{kind.ja}” is written twice.")
        elif len(kind.ja) > LONGEST:
            ja = f"理由の種類は{LONGEST}文字までです。"
            written.say("E013", item.position, ja, f"A kind of reason has at most {LONGEST} characters.")
        elif kind.ja:
            found.append(kind)
    return tuple(found)
