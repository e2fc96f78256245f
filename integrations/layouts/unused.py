"""Inputs that were given although the layout compares nothing with them: they prove nothing about the file."""

from collections.abc import Collection, Iterator

from forms.spec import Text
from integrations.layouts.judgement import NotChecked
from integrations.layouts.layout import Layout

_TEXTS = {
    "control": Text(
        "このレイアウトには、統制ファイルと比べる合計がありません。",
        "This layout has no total that a control file could tell.",
    ),
    "previous": Text(
        "このレイアウトは、前回のファイルと比べません。", "This layout compares nothing with the file before."
    ),
    "month": Text("このレイアウトのファイルには、対象月がありません。", "Files of this layout are for no month."),
    "history": Text("このレイアウトのファイルには、版がありません。", "Files of this layout have no versions."),
}


def unused_inputs(layout: Layout, given: Collection[str]) -> Iterator[NotChecked]:
    """What is to be said of those of the given inputs that the layout has no use for."""
    used = {
        "control": any(total.control for total in layout.totals),
        "previous": bool(layout.changes),
        "month": layout.month is not None,
        "history": layout.resend is not None,
    }
    for name, text in _TEXTS.items():
        if name in given and not used[name]:
            yield NotChecked(name, text)
