"""A program made ready to run: its form and expressions compiled, and what they read of a case."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from forms.errors import AnswerInvalid, ExpressionInvalid
from forms.expressions.expression import Expression, compile_expression, display_null_names
from forms.expressions.slots import Slot, fill_slots, parse_slots
from forms.expressions.values import Environment
from forms.validation.form import Form, compile_form
from forms.validation.state import FormState, evaluate_form, value_of
from workflow.engine.nodes import CallNode, ChoiceNode, Node, UserNode, WaitNode
from workflow.engine.program import Program
from workflow.engine.scope import scope_of_program
from workflow.engine.state import CaseState, Json, Parties
from workflow.engine.values import Button
from workflow.engine.world import World

TOKYO = ZoneInfo("Asia/Tokyo")


class Machine:
    """A program with everything compiled; immutable, shared between cases and threads."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.scope = scope_of_program(program)

    @cached_property
    def form(self) -> Form:
        return compile_form(self.program.form, self.scope)

    # -- what expressions read ----------------------------------------------------------------------------------

    def builtins(self, state: CaseState, world: World) -> Environment:
        """What every expression may read beside the items."""
        decision = state.decision
        return {
            "applicant": state.parties.facts,
            "today": self.local_date(world.now),
            "now": world.now,
            "calendar": world,
            "case_number": state.number,
            "document_number": state.document_number or None,
            "draft_date": date.fromisoformat(state.drafted_on),
            "round": Decimal(state.round),
            "decision": {
                "outcome": decision.outcome,
                "date": self.local_date(decision.at),
                "post": decision.post,
                "capacity": decision.capacity,
            }
            if decision
            else {},
        }

    def form_state(self, state: CaseState, world: World) -> FormState:
        """The form of a case: what is shown, required, worth."""
        return evaluate_form(self.form, state.answers, self.builtins(state, world))

    def value(self, expression: str, state: CaseState, world: World) -> Json:
        """What an expression is worth in a case, ready for JSON."""
        return self.value_in(expression, self.form_state(state, world).values)

    def value_in(self, expression: str, values: Environment) -> Json:
        """What an expression is worth with given values, ready for JSON; null where computing it takes too long."""
        return to_json(value_of(self.expression(expression), values))

    def expression(self, text: str) -> Expression:
        return compile_expression(text, self.scope)

    def fill(self, text: str, state: CaseState, world: World) -> str:
        """A text of the definition with its slots filled."""
        try:
            parts = parse_slots(text, self.scope)
        except ExpressionInvalid:
            return text
        slots = {part.path for part in parts if isinstance(part, Slot)}
        return fill_slots(parts, {path: self._shown(path, state, world) for path in slots})

    def _shown(self, path: str, state: CaseState, world: World) -> str:
        language = self.program.language
        form = self.form_state(state, world)
        if (item := form.items.get(path)) is not None:
            return item.item.field.show(item.stored, item.item.spec, language)
        value: object = form.values
        for part in path.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return "" if value is None else str(to_json(value))

    # -- sentences ----------------------------------------------------------------------------------------------

    def say_null(self, condition: str, state: CaseState, world: World) -> str:
        """Why a condition is neither true nor false."""
        names = display_null_names(self.expression(condition), self.form_state(state, world).values)
        reason = f"({'、'.join(names)}が空です)" if names else ""
        return f"条件「{condition}」が決まりません{reason}。"

    def say_error(self, node: Node, code: str) -> str:
        return f"「{node.step}」で「{code}」が起き、エラー時の手順がありません。"

    def say_changed(self, node: CallNode) -> str:
        return f"「{node.step}」は済んでいますが、差戻しの後に送る内容が変わりました。"

    # -- nodes --------------------------------------------------------------------------------------------------

    def user_node(self, node: str) -> UserNode:
        """The human step of this id. Raises KeyError when there is none."""
        found = self.program.by_id[node]
        if not isinstance(found, UserNode):
            raise KeyError(node)
        return found

    def wait_node(self, node: str) -> WaitNode:
        found = self.program.by_id[node]
        assert isinstance(found, WaitNode)
        return found

    def button(self, node: str, verdict: str) -> Button | None:
        """The button of a human step by its verdict."""
        return next((button for button in self.user_node(node).buttons if button.verdict == verdict), None)

    def next_after(self, node: str) -> str | None:
        """Where a token goes when an administrator skips a node; None behind an error, where nothing follows."""
        match self.program.by_id[node]:
            case ChoiceNode(otherwise=otherwise):
                return otherwise
            case UserNode(next=following) | CallNode(next=following) | WaitNode(next=following):
                return following
            case _:
                return None

    def writable(self, node: UserNode) -> dict[str, bool]:
        """The items a person may write at a step; the value says whether the step requires them."""
        writable = {edit.item: edit.required for edit in node.edit}
        if node.first:
            writable |= {
                item.key: False for item in self.program.form.items if item.fill == "first" and not item.formula
            }
        return writable

    # -- cases --------------------------------------------------------------------------------------------------

    def blank_state(self, case: str, number: str, parties: Parties, now: datetime) -> CaseState:
        """A case before its first step."""
        return CaseState(
            case=case,
            number=number,
            program=self.program.hash,
            parties=parties,
            drafted_on=self.local_date(now).isoformat(),
        )

    def received(self, node: CallNode, outputs: Mapping[str, Json]) -> tuple[dict[str, Json], str]:
        """The outputs of a call as answers, or why one can't be taken. A missing output leaves its item empty."""
        values: dict[str, Json] = {}
        for key, output in node.receive:
            item = self.form.by_key[key]
            try:
                values[key] = item.field.parse(outputs.get(output), item.spec)
            except AnswerInvalid as problem:
                return {}, f"「{node.step}」の応答「{output}」を受け取れません。{problem.message.ja}"
        return values, ""

    def local_date(self, instant: datetime) -> date:
        return instant.astimezone(TOKYO).date()


def to_json(value: object) -> Json:
    """A value of an expression as JSON: whole numbers as int, other numbers as decimal text, instants in UTC."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case tuple() | list():
            return [to_json(part) for part in value]
        case Mapping():
            return {str(key): to_json(part) for key, part in value.items()}
        case None | bool() | int() | str():
            return value
        case _:
            return str(value)
