"""The table of ports in docs/architecture.md names every plug there is, and no other."""

import re
from dataclasses import fields
from types import ModuleType

import pytest

import forms.ports
import integrations.ports
import workflow.ports
from forms.plugs import MissingPlug, Plugs
from tests.support.definitions import PROJECT

PAGE = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("module", [forms.ports, workflow.ports, integrations.ports], ids=lambda each: each.__name__)
def test_every_plug_stands_in_the_table(module: ModuleType) -> None:
    rows = re.findall(rf"^\| `{module.__name__.replace('.', '/')}\.py` ([\w, ]+) \|", PAGE, re.MULTILINE)

    assert sorted(", ".join(rows).split(", ")) == sorted(field.name for field in fields(module.Ports))


def test_a_port_that_nobody_has_filled_says_so() -> None:
    with pytest.raises(MissingPlug, match="is empty"):
        Plugs[int]("forms.ports").ports()
