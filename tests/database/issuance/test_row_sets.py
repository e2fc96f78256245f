"""A payroll file becomes rows that only issuance can read."""

import io
import json
from uuid import UUID

import pytest

from forms.issuance.totals import compared
from forms.models import IssueBatch, RowSet, RowSetChunk
from forms.services.file_cipher import NotDecryptable
from forms.services.issuance.batch_row import called_back_values
from forms.services.issuance.row_sets import discard_row_set, every_row, keep_row_set, rows_between, totals_of_rows
from integrations.errors import FileInvalidError
from integrations.layouts.judge import judge
from integrations.selectors.layouts import layout_named
from integrations.services.keep_rows import keep_rows
from tests.support.issuance import NOW, a_kind, an_ask, columns, kept, pay, start
from tests.support.layouts import FILES

pytestmark = pytest.mark.django_db


def test_rows_come_back_as_they_were_in_any_stretch() -> None:
    rows = [pay(number) for number in range(1, 251)]
    found = keep_row_set(rows=rows, columns=columns(), now=NOW)

    assert list(every_row(found.uuid)) == rows
    assert rows_between(found.uuid, 95, 205) == rows[95:205]
    assert rows_between(found.uuid, 249, 400) == rows[249:]


def test_a_piece_can_not_be_put_in_the_place_of_another() -> None:
    found = keep_row_set(rows=[pay(number) for number in range(1, 151)], columns=columns(), now=NOW)
    first, second = found.chunks.order_by("number")

    RowSetChunk.objects.filter(pk=first.pk).update(sealed=second.sealed)

    with pytest.raises(NotDecryptable):
        list(every_row(found.uuid))


def test_a_judged_file_is_kept_with_the_totals_of_all_who_tell_them() -> None:
    file, control = FILES / "clean_50.csv", FILES / "clean_50.ctl.json"
    with file.open("rb") as stream, control.open("rb") as beside:
        judgement = judge(layout_named("payroll-payslip"), stream, control=beside)
        found = keep_rows(
            judgement=judgement,
            file=stream,
            name=file.name,
            entered={"records": 50, "gross": int(judgement.totals["gross"]) + 1},
            control=json.loads(control.read_text(encoding="utf-8")),
            now=NOW,
        )

    totals = totals_of_rows(UUID(found.row_set))
    lines = {line.key: line for line in compared(totals)}
    assert [source.source for source in totals.told] == ["控除合計表（手入力）", "ファイルの末尾", "統制ファイル"]
    assert lines["count"].summed == 50
    assert lines["net"].agrees
    assert (lines["gross"].agrees, lines["gross"].difference) == (False, -1)


def test_a_file_that_was_exchanged_meanwhile_leaves_nothing() -> None:
    with (FILES / "clean_50.csv").open("rb") as stream:
        judgement = judge(layout_named("payroll-payslip"), stream)

    other = (FILES / "clean_50.csv").read_bytes() + b"\r\n"
    with pytest.raises(FileInvalidError):
        keep_rows(judgement=judgement, file=io.BytesIO(other), name="x", entered={}, now=NOW)

    assert not RowSet.objects.exists()


def test_rows_that_a_batch_needs_are_not_thrown_away() -> None:
    a_kind()
    rows = kept([pay(1)])
    batch, row_set = start(an_ask(rows)), UUID(rows.row_set)

    assert not discard_row_set(row_set=row_set)
    IssueBatch.objects.filter(pk=batch.pk).update(**called_back_values(NOW))
    assert discard_row_set(row_set=row_set)
    assert not RowSetChunk.objects.exists()
