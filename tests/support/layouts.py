"""The layouts that are shipped, and short ways to judge bytes by them."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from io import BytesIO

from forms.source.source import Source
from integrations.layouts.folder import check_layouts
from integrations.layouts.judge import judge, read_rows
from integrations.layouts.judgement import Judgement
from integrations.layouts.layout import Layout
from integrations.layouts.resends import Received, received
from integrations.layouts.staff import StaffList, staff_list
from tests.support.definitions import PROJECT

FILES = PROJECT / "tests" / "golden" / "layouts"
APRIL = date(2026, 4, 1)


@cache
def layout(name: str = "payroll-payslip") -> Layout:
    """A layout of definitions/layouts."""
    paths = sorted((PROJECT / "definitions" / "layouts").glob("*.yaml"))
    layouts, findings = check_layouts([Source(str(path), path.read_text("utf-8")) for path in paths])
    assert findings == ()
    return layouts[name]


def staff_of(content: bytes) -> StaffList:
    """The staff list in these bytes."""
    return staff_list(read_rows(layout("staff-list"), BytesIO(content)))


def history_of(*contents: bytes) -> tuple[Received, ...]:
    """What is known of these files when they came before."""
    return tuple(file for content in contents if (file := received(layout(), BytesIO(content))))


def judged(
    content: bytes,
    *,
    by: Layout | None = None,
    control: bytes | None = None,
    previous: bytes | None = None,
    staff: StaffList | None = None,
    month: date | None = APRIL,
    history: Iterable[Received] | None = None,
) -> Judgement:
    """The judgement of these bytes."""
    return judge(
        by or layout(),
        BytesIO(content),
        control=BytesIO(control) if control is not None else None,
        previous=BytesIO(previous) if previous is not None else None,
        staff=staff,
        month=month,
        history=tuple(history) if history is not None else None,
    )


def codes_of(judgement: Judgement) -> list[str]:
    """The kinds of findings, the gravest first."""
    return [tally.code.id for tally in judgement.tallies]
