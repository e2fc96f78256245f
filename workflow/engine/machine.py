"""A program made ready to run: its form and expressions compiled, and what they read of a case."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache, cached_property
from typing import cast
from zoneinfo import ZoneInfo

from msgspec import structs

from forms.errors import AnswerInvalid, ExpressionInvalid
from forms.expressions.expression import Expression, compile_expression, display_null_names
from forms.expressions.slots import Slot, fill_slots, parse_slots
from forms.expressions.values import Environment, Value
from forms.feel.types import DATE, INTEGER, NUMBER, TIME, ListType, Type
from forms.field_catalogue import field_of
from forms.spec import FormSpec
from forms.tables.versions import DatedTable
from forms.validation.form import Form, Item, compile_form
from forms.validation.state import FormState, evaluate_form, value_of
from workflow.engine.nodes import (
    ROW,
    BackNode,
    CallNode,
    ChildNode,
    ChoiceNode,
    EachNode,
    ForkNode,
    IssueNode,
    Node,
    RuleNode,
    SetNode,
    UserNode,
    WaitNode,
)
from workflow.engine.origin import Origin
from workflow.engine.program import Program
from workflow.engine.scope import (
    MAIN,
    OUTCOMES,
    Where,
    decided_word,
    drawn_key,
    loop_key,
    origin_key,
    row_key,
    scope_of_report,
    scope_of_tables,
    scopes_of_program,
    scopes_of_rows,
)
from workflow.engine.sending import ENFORCED
from workflow.engine.state import CaseState, Json, Parties
from workflow.engine.state import Scope as RaisedScope
from workflow.engine.tables import dated_tables
from workflow.engine.values import Button
from workflow.engine.world import World

TOKYO = ZoneInfo("Asia/Tokyo")


class Machine:
    """A program with everything compiled; immutable, shared between cases and threads."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.scopes = scopes_of_program(program)
        """What expressions may name, by where they stand."""

    @cached_property
    def form(self) -> Form:
        return compile_form(
            self.program.form, self.scopes[MAIN], scopes_of_rows(self.program.form, self.program.language)
        )

    @cache  # noqa: B019 - machines are few and live as long as the process
    def report_form(self, name: str) -> Form:
        """What a report asks for. Raises KeyError for a name nothing can be raised under."""
        handler, language = self.program.handler(name), self.program.language
        form = structs.replace(handler.form, masters=self.program.form.masters)
        return compile_form(form, scope_of_report(self.program, handler), scopes_of_rows(form, language))

    @cache  # noqa: B019 - machines are few and live as long as the process
    def row_form(self, each: str) -> Form:
        """The columns of the rows that a 全件 goes over. Raises KeyError when there is no such block."""
        node = self.each_node(each)
        return compile_form(FormSpec(parts=node.columns), self.scopes[Where(node.anytime, node.id)])

    def each_node(self, each: str) -> EachNode:
        """The 全件 of this id. Raises KeyError when there is none."""
        found = self.program.by_id[each]
        if not isinstance(found, EachNode):
            raise KeyError(each)
        return found

    def target(self, key: str) -> Item:
        """What a 設定 or a call writes: an item, or a column of the row (`<id of the 全件>#<column>`)."""
        each, _, column = key.rpartition("#")
        return self.row_form(each).by_key[column] if each else self.form.by_key[key]

    # -- what expressions read ----------------------------------------------------------------------------------

    def builtins(self, state: CaseState, world: World, around: Sequence[RaisedScope] = ()) -> Environment:
        """What every expression may read beside the items. `around`: the scopes that it stands in, outermost first.

        In what was raised at any time it reads also what that says, in a row also what the row says.
        """
        decision = state.decision
        drawn = dict(state.drawn)
        for scope in around:
            drawn |= scope.drawn
        return {
            **self._issued(state),
            **self._sent(state),
            **{child.node: {"outcome": child.outcome} for child in state.children.values() if child.outcome},
            **self._said(around),
            **self._origin(state),
            **{drawn_key(table): self._answered(table, answers) for table, answers in drawn.items()},
            **{
                loop_key(each): {"rows": Decimal(end.rows), "missed": Decimal(end.missed)}
                for each, end in state.looped.items()
            },
            "applicant": state.parties.facts,
            "today": self.local_date(world.now),
            "now": world.now,
            "calendar": world,
            "case_number": state.number,
            "document_number": state.document_number or None,
            "draft_date": date.fromisoformat(state.drafted_on),
            "round": Decimal(state.round),
            "decision": {
                "outcome": decided_word(decision.outcome, self.program.language),
                "date": self.local_date(decision.at),
                "post": decision.post,
                "capacity": decision.capacity,
            }
            if decision
            else {},
        }

    def _issued(self, state: CaseState) -> Environment:
        """What became of documents, by the step that issued them."""
        words = OUTCOMES[self.program.language]
        return {issue.node: {"outcome": words[issue.outcome]} for issue in state.issues.values() if issue.outcome}

    def _sent(self, state: CaseState) -> Environment:
        """The steps whose document was sent."""
        told = {"outcome": ENFORCED[self.program.language]}
        return {passed.node: told for passed in state.passed if passed.verdict == "enforced" and not passed.void}

    def _origin(self, state: CaseState) -> Environment:
        """The case it started from."""
        earlier, told = self.program.begins_from, state.origin
        if earlier is None or told is None:
            return {}
        said = {origin_key(item.key): field_of(item).load(told.answers.get(item.key), item) for item in earlier.items}
        known = {"case_number": told.number, "document_number": told.document_number or None, "outcome": told.outcome}
        return {"origin": said | known}

    def _said(self, around: Sequence[RaisedScope]) -> Environment:
        said: dict[str, Value] = {}
        for scope in around:
            if scope.anytime:
                said |= self._raised(scope)
            if scope.row is not None:
                loop = scope.group.removesuffix(ROW)
                said[row_key(self.each_node(loop).row)] = _loaded(self.row_form(loop), scope.data)
        return said

    def _raised(self, raised: RaisedScope) -> dict[str, Value]:
        handler = self.program.handler(raised.anytime)
        if handler.kind == "message":
            return {"message": {name: None if said is None else str(said) for name, said in raised.data.items()}}
        return {"report": _loaded(self.report_form(handler.name), raised.data)}

    @cached_property
    def tables(self) -> dict[str, DatedTable]:
        """Decision tables by name, each with its amendments."""
        return dated_tables(self.program, scope_of_tables(self.program))

    def _answered(self, table: str, answers: Mapping[str, Json]) -> dict[str, Value]:
        """What a table answered, as expressions read it."""
        found = self.tables.get(table)
        kinds = found.types if found else {}
        return {name: from_json(answers.get(name), kind) for name, kind in kinds.items()}

    def form_state(self, state: CaseState, world: World, around: Sequence[RaisedScope] = ()) -> FormState:
        """The form of a case: what is shown, required, worth; with what is known inside of some scopes."""
        return evaluate_form(self.form, state.answers, self.builtins(state, world, around))

    @cached_property
    def files(self) -> Mapping[str, str]:
        """Keys of the items that hold files, by every name that expressions have for them."""
        items = [item for item in self.program.form.items if item.type == "attachment"]
        return {name: item.key for item in items for name in (item.key, item.name)}

    def value(self, expression: str, state: CaseState, world: World, place: Where = MAIN) -> Json:
        """What an expression is worth in a case, ready for JSON."""
        return self.value_in(expression, self.form_state(state, world).values, place)

    def value_in(self, expression: str, values: Environment, place: Where = MAIN) -> Json:
        """What an expression is worth with given values, ready for JSON; null where computing it takes too long."""
        return to_json(value_of(self.expression(expression, place), values))

    def expression(self, text: str, place: Where = MAIN) -> Expression:
        """An expression where it stands. Raises ExpressionInvalid."""
        return compile_expression(text, self.scopes[place])

    def fill(
        self, text: str, state: CaseState, world: World, place: Where = MAIN, around: Sequence[RaisedScope] = ()
    ) -> str:
        """A text of the definition with its slots filled."""
        parts = self.pieces(text, place)
        slots = {part.path for part in parts if isinstance(part, Slot)}
        if not slots:
            return "".join(map(str, parts))
        form = self.form_state(state, world, around)
        return fill_slots(parts, {path: self._shown(path, form, state, around) for path in slots})

    @cache  # noqa: B019 - machines are few and live as long as the process
    def pieces(self, text: str, place: Where) -> tuple[str | Slot, ...]:
        """A text of the definition in pieces; whole, where it can't be read."""
        try:
            return parse_slots(text, self.scopes[place])
        except ExpressionInvalid:
            return (text,)

    def _shown(self, path: str, form: FormState, state: CaseState, around: Sequence[RaisedScope]) -> str:
        language = self.program.language
        if (item := form.items.get(path)) is not None:
            return item.item.field.show(item.stored, item.item.spec, language)
        earlier = self.program.begins_from
        told = earlier.item(path.removeprefix(f"origin.{origin_key('')}")) if earlier else None
        if told is not None and state.origin is not None and path.startswith("origin."):
            return field_of(told).show(state.origin.answers.get(told.key), told, language)
        for scope in around:
            loop = scope.group.removesuffix(ROW) if scope.row is not None else ""
            said, key = (self.row_form(loop), row_key(self.each_node(loop).row)) if loop else (None, "report")
            if scope.anytime and path.startswith("report."):
                said = self.report_form(scope.anytime)
            if said is not None and path.startswith(f"{key}."):
                cell = said.by_key[path.removeprefix(f"{key}.")]
                return cell.field.show(scope.data.get(cell.key), cell.spec, language)
        value: object = form.values
        for part in path.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return "" if value is None else str(to_json(value))

    # -- sentences ----------------------------------------------------------------------------------------------

    def say_null(self, condition: str, place: Where, values: Environment, what: str = "条件") -> str:
        """Why a condition is neither true nor false, or whatever `what` is called is not known."""
        names = display_null_names(self.expression(condition, place), values)
        reason = f"({'、'.join(names)}が空です)" if names else ""
        return f"{what}が決まりません{reason}: {condition}"

    def say_error(self, node: Node, code: str) -> str:
        return f"「{node.step}」で「{code}」が起き、エラー時の手順がありません。"

    def say_changed(self, node: CallNode) -> str:
        return f"「{node.step}」は済んでいますが、差戻しの後に送る内容が変わりました。"

    def say_never_done(self, node: BackNode) -> str:
        return f"「{self.program.by_id[node.to].step}」は行われていないので、差し戻せません。"

    # -- nodes --------------------------------------------------------------------------------------------------

    def user_node(self, node: str) -> UserNode:
        """The human step of this id. Raises KeyError when there is none."""
        found = self.program.by_id[node]
        if not isinstance(found, UserNode):
            raise KeyError(node)
        return found

    def button(self, node: str, verdict: str) -> Button | None:
        """The button of a human step by its verdict."""
        return next((button for button in self.user_node(node).buttons if button.verdict == verdict), None)

    def next_after(self, node: str) -> str | None:
        """Where a token goes when an administrator skips a node; None behind an error, where nothing follows, and where
        somebody has to decide."""
        match self.program.by_id[node]:
            case UserNode() as deciding if deciding.decides:
                return None
            case ChoiceNode(otherwise=otherwise):
                return otherwise
            case (
                UserNode()
                | CallNode()
                | WaitNode()
                | SetNode()
                | RuleNode()
                | IssueNode()
                | ForkNode()
                | EachNode()
                | ChildNode() as passed
            ):
                return passed.next
            case _:
                return None

    def writable(self, node: UserNode) -> dict[str, bool]:
        """The items a person may write at a step; the value says whether the step requires them."""
        writable = {edit.item: edit.required for edit in node.edit}
        if node.first:
            writable |= {
                item.key: False for item in self.program.form.items if item.fill == "first" and not item.is_found
            }
        return writable

    # -- cases --------------------------------------------------------------------------------------------------

    def blank_state(
        self, case: str, number: str, parties: Parties, now: datetime, origin: Origin | None = None
    ) -> CaseState:
        """A case before its first step."""
        return CaseState(
            case=case,
            number=number,
            program=self.program.hash,
            parties=parties,
            origin=origin,
            drafted_on=self.local_date(now).isoformat(),
        )

    def received(
        self,
        node: CallNode | ChildNode,
        outputs: Mapping[str, Json],
        into: tuple[tuple[str, str], ...] | None = None,
    ) -> tuple[dict[str, Json], str]:
        """The outputs of a call as answers, or why one can't be taken. A missing output leaves its item empty.

        `into`: other pairs of item and output than those of the call.
        """
        values: dict[str, Json] = {}
        for key, output in node.receive if into is None else into:
            if not key:
                continue  # demanded, and kept nowhere: the call's own record has it
            item = self.target(key)
            try:
                values[key] = item.field.parse(outputs.get(output), item.spec)
            except AnswerInvalid as problem:
                return {}, f"「{node.step}」の応答「{output}」を受け取れません。{problem.message.ja}"
        return values, ""

    def local_date(self, instant: datetime) -> date:
        return instant.astimezone(TOKYO).date()


def _loaded(form: Form, said: Mapping[str, Json]) -> dict[str, Value]:
    """What a report or a row says, as expressions read it."""
    return {item.key: item.field.load(said.get(item.key), item.spec) for item in form.items}


def from_json(value: Json, kind: Type) -> Value:
    """A value that `to_json` wrote, as an expression of this kind reads it."""
    match value:
        case list():
            return tuple(from_json(part, kind.of if isinstance(kind, ListType) else kind) for part in value)
        case str() if kind == DATE:
            return date.fromisoformat(value)
        case str() if kind == TIME:
            return time.fromisoformat(value)
        case str() | int() if kind in (NUMBER, INTEGER):
            return Decimal(value)
        case _:
            return cast(Value, value)


def to_json(value: object) -> Json:
    """A value of an expression as JSON: whole numbers as int, other numbers as decimal text, instants in UTC."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
        case tuple() | list():
            return [to_json(part) for part in value]
        case Mapping():
            return {str(key): to_json(part) for key, part in value.items()}
        case None | bool() | int() | str():
            return value
        case _:
            return str(value)
