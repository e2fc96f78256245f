"""Reads the list of items and sections of a form."""

from forms.source.nodes import MappingNode, Node, SequenceNode
from workflow.definition.form_document import FormPart
from workflow.definition.parser.blocks import block_of_entries
from workflow.definition.parser.reading import Reading
from workflow.definition.vocabulary.entries import ValueType
from workflow.definition.vocabulary.vocabulary import normal


def read_form(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """様式: items and headings of sections, in the order of the screen."""
    if not isinstance(node, SequenceNode):
        reading.report(
            "E013", node, "様式には「- 項目: 名前」を並べてください。", 'A form is a list of "- item: name".'
        )
        return None
    parts = (_part(reading, item) for item in reading.first(node.items, node))
    return tuple(part for part in parts if part is not None)


def _part(reading: Reading, node: Node) -> FormPart | None:
    if not isinstance(node, MappingNode):
        reading.report("E012", node, "項目には「項目: 名前」が必要です。", 'An item needs "item: name".')
        return None
    section = next(name for name, heading in reading.vocabulary.headings("節").items() if heading.required)
    place = "節" if any(normal(entry.key.text) == section for entry in node.entries) else "様式"
    part = block_of_entries(reading, (place,), node, FormPart)
    return part if part.item or part.section else None
