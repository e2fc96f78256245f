"""Compares a file with those received before: the same again, another content, an older version."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from forms.spec import Text
from integrations.layouts import codes
from integrations.layouts.findings import Findings
from integrations.layouts.judgement import NotChecked
from integrations.layouts.layout import Layout, RecordKind
from integrations.layouts.rows import Row
from integrations.layouts.survey import Survey, survey
from integrations.layouts.values import Value
from integrations.layouts.walk import Walk


@dataclass(frozen=True, slots=True)
class Received:
    """What has to be known of a file that came before."""

    sha256: str
    group: tuple[Value | None, ...]
    version: int


def received(layout: Layout, stream: BinaryIO) -> Received | None:
    """What is known of the file; None when it has no readable header of this layout."""
    seen = survey(stream)
    first = next(Walk(layout, seen.actual(layout.encodings[0]), Findings()).rows(stream), None)
    header = first if first is not None and first.kind is RecordKind.HEADER else None
    return _of(layout, seen, header)


def version_of(layout: Layout, header: Row | None) -> int | None:
    """The number of the version in the header."""
    value = header.values.get(layout.resend.version) if header and layout.resend else None
    text = str(value)
    return int(text) if value is not None and text.isascii() and text.isdigit() else None


def _of(layout: Layout, seen: Survey, header: Row | None) -> Received | None:
    version = version_of(layout, header)
    if layout.resend is None or header is None or version is None:
        return None
    group = tuple(header.values.get(id_) for id_ in layout.resend.group)
    return None if None in group else Received(seen.sha256, group, version)


def compare_with_history(
    layout: Layout, seen: Survey, header: Row | None, history: Sequence[Received] | None, findings: Findings
) -> Iterator[NotChecked]:
    """Note what follows from the files of the same group that came before."""
    if layout.resend is None:
        return
    this = _of(layout, seen, header)
    if history is None:
        yield NotChecked(
            "history", Text("これまでに受け取ったファイルがありません。", "No files received before are given.")
        )
        return
    if this is None:
        text = Text(
            "先頭の行が読めないため、再送かどうか分かりません。", "Without a header nobody knows whether it is new."
        )
        yield NotChecked("history", text)
        return
    before = [file for file in history if file.group == this.group]
    latest = max((file.version for file in before), default=0)
    if any(file.sha256 == this.sha256 for file in before):
        text = Text("同じファイルを前に受け取っています。二度は取り込みません。", "The very same file came before.")
        findings.note(codes.SAME_FILE, text)
    elif any(file.version == this.version for file in before):
        text = Text(
            "同じ版数で内容の違うファイルを前に受け取っています。訂正なら版数を上げて送り直してもらいます。",
            "A file with this version and other content came before. A correction needs a higher version.",
        )
        findings.note(codes.SAME_VERSION, text)
    if this.version < latest:
        text = Text(f"新しい版({latest})を前に受け取っています。", f"A newer version ({latest}) came before.")
        findings.note(codes.OLDER_VERSION, text)
    elif this.version > latest + 1:
        text = Text(f"版数が{latest}から{this.version}へとびました。", f"Versions go from {latest} to {this.version}.")
        findings.note(codes.VERSION_GAP, text)
