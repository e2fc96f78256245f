"""When the ledger of calls raises an alarm, and who may read its numbers."""

from meguro_platform.settings import environment

LEDGER_ALARMS = {
    "waiting": environment.number("MEGURO_ALARM_WAITING", 5_000),
    "minutes_late": environment.number("MEGURO_ALARM_MINUTES_LATE", 30),
    "stopped": environment.number("MEGURO_ALARM_STOPPED", 0),
    "unclaimed": environment.number("MEGURO_ALARM_UNCLAIMED", 1_000),
}
"""Above which numbers the operations page and the metrics raise an alarm."""

MOST_KEPT_MESSAGES = environment.number("MEGURO_MOST_KEPT_MESSAGES", 50_000)
"""Messages no case waits for that are kept; then senders are asked to come back later with the same message."""

METRICS_TOKEN = environment.text("MEGURO_METRICS_TOKEN", "")
METRICS_FROM = environment.networks("MEGURO_METRICS_FROM")
"""Who may read /metrics: whoever brings this token, or asks from one of these addresses or networks."""
