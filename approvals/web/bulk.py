"""Several cases at once: what is alike is settled with one click, what differs is left out and says how."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from approvals.selectors.bulk_plan import Eyes, bulk_plan
from approvals.selectors.case_tasks import case_number_of
from approvals.selectors.inbox import PAGE, inbox_rows
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.row_looks import looks_at
from approvals.vocabulary import Capacity
from approvals.web.act_form import ActForm
from approvals.web.acting import Acted, act_on
from approvals.web.acts import conflict_of
from approvals.web.inbox_pane import items, list_of
from approvals.web.inbox_rows import Item
from approvals.web.reader import language, opened, reader_of
from approvals.web.undo_offer import UndoOffer, undo_offer
from forms.spec import Text
from workflow.services.complete_user_task import GONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one case."""

    row: str
    """Id of its row in the list."""
    number: str
    title: str
    procedure: str
    said: str
    done: bool = False
    gone: bool = False
    """Somebody else was faster: the row is nobody's to act on any more."""
    offer: UndoOffer | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as the list showed it when it was chosen."""

    task: UUID
    revision: int = 0
    seq: int = 0
    entry: int = 0


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Everybody, about their own work: what one click would settle. Changes nothing."""
    chosen = [each.task for each in _named(request.POST.getlist("task"))]
    rows = inbox_rows(reader_of(request), chosen)
    by_task = {item.row.task: item for item in items(request, list(rows))}
    quick = {task for task, item in by_task.items() if item.quick}
    eyes = Eyes(reader_of(request), organisation_in_force(), timezone.localdate())
    plan = bulk_plan(rows, quick, looks_at(rows, eyes.reader, timezone.now()).changed, eyes)
    return render(
        request,
        "approvals/inbox/bulk.html",
        {
            "list": list_of(request),
            "chosen": len(rows),
            "alike": [[by_task[row.task] for row in group] for group in plan.alike],
            "different": [(by_task[each.row.task], each.reason) for each in plan.different],
        },
    )


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Everybody, on their own work: each case is an act of its own, and one that fails holds up no other."""
    shown = {each.task: each for each in _named(request.POST.getlist("shown"))}
    opened_beside = request.POST.get("was", "") in map(str, shown)
    rows = inbox_rows(reader_of(request), list(shown))
    results = [_settle(request, item, shown.pop(item.row.task)) for item in items(request, list(rows))]
    gone = [each for each in (_gone(request, each) for each in shown.values()) if each]
    done = [each for each in results if each.done]
    refused = [*(each for each in results if not each.done), *gone]
    said = ngettext("%(number)d case was settled.", "%(number)d cases were settled.", len(done)) % {"number": len(done)}
    if not request.headers.get("HX-Request"):
        messages.success(request, said)
        for each in refused:
            messages.warning(request, f"{each.title}: {each.said}")
        return redirect(f"{reverse('approvals:inbox')}?{list_of(request).query}")
    context = {
        "list": list_of(request),
        "said": said,
        "settled": [*done, *gone],
        "refused": refused,
        "unknown": len(shown) - len(gone),
        "closes_pane": opened_beside,
    }
    answer = render(request, "approvals/inbox/bulk_done.html", context)
    answer["HX-Trigger-After-Swap"] = "chosen"  # what else is chosen stays so, and is asked about again
    return answer


def _settle(request: HttpRequest, item: Item, shown: Shown) -> Result:
    result = Result(
        row=item.id,
        number=item.row.number,
        title=item.title,
        procedure=item.procedure,
        said=_NEEDS_MORE.in_language(language()),
    )
    if item.quick is None or item.row.capacity == Capacity.DEPUTY:
        return result
    key = f"bulk:{shown.task}:{shown.revision}"
    form = ActForm(verdict=item.quick.verdict, revision=shown.revision, seq=shown.seq, key=key)
    acted = act_on(opened(request, item.row.number), shown.task, form)
    if not acted.done:
        return replace(result, said=(acted.first_message or Text("")).in_language(language()))
    return replace(result, done=True, said=acted.said, offer=undo_offer(request, item.row.number))


def _gone(request: HttpRequest, shown: Shown) -> Result | None:
    """Of a case that waits for the reader no more: who was faster. None for what is none of theirs."""
    number = case_number_of(shown.task)
    if number is None:
        return None
    try:
        case = opened(request, number)
    except Http404:
        return None
    conflict = conflict_of(case, ActForm(verdict="gone", seq=shown.seq), Acted(GONE))
    return Result(
        row=f"row-{shown.entry}",
        number=number,
        title=case.title,
        procedure=case.program_name,
        said=conflict.title.in_language(language()) if conflict else "",
        gone=True,
    )


def _named(sent: Iterable[str]) -> Iterator[Shown]:
    """`task` or `task:revision:seq:entry`; what can't be read is passed over."""
    for each in list(sent)[:PAGE]:
        task, *numbers = each.split(":")
        try:
            yield Shown(UUID(task), *(int(number) for number in numbers))
        except (ValueError, TypeError):
            continue


_NEEDS_MORE = Text("開いて処理してください。", "Open it to settle it.")
