"""Reads lists of steps: the first key of a step is its kind, what stands beside it is its name."""

from forms.source.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode
from forms.spec import Text
from workflow.definition.beside_document import ChildStep, OpenStep, ReassignStep, ShowStep
from workflow.definition.circulation_document import CirculationStep, ConsultStep
from workflow.definition.document import (
    BackStep,
    CallStep,
    ChoiceStep,
    EachStep,
    EndStep,
    EnforceStep,
    FirstStep,
    GroupStep,
    HumanStep,
    IssueStep,
    JumpStep,
    NotifyStep,
    ParallelStep,
    RaiseStep,
    RuleStep,
    SetStep,
    Step,
    WaitStep,
)
from workflow.definition.enforcement import with_edits
from workflow.definition.located import ABSENT, Located
from workflow.definition.parser.blocks import block_of_entries
from workflow.definition.parser.reading import Reading
from workflow.definition.suggestions import closest, did_you_mean
from workflow.definition.vocabulary.entries import Kind, ValueType
from workflow.definition.vocabulary.notation import value_type
from workflow.definition.vocabulary.vocabulary import normal

STEP_CLASSES: dict[str, type[Step]] = {
    "consult": ConsultStep,
    "circulate_for_decision": CirculationStep,
    "enforce": EnforceStep,
    "call": CallStep,
    "notify": NotifyStep,
    "call_procedure": ChildStep,
    "open_case": OpenStep,
    "set": SetStep,
    "reassign": ReassignStep,
    "show": ShowStep,
    "rule": RuleStep,
    "issue": IssueStep,
    "wait": WaitStep,
    "choice": ChoiceStep,
    "parallel": ParallelStep,
    "first_of": FirstStep,
    "for_each": EachStep,
    "group": GroupStep,
    "end": EndStep,
    "go_to": JumpStep,
    "send_back_to": BackStep,
    "raise": RaiseStep,
}
"""By English kind; every other kind that may be used yet is a step of people."""
_NAME = value_type("名")


def read_steps(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """手順の列: steps in the order in which they are done."""
    if not isinstance(node, SequenceNode):
        kinds = "- 審査: 人事係審査" if reading.vocabulary.language == "ja" else "- check: fact check"
        reading.report(
            "E013", node, f"手順は「{kinds}」のように並べてください。", f'Steps are a list such as "{kinds}".'
        )
        return None
    steps = (_step(reading, item) for item in reading.first(node.items, node))
    return tuple(step for step in steps if step is not None)


def _step(reading: Reading, node: Node) -> Step | None:
    if not isinstance(node, MappingNode) or not node.entries:
        reading.complete = False
        reading.report("E020", node, "手順は「種類: 名前」の行で始まります。", 'A step starts with "kind: name".')
        return None
    first, rest = node.entries[0], node.entries[1:]
    kind = _kind(reading, first)
    if kind is None:
        reading.complete = False
        reading.unread.update(normal(entry.value.text) for entry in node.entries if isinstance(entry.value, ScalarNode))
        return None
    name = reading.value(_NAME, first.value)
    step = block_of_entries(
        reading,
        reading.vocabulary.places_of(kind),
        MappingNode(rest, node.position, node.twice),
        STEP_CLASSES.get(kind.en, HumanStep),
        kind=kind,
        word=Located(first.key.text.strip(), first.key.position, first.key),
        name=name if isinstance(name, Located) else ABSENT,
    )
    if not isinstance(step, EnforceStep):
        return step
    reading.enforced = reading.enforced or step
    return with_edits(step)


def _kind(reading: Reading, entry: Entry) -> Kind | None:
    vocabulary = reading.vocabulary
    word = normal(entry.key.text)
    if kind := vocabulary.kinds().get(word):
        return kind
    if other := vocabulary.other.kinds().get(word):
        right = other.in_language(vocabulary.language)
        reading.report(
            "E017",
            entry.key,
            f"一つのファイルに二つの言語は使えません(「{word}」)。",
            f'One file is in one language ("{word}").',
            Text(f"「{right}」と書いてください", f'write "{right}"'),
        )
        return other
    usable = list(vocabulary.kinds())
    if word in vocabulary.headings(
        "手順", "人手順", "連携", "通知", "設定", "判定", "交付", "待機", "全件", "まとまり"
    ):
        reading.report(
            "E020",
            entry.key,
            f"手順は種類で始まります。「{word}」は種類ではありません。",
            f'A step starts with its kind; "{word}" is none.',
            _kind_first(reading, word),
        )
        return None
    near = closest(word, usable)
    reading.report(
        "E021",
        entry.key,
        f"「{word}」という手順の種類はありません。",
        f'There is no kind of step "{word}".',
        did_you_mean(word, usable) or Text(f"種類: {'・'.join(usable)}", f"kinds: {', '.join(usable)}"),
    )
    return vocabulary.kinds()[near] if near else None


def _kind_first(reading: Reading, word: str) -> Text:
    """How a step begins whose kind was left out."""
    kind, name = ("承認", "手順の名前") if reading.vocabulary.language == "ja" else ("approve", "name of the step")
    return Text(
        f"先に「- {kind}: {name}」のような行を書き、「{word}」はその下に書いてください",
        f'write a line such as "- {kind}: {name}" first, and "{word}" below it',
    )
