"""Shared by the pages with the comment settings of a story and of a chapter."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import ClassVar, Generic, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from serial.chapters.models import Chapter
from serial.comments.changes.base import ActionRefused
from serial.comments.models import CommentAction
from serial.comments.models.comment_action import CommentActionQuerySet
from serial.comments.undoing import load_for_undo
from serial.desk.comments.action_descriptions import DescribedAction, describe_actions
from serial.desk.comments.comment_views import undo_with_message
from serial.desk.comments.settings_forms import ChapterSettingsForm, StorySettingsForm
from serial.desk.owned_admin import OwnedAdmin
from serial.moderation.past_actions import without_checks
from serial.params import parse_id
from serial.stories.models import Story

ACTIONS_SHOWN = 50
Subject = TypeVar("Subject", Story, Chapter)
Form = TypeVar("Form", StorySettingsForm, ChapterSettingsForm)


class CommentSettingsPage(OwnedAdmin[Subject], Generic[Subject, Form]):
    """Adds the page to a ModelAdmin of stories or chapters, for users who may change them.

    settings_buttons: the names of its buttons besides those that save the settings and undo.
    """

    settings_template: ClassVar[str]
    settings_buttons: ClassVar[set[str]]

    @abstractmethod
    def settings_form(self, subject: Subject, data: Mapping[str, object] | None) -> Form: ...

    @abstractmethod
    def change_settings(
        self, request: AuthenticatedRequest, subject: Subject, form: Form
    ) -> CommentAction | None:
        """Takes a valid form. Returns None if nothing changed. Raises ActionRefused."""

    @abstractmethod
    def press_button(self, request: AuthenticatedRequest, subject: Subject, button: str) -> None:
        """The POST field with the name of the button has its value."""

    @abstractmethod
    def actions_of(self, subject: Subject) -> CommentActionQuerySet: ...

    @abstractmethod
    def settings_context(
        self, request: AuthenticatedRequest, subject: Subject
    ) -> dict[str, object]:
        """Returns what only the template of this page needs."""

    def get_urls(self) -> list[URLPattern]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.show_settings)
        name = f"{self.opts.app_label}_{self.opts.model_name}_comments"
        return [
            path("<int:pk>/comments/", self.admin_site.admin_view(view), name=name),
            *super().get_urls(),
        ]

    def show_settings(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        subject = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, subject):
            raise PermissionDenied
        is_post = request.method == "POST"
        button = next(iter(sorted({"undo", *self.settings_buttons} & set(request.POST))), "")
        form = self.settings_form(subject, request.POST if is_post and not button else None)
        if is_post and self._apply(request, subject, button, form):
            return redirect(request.path)
        # The page exists in the desk and in the site admin: URL names resolve within this one.
        request.current_app = self.admin_site.name
        context = self.admin_site.each_context(request) | {
            "title": gettext("Comments on “%s”") % _label(subject),
            "opts": self.opts,
            "original": subject,
            "form": form,
            "actions": self._recent_actions(subject),
            **self.settings_context(request, subject),
        }
        return TemplateResponse(request, self.settings_template, context)

    def _apply(
        self, request: AuthenticatedRequest, subject: Subject, button: str, form: Form
    ) -> bool:
        """Returns False if the form has errors."""
        if button == "undo":
            actions = self.actions_of(subject)
            action = get_object_or_404(actions, pk=parse_id(request.POST["undo"]))
            undo_with_message(request, action)
        elif button:
            self.press_button(request, subject, button)
        elif form.is_valid():
            return self._save(request, subject, form)
        else:
            return False
        return True

    def _save(self, request: AuthenticatedRequest, subject: Subject, form: Form) -> bool:
        try:
            report_saved(request, self.change_settings(request, subject, form))
        except ActionRefused as error:
            form.add_error("audience", str(error))
            return False
        return True

    def _recent_actions(self, subject: Subject) -> list[DescribedAction]:
        story = subject if isinstance(subject, Story) else subject.story
        actions = without_checks(self.actions_of(subject).by_others())[:ACTIONS_SHOWN]
        return describe_actions(load_for_undo(story, actions))


def report_saved(request: HttpRequest, action: CommentAction | None) -> None:
    """`action` is None if nothing changed."""
    if action is None:
        messages.info(request, gettext("Nothing changed. This was already done."))
    else:
        messages.success(request, gettext("Saved. You can undo this below."))


def _label(subject: Story | Chapter) -> str:
    return subject.title if isinstance(subject, Story) else subject.label()
