from datetime import timedelta

from django.utils.crypto import salted_hmac

# Long enough to recognise repeated abuse, short enough to store little about guests.
IP_HASH_PERIOD = timedelta(days=30)


def hash_ip(ip: str) -> str:
    """Returns the keyed hash of an IP address, in hexadecimal.

    Keyed with SECRET_KEY: otherwise the address could be found by hashing every address there is.
    """
    return salted_hmac("comments.guest_ip", ip, algorithm="sha256").hexdigest()
