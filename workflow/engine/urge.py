"""催促: whoever applied asks those who have the work to see to it, not more often than every few hours."""

from datetime import timedelta

from forms.spec import Text
from workflow.engine.effects import Remind
from workflow.engine.nodes import STARTING
from workflow.engine.outcome import Refused, TooLate, refused
from workflow.engine.run import Run

PAUSE = timedelta(hours=4)
NOBODY_TO_URGE = TooLate(
    Text(
        "いま催促する相手がいません。何も送っていません。", "Nobody has work that could be asked for. Nothing was sent."
    )
)


def urge(run: Run) -> TooLate | Refused | None:
    """Remind everybody who has open work, except the applicant's own."""
    last, now = run.state.urged_at, run.world.now
    if last is not None and now < last + PAUSE:
        hours = PAUSE // timedelta(hours=1)
        return refused(
            "too_soon",
            f"催促は{hours}時間に1回までです。しばらく待ってからもう一度操作してください。",
            f"At most one reminder in {hours} hours. Wait a while.",
        )
    tasks = [task for task in run.state.tasks.values() if run.machine.user_node(task.node).kind not in STARTING]
    if not tasks:
        return NOBODY_TO_URGE
    run.state.urged_at = now
    for task in tasks:
        run.emit(Remind(key=f"urge/{run.number()}", task=task.id, node=task.node, count=0))
    return None
