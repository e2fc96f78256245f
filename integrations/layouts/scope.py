"""The names that a layout's checks may use."""

from forms.expressions.scope import Scope
from forms.feel.types import DATE, INTEGER, NUMBER, TEXT, YEN, ChoiceType, ListType, Name, Type
from forms.spec import Choice
from integrations.layouts.layout import Item, ItemType, Record

_TYPES: dict[ItemType, Type] = {
    ItemType.INTEGER: INTEGER,
    ItemType.YEN: YEN,
    ItemType.DECIMAL: NUMBER,
    ItemType.MONTH: DATE,
    ItemType.DATE: DATE,
}


def scope_of(detail: Record) -> Scope:
    """The names a check may use: every item, and every section of amounts as the list of them."""
    names = {}
    for item in detail.items:
        name = Name(item.id, _type_of(item), may_be_null=not item.required and item.type is not ItemType.YEN)
        names[item.name.ja] = name
        if item.name.en:
            names[item.name.en] = name
    for section in detail.sections:
        items = [item for item in detail.items if item.section == section.id]
        if items and all(item.type is ItemType.YEN for item in items):
            name = Name(section_key(section.id), ListType(YEN))
            names[section.name.ja] = name
            if section.name.en:
                names[section.name.en] = name
    return Scope(names)


def section_key(id_: str) -> str:
    """Where an expression finds the amounts of a section; no item has such an id."""
    return f"[{id_}]"


def _type_of(item: Item) -> Type:
    if item.type is ItemType.CHOICE:
        return ChoiceType(tuple(Choice(id=value, name=name.ja) for value, name in item.choices.items()))
    return _TYPES.get(item.type, TEXT)
