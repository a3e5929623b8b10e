"""The capitals of a replacement, if the search does not look at capitals."""


def follow_capitals(replacement: str, found: str, searched: str) -> str:
    """Returns the replacement with the capitals of what was found, where it differs in them.

    HANNA becomes ANNA, a lower-case hanna becomes anna, for a search for Hanna.
    """
    if not found or not replacement or found == searched:
        return replacement
    is_shouted = found.isupper() and sum(map(str.isalpha, found)) > 1
    if is_shouted and not searched.isupper():
        return replacement.upper()
    if found[0].isupper() and searched[0].islower():
        return replacement[0].upper() + replacement[1:]
    if found[0].islower() and searched[0].isupper():
        return replacement[0].lower() + replacement[1:]
    return replacement
