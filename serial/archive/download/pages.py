"""The page "My data", and the download of a member's archive."""

from typing import Final

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import AuthenticatedRequest
from serial.archive.download.archive import Archive
from serial.archive.download.links import LINK_LIFETIME, LinkExpired, is_link_of, make_link
from serial.archive.registry.entries import personal_data_groups
from serial.web.cache_headers import NO_STORE
from serial.web.rate_limits import RateLimit, TooManyRequests

# Enough for broken connections, too few to keep a process busy.
DOWNLOADS: Final = RateLimit("archive", units=5, seconds=3600)


@require_safe
@login_required
def show_my_data(request: AuthenticatedRequest) -> HttpResponse:
    return render(request, "archive/my_data.html", {"groups": personal_data_groups()})


@require_safe
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def offer_archive(request: AuthenticatedRequest) -> HttpResponse:
    """The page with the link, after the password."""
    hours = int(LINK_LIFETIME.total_seconds()) // 3600
    context = {"link": make_link(request.user), "hours": hours}
    response = render(request, "archive/download.html", context)
    response.headers["Cache-Control"] = NO_STORE
    return response


@require_safe
@login_required
def download_archive(request: AuthenticatedRequest, token: str) -> HttpResponseBase:
    try:
        if not is_link_of(request.user, token):
            raise Http404
        if request.method == "GET":
            DOWNLOADS.count(str(request.user.pk))
    except LinkExpired:
        messages.error(request, _("The link has expired. You can get a new one here."))
        return redirect("my_data")
    except TooManyRequests as error:
        context = {"minutes": -(-error.seconds // 60)}
        page = render(request, "archive/too_many_downloads.html", context)
        return error.refuse(page)
    return _as_download(request, Archive(request.user))


def _as_download(request: AuthenticatedRequest, archive: Archive) -> StreamingHttpResponse:
    # GZipMiddleware would compress what is compressed already.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    headers = {
        "Cache-Control": NO_STORE,
        "Content-Disposition": f'attachment; filename="{archive.name()}.zip"',
    }
    content = archive.stream()
    return StreamingHttpResponse(content, content_type="application/zip", headers=headers)
