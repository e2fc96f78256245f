"""What somebody sent to act on a task: verdict, reason, answers, and what they had been shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from django.http import HttpRequest
from django.http.request import QueryDict

from approvals.selectors.open_case import OpenCase
from forms.errors import AnswerInvalid
from forms.field_type import Json
from forms.free_text import text_problem
from forms.plain_text import tidy
from forms.services.attach_file import attach_file
from forms.spec import ItemSpec, Text
from forms.validation.form import Form
from forms.validation.outcome import AnswerProblem
from forms.validation.substitute import substitute_key
from forms.web.typed import typed_item
from workflow.engine.nodes import UserNode

LONGEST_COMMENT = 4_000
LONGEST_KEY = 100
_MANY = {"choices", "attachment"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActForm:
    """A form as it was sent. Control fields are called act.…, which no item of a form can be called."""

    verdict: str = ""
    comment: str = ""
    reason_kind: str = ""
    """理由の種類, in Japanese."""
    note: str = ""
    """The page whose note shall join the comment."""
    to: str = ""
    """Node id to send back to."""
    resume: str = ""
    """How it shall come back then."""
    revision: int = 0
    """Of the case as it was shown."""
    seq: int = 0
    """The last entry of the journal that was shown."""
    key: str = ""
    warnings_accepted: bool = False
    asked: str = ""
    """Verdict whose consequences were asked for."""
    left: str = ""
    """Verdict whose question was closed; what was chosen in it counts for that verdict alone."""
    answers: Mapping[str, Json] = field(default_factory=dict)
    problems: tuple[AnswerProblem, ...] = ()
    """Files that could not be taken in."""

    @property
    def left_in_question(self) -> dict[str, str]:
        """The choices of a closed question under the names of the form; nothing while one is open, or none was."""
        chosen = {"act.reason_kind": self.reason_kind, "act.to": self.to, "act.resume": self.resume}
        kept = {name: value for name, value in chosen.items() if value}
        return kept | {"act.left": self.left} if kept and self.left and not self.asked else {}

    @property
    def comment_problem(self) -> Text | None:
        """What is wrong with the comment by itself."""
        return text_problem(self.comment, LONGEST_COMMENT)


def read_act(request: HttpRequest, case: OpenCase, node: UserNode | None) -> ActForm:
    """The form as it was sent, with uploaded files taken in. Numbers that are none count as 0."""
    post = request.POST
    answers, problems = ({}, ()) if node is None else read_answers(request, case, case.machine.form, _keys(case, node))
    note, _, noted_for = post.get("act.note", "")[:300].partition(" ")
    verdict, asked = post.get("act.verdict", "")[:200], post.get("act.ask", noted_for)[:200]
    left = post.get("act.was", post.get("act.left", ""))[:200]
    chosen = post if left in ("", asked or verdict) or not (asked or verdict) else QueryDict()
    return ActForm(
        verdict=verdict,
        comment=tidy(post.get("act.comment", "")),
        reason_kind=tidy(chosen.get("act.reason_kind", "")[:100]),
        note=note,
        to=chosen.get("act.to", "")[:200],
        resume=chosen.get("act.resume", "")[:20],
        revision=_number(post, "act.revision"),
        seq=_number(post, "act.seq"),
        key=_key(post),
        warnings_accepted="act.warnings" in post,
        asked=asked,
        left=left,
        answers=answers,
        problems=problems,
    )


def fresh_key() -> str:
    """Names one filled-in form, so that a repeated click is answered and not carried out again."""
    return str(uuid4())


def _key(post: QueryDict) -> str:
    """The key of the form; none when it can't be one of ours."""
    key = post.get("act.key", "")[:LONGEST_KEY]
    return key if key.isascii() and key.isprintable() else ""


def _number(post: QueryDict, name: str) -> int:
    text = post.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _keys(case: OpenCase, node: UserNode) -> list[str]:
    return list(case.machine.writable(node))


def read_answers(
    request: HttpRequest, case: OpenCase, form: Form, keys: Iterable[str]
) -> tuple[dict[str, Json], tuple[AnswerProblem, ...]]:
    """What was sent for these items of a form, with uploaded files taken in, and which files were not."""
    post, answers = request.POST, dict[str, Json]()
    problems: list[AnswerProblem] = []
    taken_out = set(post.getlist("take_out"))
    for key in keys:
        spec = form.by_key[key].spec
        if spec.type in _MANY:
            answers[key] = [sent for sent in post.getlist(key) if sent and sent not in taken_out]
        elif key in post or spec.columns:
            answers |= typed_item(form.by_key[key], post)
        if substitute_key(key) in post:
            answers[substitute_key(key)] = post[substitute_key(key)]
        if spec.type == "attachment":
            uploaded, refused = _uploads(request, case, spec)
            answers[key] = [*post_list(answers[key]), *uploaded]
            problems += refused
    return answers, tuple(problems)


def post_list(answer: Json) -> list[Json]:
    """The answer as a list."""
    return answer if isinstance(answer, list) else []


def _uploads(request: HttpRequest, case: OpenCase, spec: ItemSpec) -> tuple[list[str], list[AnswerProblem]]:
    """uuids of the files that were taken in, and why others were not."""
    taken: list[str] = []
    refused: list[AnswerProblem] = []
    for upload in request.FILES.getlist(spec.key):
        try:
            file = attach_file(
                person=case.reader, item=spec, name=upload.name or "", content=upload.read(), at=case.now
            )
        except AnswerInvalid as invalid:
            refused.append(AnswerProblem.of(spec.key, invalid))
        else:
            taken.append(file.uuid)
    return taken, refused
