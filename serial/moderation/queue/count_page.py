"""The live count: what the page of the queue asks for every 30 seconds."""

from datetime import UTC, datetime
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from accounts.http import AuthenticatedRequest
from serial.moderation.access import moderator_required
from serial.moderation.models import ReviewItem
from serial.moderation.queue.frame import MAX_COUNTED, Counts, UrgentItem, load_urgent
from serial.moderation.queue.query import QueueQuery
from serial.moderation.queue.tabs import WAITING_TABS, items_of
from serial.params import parse_id

# More new items are not counted one by one.
MAX_NEW = 100
# Of the items that colleagues have open: there are few moderators.
MAX_CLAIMS = 100


@require_safe
@moderator_required
def show_count(request: AuthenticatedRequest) -> HttpResponse:
    """Counts of the tabs, new items in this one since ?since= (milliseconds), open claims, and
    the strip with the first urgent report as HTML.

    Responds with 304 if nothing changed.
    """
    counts, urgent = load_urgent(request.user)
    values = {
        "held": counts.held,
        "reported": counts.reported,
        "appeals": counts.appeals,
        "urgent": _strip(counts, urgent),
        "capped": MAX_COUNTED,
        "new": _count_new(request),
        "claims": _claims(request),
    }
    response = JsonResponse(values)
    etag = quote_etag(blake2b(response.content, digest_size=8).hexdigest())
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _strip(counts: Counts, urgent: UrgentItem | None) -> str:
    context = {"counts": counts, "urgent": urgent}
    return render_to_string("moderation/queue/_urgent.html", context).strip()


def _count_new(request: HttpRequest) -> int:
    query, since = QueueQuery.parse(request.GET), parse_id(request.GET.get("since"))
    if since is None or query.tab not in WAITING_TABS or since > timezone.now().timestamp() * 1_000:
        return 0
    items = query.narrow(items_of(query.tab, ReviewItem.objects.all()))
    opened = items.filter(opened_at__gt=datetime.fromtimestamp(since / 1_000, UTC))
    return len(opened.order_by().values_list("pk", flat=True)[:MAX_NEW])


def _claims(request: AuthenticatedRequest) -> dict[str, str]:
    """Returns who else has what open: {item: username}."""
    claims = ReviewItem.objects.waiting().claimed().exclude(claimed_by=request.user)
    rows = claims.order_by().values_list("pk", "claimed_by__username")[:MAX_CLAIMS]
    return {str(pk): username or "" for pk, username in rows}
