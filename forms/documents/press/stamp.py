"""Makes documents of one template: laid out once, then each person's values are drawn into their places."""

from collections.abc import Iterable, Iterator
from threading import Lock

from forms.documents.fill import filled
from forms.documents.press.edition import Edition, Lines
from forms.documents.press.engine import prove_printing
from forms.documents.press.paper_run import paper_run
from forms.documents.press.value_fonts import TypeCase
from forms.documents.template import Template
from forms.documents.values import FieldProblem, Row, is_shown
from forms.errors import DocumentNotMade


class Stamp:
    """A template ready to be filled. The same values give the same bytes, in any batch and at any time.

    One thread at a time sets text, because Pango's fonts are not made for more.
    """

    def __init__(self, template: Template) -> None:
        self.template = template
        self._type_case = TypeCase()
        self._lock = Lock()
        self._editions: dict[frozenset[str], Edition] = {}

    def problems(self, values: Row) -> tuple[FieldProblem, ...]:
        """Why the document of these values can't be made; empty when it can."""
        with self._lock:
            problems: list[FieldProblem] = []
            self._edition(values).lines(values, problems)
            return tuple(problems)

    def pdf(self, values: Row) -> bytes:
        """The document of one person. Raises DocumentNotMade with every field that does not fit."""
        edition, lines = self._set(values)
        return edition.pdf(lines)

    def html(self, values: Row) -> str:
        """The same document for a layout engine. Raises DocumentNotMade."""
        _, lines = self._set(values)
        sizes = {number: each[0].size for number, each in lines.items() if each}
        return filled(self.template, values, sizes)[0]

    def run(self, rows: Iterable[Row]) -> Iterator[bytes]:
        """One PDF with everybody's pages in this order, piece by piece, for printing on paper.

        Raises DocumentNotMade at a row that can't be made: look with `problems` beforehand.
        """
        return paper_run(map(self._set, rows))

    def _set(self, values: Row) -> tuple[Edition, Lines]:
        problems: list[FieldProblem] = []
        with self._lock:
            edition = self._edition(values)
            lines = edition.lines(values, problems)
        if problems:
            raise DocumentNotMade(tuple(problems))
        return edition, lines

    def _edition(self, values: Row) -> Edition:
        shown = frozenset(condition for condition in self.template.conditions if is_shown(condition, values))
        if shown not in self._editions:
            self._editions[shown] = Edition(self.template, shown, self._type_case)
        return self._editions[shown]


def prepare(template: Template, values: Row | None = None) -> Stamp:
    """A stamp of a template, laid out already for documents like the one of `values`.

    Raises PrintingUnavailable when the machine lacks what printing needs, TemplateNotPrintable when the layout depends
    on the values, ValueError for a template with `data-each`, whose every document is laid out for itself.
    """
    prove_printing()
    if template.is_flowing:
        raise ValueError(f"{template.name} repeats rows and has to be made by case_record")
    stamp = Stamp(template)
    stamp._edition(values or {})
    return stamp
