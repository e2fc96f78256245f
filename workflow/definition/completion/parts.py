"""Names of what belongs to something else: values of an operation, items of another procedure, columns, buttons."""

from collections.abc import Callable, Iterable, Iterator

from workflow.definition.catalogue import Catalogue, Offered
from workflow.definition.completion.names import OwnNames
from workflow.definition.completion.said import Level
from workflow.definition.completion.tables import TableColumns, columns_in
from workflow.definition.vocabulary.vocabulary import Vocabulary


class Parts:
    """The parts that one text may name."""

    def __init__(self, vocabulary: Vocabulary, own: OwnNames, catalogue: Catalogue) -> None:
        self._vocabulary = vocabulary
        self._own = own
        self._catalogue = catalogue

    def at(self, what: str, levels: tuple[Level, ...]) -> Iterable[str]:
        """The names of this kind at a place; none where `what` is no part of something."""
        part = _PARTS.get(what)
        return part(self, what, levels) if part else ()

    def of_a_row(self, levels: tuple[Level, ...]) -> Iterator[str]:
        """The columns of the row that a place is about, as expressions name them."""
        if row := self._own.row(levels, self._vocabulary):
            name, table = row
            yield from (f"{name}.{column}" for column in self._columns_of(table))

    def _value(self, what: str, levels: tuple[Level, ...]) -> Iterable[str]:
        """As the text declares the operation; of one that is not declared yet, as its system offers it."""
        operation = self._own.owner("連携先", levels)
        return self._own.parts.get((what, operation)) or self.offered(what, operation)

    def offered(self, what: str, operation: str) -> tuple[str, ...]:
        """The values of an operation or message, as its system offers them."""
        system, _, name = operation.partition(".")
        offer = self._catalogue.systems.get(system, {}).get(name, Offered())
        return offer.gives if what == "返る値" else offer.takes

    def _questions(self, what: str, levels: tuple[Level, ...]) -> Iterable[str]:
        return self._table(levels).questions

    def _told(self, what: str, levels: tuple[Level, ...]) -> Iterable[str]:
        """What the table or the operation says that is looked up."""
        return (*self._table(levels).answers, *self._value("返る値", levels))

    def _table(self, levels: tuple[Level, ...]) -> TableColumns:
        """The columns of the table that is named there: one of the text, or of a 規程."""
        name = self._own.owner("決定表", levels)
        if name in self._own.tables:
            return self._own.tables[name]
        for regulation in self._catalogue.regulations.values():
            for table in regulation.tables:
                if name == f"{regulation.name}.{table.table}":
                    return columns_in(table.text, as_csv=table.csv)
        return TableColumns()

    def _items_elsewhere(self, what: str, levels: tuple[Level, ...]) -> Iterator[str]:
        other = self._catalogue.other_procedures.get(self._own.owner("手続", levels))
        return (item.name for item in other.items) if other else iter(())

    def _columns(self, what: str, levels: tuple[Level, ...]) -> Iterable[str]:
        return self._columns_of(self._own.owner("項目", levels))

    def _columns_of(self, table: str) -> Iterator[str]:
        yield from self._own.parts.get(("列", table), ())
        for layout in self._own.parts.get(("共有", table), ()):
            yield from self._catalogue.layouts.get(layout.partition(".")[2], ())

    def _buttons(self, what: str, levels: tuple[Level, ...]) -> Iterator[str]:
        """Those of the kind of the step, those that the text adds."""
        step = self._own.owner("手順", levels)
        kind = self._vocabulary.kinds().get(self._own.of("手順").get(step, ""))
        for verdict in kind.verdicts if kind else ():
            yield verdict.ja if self._vocabulary.language == "ja" else verdict.en
        yield from self._own.parts.get(("操作", step), ())


_PARTS: dict[str, Callable[[Parts, str, tuple[Level, ...]], Iterable[str]]] = {
    "送る値": Parts._value,
    "返る値": Parts._value,
    "返る値か答え": Parts._told,
    "表の入力": Parts._questions,
    "相手の項目": Parts._items_elsewhere,
    "列": Parts._columns,
    "操作": Parts._buttons,
}
"""By what is named."""
