"""Reads number-series.yaml: how documents are numbered, and who of several counts his own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from forms.source.nodes import MappingNode, Node
from forms.source.written import Heading, Written

_SERIES = [
    Heading("series", "番号簿", True),
    Heading("id", "id", True),
    Heading("english", "英語"),
    Heading("form", "形", True),
    Heading("per", "ごと"),
    Heading("by_authority", "任命権者ごとの形"),
]
_REIWA_BEGINS = 2018
"""Reiwa 1 is 2019."""
LONGEST = 30
"""Characters of the name of a register, and of an authority in it: both stand in the name of the counter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSeries:
    """A register that gives documents their numbers, from 1 in each fiscal year, without gaps."""

    id: str
    name: str
    form: str
    en: str = ""
    by_section: bool = False
    """Each section counts its own documents; its name stands in the number."""
    by_authority: Mapping[str, str] = field(default_factory=dict)
    """Name of an appointing authority to the form of its own register: it counts by itself."""

    def counter(self, authority: str) -> str:
        """What counts the documents of an authority."""
        return f"{self.name} / {authority}" if authority in self.by_authority else self.name

    def written(self, fiscal_year: int, number: int, section: str = "", authority: str = "") -> str:
        """The number as it is printed: 8め総人第1391号."""
        year, form = str(fiscal_year - _REIWA_BEGINS), self.by_authority.get(authority, self.form)
        return form.replace("{年}", year).replace("{課}", section).replace("{番号}", str(number))


def read_number_series(written: Written, authorities: Collection[str]) -> Mapping[str, NumberSeries]:
    """The registers by name; `authorities` are those there are. Problems go to `written`."""
    found: dict[str, NumberSeries] = {}
    for node in written.items(written.top([Heading("series", "番号簿", True)]).get("series")):
        if (series := _series(written, node, authorities)) is None:
            continue
        if series.name in found:
            written.say(
                "E014", node.position, f"「{series.name}」は二度あります。", f"“{series.name}” is written twice."
            )
        found.setdefault(series.name, series)
    return found


def _series(written: Written, node: Node, authorities: Collection[str]) -> NumberSeries | None:
    parts = written.parts(node, _SERIES)
    name, key = (written.text(parts.get(part)) for part in ("series", "id"))
    per = written.text(parts.get("per"))
    form = _form(written, parts.get("form"), node, per)
    if not (name and key and form):
        return None
    if per not in ("", "課"):
        written.say("E013", node.position, "「ごと」に書けるのは「課」だけです。", "Only “課” stands under “ごと”.")
        return None
    own = _by_authority(written, name, parts.get("by_authority"), authorities, per)
    en = written.text(parts.get("english"))
    return NumberSeries(id=key, name=name, form=form, en=en, by_section=per == "課", by_authority=own)


def _form(written: Written, node: Node | None, series: Node, per: str) -> str:
    form = written.text(node)
    if node is None or not form:
        return ""
    if "{番号}" not in form:
        written.say("E013", node.position, "形には {番号} が必要です。", "The form must contain {番号}.")
        return ""
    if (per == "課") is not ("{課}" in form):
        written.say(
            "E013",
            series.position,
            "課ごとに数える番号簿には「ごと: 課」と形の {課} の両方が要り、ほかにはどちらも書けません。",
            "A register that counts by section needs both “ごと: 課” and {課} in its form; others take neither.",
        )
        return ""
    return form


def _by_authority(
    written: Written, name: str, node: Node | None, authorities: Collection[str], per: str
) -> dict[str, str]:
    if node is None:
        return {}
    if not isinstance(node, MappingNode):
        written.say("E013", node.position, "「任命権者: 形」の形で書いてください。", "Write “authority: form” here.")
        return {}
    own = {}
    for entry in node.entries:
        body, form = entry.key.text, _form(written, entry.value, entry.value, per)
        if body not in authorities:
            ja = f"「{body}」という任命権者は authorities.yaml にありません。"
            written.say("E100", entry.key.position, ja, f"authorities.yaml knows no “{body}”.")
        elif len(name) > LONGEST or len(body) > LONGEST:
            ja = f"番号簿と任命権者の名前は{LONGEST}字までにしてください。"
            written.say("E013", entry.key.position, ja, f"Names of at most {LONGEST} characters.")
        elif form:
            own[body] = form
    return own
