"""A layout's details as the columns, rows and limits that issuance keeps."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from forms.field_type import Json
from forms.issuance.columns import Column, ColumnKind
from forms.issuance.limit import Limit
from forms.issuance.totals import COUNT
from integrations.layouts.layout import Calculation, Item, ItemType, Layout
from integrations.layouts.values import Value

_KINDS: Mapping[ItemType, ColumnKind] = {
    ItemType.YEN: "yen",
    ItemType.INTEGER: "number",
    ItemType.DECIMAL: "number",
    ItemType.DATE: "date",
    ItemType.MONTH: "month",
}


def columns_of(layout: Layout) -> tuple[Column, ...]:
    """The columns of the layout's details, under the headings they stand in."""
    return tuple(_column(layout, item) for item in layout.detail.items)


def limits_of(layout: Layout) -> dict[str, Limit]:
    """How far its totals may be from those of the file before: by the column they add up, and `count`."""
    found = {}
    for change in layout.changes:
        total = layout.total(change.total)
        key = COUNT if total.calculation is Calculation.COUNT else total.item or ""
        found[key] = Limit(percent=change.percent, except_months=tuple(sorted(change.except_months)))
    return found


def stored(layout: Layout, values: Mapping[str, Value | None]) -> dict[str, Json]:
    """A typed row as JSON: yen and whole numbers as numbers, hours as 12.50, days as 2026-04-15, months as 2026-04."""
    months = {item.id for item in layout.detail.items if item.type is ItemType.MONTH}
    return {key: f"{value:%Y-%m}" if key in months and value else _json(value) for key, value in values.items()}


def _column(layout: Layout, item: Item) -> Column:
    section = next((each for each in layout.detail.sections if each.id == item.section), None)
    return Column(
        key=item.id,
        name=item.name.ja,
        en=item.name.en,
        group=section.name.ja if section else "",
        group_en=section.name.en if section else "",
        kind="leave" if item.is_leave else _KINDS.get(item.type, "text"),
        choices=dict(item.choices),
    )


def _json(value: Value | None) -> Json:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value
