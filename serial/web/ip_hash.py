from datetime import timedelta

from django.utils.crypto import salted_hmac

# Long enough to recognise repeated abuse, short enough to store little about guests.
IP_HASH_PERIOD = timedelta(days=30)


def hash_ip(ip: str, purpose: str) -> str:
    """Returns the keyed hash of an IP address, in hexadecimal.

    purpose: what it is stored with. The hashes of two purposes cannot be compared, so that the name
    on a message to the operator does not say who wrote a guest's comments.

    Keyed with SECRET_KEY: otherwise the address could be found by hashing every address there is.
    """
    return salted_hmac(f"ip_hash.{purpose}", ip, algorithm="sha256").hexdigest()
