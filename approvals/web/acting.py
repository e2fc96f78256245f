"""Carrying an act out and sorting what came of it: done, somebody was faster, or what must be put right."""

import json
from dataclasses import dataclass
from uuid import UUID

from approvals.selectors.journal_sentences import sentences
from approvals.selectors.open_case import OpenCase
from approvals.selectors.reason_kinds import kind_refused
from approvals.web.act_form import ActForm
from approvals.web.buttons import NEEDS_WORDS
from approvals.web.edit_fields import files_at_hand
from forms.spec import Text
from forms.validation.outcome import AnswerProblem
from workflow.engine.outcome import Objection, Refused, TooLate
from workflow.errors import CommandKeyReused
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done, Outcome
from workflow.services.pull_back import UNDO_FOR, pull_back
from workflow.services.request import NO_KEY, CommandKey
from workflow.services.withdraw_case import withdraw_case

CONFLICTS = {"stale_revision", "command_key_reused"}
IN_THE_COMMENT = {"comment_required", "comment_invalid", "reason_kind_invalid"}
REUSED = Refused(
    (
        Objection(
            code="command_key_reused",
            message=Text(
                "この画面からは、もう別の操作を送っています。いまの内容を確かめてください。何も記録していません。",
                "Something else was already sent from this page. Look at the case as it is now. Nothing was recorded.",
            ),
        ),
    )
)

WORDS_MISSING = Objection(
    code="comment_required",
    message=Text("意見が空です。意見を書いてください。", "The opinion is empty. Write it."),
)


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of an act."""

    outcome: Outcome
    said: str = ""
    """What was done, in a sentence."""

    @property
    def done(self) -> bool:
        return isinstance(self.outcome, Done)

    @property
    def status(self) -> int:
        """409 when somebody was faster or the case changed, 422 when something must be put right."""
        return 409 if isinstance(self.outcome, TooLate) or CONFLICTS & self.codes else 422

    @property
    def codes(self) -> set[str]:
        """Why it was refused."""
        return {each.code for each in self._objections}

    @property
    def first_message(self) -> Text | None:
        if isinstance(self.outcome, TooLate):
            return self.outcome.reason
        return self._objections[0].message if self._objections else None

    @property
    def problems(self) -> tuple[AnswerProblem, ...]:
        """What is wrong with single items."""
        return tuple(
            AnswerProblem(item=each.item, message=each.message, suggestion=each.suggestion or None)
            for each in self._objections
            if each.item and each.code != "warning"
        )

    @property
    def comment_error(self) -> Text | None:
        return next((each.message for each in self._objections if each.code in IN_THE_COMMENT), None)

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What may be overruled."""
        return tuple(each.message for each in self._objections if each.code == "warning")

    @property
    def whole(self) -> tuple[Text, ...]:
        """What is wrong with the act as a whole."""
        elsewhere = CONFLICTS | IN_THE_COMMENT | {"warning"}
        return tuple(each.message for each in self._objections if not each.item and each.code not in elsewhere)

    @property
    def _objections(self) -> tuple[Objection, ...]:
        return self.outcome.objections if isinstance(self.outcome, Refused) else ()


def act_on(case: OpenCase, task: UUID, form: ActForm) -> Acted:
    """Give the verdict of a form on a task."""
    refusal = _refusal(case, task, form)
    if refusal is not None:
        return Acted(refusal)
    said = json.dumps(
        [dict(form.answers), form.comment, form.reason_kind, form.to, form.warnings_accepted, form.resume],
        ensure_ascii=False,
    )
    try:
        outcome = complete_user_task(
            task=task,
            person=case.reader,
            verdict=form.verdict,
            now=case.now,
            answers=form.answers,
            comment=form.comment,
            reason_kind=form.reason_kind,
            send_back_to=form.to,
            resume=form.resume,
            shown_revision=form.revision or None,
            files=files_at_hand(case, form.answers),
            warnings_accepted=form.warnings_accepted,
            drop_hidden=True,
            calls_wait=UNDO_FOR,
            key=_key(case, form, str(task), form.verdict, said),
        )
    except CommandKeyReused:
        return Acted(REUSED)
    if not isinstance(outcome, Done):
        return Acted(outcome)
    told = sentences(case.case, case.language, after=case.case.journal_seq, without=case.kept_back)
    mine = (sentence.text for sentence in told if sentence.person == str(case.reader))
    return Acted(outcome, next(mine, ""))


def take_back(case: OpenCase, form: ActForm, recall: str) -> Acted:
    """Take back the reader's last act."""
    try:
        key = _key(case, form, "pull_back", recall)
        return Acted(pull_back(case=case.case.uuid, person=case.reader, now=case.now, recall=recall, key=key))
    except CommandKeyReused:
        return Acted(REUSED)


def withdraw_from(case: OpenCase, form: ActForm) -> Acted:
    """Withdraw the case."""
    if form.comment_problem is not None:
        return Acted(_comment_invalid(form.comment_problem))
    try:
        key = _key(case, form, "withdraw", form.comment)
        return Acted(
            withdraw_case(case=case.case.uuid, person=case.reader, now=case.now, comment=form.comment, key=key)
        )
    except CommandKeyReused:
        return Acted(REUSED)


def _refusal(case: OpenCase, task: UUID, form: ActForm) -> Refused | None:
    """What is wrong before anything is asked of the case."""
    objections = [
        Objection(code="answer_invalid", message=each.message, item=each.item or "") for each in form.problems
    ]
    if form.comment_problem is not None:
        objections += _comment_invalid(form.comment_problem).objections
    elif form.verdict in NEEDS_WORDS and not form.comment:
        objections.append(WORDS_MISSING)
    open_task = case.state.tasks.get(str(task))
    unknown = kind_refused(form.reason_kind, case.machine, open_task.node, form.verdict) if open_task else None
    if unknown is not None:
        objections.append(unknown)
    return Refused(tuple(objections)) if objections else None


def _comment_invalid(message: Text) -> Refused:
    return Refused((Objection(code="comment_invalid", message=message),))


def _key(case: OpenCase, form: ActForm, *parts: str) -> CommandKey:
    """The key of the filled-in form, as this person's."""
    person = str(case.reader)
    return CommandKey.of(f"{person}:{form.key}", person, str(case.case.uuid), *parts) if form.key else NO_KEY
