"""The values that an author can choose for a story: rating, status, warnings and so on."""

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db import models
from django.utils.translation import gettext_lazy as _


class Rating(models.TextChoices):
    GENERAL = "general", _("General")
    TEEN = "teen", _("Teen")
    MATURE = "mature", _("Mature")
    EXPLICIT = "explicit", _("Explicit")
    NOT_RATED = "not-rated", _("Not rated")


def marked_rating(rating: str) -> str:
    """Returns the name of a rating, or "" for one that warns of nothing."""
    unmarked = rating in {Rating.GENERAL, Rating.NOT_RATED}
    return "" if unmarked else str(Rating(rating).label)


class Status(models.TextChoices):
    ONGOING = "ongoing", _("Ongoing")
    COMPLETE = "complete", _("Complete")
    HIATUS = "hiatus", _("On hiatus")
    ABANDONED = "abandoned", _("Abandoned")


class Visibility(models.TextChoices):
    DRAFT = "draft", _("Draft: only its credited authors can see it")
    PUBLIC = "public", _("Public: everyone can read it, and it is listed")
    UNLISTED = "unlisted", _("Unlisted: everyone who has the link can read it")
    MEMBERS = "members", _("Members only: signed-in members can read it")


# Where there is no room for what it means.
VISIBILITY_NAMES = {
    Visibility.DRAFT: _("Draft"),
    Visibility.PUBLIC: _("Public"),
    Visibility.UNLISTED: _("Unlisted"),
    Visibility.MEMBERS: _("Members only"),
}


class FeedText(models.TextChoices):
    """How much of a chapter feeds contain."""

    OPENING = "opening", _("The beginning of each chapter")
    MEMBERS = "members", _("Whole chapters, only in the private feeds of members")
    FULL = "full", _("Whole chapters, in all feeds")


class Downloads(models.TextChoices):
    """Who may download a story as a file. Its authors always may."""

    EVERYONE = "everyone", _("Everyone who can read the story")
    MEMBERS = "members", _("Signed-in members")
    FOLLOWERS = "followers", _("Members who follow the story or one of its authors")
    NOBODY = "nobody", _("Nobody but its authors")


class DownloadFormat(models.TextChoices):
    EPUB = "epub", _("EPUB, for e-readers and phones")
    PDF = "pdf", _("PDF, for printing")
    HTML = "html", _("Web page in one file")
    MARKDOWN = "markdown", _("Markdown, a file for each chapter")
    TEXT = "text", _("Plain text")


def all_download_formats() -> list[str]:
    return list(DownloadFormat.values)


class Warning(models.TextChoices):
    """The content warnings that readers can filter by. All others go into the content notes."""

    NONE = "none", _("No warnings apply")
    UNDISCLOSED = "undisclosed", _("Author chose not to use warnings")
    VIOLENCE = "violence", _("Graphic violence")
    DEATH = "death", _("Death of a major character")
    SEXUAL_VIOLENCE = "sexual-violence", _("Rape or sexual violence")
    UNDERAGE = "underage", _("Underage sex")
    ABUSE = "abuse", _("Abuse")
    SELF_HARM = "self-harm", _("Self-harm or suicide")
    SEXUAL_CONTENT = "sexual-content", _("Explicit sexual content")


class CoverTone(models.TextChoices):
    DEEP = "deep", _("Dark")
    RICH = "rich", _("Strong")
    PALE = "pale", _("Light")


class CoverOrnament(models.TextChoices):
    RINGS = "rings", _("Rings")
    WAVES = "waves", _("Waves")
    RAYS = "rays", _("Rays")
    HILLS = "hills", _("Hills")
    DOTS = "dots", _("Dots")
    ARCHES = "arches", _("Arches")
    LEAVES = "leaves", _("Leaves")
    WINDOWS = "windows", _("Windows")


class CoverLayout(models.TextChoices):
    ABOVE = "above", _("Title above the picture")
    BELOW = "below", _("Title below the picture")
    LABEL = "label", _("Title in a frame")


# Each of these excludes all other warnings.
EXCLUSIVE_WARNINGS = frozenset({Warning.NONE, Warning.UNDISCLOSED})


class Role(models.TextChoices):
    AUTHOR = "author", _("author")
    CO_AUTHOR = "co-author", _("co-author")
    TRANSLATOR = "translator", _("translator")
    ILLUSTRATOR = "illustrator", _("illustrator")
    EDITOR = "editor", _("editor")


class TagKind(models.TextChoices):
    FANDOM = "fandom", _("fandom")
    CHARACTER = "character", _("character")
    RELATIONSHIP = "relationship", _("relationship")
    GENRE = "genre", _("genre")
    FREEFORM = "freeform", _("other tag")


# The languages of stories: BCP 47 tag and own name. For the interface see settings.LANGUAGES.
WRITING_LANGUAGES = [
    ("ar", "العربية"), ("bg", "Български"), ("ca", "Català"), ("cs", "Čeština"),
    ("cy", "Cymraeg"), ("da", "Dansk"), ("de", "Deutsch"), ("el", "Ελληνικά"),
    ("en", "English"), ("eo", "Esperanto"), ("es", "Español"), ("et", "Eesti"),
    ("eu", "Euskara"), ("fa", "فارسی"), ("fi", "Suomi"), ("fil", "Filipino"),
    ("fr", "Français"), ("ga", "Gaeilge"), ("gl", "Galego"), ("he", "עברית"),
    ("hi", "हिन्दी"), ("hr", "Hrvatski"), ("hu", "Magyar"), ("id", "Bahasa Indonesia"),
    ("is", "Íslenska"), ("it", "Italiano"), ("ja", "日本語"), ("ko", "한국어"),
    ("la", "Latina"), ("lt", "Lietuvių"), ("lv", "Latviešu"), ("ms", "Bahasa Melayu"),
    ("nl", "Nederlands"), ("no", "Norsk"), ("pl", "Polski"), ("pt", "Português"),
    ("pt-br", "Português brasileiro"), ("ro", "Română"), ("ru", "Русский"),
    ("sk", "Slovenčina"), ("sl", "Slovenščina"), ("sr", "Српски"), ("sv", "Svenska"),
    ("sw", "Kiswahili"), ("th", "ไทย"), ("tr", "Türkçe"), ("uk", "Українська"),
    ("ur", "اردو"), ("vi", "Tiếng Việt"), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文"),
]  # fmt: skip
LANGUAGE_NAMES = dict(WRITING_LANGUAGES)


def direction_of(language: str) -> str:
    """Returns "rtl" for languages that are written from right to left, otherwise "ltr"."""
    primary = language.lower().partition("-")[0]
    return "rtl" if primary in LANG_INFO and LANG_INFO[primary].get("bidi") else "ltr"


def other_language(language: str) -> str:
    """Returns the name of a story's language, or "" for the language of the site."""
    is_the_sites = language == settings.LANGUAGE_CODE.partition("-")[0]
    return "" if is_the_sites else LANGUAGE_NAMES.get(language, language)
