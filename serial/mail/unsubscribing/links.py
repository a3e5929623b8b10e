"""The unsubscribe links of emails. The secret in them is made when the first email has one."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from serial.bulk_rows import insert_missing_rows
from serial.mail.models import OutboxEmail, UnsubscribeToken

Key = tuple[int | None, str, str]


def unsubscribe_urls(rows: Sequence[OutboxEmail]) -> Mapping[int, str]:
    """Returns the URL of each row, by its primary key. Each row has a scope."""
    wanted = {_key(row) for row in rows}
    tokens = _stored(rows)
    if missing := wanted - tokens.keys():
        new = [UnsubscribeToken(user_id=user, address=a, scope=scope) for user, a, scope in missing]
        insert_missing_rows(new)
        # Another sender may have stored some of them first.
        tokens = _stored(rows)
    return {row.pk: unsubscribe_url(tokens[_key(row)]) for row in rows}


def unsubscribe_url(token: str) -> str:
    return f"{settings.SITE_URL}{reverse('unsubscribe', args=[token])}"


def _key(row: OutboxEmail | UnsubscribeToken) -> Key:
    return row.user_id, row.address, row.scope


def _stored(rows: Sequence[OutboxEmail]) -> dict[Key, str]:
    if not rows:
        return {}
    users = {row.user_id for row in rows if row.user_id}
    addresses = {row.address for row in rows} - {""}
    found = UnsubscribeToken.objects.filter(
        Q(user__in=users) | Q(address__in=addresses), scope__in={row.scope for row in rows}
    )
    return {_key(token): token.token for token in found}
