"""Comments written by hand as templates, and filled in from a seed.

A template is a line of a .txt file beside this one; `{a|b}` is one of these, `<name>` a value of a
list below. Lines that begin with "#" name the family of the templates after them. The sentences of
shared.txt stand before or after a comment of either kind, because spam begins like praise.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from serial.moderation.spam.features import ScoredComment
from serial.moderation.spam.labels import Label
from serial.moderation.spam.words import split_words

FOLDER = Path(__file__).parent
FILES = {
    "fiction_spam": True,
    "fiction_ham": False,
    "general_spam": True,
    "general_ham": False,
}
# With them the corpus has 5,000 comments, 3,400 of them on fiction; 2,200 are spam.
PER_TEMPLATE = 14
# A template of three words has not so many forms.
MAX_TRIES = 60
SHARED_SHARE = 0.45

VALUES = {
    "name": "Mara|Teodor|Ilse|Captain Vey|Nadja|Old Brom|Kestrel|Anneke|Yun|Sister Agathe|Rook",
    "other": "Lucan|Pell|the ferryman|Ottilie|Jun|Master Crane|Hanne|Ravel|Bas|the Warden",
    "title": "The Salt Ledger|Brackwater|A Lamp for Teodor|Nine Ways Down|The Glass Orchard"
    "|Tidewrack|House of Small Hours|The Cartographer’s Debt",
    "number": "2|3|4|7|9|11|12|15|18|23|31|40",
    "quote": "The lamp went out before she could lie again.|Nobody drowns twice in Brackwater."
    "|He folded the letter until it was small enough to forget."
    "|We counted the bells and came up short."
    "|You can pay a debt or keep it warm.|She had her mother’s way of closing doors."
    "|The sea gives back what it cannot spell.|Then it was morning, and everyone was polite.",
    "typo": "the the|recieve|it’s mother|lead instead of led|brougth|untill|his her hand",
    "price": "$20|$45|$150|30€|£25|$500|1,000 $|$3,200|15 USD|€80",
    "hamurl": "https://www.youtube.com/watch?v=k2|https://en.wikipedia.org/wiki/Tide_mill"
    "|https://brackwater-fans.example/map|https://annasreviews.wordpress.com/salt|bit.ly/readalong"
    "|https://archiveofourown.org/works/112|https://imgur.com/a/3k|https://docs.google.com/d/1a"
    "|www.poetry.example/seven|https://t.me/saltledgerfans",
    "phone": "+1 555 0132|+44 7700 900118|0800 555 019|+34 600 555 010",
    "surname": "Okoro|Williams|Petrov|Santana|Morgan|Adeyemi|Klein|Rossi|Tanaka|Novak|Silva|Haddad",
    "emoji": "❤️|😭|🔥|😍|✨|🙏|💀|👏|😂|🥺",
}
LISTS = {name: values.split("|") for name, values in VALUES.items()}
# Of these, each template has its own: spammers do not share their names and sites, so a score must
# not know those that it is measured on.
OWN_PARTS = "art|ink|nova|sketch|pixel|frame|luna|trade|deal|promo|boost|story|kick|safe|win|click"
OWN_ENDINGS = ("com", "top", "xyz", "shop", "online", "club", "info", "store")
SHORTENED = ("bit.ly/3xYzQ", "https://tinyurl.com/yc4k", "https://t.me/joinchat9", "linktr.ee/me")

# How many of a hundred comments come from guests and from accounts of this age in days.
SPAM_ACCOUNTS = {None: 45, 0.1: 30, 4: 12, 20: 6, 200: 4, 900: 3}
OTHER_ACCOUNTS = {None: 35, 0.1: 8, 4: 8, 20: 12, 200: 22, 900: 15}
# On how many other stories the same text is, for long texts.
SPAM_STORIES = {0: 45, 1: 25, 2: 10, 5: 20}
OTHER_STORIES = {0: 97, 1: 2, 2: 1}
LONG_TEXT = 40

_CHOICE = re.compile(r"\{([^{}]*)\}")
_VALUE = re.compile(r"<(\w+)>")


class Template(NamedTuple):
    text: str
    family: str
    is_spam: bool
    number: int


class CorpusComment(NamedTuple):
    template: Template
    comment: ScoredComment

    def label(self, *, is_text_only: bool = False) -> Label:
        """The group is the template, so that no sentence is trained on and measured on."""
        comment = self.comment
        if is_text_only:
            comment = ScoredComment(body=comment.body, is_guest=False)
        return Label(comment, self.template.is_spam, f"template {self.template.number}")


def make_corpus(seed: int = 1, per_template: int = PER_TEMPLATE) -> list[CorpusComment]:
    """Returns comments that all differ, in the order of their templates."""
    rng = random.Random(seed)  # noqa: S311 - a corpus that is the same in every run
    shared = [text for text, _family in read_lines("shared")]
    seen: set[str] = set()
    return [
        CorpusComment(template, comment)
        for template in read_templates()
        for comment in _comments(template, per_template, shared, seen, rng)
    ]


def read_templates() -> list[Template]:
    lines = [
        (text, f"{name}: {family}", is_spam)
        for name, is_spam in FILES.items()
        for text, family in read_lines(name)
    ]
    return [Template(*line, number) for number, line in enumerate(lines)]


def read_lines(name: str) -> Iterator[tuple[str, str]]:
    """Yields (text, family). A text that begins with ">" goes on in the next line."""
    family, quoted = "", ""
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            family = line[2:]
        elif line.startswith("> "):
            quoted = f"{line}\n\n"
        elif line:
            yield quoted + line, family
            quoted = ""


def _comments(
    template: Template, number: int, shared: Sequence[str], seen: set[str], rng: random.Random
) -> Iterator[ScoredComment]:
    own = _own_values(template.number)
    for _try in range(MAX_TRIES):
        body = fill_in(_with_shared(template.text, shared, rng), own, rng)
        words = " ".join(split_words(body))
        if words not in seen:
            seen.add(words)
            yield _beside_text(body, template.is_spam, rng)
            number -= 1
        if not number:
            return


def _with_shared(text: str, shared: Sequence[str], rng: random.Random) -> str:
    # A quotation stands first.
    if rng.random() < SHARED_SHARE and not text.startswith(">"):
        text = f"{rng.choice(shared)} {text}"
    if rng.random() < SHARED_SHARE:
        text = f"{text} {rng.choice(shared)}"
    return text


def fill_in(text: str, own: Mapping[str, Sequence[str]], rng: random.Random) -> str:
    values = {**LISTS, **own}
    text = _CHOICE.sub(lambda match: rng.choice(match[1].split("|")), text)
    return _VALUE.sub(lambda match: rng.choice(values[match[1]]), text)


def _own_values(template: int) -> Mapping[str, Sequence[str]]:
    rng = random.Random(template)  # noqa: S311 - the same in every run
    name = "".join(rng.sample(OWN_PARTS.split("|"), 2)) + str(template)
    host = f"{name}.{rng.choice(OWN_ENDINGS)}"
    return {
        "handle": [name, f"{name}#4412", f"@{name}"],
        "url": [
            f"https://{host}/a1",
            f"www.{host}",
            host,
            f"http://{host}/?id=7",
            *rng.sample(SHORTENED, 2),
        ],
        "email": [f"hello@{host}", f"{name}@gmail.com"],
        "surname": [rng.choice(LISTS["surname"])],
    }


def _beside_text(body: str, is_spam: bool, rng: random.Random) -> ScoredComment:
    days = _draw(SPAM_ACCOUNTS if is_spam else OTHER_ACCOUNTS, rng)
    stories = _draw(SPAM_STORIES if is_spam else OTHER_STORIES, rng)
    return ScoredComment(
        body=body,
        is_guest=days is None,
        account_age=None if days is None else timedelta(days=days),
        other_stories=int(stories or 0) if len(body) >= LONG_TEXT else 0,
    )


def _draw(shares: "dict[float | None, int] | dict[int, int]", rng: random.Random) -> float | None:
    return rng.choices(list(shares), list(shares.values()))[0]
