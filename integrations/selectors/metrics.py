"""The ledger in numbers for Prometheus, counted in the database when asked: every process answers the same."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from forms.selectors.issuance.batches import batches_not_ready
from integrations.models import Attempt
from integrations.selectors.alarms import ALARMS, alarms
from integrations.selectors.coming_publications import publications_not_begun
from integrations.selectors.expected import expected_files
from integrations.selectors.ledger import needing_hands, today
from workflow.models import Channel, Effect, InboundMessage, LedgerState, Question
from workflow.selectors.ledger_state import hold_in_force

_WITHIN = timedelta(minutes=5)
"""Attempts are counted over this time, because all of them would be a long count."""
_STATES = ("closed", "half_open", "open")


def ledger_metrics(now: datetime) -> CollectorRegistry:
    """A registry for one answer."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Ledger(now))
    return registry


class _Ledger(Collector):
    def __init__(self, now: datetime) -> None:
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """Every family of numbers."""
        yield from self._calls()
        yield from self._attempts()
        yield from self._channels()
        yield from self._whole()

    def _calls(self) -> Iterator[Metric]:
        calls = GaugeMetricFamily(
            "meguro_calls", "Calls that are not done, without those nobody needs any more.", labels=["system", "status"]
        )
        rows = Effect.objects.filter(Q(status="waiting") | needing_hands())
        for row in rows.values("target", "status").annotate(calls=Count("pk")).order_by():
            calls.add_metric([row["target"], row["status"]], row["calls"])
        yield calls
        oldest = GaugeMetricFamily(
            "meguro_calls_oldest_due_seconds", "Age of the oldest call that is due.", labels=["system"]
        )
        due = Effect.objects.filter(status="waiting", next_at__lte=self._now)
        for system, since in due.values_list("target").annotate(Min("next_at")).order_by():
            oldest.add_metric([system], (self._now - since).total_seconds())
        yield oldest

    def _attempts(self) -> Iterator[Metric]:
        attempts = GaugeMetricFamily(
            "meguro_attempts_5m", "Attempts begun within five minutes.", labels=["system", "trouble"]
        )
        rows = Attempt.objects.filter(started_at__gt=self._now - _WITHIN)
        for row in rows.values("effect__target", "trouble").annotate(tries=Count("pk")).order_by():
            attempts.add_metric([row["effect__target"], row["trouble"] or "none"], row["tries"])
        yield attempts
        asked = GaugeMetricFamily(
            "meguro_lookups_5m", "Questions of forms to systems within five minutes.", labels=["system", "trouble"]
        )
        questions = Question.objects.filter(asked_at__gt=self._now - _WITHIN)
        for each in questions.values("target", "trouble").annotate(count=Count("pk")).order_by():
            asked.add_metric([each["target"], each["trouble"] or "none"], each["count"])
        yield asked

    def _channels(self) -> Iterator[Metric]:
        breaker = GaugeMetricFamily("meguro_breaker_state", "1 for the state it is in.", labels=["system", "state"])
        paused = GaugeMetricFamily("meguro_system_paused", "Whether an operator has paused it.", labels=["system"])
        for row in Channel.objects.order_by("target"):
            for state in _STATES:
                breaker.add_metric([row.target, state], float(row.breaker == state))
            paused.add_metric([row.target], float(row.paused_at is not None))
        yield breaker
        yield paused

    def _files(self) -> Iterator[Metric]:
        late = GaugeMetricFamily(
            "meguro_file_late_seconds", "How late a file is that has to come by a certain time.", labels=["file"]
        )
        due = GaugeMetricFamily("meguro_file_next_due_seconds", "Until when the next has to be there.", labels=["file"])
        for each in expected_files(self._now, systems=None):
            late.add_metric([each.name], each.late.total_seconds() if each.late else 0)
            due.add_metric([each.name], (each.next_due - self._now).total_seconds())
        yield late
        yield due
        publication = GaugeMetricFamily(
            "meguro_publication_not_ready_seconds",
            "Until the publication of a batch that nobody has released, by its number, or of a case that has none yet,"
            " by the case's; negative once that has passed.",
            labels=["batch"],
        )
        for coming in publications_not_begun(self._now):
            publication.add_metric([coming.case.number], (coming.publish_at - self._now).total_seconds())
        for batch in batches_not_ready(self._now):
            if batch.publish_at is not None:
                publication.add_metric([str(batch.pk)], (batch.publish_at - self._now).total_seconds())
        yield publication

    def _whole(self) -> Iterator[Metric]:
        numbers = today(self._now, systems=None)
        raised = {each.name for each in alarms(self._now, systems=None)}
        alarm = GaugeMetricFamily("meguro_alarm", "1 while it is raised on the operations page.", labels=["name"])
        for name in ALARMS:
            alarm.add_metric([name], float(name in raised))
        yield alarm
        yield from self._files()
        sent = GaugeMetricFamily("meguro_calls_done_today", "Calls done since midnight in Japan.")
        sent.add_metric([], numbers.sent)
        yield sent
        held = GaugeMetricFamily("meguro_ledger_held", "1 while nothing is sent because of a restore.")
        held.add_metric([], float(hold_in_force() is not None))
        yield held
        rounds = GaugeMetricFamily("meguro_sweep_rounds", "Rounds of all sweeps; rises about once a second and host.")
        state = LedgerState.objects.first()
        rounds.add_metric([], state.watermark if state else 0)
        yield rounds
        messages = GaugeMetricFamily("meguro_messages", "Messages that no case has taken.", labels=["status"])
        waiting = InboundMessage.objects.filter(status__in=["kept", "unmatched"])
        for row in waiting.values("status").annotate(count=Count("pk")).order_by():
            messages.add_metric([row["status"]], row["count"])
        yield messages
