"""Several cases at once: what is alike is settled with one click, what differs is left out and says how."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from approvals.selectors.bulk_plan import Eyes, bulk_plan
from approvals.selectors.inbox import PAGE, inbox_rows
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.row_looks import looks_at
from approvals.vocabulary import Capacity
from approvals.web.act_form import ActForm
from approvals.web.acting import act_on
from approvals.web.inbox_pane import items, list_of
from approvals.web.inbox_rows import Item
from approvals.web.reader import language, opened, reader_of
from approvals.web.undo_offer import UndoOffer, undo_offer
from forms.spec import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one case."""

    item: Item
    done: bool
    said: str
    offer: UndoOffer | None = None


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Everybody, about their own work: what one click would settle. Changes nothing."""
    chosen = [task for task, _, _ in _named(request.POST.getlist("task"))]
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
    shown = {task: (revision, seq) for task, revision, seq in _named(request.POST.getlist("shown"))}
    rows = inbox_rows(reader_of(request), list(shown))
    results = [_settle(request, item, *shown[item.row.task]) for item in items(request, list(rows))]
    done = [each for each in results if each.done]
    refused = [each for each in results if not each.done]
    said = ngettext("%(number)d case was settled.", "%(number)d cases were settled.", len(done)) % {"number": len(done)}
    if not request.headers.get("HX-Request"):
        messages.success(request, said)
        for each in refused:
            messages.warning(request, f"{each.item.title}: {each.said}")
        return redirect(f"{reverse('approvals:inbox')}?{list_of(request).query}")
    gone = len(shown) - len(rows)
    context = {"list": list_of(request), "said": said, "done": done, "refused": refused, "gone": gone}
    answer = render(request, "approvals/inbox/bulk_done.html", context)
    answer["HX-Trigger-After-Swap"] = "chosen"  # what else is chosen stays so, and is asked about again
    return answer


def _settle(request: HttpRequest, item: Item, revision: int, seq: int) -> Result:
    if item.quick is None or item.row.capacity == Capacity.DEPUTY:
        return Result(item=item, done=False, said=_NEEDS_MORE.in_language(language()))
    key = f"bulk:{item.row.task}:{revision}"
    form = ActForm(verdict=item.quick.verdict, revision=revision, seq=seq, key=key)
    acted = act_on(opened(request, item.row.number), item.row.task, form)
    reason = acted.first_message or Text("")
    if not acted.done:
        return Result(item=item, done=False, said=reason.in_language(language()))
    return Result(item=item, done=True, said=acted.said, offer=undo_offer(request, item.row.number))


def _named(sent: Iterable[str]) -> Iterator[tuple[UUID, int, int]]:
    """`task` or `task:revision:seq`; what can't be read is passed over."""
    for each in list(sent)[:PAGE]:
        task, *numbers = each.split(":")
        try:
            revision, seq = (int(number) for number in numbers) if numbers else (0, 0)
            yield UUID(task), revision, seq
        except ValueError:
            continue


_NEEDS_MORE = Text("開いて処理してください。", "Open it to settle it.")
