"""The parts of the pages never let what people wrote become markup."""

import pytest
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler

from forms.field_catalogue import FIELD_TYPES
from forms.spec import Choice, ItemSpec, Text
from forms.web.complaint import Complaint
from forms.web.field_view import field_view

EVIL = '"><script>alert(1)</script>'

PARTS = (
    '<c-badge tone="ok">{{ evil }}</c-badge>',
    '<c-badge :tone="evil">x</c-badge>',
    "<c-mark>{{ evil }}</c-mark>",
    '<c-presence :name="evil">{{ evil }}</c-presence>',
    '<c-panel :id="evil" :heading="evil" :sub="evil">{{ evil }}</c-panel>',
    '<c-task :title="evil" :href="evil" :number="evil">{{ evil }}</c-task>',
    '<c-task title="{{ evil }}" href="{{ evil }}" number="{{ evil }}" />',
    '<c-spine.step :state="evil" :title="evil" :mark="evil" :who="evil" :when="evil">{{ evil }}</c-spine.step>',
    '<c-change :title="evil" :before="evil" :after="evil" :by="evil" :icon="evil" />',
    '<c-talk :name="evil" :sub="evil">{{ evil }}</c-talk>',
    '<c-effect :icon="evil" :tone="evil">{{ evil }}</c-effect>',
    '<c-notice :title="evil" :tone="evil">{{ evil }}</c-notice>',
    '<c-empty :title="evil" :icon="evil">{{ evil }}</c-empty>',
    "<c-toast>{{ evil }}</c-toast>",
    '<c-stat :label="evil" :value="evil" :unit="evil" :note="evil" />',
    '<c-table :label="evil" :caption="evil"><tr><td>{{ evil }}</td></tr></c-table>',
    '<c-problem :href="evil" :place="evil" :id="evil" :message="evil" :hint="evil" />',
    '<c-consequences :title="evil">{{ evil }}</c-consequences>',
    '<c-errors :title="evil" :problems="problems" />',
    '{% for field in fields %}<c-field :field="field" />{% endfor %}',
)

EVIL_TYPES = [kind.name for kind in FIELD_TYPES if kind.name != "attachment"]


def draw(source: str, context: Context) -> str:
    """A template as the loader would prepare it, drawn."""
    return Template(CottonCompiler().process(source)).render(context)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_shows_markup_as_text(part: str) -> None:
    choices = (Choice(id=EVIL, name=EVIL),)
    items = [ItemSpec(key=EVIL, name=EVIL, type=kind, help=EVIL, choices=choices) for kind in EVIL_TYPES]
    fields = [field_view(item, EVIL, error=Text(EVIL), suggestion=EVIL, required=True) for item in items]
    context = Context({"evil": EVIL, "fields": fields, "problems": [Complaint(Text(EVIL), EVIL)]})

    drawn = draw(part, context)

    assert "<script" not in drawn
    assert "alert(1)" in drawn


def test_a_part_knows_nothing_that_it_was_not_given() -> None:
    context = Context({"title": "外の題", "tone": "bad"})

    drawn = draw("<c-notice>本文</c-notice>", context)

    assert "外の題" not in drawn
    assert "notice--bad" not in drawn
