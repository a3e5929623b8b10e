"""The page of a member's private feeds: create, make a new URL, revoke."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import sign_in_for
from accounts.http import AuthenticatedRequest
from accounts.models import PenName, User
from serial.library.models import PrivateFeed
from serial.library.private_feeds import (
    create_private_feed,
    revoke_private_feed,
    rotate_private_feed,
)
from serial.reading.feeds.target_form import FeedTargetForm
from serial.stories.models import Story


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def list_private_feeds(request: AuthenticatedRequest) -> HttpResponse:
    if request.method != "POST":
        page = request.GET.get("page", "")[:500]
        return _render(request, FeedTargetForm(request.user, initial={"page": page}))
    form = FeedTargetForm(request.user, request.POST)
    if not form.is_valid():
        return _render(request, form)
    try:
        token = create_private_feed(request.user, form.target)
    except ValidationError as error:
        form.add_error("page", error)
        return _render(request, form)
    return _render(request, FeedTargetForm(request.user), token)


@require_POST
@sign_in_for("private_feeds")
def change_private_feed(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    feed = get_object_or_404(PrivateFeed, pk=pk, user=request.user)
    if request.POST.get("action") == "rotate":
        token = rotate_private_feed(feed)
        return _render(request, FeedTargetForm(request.user), token)
    if request.POST.get("action") == "revoke":
        revoke_private_feed(feed)
        messages.success(request, _("The private feed is revoked. Its URL no longer works."))
    return redirect("private_feeds")


def _render(request: AuthenticatedRequest, form: FeedTargetForm, token: str = "") -> HttpResponse:
    """token: of the feed that was just made. It is shown once, in the response to the form."""
    context = {
        "form": form,
        "feeds": _feeds_of(request.user),
        "new_url": settings.SITE_URL + reverse("private_feed", args=[token]) if token else "",
    }
    response = render(request, "reading/feeds/private_feeds.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _feeds_of(user: User) -> QuerySet[PrivateFeed]:
    """With whether the member can open the story or the page of the author at present."""
    feeds = PrivateFeed.objects.filter(user=user).select_related("story", "pen_name", "tag")
    return feeds.annotate(
        sees_story=Exists(Story.objects.visible_to(user).filter(pk=OuterRef("story"))),
        sees_author=Exists(PenName.objects.visible_to(user).filter(pk=OuterRef("pen_name"))),
    )
