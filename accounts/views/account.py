from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from accounts.http import AuthenticatedRequest


@login_required
def show_account(request: AuthenticatedRequest) -> HttpResponse:
    return render(request, "accounts/account.html")
