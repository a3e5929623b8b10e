from zlib import crc32

# PositiveIntegerField has 31 bits.
MASK = 0x7FFF_FFFF


def fingerprint_of(*values: object) -> int:
    """Returns a number that changes with these values, for things whose edits are not counted."""
    return crc32(repr(values).encode()) & MASK
