"""Reads a decision model from its XML."""

from collections.abc import Callable

from lxml import etree

from forms.dmn.boxes import read_box, read_function, variable_of
from forms.dmn.errors import DmnUnreadable
from forms.dmn.model import Decision, DecisionService, Element, InputData, ItemDefinition, KnowledgeModel, Model
from forms.dmn.xml import child, children, local_name, open_xml, text_of
from forms.spec import Text


def read_model(content: bytes) -> Model:
    """The model. Raises DmnUnreadable."""
    root = open_xml(content)
    if local_name(root) != "definitions":
        raise DmnUnreadable(Text("DMN のファイルではありません。", "This is no DMN file."))
    elements: dict[str, Element] = {}
    for element in root:
        read = _READERS.get(local_name(element))
        if read is not None:
            elements[element.get("id") or element.get("name", "")] = read(element)
    return Model(
        namespace=root.get("namespace", ""),
        name=root.get("name", ""),
        elements=elements,
        types=tuple(_item_definition(element) for element in children(root, "itemDefinition")),
        imports={element.get("namespace", ""): element.get("name", "") for element in children(root, "import")},
    )


def _item_definition(element: etree._Element) -> ItemDefinition:
    function = child(element, "functionItem")
    type_ref = text_of(child(element, "typeRef")) or element.get("typeRef")
    if function is not None:
        type_ref = function.get("outputTypeRef")
    return ItemDefinition(
        name=element.get("name", ""),
        type_ref=type_ref,
        is_list=element.get("isCollection") == "true",
        allowed=text_of(child(element, "allowedValues")) or None,
        constraint=text_of(child(element, "typeConstraint")) or None,
        components=tuple(_item_definition(component) for component in children(element, "itemComponent")),
        parameters=None
        if function is None
        else tuple(parameter.get("typeRef") for parameter in children(function, "parameters")),
    )


def _input_data(element: etree._Element) -> InputData:
    return InputData(variable_of(element))


def _decision(element: etree._Element) -> Decision:
    box = next((box for inner in element if (box := read_box(inner)) is not None), None)
    return Decision(variable_of(element), _requirements(element), box)


def _knowledge_model(element: etree._Element) -> KnowledgeModel:
    logic = child(element, "encapsulatedLogic")
    return KnowledgeModel(
        variable_of(element), _requirements(element), read_function(logic) if logic is not None else None
    )


def _service(element: etree._Element) -> DecisionService:
    return DecisionService(
        variable_of(element),
        _references(element, "outputDecision"),
        _references(element, "inputDecision"),
        _references(element, "inputData"),
    )


def _requirements(element: etree._Element) -> tuple[str, ...]:
    return tuple(
        reference.get("href", "")
        for requirement in children(element, "informationRequirement", "knowledgeRequirement")
        for reference in children(requirement, "requiredInput", "requiredDecision", "requiredKnowledge")
    )


def _references(element: etree._Element, name: str) -> tuple[str, ...]:
    return tuple(reference.get("href", "") for reference in children(element, name))


_READERS: dict[str, Callable[[etree._Element], Element]] = {
    "inputData": _input_data,
    "decision": _decision,
    "businessKnowledgeModel": _knowledge_model,
    "decisionService": _service,
}
