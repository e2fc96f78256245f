"""Reads mappings by the vocabulary: every heading is known, has a value of its type, and none is missing."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar

from forms.source.nodes import Entry, MappingNode, Node
from forms.source.position import Position
from forms.spec import Text
from workflow.definition.block import Block
from workflow.definition.located import Located
from workflow.definition.parser.reading import Reading
from workflow.definition.suggestions import closest, did_you_mean
from workflow.definition.vocabulary.entries import Heading
from workflow.definition.vocabulary.vocabulary import ALL_HEADINGS, normal

B = TypeVar("B", bound=Block)
PLACE_NAMES = {"手順": "どの手順も", "人手順": "人の手順"}
"""How places are called whose names are not words of the file."""


def read_block(reading: Reading, places: tuple[str, ...], node: Node, cls: type[B], **more: object) -> B | None:
    """The mapping as a block of the document; None, after a report, when it is not a mapping at all."""
    if not isinstance(node, MappingNode):
        names = "・".join(list(reading.vocabulary.headings(*places))[:4])
        reading.report(
            "E013", node, f"ここには見出し({names} など)を書いてください。", f"Write headings here ({names} …)."
        )
        return None
    return block_of_entries(reading, places, node, cls, **more)


def block_of_entries(reading: Reading, places: tuple[str, ...], node: MappingNode, cls: type[B], **more: object) -> B:
    """The block made of the headings of a mapping. `more` are fields that are not headings."""
    headings = reading.vocabulary.headings(*places)
    taken = {normal(entry.key.text) for entry in node.entries}
    values: dict[str, Any] = dict(more)
    written: list[tuple[str, Located[str]]] = []
    for entry in node.entries:
        name = normal(entry.key.text)
        near = None if name in headings else _likely(name, headings, taken)
        heading = _known(reading, places, headings, entry, near)
        if heading is None:
            # What it probably means counts as written, so that what follows from it is not reported, too.
            near = near or closest(name.partition(" ")[0], headings)
            if near:
                written.append((headings[near].field, _located(entry)))
                _read_as(reading, headings[near], entry, values)
            continue
        written.append((heading.field, _located(entry)))
        if (value := reading.value(heading.value, entry.value)) is not None:
            values[heading.field] = value
    written += _meant(reading, headings, {name for name, _ in written}, node, values)
    _report_missing(reading, headings, {name for name, _ in written}, node.position)
    return cls(position=node.position, written=tuple(written), **values)


def _likely(name: str, headings: Mapping[str, Heading], taken: Collection[str]) -> str | None:
    """The heading that was meant; what looks like one that is there already, is one for which it is often written."""
    near = closest(name, headings)
    if near is not None and near in taken:
        free = [each for each in headings if each not in taken]
        return closest(name, free) or closest(near, free) or near
    return near


def _meant(
    reading: Reading,
    headings: Mapping[str, Heading],
    written: set[str],
    node: MappingNode,
    values: dict[str, Any],
) -> Iterator[tuple[str, Located[str]]]:
    """A heading that stands twice is perhaps a slip for one that is required and missing: 手続 for 手順."""
    for entry in node.twice:
        word, first = entry.key.text, node.entry(entry.key.text)
        missing = [name for name, each in headings.items() if each.required and each.field not in written]
        near = closest(word, missing)
        if near and first:
            _read_as(reading, headings[near], entry, values)
            line = first.key.position.line
            ja, en = f"「{word}」は {line} 行目にもあります。", f"“{word}” is also written in line {line}."
            reading.report("E003", entry.key, ja, en, did_you_mean(word, missing))
            yield headings[near].field, _located(entry)


def _read_as(reading: Reading, heading: Heading, entry: Entry, values: dict[str, Any]) -> None:
    """Take the value for that of the heading which was probably meant, if it is one and there is no other."""
    before = len(reading.problems), reading.complete
    value = reading.value(heading.value, entry.value)
    if heading.place != "手続" and len(reading.problems) > before[0]:
        del reading.problems[before[0] :]
        reading.complete = before[1]
    elif value is not None:
        values.setdefault(heading.field, value)


def _known(
    reading: Reading, places: tuple[str, ...], headings: Mapping[str, Heading], entry: Entry, near: str | None
) -> Heading | None:
    name = normal(entry.key.text)
    if heading := headings.get(name):
        return heading
    if other := reading.vocabulary.other.headings(*places).get(name):
        right = other.in_language(reading.vocabulary.language)
        reading.report(
            "E017",
            entry.key,
            f"一つのファイルに二つの言語は使えません(「{name}」)。",
            f'One file is in one language ("{name}").',
            Text(f"「{right}」と書いてください", f'write "{right}"'),
        )
        return other
    top = places == ("手続",)
    hint = did_you_mean(name, headings, near) or _colon_missing(name, headings) or _elsewhere(reading, name)
    reading.report(
        "E010" if top else "E023",
        entry.key,
        f"「{name}」という見出しは{'ありません' if top else 'ここには書けません'}。",
        f'There is no heading "{name}"{"" if top else " here"}.',
        hint,
    )
    return None


def _colon_missing(name: str, headings: Mapping[str, Heading]) -> Text | None:
    """「期限 2営業日」 is a heading and its value without the colon between them."""
    first, _, rest = name.partition(" ")
    near = closest(first, headings) if rest.strip() else None
    if near is None:
        return None
    return Text(f"「{near}: {rest.strip()}」と書いてください", f'write "{near}: {rest.strip()}"')


def _elsewhere(reading: Reading, name: str) -> Text | None:
    """Where a heading belongs that is known, but not here."""
    language = reading.vocabulary.language
    found = (heading for heading in ALL_HEADINGS if heading.in_language(language) == name)
    places = list(dict.fromkeys(PLACE_NAMES.get(heading.place, heading.place) for heading in found))
    if not places:
        return None
    return Text(f"「{name}」が書けるのは: {'・'.join(places)}", f'"{name}" belongs to: {", ".join(places)}')


def _located(entry: Entry) -> Located[str]:
    return Located(entry.key.text.strip(), entry.key.position, entry.key)


def _report_missing(reading: Reading, headings: Mapping[str, Heading], written: set[str], position: Position) -> None:
    for name, heading in headings.items():
        if heading.required and heading.field not in written:
            top = heading.place == "手続"
            reading.report_at(
                "E011" if top else "E024",
                position,
                f"「{name}」が必要です。",
                f'"{name}" is required.',
                Text(f"「{name}: …」の行を足してください", f'add a line "{name}: …"'),
            )
