"""The parts of the check settings that are edited one by one, by the name of their section.

"words/KEY" is a word list, "limits/NAME" a limit, "rules" all rules of the site.
"""

from dataclasses import fields, replace
from typing import Final

from serial.moderation.check_settings.content import Content, Limit, Limits, SiteRule, WordList

# The section of the site's rules.
RULES: Final = "rules"

Part = WordList | Limit | tuple[SiteRule, ...]


def part_of(content: Content, section: str) -> Part | None:
    """Returns None if there is no such list or limit."""
    kind, _slash, name = section.partition("/")
    if kind == "words":
        return content.word_list(name)
    if kind == RULES:
        return content.rules
    if name in {limit.name for limit in fields(Limits)}:
        limit: Limit = getattr(content.limits, name)
        return limit
    return None


def with_part(content: Content, section: str, part: Part | None) -> Content:
    """Replaces or adds a part. None takes a list away."""
    kind, _slash, name = section.partition("/")
    if kind == "words":
        return content.with_list(part) if isinstance(part, WordList) else content.without_list(name)
    if isinstance(part, tuple):
        return replace(content, rules=part)
    if part is None or isinstance(part, WordList):
        raise ValueError(f"{section} is no list.")
    return content.with_limit(name, part)
