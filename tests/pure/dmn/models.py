"""Small decision models as files."""

from collections.abc import Mapping
from datetime import UTC, datetime

from forms.dmn.evaluation import Library, LoadedModel
from forms.dmn.reader import read_model
from forms.feel.run import Run
from forms.feel.values import Value

_FILE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="model" namespace="{namespace}">
{content}
</definitions>
"""


def file_of(content: str, namespace: str = "urn:test") -> bytes:
    return _FILE.format(namespace=namespace, content=content).encode()


def load(*files: bytes) -> LoadedModel:
    """The first of these models; it may import the others."""
    models = [read_model(file) for file in files]
    return Library({model.namespace: model for model in models}).model(models[0].namespace)


def decide(loaded: LoadedModel, name: str, inputs: Mapping[str, Value] | None = None) -> tuple[Value, list[str]]:
    run = Run(datetime(2026, 5, 11, tzinfo=UTC))
    value = loaded.evaluate(run, name, inputs or {})
    return value, [reason.en for reason in run.reasons]


def decision(logic: str, *, name: str = "d", type_ref: str = "Any", requires: str = "") -> str:
    variable = f'<variable name="{name}" typeRef="{type_ref}"/>'
    return f'<decision id="_{name}" name="{name}">{variable}{requires}{logic}</decision>'


def literal(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<literalExpression><text>{escaped}</text></literalExpression>"


def requires_input(name: str) -> str:
    return f'<informationRequirement><requiredInput href="#_{name}"/></informationRequirement>'


def input_data(name: str, type_ref: str = "Any") -> str:
    return f'<inputData id="_{name}" name="{name}"><variable name="{name}" typeRef="{type_ref}"/></inputData>'
