"""How often one person's programs may ask: counted in the cache, which all hosts share.

Without the cache everybody is let through: a counter that is gone must not keep an office from working.
"""

import logging

from django.views import View
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle

logger = logging.getLogger(__name__)


class PersonThrottle(UserRateThrottle):
    """The rate of settings, per person."""

    def allow_request(self, request: Request, view: View) -> bool:
        try:
            return bool(super().allow_request(request, view))  # type: ignore[arg-type]
        except RedisError:
            logger.warning("the cache does not answer; requests are not counted", exc_info=True)
            return True
