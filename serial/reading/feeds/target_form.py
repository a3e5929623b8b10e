from urllib.parse import urlsplit

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.library.private_feeds import FeedTarget
from serial.reading.lookup import SlugChanged, find_author, find_story
from serial.stories.models import Tag
from serial.web.text_fields import CleanedCharField

NOT_A_PAGE = _("This is not the page of a story, an author or a tag that you can open.")


class FeedTargetForm(forms.Form):
    """Asks for a page of this site. `target` is what it is of, once the form is valid."""

    page = CleanedCharField(
        label=_("Page of a story, an author or a tag"),
        required=False,
        max_length=500,
        help_text=_("Paste its URL. Leave this empty for the new chapters of all stories."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "dir": "ltr"}),
    )

    def __init__(self, user: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._user = user
        self.target = FeedTarget()

    def clean_page(self) -> str:
        page: str = self.cleaned_data["page"]
        try:
            self.target = find_target(self._user, urlsplit(page).path or "/")
        except (ValueError, Http404) as error:
            raise forms.ValidationError(NOT_A_PAGE) from error
        return page


def find_target(user: User, path: str) -> FeedTarget:
    """Returns what a page of this site is of. Raises Http404 for other pages."""
    try:
        match = resolve(path)
    except Resolver404 as error:
        raise Http404 from error
    slugs = match.kwargs
    try:
        if match.url_name in {"home", "stories"}:
            return FeedTarget()
        if match.url_name in {"story", "whole_story", "chapter", "story_feed"}:
            return FeedTarget(story=find_story(user, slugs["story_slug"]))
        if match.url_name in {"author", "author_feed"}:
            return FeedTarget(pen_name=find_author(user, slugs["slug"]))
    except SlugChanged as change:
        return find_target(user, change.url)
    if match.url_name in {"tag", "tag_feed"}:
        tag = get_object_or_404(Tag.objects.select_related("synonym_of"), **slugs)
        return FeedTarget(tag=tag.synonym_of or tag)
    raise Http404
