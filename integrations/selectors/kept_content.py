"""What arrived files still need of the file storage."""

from django.db.models import Q

from integrations.models import ArrivedFile, FileJudgement


def needs_content(sha256: str) -> bool:
    """Whether a file that arrived, its control file, or the judgement of a file has this content."""
    arrived = ArrivedFile.objects.filter(Q(sha256=sha256) | Q(control_sha256=sha256))
    return arrived.exists() or FileJudgement.objects.filter(sha256=sha256).exists()
