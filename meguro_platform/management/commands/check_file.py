"""manage.py check_file: judges a file of another system as its layout says; nothing is stored."""

import json
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from forms.spec import Text
from integrations.errors import FileInvalidError, LayoutUnknownError
from integrations.layouts.judge import judge, read_rows
from integrations.layouts.judgement import Judgement, Verdict
from integrations.layouts.layout import Layout
from integrations.layouts.report import as_record, as_text
from integrations.layouts.resends import Received, received
from integrations.layouts.staff import StaffList, staff_list
from integrations.layouts.unused import unused_inputs
from integrations.selectors.layouts import LayoutsInvalidError, layout_named

USAGE_ERROR = 2


class Command(BaseCommand):
    """Exit status 0 when the file is accepted, 1 when it is held or rejected, 2 when it could not be judged."""

    help = (
        "Judges a file by a layout of definitions/layouts without a database: accepted (0), held or rejected (1)."
        " A check whose input is not given is reported as not checked."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file to judge")
        parser.add_argument("--layout", required=True, help="id of a layout under definitions/layouts")
        parser.add_argument("--control", type=Path, help="control file (JSON) that came with it")
        parser.add_argument("--previous", type=Path, help="the file received before, for counts and sums")
        parser.add_argument("--staff", type=Path, help="staff list, in the layout that this layout names")
        parser.add_argument("--month", type=_month, help="the month the file must be for: YYYY-MM")
        parser.add_argument("--history", type=Path, help="folder with the files received before, for resends")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--lang", choices=("ja", "en"), default="ja", help="language of the text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            judgement = _judge(options)
        except CommandError as error:
            self.stderr.write(str(error))
            sys.exit(USAGE_ERROR)
        language = options["lang"]
        if options["format"] == "json":
            record = {"file": str(options["file"]), **as_record(judgement, language)}
            self.stdout.write(json.dumps(record, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(judgement, language))
        if judgement.verdict is not Verdict.ACCEPTED:
            sys.exit(1)


def _month(text: str) -> date:
    """The first day of the month. Raises ArgumentTypeError."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text):
        raise ArgumentTypeError(f"「{text}」は月として読めません。2026-05 のように書きます。")
    return date(int(text[:4]), int(text[5:]), 1)


def _judge(options: dict[str, Any]) -> Judgement:
    layout = _layout(options["layout"])
    with ExitStack() as files:
        file, control, previous, staff = (
            files.enter_context(_opened(path)) if path else None
            for path in (options[key] for key in ("file", "control", "previous", "staff"))
        )
        assert file is not None
        judgement = judge(
            layout,
            file,
            control=control,
            previous=previous,
            staff=_staff(layout, staff) if staff else None,
            month=options["month"],
            history=tuple(_history(layout, options["history"])) if options["history"] else None,
        )
    unused = unused_inputs(layout, [name for name, value in options.items() if value is not None])
    return replace(judgement, not_checked=(*judgement.not_checked, *unused))


def _layout(name: str) -> Layout:
    try:
        return layout_named(name)
    except LayoutUnknownError as unknown:
        raise _error(unknown.text) from unknown
    except LayoutsInvalidError as invalid:
        raise CommandError(f"definitions/layouts: {invalid}") from invalid


def _opened(path: Path) -> BinaryIO:
    if path.is_dir():
        raise _error(Text(f"「{path}」はフォルダです。", f"{path} is a folder."))
    if path.exists() and not path.is_file():
        raise _error(Text(f"「{path}」はふつうのファイルではありません。", f"{path} is no ordinary file."))
    try:
        return path.open("rb")
    except OSError as error:
        why = error.strerror or str(error)
        raise _error(Text(f"「{path}」を開けません({why})。", f"Cannot open {path}: {why}.")) from error


def _staff(layout: Layout, stream: BinaryIO) -> StaffList:
    if layout.staff is None:
        raise _error(Text("このレイアウトは職員名簿を使いません。", "This layout uses no staff list."))
    try:
        people = staff_list(read_rows(_layout(layout.staff.list), stream))
    except FileInvalidError as invalid:
        text = invalid.text
        raise _error(Text(f"職員名簿が読めません。{text.ja}", f"The staff list cannot be read. {text.en}")) from invalid
    if not people:
        raise _error(Text("職員名簿に職員がいません。", "Nobody is in the staff list."))
    return people


def _history(layout: Layout, folder: Path) -> Iterator[Received]:
    """The files of the folder that have a header of this layout; others belong to something else."""
    if not folder.is_dir():
        raise _error(Text(f"「{folder}」というフォルダはありません。", f"There is no folder {folder}."))
    for path in sorted(folder.iterdir()):
        if path.is_file():
            with _opened(path) as stream:
                if (file := received(layout, stream)) is not None:
                    yield file


def _error(text: Text) -> CommandError:
    return CommandError(f"{text.ja} / {text.en}")
