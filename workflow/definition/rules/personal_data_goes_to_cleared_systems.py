"""E089: personal data is sent only to systems whose file says that they may have it (個人情報)."""

from collections.abc import Iterator, Mapping

from forms.expressions.expression import Expression
from forms.source.problem import Problem
from forms.spec import ItemSpec, Text
from workflow.definition.catalogue import Offered
from workflow.definition.checked import Checked, problem
from workflow.definition.document import CallStep
from workflow.definition.located import Located
from workflow.definition.written import Written
from workflow.engine.nodes import EachNode
from workflow.engine.scope import origin_key, row_key

LEVELS = {"none": 0, "yes": 1, "sensitive": 2}
WORDS = {"none": Text("なし", "none"), "yes": Text("あり", "yes_personal"), "sensitive": Text("要配慮", "sensitive")}


def check(checked: Checked) -> Iterator[Problem]:
    if not checked.catalogue.systems:
        return  # nobody says what systems may have
    for written, expression in checked.expressions:
        operation = _receiver(written)
        offered = _offered(checked, operation.value) if operation else None
        if operation is None or offered is None:
            continue
        item = max(_personal(checked, written, expression), key=_level, default=None)
        if item is not None and _level(item) > LEVELS[offered.personal_data]:
            yield _problem(operation.value, written.text, item, f"「{item.name}」", f'"{item.name}"')
    for placed in checked.steps(CallStep):
        assert isinstance(placed.step, CallStep)
        operation = placed.step.operation
        offered = _offered(checked, operation.value)
        if offered is not None and offered.takes_record:
            item = max(checked.program.form.items, key=_level, default=None)
            if item is not None and _level(item) > LEVELS[offered.personal_data]:
                yield _problem(
                    operation.value, operation, item, f"決裁記録の「{item.name}」", f'record with "{item.name}"'
                )


def _receiver(written: Written) -> Located[str] | None:
    """The operation that an expression is sent to."""
    if written.role == "lookup" and written.part and written.part.lookup:
        return written.part.lookup.system
    step = written.placed.step if written.placed and written.role == "send" else None
    if not isinstance(step, CallStep):
        return None
    undoing = step.undo is not None and any(pair.value is written.text for pair in step.undo.send)
    return step.undo.operation if step.undo and undoing else step.operation


def _offered(checked: Checked, name: str) -> Offered | None:
    system, _, operation = name.partition(".")
    return checked.catalogue.systems.get(system, {}).get(operation)


def _personal(checked: Checked, written: Written, expression: Expression) -> Iterator[ItemSpec]:
    """The items that an expression reads: of the form, of the case before, of a report, of a row."""
    program = checked.program
    named: dict[str, ItemSpec] = {item.key: item for item in program.form.items}
    if program.begins_from:
        named |= {f"origin.{origin_key(item.key)}": item for item in program.begins_from.items}
    if written.placed and written.placed.anytime:
        form = program.handler(written.placed.anytime).form
        named |= {f"report.{item.key}": item for item in form.items}
    if written.report:
        named |= {item.key: item for item in program.handler(written.report).form.items}
    if written.table:
        table = named[written.table]
        named |= {column.key: table if _level(table) else column for column in table.columns}
    named |= _of_rows(checked)
    for path in expression.reads:
        if path in named:
            yield named[path]


def _of_rows(checked: Checked) -> Mapping[str, ItemSpec]:
    """A column is as personal as its table."""
    found = {}
    for node in checked.program.nodes:
        if isinstance(node, EachNode):
            table = checked.program.form.item(node.rows)
            for column in node.columns:
                found[f"{row_key(node.row)}.{column.key}"] = table if table and _level(table) else column
    return found


def _level(item: ItemSpec) -> int:
    """A table is as personal as its most personal column."""
    return max([LEVELS[item.personal_data], *(LEVELS[column.personal_data] for column in item.columns)])


def _problem(operation: str, where: Located[str], item: ItemSpec, ja: str, en: str) -> Problem:
    system = operation.partition(".")[0]
    word = next(WORDS[name] for name, level in LEVELS.items() if level == _level(item))
    return problem(
        "E089",
        where,
        f"連携先「{system}」は、{ja}(個人情報: {word.ja})を受け取ってよいことになっていません。",
        f'The system "{system}" is not cleared for {en} (personal_data: {word.en}).',
        Text(
            f"送らないか、definitions/systems のそのファイルに「個人情報: {word.ja}」とするよう管理者に頼んでください",
            f'do not send it, or ask for "personal_data: {word.en}" in its file under definitions/systems',
        ),
    )
