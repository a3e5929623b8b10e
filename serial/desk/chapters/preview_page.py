"""Previews unsaved text on the real reading page. Works without JavaScript."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST

from accounts.http import signed_in_user
from serial.chapters.html.rendering import fill_chapter
from serial.chapters.models import Chapter
from serial.chapters.texts import BODY_MAX_LENGTH, RENDERED_FIELDS, TEXT_FIELDS, ChapterText
from serial.desk.editor.ignored_checks import IgnoredChecks
from serial.desk.editor.markup_warnings import field_label
from serial.desk.editor.preview_limits import PREVIEWS, count_text
from serial.desk.editor.text_checks import TextChecks, check_text
from serial.desk.owned_admin import OwnedChapterAdmin
from serial.params import get_chosen
from serial.stories.credit_lines import load_credit_lines
from serial.stories.models import Story
from serial.web.rate_limits import TooManyRequests


class PreviewPage(OwnedChapterAdmin):
    """Adds the page to a ModelAdmin of chapters."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        view = wrap(require_POST(self.preview_chapter))
        return [
            path("preview/", view, name="chapters_chapter_preview"),
            *super().get_urls(),
        ]

    def preview_chapter(self, request: HttpRequest) -> HttpResponse:
        chapter = get_chosen(self.get_queryset(request), request.GET.get("chapter"))
        story = get_chosen(self.stories_of(request), request.POST.get("story"))
        text = ChapterText(**{name: request.POST.get(name, "") for name in TEXT_FIELDS}).cleaned()
        if chapter is None and story is not None:
            chapter = _next_chapter(story)
        if chapter is None:
            return render(request, "desk/preview_error.html", {"needs_story": True}, status=400)
        lengths = [len(value) for value in text.as_dict().values()]
        if max(lengths) > BODY_MAX_LENGTH:
            return render(request, "desk/preview_error.html", status=413)
        try:
            count_text(PREVIEWS, signed_in_user(request), sum(lengths))
        except TooManyRequests as error:
            too_many = {"too_many": error.message_for_preview()}
            return error.refuse(render(request, "desk/preview_error.html", too_many))
        fill_chapter(chapter, text)
        context = {
            "chapter": chapter,
            "story": chapter.story,
            "credits": load_credit_lines(chapter.story_id),
            "is_preview": True,
            "checks_by_field": list(_checks_by_field(chapter)),
        }
        response = render(request, "desk/preview.html", context)
        patch_cache_control(response, private=True, no_store=True)
        return response


def _next_chapter(story: Story) -> Chapter:
    """Returns an unsaved chapter with the next number of the story."""
    numbered = Chapter.objects.filter(story=story, deleted_at=None, is_numbered=True)
    return Chapter(story=story, number=numbered.count() + 1, slug="preview")


def _checks_by_field(chapter: Chapter) -> Iterator[tuple[str, TextChecks]]:
    options = chapter.story.render_options("preview")
    ignored = IgnoredChecks(chapter.story)
    for name in RENDERED_FIELDS:
        checks = check_text(getattr(chapter, name), options, ignored)
        if checks:
            yield field_label(Chapter, name), checks
