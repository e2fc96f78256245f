"""What a corrected document says differently from the version before it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.field_type import Json
from forms.issuance.columns import Column, Columns, shown
from forms.spec import Text

CORRECTED = "訂正内容"
"""The value that templates write it by; empty for a first version."""
NAMED = 8
"""So many changes are written in a document, then how many more there are: its place is small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One column that was corrected."""

    name: Text
    before: str
    after: str
    by: int | None
    """How much more it is now; None for what is no amount."""


def changes(
    columns: Columns, before: Mapping[str, Json], after: Mapping[str, Json], *, hidden: Sequence[str], language: str
) -> tuple[Change, ...]:
    """Column by column in the order of the file; what readers are never shown is left out."""
    told = (column for column in columns.all if column.name not in hidden)
    return tuple(_changes(told, before, after, language))


def _changes(
    told: Iterator[Column], before: Mapping[str, Json], after: Mapping[str, Json], language: str
) -> Iterator[Change]:
    for column in told:
        name, was, now = Text(column.name, column.en), before.get(column.key), after.get(column.key)
        if column.kind == "yen":
            old, new = _amount(was), _amount(now)
            if old != new:
                yield Change(name=name, before=f"{old:,}", after=f"{new:,}", by=new - old)
        elif (old_text := shown(was, column, language)) != (new_text := shown(now, column, language)):
            yield Change(name=name, before=old_text, after=new_text, by=None)


def written(changed: Sequence[Change]) -> str:
    """通勤手当：12,000→15,000（＋3,000）、お知らせ: as a document says it, without a blank at which a line could end.

    Of what is no amount the name.
    """
    said = [_written(each) for each in changed[:NAMED]]
    more = len(changed) - len(said)
    return "、".join([*said, *([f"ほか{more}項目"] if more else [])])


def _written(change: Change) -> str:
    if change.by is None:
        return change.name.ja
    figures = f"{change.before}→{change.after}".replace("-", "△")
    return f"{change.name.ja}：{figures}（{'＋' if change.by > 0 else '－'}{abs(change.by):,}）"


def _amount(value: Json) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
