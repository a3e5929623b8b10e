"""What the library holds about members."""

from django.utils.translation import gettext_lazy as _

from serial.library.exports import follow_rows, private_feed_rows
from serial.personal_data import ERASED_WITH_ACCOUNT, JsonLines, PersonalData

PERSONAL_DATA = (
    PersonalData(
        model="library.Follow",
        fields=("user", "pen_name"),
        name=_("Stories and authors you follow"),
        holds=_("Which story or author a member follows, and since when."),
        reason=_(
            "To tell the member of new chapters and announcements. The author sees how many "
            "people follow, not who."
        ),
        kept_for=_("Until the member no longer follows, or the story or pen name is deleted."),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("library/follows.jsonl", follow_rows),),
    ),
    PersonalData(
        model="library.PrivateFeed",
        fields=("user", "pen_name", "token_hash"),
        name=_("Private feeds"),
        holds=_(
            "Which stories, authors and tags a member reads in a feed reader, and a hash of the "
            "token in each feed’s URL."
        ),
        reason=_("To let the member’s feed reader read what the member can read."),
        kept_for=_("Until the member revokes the feed, or the story or pen name is deleted."),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("library/feeds.jsonl", private_feed_rows),),
    ),
)
