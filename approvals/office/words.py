"""Reads words.yaml and number-series.yaml: what each authority calls things, and how documents are numbered."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.source.nodes import MappingNode, Node
from forms.source.written import Heading, Written

_WORDS = [Heading("authority", "機関", True), Heading("labels", "呼び方", True)]
_SERIES = [
    Heading("series", "番号簿", True),
    Heading("id", "id", True),
    Heading("english", "英語"),
    Heading("form", "形", True),
    Heading("per", "ごと"),
]
_REIWA_BEGINS = 2018
"""Reiwa 1 is 2019."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSeries:
    """A register that gives documents their numbers, from 1 in each fiscal year, without gaps."""

    id: str
    name: str
    form: str
    en: str = ""
    by_section: bool = False
    """Each section counts its own documents; its name stands in the number."""

    def written(self, fiscal_year: int, number: int, section: str = "") -> str:
        """The number as it is printed: 8め総人第1391号."""
        year = str(fiscal_year - _REIWA_BEGINS)
        return self.form.replace("{年}", year).replace("{課}", section).replace("{番号}", str(number))


def read_words(written: Written) -> Mapping[str, Mapping[str, str]]:
    """For each authority the words it says otherwise. Problems go to `written`."""
    found: dict[str, dict[str, str]] = {}
    for node in written.items(written.top([Heading("words", "言葉", True)]).get("words")):
        parts = written.parts(node, _WORDS)
        labels = parts.get("labels")
        if isinstance(labels, MappingNode):
            found[written.text(parts.get("authority"))] = {
                entry.key.text: written.text(entry.value) for entry in labels.entries
            }
        elif labels is not None:
            written.say("E013", labels.position, "「言葉: 呼び方」の形で書いてください。", "Write “word: label” here.")
    return found


def read_number_series(written: Written) -> Mapping[str, NumberSeries]:
    """The registers by name. Problems go to `written`."""
    found: dict[str, NumberSeries] = {}
    for node in written.items(written.top([Heading("series", "番号簿", True)]).get("series")):
        if (series := _series(written, node)) is None:
            continue
        if series.name in found:
            written.say(
                "E014", node.position, f"「{series.name}」は二度あります。", f"“{series.name}” is written twice."
            )
        found.setdefault(series.name, series)
    return found


def _series(written: Written, node: Node) -> NumberSeries | None:
    parts = written.parts(node, _SERIES)
    name, key, form = (written.text(parts.get(part)) for part in ("series", "id", "form"))
    if not (name and key and form):
        return None
    if "{番号}" not in form:
        written.say("E013", node.position, "形には {番号} が必要です。", "The form must contain {番号}.")
        return None
    per = written.text(parts.get("per"))
    if per not in ("", "課") or (per == "課") is not ("{課}" in form):
        written.say(
            "E013",
            node.position,
            "課ごとに数える番号簿には「ごと: 課」と形の {課} の両方が要り、ほかにはどちらも書けません。",
            "A register that counts by section needs both “ごと: 課” and {課} in its form; others take neither.",
        )
        return None
    return NumberSeries(id=key, name=name, form=form, en=written.text(parts.get("english")), by_section=per == "課")
