"""E053: what a table answers, or how something ended, is compared with something that it can say.

A rule and not a type: running cases of older versions may hold such a comparison, and go on.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias
from unicodedata import normalize

from forms.expressions.parser import parse
from forms.expressions.suggestions import did_you_mean
from forms.feel.syntax import nodes
from forms.feel.syntax.nodes import Constant, Given, Node
from forms.feel.syntax.walking import parts_of
from forms.feel.types import TEXT, ListType
from forms.source.problem import Problem
from forms.spec import Text
from forms.tables.reader import answer_words
from workflow.definition.checked import Checked
from workflow.definition.written import Written
from workflow.engine.nodes import DECIDING, ChildNode, UserNode
from workflow.engine.program import BUILT_IN_OUTCOMES
from workflow.engine.scope import decided_word, drawn_key

Words: TypeAlias = Mapping[str, tuple[str, ...]]
"""Everything that a name may say, by the path under which expressions find it."""
_SHOWN = 12
_SHORT = 2
"""Of two signs one is enough to look alike: 区長 is no slip of the pen for 部長."""


def check(checked: Checked) -> Iterator[Problem]:
    words = dict(_endings(checked))
    if any(read.startswith(drawn_key("")) for _, found in checked.expressions for read in found.reads):
        words |= _answers(checked)
    for written, found in checked.expressions:
        if found.reads.isdisjoint(words):
            continue
        tree, _ = parse(written.text.value, checked.scope(written))
        for subject, literal in _compared(tree) if tree is not None else ():
            known = _said(subject, words)
            if known is not None and _plain(literal.value) not in map(_plain, known):
                yield _problem(written, subject, literal, known)


def _answers(checked: Checked) -> Words:
    """What stands in the columns of tables, of all versions together."""
    found: dict[str, dict[str, None]] = {}
    for spec in checked.program.tables:
        for name, (column, said) in answer_words(spec.text, as_csv=spec.csv).items():
            if column.type == TEXT:
                bare = (word.removeprefix("「").removesuffix("」") for word in said)
                found.setdefault(f"{drawn_key(spec.name)}.{name}", {}).update(dict.fromkeys(bare))
    return {path: tuple(said) for path, said in found.items()}


def _endings(checked: Checked) -> Iterator[tuple[str, tuple[str, ...]]]:
    """How the matter may be decided, and how other cases may end."""
    program, others = checked.program, checked.catalogue.other_procedures
    people = [node for node in program.nodes if isinstance(node, UserNode) and node.kind in DECIDING]
    buttons = (button for node in people for button in node.buttons if button.leads != "send_back")
    said = dict.fromkeys(button.outcome or decided_word(button.verdict, program.language) for button in buttons)
    if said:
        yield "decision.outcome", tuple(said)
    for node in program.nodes:
        if isinstance(node, ChildNode) and node.procedure in others:
            yield f"{node.id}.outcome", (*others[node.procedure].outcomes, *BUILT_IN_OUTCOMES)
    if program.begins_from and all(key in others for key in program.begins_from.procedures):
        yield "origin.outcome", program.begins_from.outcomes


def _compared(node: Node) -> Iterator[tuple[Node, Constant]]:
    """Every text that something is compared with."""
    match node:
        case nodes.Comparison(sign="=" | "!=", left=left, right=right):
            yield from _pairs(left, right)
        case nodes.Membership(subject=subject, tests=tests):
            for test in tests:
                for item in test.items if isinstance(test, nodes.Listing) else (test,):
                    yield from _pairs(subject, item)
        case nodes.Call(arguments=(Given(type=ListType()) as listed, other)):
            yield from _pairs(listed, other)
    for part in parts_of(node):
        yield from _compared(part)


def _pairs(one: Node, other: Node) -> Iterator[tuple[Node, Constant]]:
    for subject, literal in ((one, other), (other, one)):
        if isinstance(literal, Constant) and isinstance(literal.value, str):
            yield subject, literal


def _said(node: Node, words: Words) -> tuple[str, ...] | None:
    """Everything that a part may say; None where nobody knows."""
    match node:
        case Given(path=path):
            return words.get(".".join(path))
        case nodes.Fallback(left=left, right=Constant(value=str() as instead)):
            known = _said(left, words)
            return None if known is None else (*known, instead)
    return None


def _problem(written: Written, subject: Node, literal: Constant, known: tuple[str, ...]) -> Problem:
    name = next(part.text for part in (subject, *parts_of(subject)) if isinstance(part, Given))
    value = str(literal.value)
    shown = "、".join(known[:_SHOWN]) + (" など" if len(known) > _SHOWN else "")
    listing = Text(f"なりうるのは {shown} です", f"It may say {', '.join(known[:_SHOWN])}") if known else None
    return Problem(
        id="E053",
        position=written.text.position_of(literal.at.start),
        message=Text(
            f"「{name}」が「{value}」になることはありません。",
            f"“{name}” never says “{value}”.",
        ),
        hint=(did_you_mean(value, known) if len(value) > _SHORT else None) or listing,
        length=max(1, literal.at.end - literal.at.start),
    )


def _plain(word: object) -> str:
    return normalize("NFKC", str(word)).strip()
