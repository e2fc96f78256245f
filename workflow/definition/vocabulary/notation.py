"""Reads the tables that the vocabulary is written in."""

from collections.abc import Iterator

from workflow.definition.vocabulary.entries import Heading, Kind, ValueType, Verdict


def value_type(notation: str) -> ValueType:
    """The type that a notation such as 対応(名→式) stands for."""
    if notation.startswith("→"):
        place = notation.lstrip("→")
        return ValueType("→" * (len(notation) - len(place)), (place,))
    name, bracket, rest = notation.partition("(")
    inner = rest.removesuffix(")") if bracket else ""
    match name:
        case "並び":
            return ValueType(name, of=(value_type(inner),))
        case "対応":
            key, _, value = inner.partition("→")
            return ValueType(name, of=(value_type(key), value_type(value)))
        case "選び":
            return ValueType(name, tuple(inner.split("・")))
        case _:
            head, _, what = notation.partition(" ")
            return ValueType(head, (what,)) if what else ValueType(name, (inner,) if inner else ())


def kinds(table: str) -> tuple[Kind, ...]:
    """The kinds of steps in the table."""
    return tuple(
        Kind(
            ja, en, tuple(Verdict(*verdict.split("=")) for verdict in verdicts.split()), value_type(name), bpmn, meaning
        )
        for ja, en, verdicts, name, bpmn, meaning in _rows(table)
    )


def headings(*tables: str) -> tuple[Heading, ...]:
    """The headings in the tables; a star after a name means that it must be written."""
    return tuple(
        Heading(
            place=place,
            ja=ja.rstrip("*"),
            en=en,
            value=value_type(value),
            default=default,
            meaning=meaning,
            required=ja.endswith("*"),
        )
        for table in tables
        for place, ja, en, value, default, meaning in _rows(table)
    )


def _rows(table: str) -> Iterator[list[str]]:
    for line in table.strip().splitlines()[1:]:
        yield [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
