"""The files of a case page by page, with what the reader has seen of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from approvals.models import PageTick
from approvals.selectors.case_answers import files_of, replaced_files_of
from approvals.selectors.open_case import OpenCase
from forms.field_type import Attached


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of one file."""

    number: int
    seen: bool
    bookmarked: bool
    note: str = ""
    """What the reader noted on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One file. Without pages it is only opened as a whole."""

    file: Attached
    pages: tuple[Page, ...]
    is_unreadable: bool = False
    """It should have pages, but they can't be read."""

    @property
    def seen(self) -> int:
        return sum(page.seen for page in self.pages)

    @property
    def bookmarks(self) -> int:
        return sum(page.bookmarked for page in self.pages)

    @property
    def left(self) -> int:
        return len(self.pages) - self.seen

    @property
    def noted(self) -> list[Page]:
        """The pages with a note of the reader."""
        return [page for page in self.pages if page.note]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page of a file."""

    file: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFiles:
    """All of them, and where the reader is."""

    files: tuple[CaseFile, ...]
    here: Place | None = None
    replaced: tuple[Attached, ...] = ()
    """What others took the place of; they can still be opened."""

    @property
    def pages(self) -> int:
        return sum(len(each.pages) for each in self.files)

    @property
    def left(self) -> int:
        return sum(each.left for each in self.files)

    @property
    def open(self) -> CaseFile | None:
        """The file that is on the screen."""
        return next((each for each in self.files if self.here and each.file.uuid == self.here.file), None)

    @property
    def page(self) -> Page | None:
        """The page that is on the screen; None where the file has no such page."""
        pages = self.open.pages if self.open else ()
        return next((page for page in pages if self.here and page.number == self.here.page), None)

    @property
    def before(self) -> Place | None:
        return self._beside(-1)

    @property
    def after(self) -> Place | None:
        return self._beside(1)

    @property
    def not_yet(self) -> Place | None:
        """The next page the reader has not seen, behind the one on the screen; then from the beginning."""
        places = list(self._places())
        here = next((at for at, (place, _) in enumerate(places) if place == self.here), -1)
        return next((place for place, page in places[here + 1 :] + places[: here + 1] if not page.seen), None)

    def _beside(self, step: int) -> Place | None:
        if self.here is None or self.open is None or not 1 <= self.here.page + step <= len(self.open.pages):
            return None
        return Place(file=self.here.file, page=self.here.page + step)

    def _places(self) -> Iterator[tuple[Place, Page]]:
        for each in self.files:
            for page in each.pages:
                yield Place(file=each.file.uuid, page=page.number), page


def case_files(case: OpenCase, counts: Mapping[str, int], here: Place | None = None) -> CaseFiles:
    """`counts`: pages by hash of the content, for the kinds of files that have pages."""
    by_content = dict[str, Attached]()
    for file in files_of(case):
        if file.sha256 not in by_content or (here and file.uuid == here.file):
            by_content[file.sha256] = file  # the same content twice is one file, under whichever address was asked for
    files = list(by_content.values())
    ticks = _ticks(case, files)
    shown = tuple(_file(file, counts.get(file.sha256), ticks) for file in files)
    return CaseFiles(files=shown, here=here, replaced=tuple(replaced_files_of(case)))


def was_opened(case: OpenCase, file: Attached, page: int) -> bool:
    """Whether the reader has had the page on the screen; in cases of others that is in the reader's own record."""
    return PageTick.objects.filter(person=case.reader, case=case.case, sha256=file.sha256, page=page).exists()


def _file(file: Attached, count: int | None, ticks: Mapping[tuple[str, int], Page]) -> CaseFile:
    numbers = range(1, (count or 0) + 1)
    pages = (
        ticks.get((file.sha256, number)) or Page(number=number, seen=False, bookmarked=False) for number in numbers
    )
    return CaseFile(file=file, pages=tuple(pages), is_unreadable=count == 0)


def _ticks(case: OpenCase, files: Sequence[Attached]) -> dict[tuple[str, int], Page]:
    if not files:
        return {}
    mine = PageTick.objects.filter(person=case.reader, case=case.case)
    rows = mine.values_list("sha256", "page", "seen", "bookmarked", "note")
    return {
        (sha256, page): Page(number=page, seen=seen, bookmarked=bookmarked, note=note)
        for sha256, page, seen, bookmarked, note in rows
    }
