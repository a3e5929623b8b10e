"""The word lists, limits and rules of a new site. Moderators change them at /moderation/rules/."""

from typing import Final

from serial.moderation.check_settings.content import Content, Effect, SiteRule, WordList
from serial.moderation.choices import Reason

BLOCKED: Final = WordList(key="blocked", name="Blocked words", effect=Effect.REJECT)
COMMISSION_OFFERS: Final = WordList(
    key="commissions",
    name="Commission offers",
    effect=Effect.HOLD_NEWCOMERS,
    rules=(
        "commission* are open",
        "commission* open",
        "open for commission*",
        "taking commission*",
        "bring your characters to life",
        "bring your story to life",
        "illustrate your story",
        "turn your story into a comic",
        "i am a * artist",
        "professional * artist",
        "look at my portfolio",
        "check out my portfolio",
        "affordable price*",
        "contact me on discord",
        "add me on discord",
        "message me on discord",
    ),
)
LISTS: Final = (BLOCKED, COMMISSION_OFFERS)

RULES: Final = (
    SiteRule(
        number=1,
        title="No advertising",
        text=(
            "Comments are about the story. Do not advertise goods, services, commissions or other "
            "sites, and do not post the same text under many stories."
        ),
        words=(
            "Your comment advertises something. Comments here are about the story that they "
            "stand under."
        ),
        reason=Reason.SPAM,
    ),
    SiteRule(
        number=2,
        title="No harassment",
        text=(
            "Criticise the text, not the person. Do not insult, threaten or pursue anybody, and "
            "do not ask others to."
        ),
        words=(
            "Your comment attacks a person. You can say what you dislike about the story; please "
            "leave out who wrote it or who else reads it."
        ),
        reason=Reason.HARASSMENT,
    ),
    SiteRule(
        number=3,
        title="No hate",
        text=(
            "Do not demean people for their origin, religion, disability, sex, gender or whom "
            "they love. Characters in stories may be hateful; commenters may not."
        ),
        words="Your comment demeans people for what they are.",
        reason=Reason.HATE,
    ),
    SiteRule(
        number=4,
        title="No private details",
        text=(
            "Do not post names, addresses, pictures or messages of people who have not made them "
            "public here."
        ),
        words="Your comment has private details of a person.",
    ),
    SiteRule(
        number=5,
        title="Fold spoilers",
        text=(
            "What happens in later chapters belongs into a spoiler fold, so that everybody can "
            "read the comments of a chapter."
        ),
        words=(
            "Your comment tells what happens later. Post it again with the spoiler folded, and "
            "it can stay."
        ),
        reason=Reason.SPOILER,
    ),
    SiteRule(
        number=6,
        title="Nothing illegal",
        text=(
            "Do not post what the law forbids, such as sexual content about minors, calls for "
            "violence, or links to copies of works without permission."
        ),
        words="Your comment has content that the law forbids.",
        reason=Reason.ILLEGAL,
    ),
    SiteRule(
        number=7,
        title="Keep to the subject",
        text="Comments that have nothing to do with the chapter can be removed.",
        words="Your comment is not about this chapter.",
        reason=Reason.OFF_TOPIC,
    ),
)

DEFAULTS: Final = Content(lists=LISTS, rules=RULES)
