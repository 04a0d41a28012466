"""A refused person asks for a right; an administrator answers.

Belongs here: asking, granting, declining. Does not belong here: the page that refuses.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from sauro.audit.actor import Actor
from sauro.audit.stamps import stamp
from sauro.people import registry
from sauro.people.actions.common import move, new_code, note
from sauro.people.actions.roles import check_role, give_role
from sauro.people.by import By
from sauro.people.models import AccessRequest, Account, Unit
from sauro.people.permissions import acting, can
from sauro.people.refusals import ActionRefused
from sauro.people.states import REQUEST_MOVES, RequestState

_LONGEST_PATH, _LONGEST_NOTE = 500, 500


@transaction.atomic
def ask_for_right(*, account: Account, permission: str, path: str, reason: str) -> AccessRequest:
    """One open request for each permission; asking needs no right but an account that may act."""
    if permission not in registry.codes():
        raise ActionRefused("request_held")
    if can(account, permission):
        raise ActionRefused("request_held")
    Account.objects.select_for_update().get(pk=account.pk)
    known = AccessRequest.objects.filter(
        account=account, permission=permission, state=RequestState.OPEN
    ).first()
    if known is not None:
        raise ActionRefused("request_open", at=f"{timezone.localtime(known.asked_at):%H:%M, %d/%m/%Y}")
    request = AccessRequest.objects.create(
        code=new_code("DN"),
        account=account,
        permission=permission,
        path=path[:_LONGEST_PATH],
        note=" ".join(reason.split())[:_LONGEST_NOTE],
        asked_at=timezone.now(),
    )
    after = {"permission": permission, "path": request.path, "note": request.note}
    note(account.actor, "request.asked", request.code, after=after)
    return request


@transaction.atomic
def grant_request(*, request: AccessRequest, unit: Unit, role: str, by: By, scope: str = "") -> AccessRequest:
    """Gives a role that holds the permission; the role's own rules apply."""
    actor = acting(by, "people.manage", unit)
    request = _locked(request)
    defined = check_role(role, scope)
    if defined.reach_of(request.permission) is None:
        raise ActionRefused("request_role", field="role", role=defined.name_in(get_language() or "vi"))
    move(REQUEST_MOVES, request.state, "grant_request", request.get_state_display())
    give_role(account=request.account, unit=unit, role=role, scope=scope, by=by)
    return _decided(request, "grant_request", actor, "")


@transaction.atomic
def decline_request(*, request: AccessRequest, reason: str, by: By) -> AccessRequest:
    actor = acting(by, "people.manage")
    if not reason.strip():
        raise ActionRefused("reason_missing", field="reason")
    return _decided(_locked(request), "decline_request", actor, " ".join(reason.split()))


def _locked(request: AccessRequest) -> AccessRequest:
    return AccessRequest.objects.select_for_update(of=("self",)).select_related("account").get(pk=request.pk)


def _decided(request: AccessRequest, action: str, actor: Actor, answer: str) -> AccessRequest:
    before = request.state
    request.state = move(REQUEST_MOVES, request.state, action, request.get_state_display())
    request.answer = answer
    stamped = stamp(request, "decided", actor)
    request.save(update_fields=["state", "answer", *stamped])
    after = {"state": str(request.state), "person": request.account.code, "answer": answer}
    note(actor, f"request.{request.state}", request.code, before={"state": str(before)}, after=after)
    return request
