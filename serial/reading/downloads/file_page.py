"""The files of a story's editions."""

import logging
from http import HTTPStatus

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from serial.chapters.totals import refresh_if_due
from serial.editions.formats import Format, formats_of
from serial.editions.loading import NothingToShow, TextChanged, load_source
from serial.editions.making import Edition
from serial.editions.permissions import DownloadAccess, download_access
from serial.editions.source import Scope
from serial.editions.store import EditionBusy, EditionRemoved
from serial.editions.typst_pdf.writer import PdfFailed
from serial.params import parse_id
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.lookup import SlugChanged, find_story
from serial.reading.responses import story_crawler_headers
from serial.stories.models import Story
from serial.web.cache_headers import NO_STORE, PRIVATE, has_session, shared_cache_control
from serial.web.crawlers import set_headers

logger = logging.getLogger(__name__)
# How often a text may change while its edition is made.
MAX_TRIES = 3
RETRY_AFTER_SECONDS = 5
MAX_NAME_LENGTH = 120
# Of Django's 4 kB, a book has 500.
BLOCK_BYTES = 64 * 1024


@require_safe
def download_edition(request: HttpRequest, story_slug: str, suffix: str) -> HttpResponseBase:
    try:
        story = find_story(request.user, story_slug)
    except SlugChanged as change:
        url = reverse("download_edition", args=[change.slug, suffix])
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{url}?{query}" if query else url, permanent=True)
    if needs_consent(request, story):
        return show_age_gate(request, story)
    if download_access(request.user, story) != DownloadAccess.ALLOWED:
        # The page says why, and what to do.
        return redirect(reverse("downloads", args=[story.slug]) + consent_query(request))
    chosen = _format(story, suffix)
    refresh_if_due(story.next_release_at)
    scope = read_scope(request)
    for _try in range(MAX_TRIES):
        try:
            source = load_source(story, request.user, scope)
            if chosen.is_too_long(source.words()):
                return _too_long(request, story, chosen)
            return _respond(request, Edition(story, source, request.user, chosen))
        except NothingToShow as error:
            raise Http404 from error
        except (EditionRemoved, TextChanged):
            continue
        except EditionBusy:
            break
        except PdfFailed:
            logger.exception("Could not make a PDF of story %s", story.pk)
            return _failed(request, story)
    return _busy(request, story)


def read_scope(request: HttpRequest) -> Scope:
    """Raises Http404 for values that no page links to."""
    values = {name: request.GET[name] for name in ("part", "first", "last") if name in request.GET}
    ids = {name: parse_id(value) for name, value in values.items()}
    if None in ids.values() or ids.keys() not in (set(), {"part"}, {"first", "last"}):
        raise Http404
    return Scope(**ids)


def _format(story: Story, suffix: str) -> Format:
    for made in formats_of(story):
        if made.suffix == f".{suffix}":
            return made
    raise Http404


def _respond(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    etag = f'"{edition.version}"'
    headers = {
        # Search engines list the pages of the story.
        **story_crawler_headers(edition.story, is_listed=False),
        "Cache-Control": PRIVATE if has_session(request) else shared_cache_control(),
        "Vary": "Cookie",
        "ETag": etag,
    }
    not_modified = get_conditional_response(request, etag=etag)
    if not_modified is not None and not_modified.status_code == HTTPStatus.NOT_MODIFIED:
        set_headers(not_modified, headers)
        return not_modified
    # GZipMiddleware would compress what is compressed already, and change the ETag.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response = FileResponse(
        edition.open(),
        as_attachment=True,
        filename=_file_name(edition),
        content_type=edition.format.media_type,
    )
    response.block_size = BLOCK_BYTES
    set_headers(response, headers)
    return response


def _file_name(edition: Edition) -> str:
    """Returns the story's slug, which is safe, and which chapters are in the file."""
    label = edition.source.scope_label()
    name = f"{edition.story.slug}-{slugify(label, allow_unicode=True)}" if label else ""
    return (name[:MAX_NAME_LENGTH] or edition.story.slug) + edition.format.suffix


def _too_long(request: HttpRequest, story: Story, chosen: Format) -> HttpResponse:
    context = {"story": story, "max_words": chosen.max_words, "consent": consent_query(request)}
    status = HTTPStatus.BAD_REQUEST
    return render(request, "reading/download_too_long.html", context, status=status)


def _failed(request: HttpRequest, story: Story) -> HttpResponse:
    context = {"story": story, "consent": consent_query(request)}
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return render(request, "reading/download_failed.html", context, status=status)


def _busy(request: HttpRequest, story: Story) -> HttpResponse:
    response = render(
        request,
        "reading/download_busy.html",
        {"story": story},
        status=HTTPStatus.SERVICE_UNAVAILABLE,
    )
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = NO_STORE
    return response
