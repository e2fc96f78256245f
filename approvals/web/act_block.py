"""The part of a page where a person acts: who they are here, what they write, what each button would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.urls import reverse

from approvals.routing.holder import holder_of, keeps_from
from approvals.routing.route import route_of
from approvals.selectors.away import Away, away
from approvals.selectors.case_consequences import BackTarget, Effects, back_target, back_to_people, button_effects
from approvals.selectors.case_follows import Follows, follows
from approvals.selectors.case_route import route_stops
from approvals.selectors.open_case import OpenCase
from approvals.selectors.page_notes import PageNote, page_notes
from approvals.selectors.people_shown import Shown
from approvals.selectors.reason_kinds import reason_kinds
from approvals.selectors.sent_letters import may_have
from approvals.selectors.step_pace import paces_of
from approvals.vocabulary import Capacity
from approvals.web.act_form import ActForm, fresh_key
from approvals.web.buttons import NEEDS_WORDS, ActButton, buttons_of, verb_of
from approvals.web.edit_fields import FieldGroup, edit_groups
from forms.spec import Text
from forms.validation.outcome import AnswerProblem
from workflow.engine.later_view import need_not_look_later
from workflow.engine.nodes import STARTING, UserNode
from workflow.engine.resume import may_return, return_of
from workflow.engine.send_back import targets_now
from workflow.engine.state import OpenTask
from workflow.engine.values import Button

WIDE_FROM = 5
"""So many fields and more get the width of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A verdict whose consequences are on the page, before it is given."""

    verdict: str
    title: Text
    submit: Text
    reason_required: bool
    targets: tuple[BackTarget, ...] = ()
    chosen: str = ""
    effects: Effects
    ends: bool = False
    resume: str = ""
    """`sender_chooses` where the reader says how it comes back, `to_sender` where the definition does; else empty."""
    straight: bool = False
    """What is chosen: it comes straight back."""
    kinds: tuple[Text, ...] = ()
    """理由の種類 to choose from."""
    kind: str = ""
    """The chosen one."""
    notes: tuple[PageNote, ...] = ()
    """What the reader noted on pages and has not written into the reason yet."""
    took_note: bool = False
    """One was just written into it: the reason gets the focus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActBlock:
    """Everything the template of the part needs."""

    number: str
    task: str
    step: str
    help: str
    seat: Shown
    reason: Text
    is_deputy: bool
    away: Away | None
    """The decider he stands in for, with the day until which he is away."""
    no_later_view: bool
    """The decider he stands in for need not look at it later (後閲免除)."""
    due_at: datetime | None
    held_by: str
    """Name of somebody else who keeps it to himself: then nothing can be done here."""
    is_held: bool
    """The reader keeps it to himself."""
    groups: tuple[FieldGroup, ...]
    buttons: tuple[ActButton, ...]
    asked: Asked | None
    follows: Follows | None
    """What the ordinary verdict leads to; None where it asks first."""
    comment: str
    comment_error: Text | None
    errors: tuple[dict[str, object], ...]
    """Of the whole form: where each leads, and its sentence."""
    warnings: tuple[Text, ...]
    key: str
    revision: int
    seq: int
    returns_to: str = ""
    """The step that it goes straight back to, as long as nothing that matters is changed."""
    may_hand_on: bool = False
    """Whether somebody else can be given the work (振替)."""
    sends: str = ""
    """The template of the document that is sent here (施行), so that it can be printed and sealed first."""
    reopened: str = ""
    """Verdict whose question was just closed: its button gets the focus."""
    left: Mapping[str, str] = field(default_factory=dict)
    """What was chosen in a question that was closed, by the names of the form: it is there when it is asked again."""

    @property
    def count(self) -> int:
        return sum(len(group.fields) for group in self.groups)

    @property
    def is_wide(self) -> bool:
        return self.count >= WIDE_FROM

    @property
    def has_files(self) -> bool:
        return any(field.widget == "attachment" for group in self.groups for field in group.fields)

    @property
    def act_url(self) -> str:
        return reverse("approvals:act", args=[self.number, self.task])

    @property
    def pane_url(self) -> str:
        return reverse("approvals:act_in_pane", args=[self.number, self.task])

    @property
    def letter_url(self) -> str:
        """Empty where nothing is sent."""
        return reverse("approvals:letter_in_hand", args=[self.number, self.task]) if self.sends else ""

    @property
    def hold_url(self) -> str:
        return reverse("approvals:hold", args=[self.number, self.task])

    @property
    def transfer_url(self) -> str:
        """Empty where the work can't be handed on."""
        return reverse("approvals:transfer", args=[self.number, self.task]) if self.may_hand_on else ""

    @property
    def ask_url(self) -> str:
        return reverse("approvals:ask", args=[self.number, self.task])


