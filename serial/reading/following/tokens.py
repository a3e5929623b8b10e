"""The link by which a guest who wanted to follow something does so after signing in.

It is signed and stored nowhere: guests who only look at the page need no cookie.
"""

import time
from datetime import timedelta

from allauth.account import app_settings
from django.core import signing

from accounts.models import User

SALT = "reading.following"
# As long as the link that confirms the email address of a new account.
TOKEN_PERIOD = timedelta(days=app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS)


def make_token(kind: str, pk: int) -> str:
    """kind: of what is followed. pk: its primary key."""
    return signing.dumps([kind, pk, int(time.time())], salt=SALT)


def is_token_of(token: str, kind: str, pk: int, user: User) -> bool:
    """Whether it was made for this, and the user has signed in since then.

    A link alone must not make those follow something who were signed in all the time.
    """
    try:
        signed_kind, signed_pk, made_at = signing.loads(token, salt=SALT, max_age=TOKEN_PERIOD)
    except (signing.BadSignature, TypeError, ValueError):
        return False
    signed_in_at = user.last_login.timestamp() if user.last_login else 0.0
    return [signed_kind, signed_pk] == [kind, pk] and signed_in_at >= made_at
