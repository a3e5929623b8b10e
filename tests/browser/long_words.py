"""Puts words of 200 letters wherever people can write."""

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models.functions import Concat

from accounts.models import AuthorRequest, Invitation, PenName, User
from serial.chapters.models import Chapter, DraftLink, Revision
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.comments.models import CheckFinding, Comment, MemberBlock
from serial.comments.rendering import render_comment
from serial.desk.models import WorkingCopy
from serial.markup.containers import CONTAINERS
from serial.stories.models import Part, Story, Tag
from tests.sampling import LONG

WORD = "Lighthouse" * 20
ITEMS = f"- {WORD}\n- {WORD}\n\n1. {WORD}\n2. {WORD}\n\n> {WORD}\n\n*{WORD}* `{WORD}`"
TABLE = f"| {WORD} | b |\n|---|---|\n| a | {WORD} |"
BLOCKS = [
    *(WORD, f"# {WORD}", f"## {WORD}", ITEMS, TABLE, f"```\n{WORD} {WORD}\n```"),
    f"[{WORD}](https://example.org/{WORD}) https://example.org/{WORD}",
    f"A note.[^1] ^[{WORD}]\n\n[^1]: {WORD}\n\n    {TABLE}",
    f"<dl><dt>{WORD}</dt><dd>{WORD}</dd></dl>",
    f"<pre>{WORD}</pre>\n\n<ruby>{WORD}<rt>{WORD}</rt></ruby> <kbd>{WORD}</kbd>",
    f"<table><caption>{WORD}</caption><tr><td>{WORD}</td></tr></table>",
    *(f"::: {name} {WORD}\n{WORD}\n\n{ITEMS}\n\n{TABLE}\n:::" for name in CONTAINERS),
]
TEXT = ChapterText(
    title=WORD,
    content_note=WORD,
    note_before="\n\n".join(BLOCKS),
    body="\n\n".join(BLOCKS),
    note_after="\n\n".join(BLOCKS),
)
# The other chapters show in lists, and on the page with the whole story after one with all blocks:
# rendering those takes 0.1 s a chapter.
BRIEF = ChapterText(title=WORD, content_note=WORD, note_before=WORD, body=ITEMS, note_after=WORD)
# The chapters that the tests open.
WITH_ALL_BLOCKS = ("audio-guide-stop-7", "fourteen", "job-417")
COMMENT = f"{WORD}\n\n{ITEMS}\n\n::: spoiler {WORD}\n{WORD}\n:::\n\nhttps://example.org/{WORD}"
# All rows get the word, cut to the length of the field.
FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    AuthorRequest: ("reason",),
    Chapter: ("title", "content_note"),
    CheckFinding: ("message",),
    Comment: ("guest_name", "quote"),
    DraftLink: ("note",),
    Invitation: ("note",),
    MemberBlock: ("target_name",),
    Part: ("title",),
    PenName: ("biography", "picture_alt"),
    Revision: ("remark", "title"),
    Story: ("title", "content_notes", "cover_alt", "comment_prompt", "copyright_line"),
    WorkingCopy: ("title", "content_note", "note_before", "body", "note_after"),
}
UNIQUE_FIELDS: dict[type[models.Model], str] = {
    EmailAddress: "email",
    PenName: "name",
    Tag: "name",
    User: "username",
}
# Opens what is folded. Returns what makes the page wider than the screen, or scrolls sideways in it
# (tables and code may).
MEASURE = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const all = [...document.querySelectorAll("body *")].filter((e) => !e.closest("pre, table"));
  const scrolls = (e) =>
    ["auto", "scroll"].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth;
  const sticksOut = (e) => {
    const { left, right } = e.getBoundingClientRect();
    return right > innerWidth || left < 0;
  };
  const width = document.scrollingElement.scrollWidth;
  const found = all.filter((e) =>
    width > innerWidth ? sticksOut(e) : scrolls(e) && !e.matches(IGNORED),
  );
  const names = found.map((e) => `${e.tagName.toLowerCase()}.${e.className}`);
  return width > innerWidth || names.length ? `${width} px: ${names.slice(-6).join(", ")}` : "";
}"""
# Bars of links; the toolbar of a phone; fields of the browser's own.
MEASURE = MEASURE.replace(
    "IGNORED", '".desk-bar, .tabs, .segments, .write-tools, textarea, select"'
)


def lengthen_words(author: User) -> None:
    """Writes into every row that exists; with LONG=1 all blocks into every chapter."""
    for chapter in Chapter.objects.filter(deleted_at=None).select_related("story"):
        text = TEXT if LONG or chapter.slug in WITH_ALL_BLOCKS else BRIEF
        save_text(chapter, text, SaveInfo(by=author), based_on=chapter.revision)
    for model, names in FIELDS.items():
        model._default_manager.update(**{name: _cut(model, name) for name in names})
    for model, name in UNIQUE_FIELDS.items():
        # The beginning differs: names are equal for the site if they differ in case only.
        number = models.functions.Cast("pk", models.CharField())
        word = Concat(number, models.Value(_cut(model, name)[:-9]))
        model._default_manager.update(**{name: word})
    for comment in Comment.objects.exclude(body=""):
        comment.body = COMMENT
        render_comment(comment)
        comment.save()
    for story in Story.objects.all():
        story.summary = ITEMS
        story.render_summary()
        story.save()


def _cut(model: type[models.Model], name: str) -> str:
    return WORD[: getattr(model._meta.get_field(name), "max_length", None) or len(WORD)]
