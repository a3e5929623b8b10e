"""The page of the people whom a member muted or blocked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import sign_in_for
from accounts.http import AuthenticatedRequest
from serial.comments.models import MemberBlock
from serial.comments.muting import unblock, unmute


@login_required
def list_member_blocks(request: AuthenticatedRequest) -> HttpResponse:
    context = {"member_blocks": MemberBlock.objects.filter(owner=request.user)}
    return render(request, "reading/comments/member_blocks.html", context)


@require_POST
@sign_in_for("member_blocks")
def remove_member_block(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    member_block = get_object_or_404(MemberBlock, pk=pk, owner=request.user)
    is_mute = member_block.kind == MemberBlock.Kind.MUTE
    remove = unmute if is_mute else unblock
    remove(request.user, member_block.target)
    text = _("%(name)s is unmuted.") if is_mute else _("%(name)s is unblocked.")
    messages.success(request, text % {"name": member_block.target_name})
    return redirect("member_blocks")
