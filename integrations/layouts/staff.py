"""Compares details with the staff list: who is unknown, has left, has no row, or is called otherwise."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from forms.spec import Text
from integrations.layouts import codes
from integrations.layouts.findings import KEPT_ROWS, Code, Findings
from integrations.layouts.keys import Keys
from integrations.layouts.layout import StaffCheck
from integrations.layouts.rows import Row
from integrations.layouts.values import Value

_SENTENCES = {
    "unknown": Text("職員名簿にない職員番号です。", "The staff list has no such number."),
    "left": Text("支給の月に在職していません(退職済み)。", "The person had left before that month."),
    "new": Text("支給の月に在職していません(採用前)。", "The person was not yet in office in that month."),
    "differs": Text("職員名簿と違います。", "It differs from the staff list."),
    "mixed": Text(
        "氏名とカナが、職員名簿では別の職員番号の人のものです。番号を取り違えていないか確かめます。",
        "Name and kana are those of another number in the staff list. See whether the numbers were mixed up.",
    ),
}
_SHOWN_NUMBERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A time in office, as one line of the staff list says it."""

    name: str
    kana: str
    unit: str
    kind: str
    since: date
    until: date | None

    def overlaps(self, month: date) -> bool:
        """Whether a day of the month that begins here lies in it."""
        return self.since <= _last_day(month) and (self.until is None or self.until >= month)


StaffList = Mapping[str, tuple[Term, ...]]
"""By staff number all times in office."""


def staff_list(rows: Iterable[Row]) -> StaffList:
    """The staff list from rows of its layout."""
    terms: dict[str, list[Term]] = defaultdict(list)
    for row in rows:
        since, until = row.values.get("since"), row.values.get("until")
        texts = {key: str(row.values.get(key) or "") for key in ("name", "kana", "unit", "kind")}
        if isinstance(since, date):
            end = until if isinstance(until, date) else None
            terms[str(row.values.get("number"))].append(Term(**texts, since=since, until=end))
    return {number: tuple(found) for number, found in terms.items()}


class StaffWatch:
    """Looks up every detail."""

    def __init__(self, check: StaffCheck, people: StaffList, findings: Findings) -> None:
        self._check = check
        self._people = people
        self._findings = findings
        self._seen = Keys()
        self._unknown = codes.unknown_staff(check.unknown)
        self._left, self._new = codes.left_staff(check.left), codes.new_staff(check.left)
        self._compared = (
            (check.name, "name", codes.NAME_DIFFERS),
            (check.kana, "kana", codes.KANA_DIFFERS),
            (check.unit, "unit", codes.UNIT_DIFFERS),
            (check.kind, "kind", codes.KIND_DIFFERS),
        )
        self.month: date | None = None
        """First day of the month the file is for; until it is known nobody counts as having left."""
        self._others: dict[tuple[str, str], set[str]] | None = None
        """Numbers by name and kana; made when a row is called otherwise for the first time."""
        self._mixed: list[Row] = []

    def see(self, row: Row) -> None:
        number = row.values.get(self._check.number)
        if not isinstance(number, str):
            return
        self._seen.add(number)
        terms = self._people.get(number)
        if terms is None:
            self._note(self._unknown, "unknown", row)
            return
        term = self._in_office(terms, row)
        for item, part, code in self._compared:
            if item and _differs(row.values.get(item), getattr(term, part)):
                self._note(code, "differs", row)
        if len(self._mixed) < KEPT_ROWS and self._is_somebody_else(number, term, row):
            self._mixed.append(row)

    def _is_somebody_else(self, number: str, term: Term, row: Row) -> bool:
        """Whether name and kana are another person's. One who married has a new name, but hardly a colleague's."""
        name, kana = (row.values.get(item or "") for item in (self._check.name, self._check.kana))
        if not (_differs(name, term.name) and _differs(kana, term.kana)):
            return False
        if self._others is None:
            self._others = defaultdict(set)
            for known, terms in self._people.items():
                for each in terms:
                    self._others[each.name, each.kana].add(known)
        owners = self._others.get((str(name), str(kana)), set())
        return bool(owners) and number not in owners

    def _in_office(self, terms: tuple[Term, ...], row: Row) -> Term:
        """The term that counts for the month; else the nearest one, noted."""
        month = self.month
        if month is None:
            return terms[-1]
        current = next((term for term in terms if term.overlaps(month)), None)
        if current is not None:
            return current
        past = [term for term in terms if term.until is not None and term.until < month]
        self._note(self._left if past else self._new, "left" if past else "new", row)
        return past[-1] if past else terms[-1]

    def finish(self) -> None:
        """Note whose numbers were mixed up, which takes two, and who is in office and has no row."""
        if len(self._mixed) > 1:
            for row in self._mixed:
                self._note(codes.MIXED_UP, "mixed", row)
        month = self.month
        if month is None:
            return
        missing = sorted(
            number
            for number, terms in self._people.items()
            if number not in self._seen and any(term.overlaps(month) for term in terms)
        )
        if missing:
            shown = "、".join(missing[:_SHOWN_NUMBERS]) + ("…" if len(missing) > _SHOWN_NUMBERS else "")
            text = Text(
                f"在職しているのに行のない職員が{len(missing):,}人います({shown})。育休や休職なら、そのままで構いません。",
                f"{len(missing):,} people in office have no row ({shown}). On leave, that is right.",
            )
            self._findings.note(codes.missing_staff(self._check.missing), text)

    def _note(self, code: Code, sentence: str, row: Row) -> None:
        self._findings.note(code, _SENTENCES[sentence], row=row.row, line=row.line)


def _differs(here: Value | None, there: str) -> bool:
    """Names are compared as they are written; a blank on either side, or a name with undefined bytes, says nothing."""
    return bool(here) and bool(there) and str(here) != there and "\ufffd" not in str(here)


def _last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])
