"""E100: every text that names people names people that the organisation knows."""

from collections.abc import Iterator

from forms.source.likely import LikelyWord
from forms.source.position import Position
from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.beside_document import OpenStep, ReassignStep, ShowStep
from workflow.definition.checked import Checked
from workflow.definition.circulation_document import CirculationStep
from workflow.definition.compiler.enforcement import item_in
from workflow.definition.document import EnforceStep, HumanStep, IssueStep, NotifyStep
from workflow.definition.located import Located
from workflow.definition.outline import Placed
from workflow.definition.people import JOINT, UnknownPerson
from workflow.definition.suggestions import did_you_mean, likely_or_all


def check(checked: Checked) -> Iterator[Problem]:
    for text, placed in _texts(checked):
        people = checked.names.people if placed is None else checked.names.people_at(placed)
        found = people.resolve(text.value)
        if isinstance(found, UnknownPerson):
            where = text.position_of(found.offset)
            yield _unknown(checked, found, Position(where.line, where.column))


def _unknown(checked: Checked, found: UnknownPerson, where: Position) -> Problem:
    if found.part.startswith("{"):
        return _no_person(found, where)
    return Problem(
        id="E100",
        position=where,
        message=Text(f"「{found.part}」という人や所属は見つかりません。", f'"{found.part}" is no person or unit.'),
        hint=_with_a_joint(checked, found)
        or _whose(checked, found)
        or did_you_mean(found.part, found.known)
        or _by_its_beginning(checked, found)
        or _way_to_write(checked),
        length=max(1, len(found.part)),
    )


def _no_person(found: UnknownPerson, where: Position) -> Problem:
    """An item, or a column of the row, that is none or names nobody; the name stands behind `項目:` or `行:`."""
    name, *known = (each[1:-1].rpartition(".")[2] for each in (found.part, *found.known) if each.startswith("{"))
    return Problem(
        id="E100",
        position=where,
        message=Text(
            f"「{name}」は、人を表す項目や列ではありません。", f'"{name}" is no item or column that names people.'
        ),
        hint=likely_or_all(name, known)
        or Text(
            "人を表せるのは、型が職員か所属の項目と、全件の中ではその行のそういう列です",
            "people are named by items of type staff or unit and, inside for_each, by such columns of its row",
        ),
    )


def _with_a_joint(checked: Checked, found: UnknownPerson) -> Text | None:
    """「人事課長」 is the 課長 of 人事課."""
    joint = JOINT[checked.procedure.language]
    for post in checked.catalogue.posts:
        short = found.part.removesuffix(post)
        for unit in (short + post[0], short) if short and short != found.part else ():
            meant = f"{unit}{joint}{post}"
            if unit in checked.catalogue.units:
                ja, en = f"「{meant}」と書いてください", f'write "{meant}"'
                return LikelyWord(ja, en, written=found.part, meant=meant)
    return None


def _whose(checked: Checked, found: UnknownPerson) -> Text | None:
    """A relation or a post by itself needs to say whose."""
    related = f"{checked.vocabulary.word('申請者')}{JOINT[checked.procedure.language]}{found.part}"
    if found.offset or isinstance(checked.names.people.resolve(related), UnknownPerson):
        return None
    return Text(f"だれの{found.part}かを、「{related}」のように書いてください", f'say whose: "{related}"')


def _by_its_beginning(checked: Checked, found: UnknownPerson) -> Text | None:
    """Where what follows is sound, the first name alone says what was meant."""
    first, joint, _ = found.part.partition(JOINT[checked.procedure.language])
    return did_you_mean(first, found.known) if joint else None


def _way_to_write(checked: Checked) -> Text:
    """A name of a person is no way to name people at all."""
    word, joint = checked.vocabulary.word("申請者"), JOINT[checked.procedure.language]
    example = f"{word}{joint}{checked.vocabulary.word('所属長')}"
    return Text(
        f"人は、氏名ではなく所属や職で、「人事課の課長」「{example}」のように書きます",
        f'people are named by their units and posts, such as "{example}"',
    )


_Text = tuple[Located[str], Placed | None]
"""A text that names people, and the step it is written at where a row around it may name some, too."""


def _texts(checked: Checked) -> Iterator[_Text]:
    yield from ((text, None) for text in _texts_of_the_case(checked))
    for placed in checked.outline.all:
        step = placed.step
        if isinstance(step, HumanStep | ReassignStep):
            yield from ((text, placed) for text in step.assignee)
        if isinstance(step, NotifyStep | ShowStep):
            yield from ((text, placed) for text in step.to)
        if isinstance(step, OpenStep) and step.applicant:
            yield step.applicant, placed


def _texts_of_the_case(checked: Checked) -> Iterator[Located[str]]:
    procedure = checked.procedure
    if procedure.office.value:
        yield procedure.office
    if procedure.start:
        yield from (*procedure.start.who, *procedure.start.typed_by)
    yield from (person for part in procedure.form for person in part.visible_to)
    for placed in checked.outline.all:
        if isinstance(placed.step, CirculationStep) and placed.step.verification:
            yield from placed.step.verification.assignee
        if isinstance(placed.step, EnforceStep):
            yield from (text for text in placed.step.to if not item_in(text.value))
        if isinstance(placed.step, IssueStep):
            yield from placed.step.paper_by
    for handler in procedure.anytime:
        yield from handler.who
    if procedure.withdrawal:
        yield from procedure.withdrawal.who
