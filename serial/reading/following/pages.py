"""Following a story or an author, and no longer following it.

Members press a button on the page itself. Guests come to a page that leads to signing up and
signing in, and back: then they follow it.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from serial.reading.following.targets import FollowTarget
from serial.reading.following.tokens import is_token_of, make_token
from serial.reading.lookup import SlugChanged, find_author, find_story
from serial.reading.notifications.settings_form import StoryEmailForm
from serial.stories.models import Story


@require_http_methods(["GET", "HEAD", "POST"])
def follow_story(request: HttpRequest, story_slug: str) -> HttpResponse:
    try:
        story = find_story(request.user, story_slug)
    except SlugChanged as change:
        return redirect("follow_story", change.slug, permanent=True)
    return _respond(request, FollowTarget.of_story(story))


@require_http_methods(["GET", "HEAD", "POST"])
def follow_author(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        author = find_author(request.user, slug)
    except SlugChanged as change:
        return redirect("follow_author", change.slug, permanent=True)
    return _respond(request, FollowTarget.of_author(author))


def _respond(request: HttpRequest, target: FollowTarget) -> HttpResponse:
    user = request.user
    if not isinstance(user, User):
        # Also of a form that was sent after the session had ended.
        return _show_to_guest(request, target)
    if request.method == "POST":
        if "email" in request.POST and target.story is not None:
            return _set_emails(request, user, target.story)
        change = target.unfollow if request.POST.get("follow") == "no" else target.follow
        change(user)
        return HttpResponseRedirect(f"{_back(request, target)}#follow")
    if _comes_from_signing_in(request, target, user) and target.state_for(user).is_offered:
        target.follow(user)
        messages.success(request, _("You follow %(name)s.") % {"name": target.name})
        return HttpResponseRedirect(_back(request, target))
    context = {
        "target": target,
        "follow": target.state_for(user),
        "back": _back(request, target),
        "emails": StoryEmailForm.of(user, target.story) if target.story else None,
    }
    return _private(render(request, "reading/follow.html", context))


def _set_emails(request: HttpRequest, user: User, story: Story) -> HttpResponse:
    form = StoryEmailForm(request.POST)
    if form.is_valid():
        form.save(user, story)
        messages.success(request, _("Saved."))
    return redirect("follow_story", story.slug)


def _show_to_guest(request: HttpRequest, target: FollowTarget) -> HttpResponse:
    then = {"token": make_token(target.kind, target.pk), "next": _back(request, target)}
    query = urlencode({"next": f"{target.follow_url}?{urlencode(then)}"})
    context = {
        "target": target,
        "sign_up_url": f"{reverse('account_signup')}?{query}",
        "sign_in_url": f"{reverse('account_login')}?{query}",
    }
    return _private(render(request, "reading/follow_as_guest.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    return response


def _comes_from_signing_in(request: HttpRequest, target: FollowTarget, user: User) -> bool:
    """Whether this request follows from the user's own press on the button, as a guest.

    A request that changes something should be a POST, but signing in leads on with a GET. So it
    must come from a page of this site, as far as the browser says.
    """
    is_own = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    is_ahead = "Sec-Purpose" in request.headers or request.method != "GET"
    token = request.GET.get("token", "")
    return is_own and not is_ahead and is_token_of(token, target.kind, target.pk, user)


def _back(request: HttpRequest, target: FollowTarget) -> str:
    """Returns the page on which the button was pressed."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    is_of_this_site = url.startswith("/") and url_has_allowed_host_and_scheme(url, None)
    return url.partition("#")[0] if is_of_this_site else target.url
