"""What the reader noted on pages of a case's files, so that a note can be carried into the reason of a verdict."""

from dataclasses import dataclass

from approvals.models import PageTick
from approvals.selectors.case_answers import files_of
from approvals.selectors.open_case import OpenCase

MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNote:
    """One note. It is the reader's alone until he writes it into a reason."""

    key: str
    """Content and page, as a form names it."""
    where: str
    """仕様書.pdf 31ページ."""
    text: str

    @property
    def written(self) -> str:
        """As it stands in a reason."""
        return f"{self.where}: {self.text}"


def page_notes(case: OpenCase) -> list[PageNote]:
    """In the order of files and pages; those of files that the case does not hold any more are left out."""
    names = {file.sha256: file.name for file in files_of(case)}
    if not names:
        return []
    mine = PageTick.objects.filter(person=case.reader, case=case.case, sha256__in=names).exclude(note="")
    order = list(names)
    rows = sorted(mine.values_list("sha256", "page", "note"), key=lambda row: (order.index(row[0]), row[1]))
    return [
        PageNote(key=f"{sha256}:{page}", where=_where(case, names[sha256], page), text=note)
        for sha256, page, note in rows[:MOST]
    ]


def with_note(case: OpenCase, comment: str, key: str) -> str:
    """The comment with the note behind it, once; as it was when there is no such note."""
    note = next((each for each in page_notes(case) if each.key == key), None)
    if note is None or note.written in comment:
        return comment
    return f"{comment}\n{note.written}" if comment else note.written


def _where(case: OpenCase, name: str, page: int) -> str:
    return case.people.pick((f"{name} {page}ページ", f"{name}, page {page}"))
