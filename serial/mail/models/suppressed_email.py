import hashlib

from django.db import models
from django.utils import timezone

# Slow enough that trying all known addresses takes long, and needed rarely: about 10 ms.
WORK_FACTOR = 2**12
SALT = b"serial.mail.suppressed"


def hash_email(email: str) -> str:
    """Returns the hash of an address, in hexadecimal.

    It does not depend on SECRET_KEY: an address that wants no emails gets none after a change.
    """
    text = email.strip().lower().encode()
    return hashlib.scrypt(text, salt=SALT, n=WORK_FACTOR, r=8, p=1, dklen=32).hex()


class SuppressedEmail(models.Model):
    """An address of no member, to which nothing is ever sent again. Only its hash is stored."""

    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.hash[:8]
