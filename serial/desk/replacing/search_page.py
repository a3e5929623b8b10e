"""Searching in a story at the desk, and the preview of replacing what was found."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.http import signed_in_user
from serial.chapters.models import Replacement
from serial.chapters.replacing.progress import progress_of
from serial.chapters.replacing.searching import search_story
from serial.chapters.replacing.starting import start_replacement
from serial.desk.models import WorkingCopy
from serial.desk.owned_admin import OwnedAdmin
from serial.desk.replacing.chosen import read_chosen
from serial.desk.replacing.rows import MAX_PLACES, ChapterRows, Listing
from serial.desk.replacing.search_form import SearchForm
from serial.desk.replacing.wording import count_label, what_label
from serial.params import parse_id
from serial.stories.models import Story

# Earlier replacements that the page names, each with its page and its Undo.
MAX_EARLIER = 5


class SearchPage(OwnedAdmin[Story]):
    """Adds the pages to a ModelAdmin of stories; they open only the stories of that admin."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/search/",
                wrap(require_safe(self.search_story)),
                name="stories_story_search",
            ),
            path(
                "<int:pk>/replacements/add/",
                wrap(require_POST(self.start_replacing)),
                name="stories_story_replacement_add",
            ),
            *super().get_urls(),
        ]

    def search_story(self, request: HttpRequest, pk: int) -> HttpResponse:
        """`?q=` searches. With `?preview=` it shows what replacing would change."""
        story = self._story(request, pk)
        return self._show(request, story, request.GET)

    def start_replacing(self, request: HttpRequest, pk: int) -> HttpResponse:
        story = self._story(request, pk)
        form = SearchForm(request.POST)
        places, chapters = request.POST.getlist("place"), request.POST.getlist("chapter")
        chosen = read_chosen(places, chapters)
        if not form.is_valid() or not chosen:
            messages.error(request, gettext("Choose the places to replace."))
            return self._show(request, story, request.POST, {*places, *chapters})
        query = form.query()
        replacement = Replacement(
            story=story,
            searched=query.text,
            replacement=form.cleaned_data["replace"],
            matches_capitals=query.matches_capitals,
            whole_words=query.whole_words,
            fields=form.fields_to_search(),
            by=signed_in_user(request),
        )
        start_replacement(replacement, chosen)
        return redirect(self._url("replacement", story.pk, replacement.pk))

    def _story(self, request: HttpRequest, pk: int) -> Story:
        stories = self.get_queryset(request).filter(deleted_at=None)
        return get_object_or_404(stories, pk=pk)

    def _url(self, name: str, *arguments: int) -> str:
        return reverse(f"{self.admin_site.name}:stories_story_{name}", args=arguments)

    def _show(
        self,
        request: HttpRequest,
        story: Story,
        data: QueryDict,
        chosen: set[str] | None = None,
    ) -> HttpResponse:
        # URL names then resolve to this site: the desk or the site's admin.
        request.current_app = self.admin_site.name
        form = SearchForm(data if "q" in data else None)
        is_preview = "preview" in data or request.method == "POST"
        if data.get("chosen") == "none":
            chosen = set()
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Search in “%(story)s”") % {"story": story.title},
            "heading": gettext("Search and replace"),
            "opts": Story._meta,
            "story": story,
            "form": form,
            "is_preview": is_preview and form.is_valid(),
            "earlier": _earlier(story),
        }
        if form.is_valid():
            context |= self._results(request, story, form, chosen, is_preview=is_preview)
        return TemplateResponse(request, "desk/replacing/search.html", context)

    def _results(
        self,
        request: HttpRequest,
        story: Story,
        form: SearchForm,
        chosen: set[str] | None,
        *,
        is_preview: bool,
    ) -> dict[str, object]:
        query = form.query()
        found = search_story(story, query, form.fields_to_search())
        only = parse_id(form.data.get("only"))
        if only is not None:
            found = [each for each in found if each.chapter.pk == only]
        listing = Listing(
            reverse(f"{self.admin_site.name}:chapters_chapter_change", args=[0]), chosen
        )
        if is_preview:
            chapters = list(listing.of_replacing(found, query, form.cleaned_data["replace"]))
        else:
            chapters = listing.of_search(found)
        return {
            "chapters": chapters,
            "summary": _summary(query.text, chapters),
            "max_places": MAX_PLACES,
            # Translators: between the old and the new words, read aloud: “Hanna” becomes “Anna”.
            "becomes": gettext("becomes"),
            "is_cut": any(not each.places for each in chapters),
            "only": only,
            "released": sum(each.chapter.is_released() for each in chapters),
            "with_copy": _with_unsaved_changes(request, chapters),
            "query_string": _query_string(form, is_preview=is_preview),
        }


def _summary(text: str, chapters: list[ChapterRows]) -> str:
    """Returns "“Hanna”: 14 places in 3 chapters"."""
    count = count_label(sum(each.count for each in chapters), len(chapters))
    return gettext("“%(text)s”: %(count)s") % {"text": text, "count": count}


def _with_unsaved_changes(request: HttpRequest, chapters: list[ChapterRows]) -> set[int]:
    """Returns the chapters of which the user has typed changes that are not saved."""
    pks = [each.chapter.pk for each in chapters]
    copies = WorkingCopy.objects.by(signed_in_user(request)).unsaved().filter(chapter__in=pks)
    return set(copies.values_list("chapter", flat=True))


def _query_string(form: SearchForm, *, is_preview: bool) -> str:
    query = QueryDict(mutable=True)
    query.update(dict(form.sent_fields()))
    if is_preview:
        query["preview"] = "1"
    return query.urlencode()


def _earlier(story: Story) -> list[tuple[Replacement, str]]:
    replacements = list(story.replacements.all()[:MAX_EARLIER])
    progress = progress_of(replacements)
    return [(each, what_label(progress[each.pk])) for each in replacements]
