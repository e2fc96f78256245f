"""What is wrong with decision tables: those of a procedure, those of a regulation, and both together."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from forms.expressions.scope import Scope
from forms.source.problem import Problem
from forms.spec import ItemSpec, Text
from forms.tables.answers import PEOPLE, POST, UNIT, Organisation
from forms.tables.cover import Bounds
from forms.tables.problem import TableProblem
from forms.tables.reader import answer_types, answer_words, read_table
from forms.tables.table import Hit
from forms.tables.versions import ALWAYS, Validity, ValidityUnreadable, amendments, in_order, read_validity
from forms.validation.lookup import names_of
from workflow.definition.catalogue import Regulation
from workflow.definition.checked import Checked, problem
from workflow.definition.compiler.circulation import person_in
from workflow.definition.compiler.tables import drawn_in, text_of
from workflow.definition.located import Located
from workflow.definition.suggestions import did_you_mean, likely_or_all
from workflow.definition.table_document import TablePart
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.scope import scope_of_tables


def check_amendments(checked: Checked, name: str, parts: Sequence[TablePart]) -> Iterator[Problem]:
    """The versions of one table: each by itself, and that they follow each other."""
    scope = _scope(checked, normal(name))
    for part in parts:
        yield from _source(checked, part)
        yield from _text(checked, part, scope)
        yield from _day(checked, part)
        yield from _authorities(checked, part)
    if parts and all(part.authorities for part in parts):
        yield problem(
            "E048",
            parts[0].position,
            "どの版にも任命権者が書いてあるので、ほかの任命権者の案件で決める表がありません。",
            "Every version names authorities, so cases of all others have no table.",
            Text("任命権者を書かない版を一つ足してください", "add a version without authorities"),
        )
    yield from _times(parts)
    yield from _same_answers(checked, parts)


def check_shared(checked: Checked, used: Located[str], regulation: Regulation) -> Iterator[Problem]:
    """A table that was sound by itself fits the items of this procedure: they exist, and it answers all they may be."""
    scope, bounds = scope_of_tables(checked.program), _bounds(checked)
    bound = {spec.name for spec in checked.program.tables}
    for table in regulation.tables:
        if f"{regulation.name}.{table.table}" not in bound:
            continue  # items are looked up in it by names of its own
        found = read_table(table.text, scope, hit=Hit(table.hit), bounds=bounds, as_csv=table.csv)
        whole = f"{regulation.name}.{table.table}"
        for each in found.problems:
            message = Text(f"決定表「{whole}」: {each.message.ja}", f'Table "{whole}": {each.message.en}')
            yield Problem(id=each.code, position=used.position, message=message, hint=each.hint, length=used.length)
        if table.as_of and normal(table.as_of) not in checked.names.items:
            yield problem(
                "E101",
                used,
                f"決定表「{whole}」の基準日「{table.as_of}」という項目がこの手続にありません。",
                f'Table "{whole}" goes by the day "{table.as_of}", which this procedure does not have.',
            )


def _source(checked: Checked, part: TablePart) -> Iterator[Problem]:
    """Either 表 or 表ファイル, and the file exists."""
    rules, file = ("表", "表ファイル") if checked.vocabulary.language == "ja" else ("rules", "file")
    if part.file is None:
        if not part.has("rules"):
            yield problem(
                "E024", part.position, f"「{rules}」か「{file}」が要ります。", f'"{rules}" or "{file}" is required.'
            )
        return
    if part.has("rules"):
        yield problem(
            "E023",
            part.file,
            f"「{rules}」と「{file}」は一緒に書けません。",
            f'"{rules}" and "{file}" exclude each other.',
        )
    if part.file.value.strip() not in checked.catalogue.table_files:
        yield problem(
            "E083",
            part.file,
            f"「{part.file.value}」というファイルが定義の隣にありません。",
            f'There is no file "{part.file.value}" beside the definition.',
            did_you_mean(part.file.value, list(checked.catalogue.table_files)),
        )


def _scope(checked: Checked, name: str) -> Scope:
    """What a table may be asked by. What only a row or a report knows is asked by looking up."""
    scope = scope_of_tables(checked.program)
    own = next((each.columns for each in checked.program.form.masters if each.name == name), ())
    if not own or name in {normal(drawn.value) for drawn in drawn_in(checked.outline)}:
        return scope
    return Scope(dict(scope.names) | names_of([item for item in own if item.type]))


def _text(checked: Checked, part: TablePart, scope: Scope) -> Iterator[Problem]:
    text = text_of(part, checked.catalogue)
    if not text:
        return
    found = read_table(
        text,
        scope,
        hit=_hit(part),
        bounds=_bounds(checked),
        organisation={**_organisation(checked), **_people(checked, text, part)},
        as_csv=part.file is not None,
        first_line=1 if part.file else part.rules.position_of(0).line,
    )
    for each in found.problems:
        yield _in_file(part.file, each) if part.file else _in_text(part.rules, text, each)


def _people(checked: Checked, text: str, part: TablePart) -> dict[str, frozenset[str]]:
    """What stands in cells of the kind 人 and names people there are."""
    words = {
        word
        for column, found in answer_words(text, as_csv=part.file is not None).values()
        if column.kind == PEOPLE
        for word in found
    }
    return {PEOPLE: frozenset(word for word in words if person_in(word, PEOPLE, checked.names) is not None)}


def _in_text(rules: Located[str], text: str, found: TableProblem) -> Problem:
    offset = sum(len(line) + 1 for line in text.split("\n")[: found.line]) + found.column
    return Problem(
        id=found.code,
        position=rules.position_of(min(offset, len(text))),
        message=found.message,
        hint=found.hint,
        length=found.length,
    )


def _in_file(file: Located[str], found: TableProblem) -> Problem:
    line = found.line + 1
    message = Text(f"{file.value} の{line}行目: {found.message.ja}", f"{file.value}, line {line}: {found.message.en}")
    return Problem(id=found.code, position=file.position, message=message, hint=found.hint, length=file.length)


def _day(checked: Checked, part: TablePart) -> Iterator[Problem]:
    """基準日 is the day of the draft or an item that is a date."""
    if part.as_of is None or checked.vocabulary.japanese(normal(part.as_of.value)) == "起案日":
        return
    item = checked.names.items.get(normal(part.as_of.value))
    if item is None or item.type.value != "date":
        days = [each.item.value for each in checked.procedure.items if each.item and each.type.value == "date"]
        yield problem(
            "E101",
            part.as_of,
            f"「{part.as_of.value}」という日付の項目はありません。",
            f'There is no date item "{part.as_of.value}".',
            likely_or_all(part.as_of.value, [checked.vocabulary.word("起案日"), *days]),
        )


def _authorities(checked: Checked, part: TablePart) -> Iterator[Problem]:
    """任命権者 are those of definitions/organisation/authorities.yaml."""
    known = checked.catalogue.authorities
    for each in part.authorities:
        if known and each.value not in known:
            yield problem(
                "E100",
                each,
                f"「{each.value}」という任命権者はありません。",
                f'There is no appointing authority "{each.value}".',
                likely_or_all(each.value, sorted(known)),
            )


def _times(parts: Sequence[TablePart]) -> Iterator[Problem]:
    """施行 can be read, and no day has two versions."""
    read: list[Validity] = []
    for part in parts:
        try:
            read.append(read_validity(part.valid.value) if part.valid else ALWAYS)
        except ValidityUnreadable as unread:
            assert part.valid is not None
            yield Problem(id="E013", position=part.valid.position, message=unread.message, length=part.valid.length)
            return
    bodies = [frozenset(each.value for each in part.authorities) for part in parts]
    for one, other in amendments(in_order(read, bodies), bodies):
        lines = parts[one].position.line
        yield problem(
            "E048",
            parts[other].valid or parts[other].position,
            f"{lines}行目の版と施行の期間が重なっています。",
            f"The version on line {lines} is in force on the same days.",
            Text(
                "「施行: 2026-04-01〜」のように、版ごとに始まりの日を書きます",
                'give each version its first day: "2026-04-01〜"',
            ),
        )


def _same_answers(checked: Checked, parts: Sequence[TablePart]) -> Iterator[Problem]:
    """Expressions name the answers of a table whatever the day, so all versions answer the same, by the same day."""
    first = parts[0]
    kinds = answer_types(text_of(first, checked.catalogue), hit=_hit(first), as_csv=first.file is not None)
    for part in parts[1:]:
        other = answer_types(text_of(part, checked.catalogue), hit=_hit(part), as_csv=part.file is not None)
        days = [each.as_of.value if each.as_of else "" for each in (first, part)]
        if kinds is not None and other is not None and (kinds != other or days[0] != days[1]):
            yield problem(
                "E047",
                part.position,
                f"結果の列か基準日が、{first.position.line}行目の版と違います。",
                f"The answers or the day differ from the version on line {first.position.line}.",
            )


def _hit(part: TablePart) -> Hit:
    return Hit(part.hit.value if part.hit else "unique")


def _bounds(checked: Checked) -> Bounds:
    return {(item.key,): _range(item) for item in checked.program.form.items}


def _range(item: ItemSpec) -> tuple[Decimal | None, Decimal | None]:
    low, high = item.bounds
    return (Decimal(low) if low else None, Decimal(high) if high else None)


def _organisation(checked: Checked) -> Organisation:
    """What the catalogue knows; an empty one checks nothing."""
    known = {POST: checked.catalogue.posts, UNIT: frozenset(checked.catalogue.units)}
    return {kind: names for kind, names in known.items() if names}
