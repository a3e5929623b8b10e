"""Finds the words of the site's word lists in a comment."""

import re
from collections.abc import Iterator
from html import unescape

from django.utils.translation import gettext

from serial.comments.checks import CheckedComment, Finding
from serial.comments.choices import Verdict
from serial.moderation.check_settings.content import Effect, WordList
from serial.moderation.check_settings.reading import settings_for
from serial.moderation.word_lists.matcher import Match, Matcher

# Of the words that the message names.
MAX_NAMED = 5
# A link inside a word leaves it one word; every other element ends it.
_INLINE_TAG = re.compile(r"</?(?:a|em|strong|b|i|u|s|del|ins|span|code|sub|sup|small|mark)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")

# The number of a list, and a rule of it.
Key = tuple[int, str]


def listed_words(checked: CheckedComment) -> Iterator[Finding]:
    """Yields one finding for each list of which the comment has words."""
    content = settings_for(checked)
    matches = find_matches(content.matcher, checked.comment.body, checked.comment.body_html)
    for number, word_list in enumerate(content.lists):
        own = [match for match in matches if match.key[0] == number]
        verdict = _verdict(word_list, checked) if own else None
        if verdict is not None:
            yield _finding(word_list, verdict, own, checked.comment.body)


def find_matches(matcher: Matcher[Key], body: str, body_html: str) -> list[Match[Key]]:
    """Returns the matches in the source, and those that only readers see, without a place.

    Markdown can split a word that readers see as one: com[miss](/x)ion, commi&shy;ssion.
    """
    matches = matcher.find(body)
    found = {match.key for match in matches}
    seen = matcher.find(visible_text(body_html))
    hidden = {match.key: match for match in seen if match.key not in found}
    return [*matches, *(Match(key, 0, 0) for key in hidden)]


def visible_text(body_html: str) -> str:
    return unescape(_TAG.sub("\n", _INLINE_TAG.sub("", body_html)))


def _verdict(word_list: WordList, checked: CheckedComment) -> Verdict | None:
    """Returns None if the list is not for this comment."""
    language = checked.comment.story.language
    if word_list.language and word_list.language.split("-")[0] != language.split("-")[0]:
        return None
    if word_list.effect == Effect.REJECT:
        return Verdict.REJECT
    # The author of the story may write of their own commissions.
    is_held = not checked.is_author and (
        word_list.effect == Effect.HOLD
        or (word_list.effect == Effect.HOLD_NEWCOMERS and checked.is_newcomer)
    )
    return Verdict.HOLD if is_held else Verdict.PUBLISH


def _finding(
    word_list: WordList, verdict: Verdict, matches: list[Match[Key]], body: str
) -> Finding:
    places = tuple((match.start, match.end) for match in matches if match.end)
    words = dict.fromkeys(body[start:end] for start, end in places) or dict.fromkeys(
        match.key[1] for match in matches
    )
    named = ", ".join(f"“{word}”" for word in list(words)[:MAX_NAMED])
    return Finding(f"words-{word_list.key}", verdict, _message(verdict) % {"words": named}, places)


def _message(verdict: Verdict) -> str:
    if verdict == Verdict.REJECT:
        return gettext("Comments with these words are not published: %(words)s.")
    return gettext("Comments with these words are reviewed before they are published: %(words)s.")