def act_block(
    case: OpenCase,
    form: ActForm | None = None,
    *,
    problems: Sequence[AnswerProblem] = (),
    comment_error: Text | None = None,
    warnings: Sequence[Text] = (),
    whole: Sequence[Text] = (),
    reopened: str = "",
) -> ActBlock | None:
    """What the reader may do now, with what they typed; None when nothing waits for them here."""
    task = case.task_of_reader()
    if task is None:
        return None
    node = case.machine.user_node(task.node)
    route = route_of(task.route)
    seat, holder = route.seat_of(str(case.reader)), holder_of(route, case.organisation, case.day)
    assert seat is not None
    form = form or ActForm()
    stage = route.stage(seat.stage)
    kind = stage.kind if stage else ""
    groups = tuple(edit_groups(case, node, form.answers, problems))
    return ActBlock(
        number=case.case.number,
        task=task.id,
        step=case.in_stage(case.words(node.step, node.en), kind),
        help=case.words(node.help, node.help_en),
        seat=case.people.seat(seat),
        reason=seat.reason.label,
        is_deputy=seat.capacity is Capacity.DEPUTY,
        away=away(case, seat.principal) if seat.capacity is Capacity.DEPUTY else None,
        no_later_view=need_not_look_later(case.machine, case.state, task, case.world),
        due_at=stage.due_at if stage else task.due_at,
        held_by=case.people.name(holder.person) if holder and keeps_from(holder, seat) else "",
        is_held=route.held_by == str(case.reader),
        groups=groups,
        buttons=tuple(replace(each, words=case.says(each.words)) for each in buttons_of(node, seat.capacity, kind)),
        asked=_asked(case, task, node, form),
        follows=follows(case, task),
        comment=form.comment,
        comment_error=comment_error,
        errors=tuple(_errors(groups, problems, comment_error, whole)),
        warnings=tuple(warnings),
        key=fresh_key(),
        revision=case.case.revision,
        seq=case.case.journal_seq,
        returns_to=_returns_to(case, task),
        may_hand_on=(kind or node.kind) != "decide" and node.kind not in STARTING,
        sends=node.sending.template if node.sending and may_have(case, case.machine, node) else "",
        reopened=reopened,
        left=form.left_in_question,
    )


def _returns_to(case: OpenCase, task: OpenTask) -> str:
    back = return_of(case.machine.program, case.state, task.node, task.unit, task.row)
    return case.step(back.sender) if back else ""


def _asked(case: OpenCase, task: OpenTask, node: UserNode, form: ActForm) -> Asked | None:
    button = next((each for each in node.buttons if each.verdict == (form.asked or form.verdict)), None)
    if button is None:
        return None
    targets = _targets(case, task, node, button)
    chosen = next((each for each in targets if each.node == form.to), targets[0] if targets else None)
    if chosen is not None:
        effects = chosen.effects
    elif button.leads == "end":
        effects = button_effects(case, task, button)
    elif form.asked:
        effects = Effects()
    else:
        return None  # a plain verdict that was refused: its form is on the page already
    verb = case.says(verb_of(button))
    title = Text(verb.ja.rstrip("…"), verb.en.rstrip("…"))
    return Asked(
        verdict=button.verdict,
        title=title,
        submit=_submit(title, chosen),
        reason_required=button.reason == "required" or button.verdict in NEEDS_WORDS,
        targets=targets,
        chosen=chosen.node if chosen else "",
        effects=effects,
        ends=button.leads == "end",
        resume=node.resume if chosen and may_return(case.machine.program, node, chosen.node) else "",
        straight=form.resume == "to_sender",
        kinds=reason_kinds().for_button(button.leads),
        kind=form.reason_kind,
        notes=tuple(note for note in page_notes(case) if note.written not in form.comment),
        took_note=bool(form.note),
    )


def _targets(case: OpenCase, task: OpenTask, node: UserNode, button: Button) -> tuple[BackTarget, ...]:
    if button.leads != "send_back":
        return ()
    paces, stops = paces_of(case.case.procedure_id), route_stops(case)
    targets = targets_now(case.state, button, task.row)
    steps = tuple(back_target(case, node.id, target, paces, stops) for target in targets)
    return (*steps, *back_to_people(case, task, node))


def _submit(title: Text, chosen: BackTarget | None) -> Text:
    """The button says to whom it goes."""
    if chosen is None or not chosen.who:
        return title
    return Text(f"{chosen.who}さんに{title.ja}", f"{title.en} to {chosen.who}")


def _errors(
    groups: Sequence[FieldGroup],
    problems: Sequence[AnswerProblem],
    comment_error: Text | None,
    whole: Sequence[Text],
) -> list[dict[str, object]]:
    ids = {field.name: field.id for group in groups for field in group.fields}
    found: list[dict[str, object]] = [
        {"href": f"#{ids[each.item]}" if each.item in ids else "", "message": each.message} for each in problems
    ]
    if comment_error is not None:
        found.append({"href": "#act-comment", "message": comment_error})
    return found + [{"href": "", "message": message} for message in whole]
