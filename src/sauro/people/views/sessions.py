"""The own sessions: where this account is signed in, and ending one or all others.

Belongs here: load, ask, answer. Does not belong here: ending them (``actions.sessions``).
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache

from sauro.people import actions
from sauro.people.access import presenters
from sauro.people.views._own import own


@method_decorator(never_cache, "dispatch")
class Sessions(View):
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = presenters.session_rows(request, own(request))
        return render(request, "people/sessions.html", {"sessions": rows})

    def post(self, request: HttpRequest) -> HttpResponse:
        """``mark`` ends that session; without one every other session ends."""
        account, mark = own(request), request.POST.get("mark", "")
        if mark:
            ended = int(actions.end_session(account=account, mark=mark, by=account))
        else:
            keep = request.session.session_key or ""
            ended = actions.end_other_sessions(account=account, keep=keep, by=account)
        if ended:
            words = ngettext("Đã kết thúc %(count)d phiên.", "Đã kết thúc %(count)d phiên.", ended)
            messages.success(request, words % {"count": ended})
        else:
            messages.info(request, _("Không còn phiên nào như vậy; có thể phiên đó đã tự kết thúc."))
        return HttpResponseRedirect(reverse("usersessions_list"))
