"""What is looked at row by row: keys, the header's items, the layout's checks, the sums."""

from collections.abc import Mapping

from forms.errors import FormsError
from forms.expressions.values import Value as ExpressionValue
from forms.spec import Text
from integrations.layouts import codes
from integrations.layouts.findings import Findings
from integrations.layouts.keys import Keys
from integrations.layouts.layout import Check, ItemType, Layout
from integrations.layouts.rows import Row
from integrations.layouts.scope import section_key


class UniqueKeys:
    """No two details have the same key; blanks around it do not make it another one."""

    def __init__(self, layout: Layout, findings: Findings) -> None:
        self._key = layout.key
        items = [item for item in layout.detail.items if item.id in layout.key]
        self._names = Text(
            "・".join(item.name.ja for item in items), ", ".join(item.name.in_language("en") for item in items)
        )
        self._findings = findings
        self.seen = Keys()

    def see(self, row: Row) -> None:
        parts = [row.values.get(id_) for id_ in self._key]
        if not parts or None in parts:
            return
        key = "\x1f".join(str(part).strip() for part in parts)
        if not self.seen.add(key):
            shown = key.replace("\x1f", "・")
            text = Text(f"「{shown}」が前の行にもあります。", f"“{shown}” is also in a row before.")
            self._findings.note(codes.DUPLICATE, text, row=row.row, line=row.line, item=self._names)


class HeaderItems:
    """Details repeat some items of the header."""

    def __init__(self, layout: Layout, findings: Findings) -> None:
        self._items = [item for item in layout.detail.items if item.as_in_header]
        self._month = layout.month
        self._findings = findings
        self.header: Row | None = None

    def see(self, row: Row) -> None:
        if self.header is None:
            return
        for item in self._items:
            here, there = row.values.get(item.id), self.header.values.get(item.id)
            if here is not None and there is not None and here != there:
                code = codes.MONTH if item.id == self._month else codes.HEADER_MISMATCH
                text = Text("先頭の行と違います。", "It differs from the header.")
                self._findings.note(code, text, row=row.row, line=row.line, item=item.name)


class Checks:
    """The layout's own checks."""

    def __init__(self, layout: Layout, findings: Findings) -> None:
        detail = layout.detail
        self._checks = [(check, codes.of_check(check), check.expression.reads) for check in layout.checks]
        self._amounts = [item.id for item in detail.items if item.type is ItemType.YEN]
        self._sections = {
            section_key(section.id): tuple(item.id for item in detail.items if item.section == section.id)
            for section in detail.sections
        }
        self._findings = findings

    def see(self, row: Row) -> None:
        if not row.values:
            return
        env = self._environment(row)
        for check, code, reads in self._checks:
            if not reads <= env.keys():
                continue
            fulfilled = _evaluate(check, env)
            if fulfilled is None:
                text = Text(f"「{check.name.ja}」を確かめられません。", f"“{check.name.en}” cannot be decided.")
                self._findings.note(codes.UNDECIDED, text, row=row.row, line=row.line)
            elif not fulfilled:
                text = Text(f"{check.name.ja}。", f"{check.name.in_language('en')}.")
                self._findings.note(code, text, row=row.row, line=row.line)

    def _environment(self, row: Row) -> Mapping[str, ExpressionValue]:
        """The values; a blank amount counts as nothing. A section with an unreadable amount is not there."""
        env: dict[str, ExpressionValue] = dict(row.values)
        for id_ in self._amounts:
            if id_ in env and env[id_] is None:
                env[id_] = 0
        for key, ids in self._sections.items():
            if all(id_ in env for id_ in ids):
                env[key] = tuple(env[id_] for id_ in ids)
        return env


def _evaluate(check: Check, env: Mapping[str, ExpressionValue]) -> bool | None:
    try:
        value = check.expression.evaluate(env)
    except FormsError:
        return None
    return value if isinstance(value, bool) else None


class Sums:
    """Counts and sums of the details."""

    def __init__(self, layout: Layout) -> None:
        self.count = 0
        self._items = {total.id: total.item for total in layout.totals if total.item is not None}
        self._sums = dict.fromkeys(self._items, 0)
        self._incomplete: set[str] = set()

    def see(self, row: Row) -> None:
        self.count += 1
        for total, item in self._items.items():
            if item not in row.values:
                self._incomplete.add(total)
                continue
            match row.values[item]:
                case int(number):
                    self._sums[total] += number
                case str(digits):
                    self._sums[total] += int(digits)

    def value(self, total: str) -> int | None:
        """The sum; None when a row could not be read."""
        return None if total in self._incomplete else self._sums[total]
