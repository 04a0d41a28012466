"""The demo world, built through the same doors as a user's work.

Belongs here: the order of steps. Does not belong here: writing a row (other rooms' actions do), the words of
the sample.

Building again changes nothing. Everything is refused where the product can be reached from other machines.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauro.audit.actor import Actor
from sauro.demo import sample_plan, scenes_reports
from sauro.demo.scenes import Stage, play, read_scenes
from sauro.demo.world import Player, World, demo_world
from sauro.people import packs
from sauro.people.actions import Installed, create_account, give_role, install_province
from sauro.people.by import By
from sauro.people.models import Account, Unit
from sauro.people.roles import all_roles
from sauro.plans.actions import confirm_import, read_import, receive_import
from sauro.plans.models import PlanImport
from sauro.plans.states import ImportState


class DemoRefused(Exception):  # noqa: N818 - the house word; it is an outcome, not a fault
    """The demo cannot do this here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the list of demo accounts."""

    email: str
    password: str
    name: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class Built:
    """What stands after ``build_world``; ``new`` are the codes of accounts made by this call."""

    world: World
    installed: Installed
    new: tuple[str, ...]
    sample: PlanImport
    sample_new: bool

    @property
    def accounts(self) -> tuple[Shown, ...]:
        """The cast as it is shown to the person who started the demo."""
        names = dict(Unit.objects.values_list("code", "short_name"))
        language = get_language() or "vi"
        return tuple(
            Shown(p.email, self.world.password, p.name, all_roles()[p.role].name_in(language), names[p.unit])
            for p in self.world.cast
        )


def build_world(*, by: By | None = None, world: World | None = None) -> Built:
    """Province, cast and sample plan; what is there already is left as it is."""
    _only_on_this_machine()
    world = world or demo_world()
    maker = by or Actor.system("demo")
    with transaction.atomic():
        installed = install_province(pack=world.province, by=maker)
        new = tuple(player.code for player in world.cast if _enter(player, world, maker))
    sample = PlanImport.objects.filter(is_sample=True, state=ImportState.CONFIRMED).order_by("pk").first()
    if sample is not None:
        return Built(world, installed, new, sample, sample_new=False)
    data = sample_plan.build(packs.load(world.province))
    sample = _import(data=data, filename=world.sample_file, by=_officer(world), is_sample=True)
    _play(world, sample)
    return Built(world, installed, new, sample, sample_new=True)


def _play(world: World, sample: PlanImport) -> None:
    """What people did since; only once, with the sample plan."""
    if sample.version is None:
        return
    codes = [player.code for player in world.cast]
    scenes = read_scenes()
    stage = Stage(
        plan=sample.version.plan,
        officer=_officer(world),
        people=Account.objects.filter(code__in=codes),
        name=scenes["units_people"],
    )
    play(stage, scenes)
    scenes_reports.play(stage.everybody, scenes_reports.read_scenes())


def import_plan_file(*, data: bytes, filename: str) -> PlanImport:
    """Adds a file as the demo officer would: upload, read, confirm. The same file again changes nothing.

    A refused file comes back as an import in the state ``refused`` with its code.
    """
    _only_on_this_machine()
    return _import(data=data, filename=filename, by=_officer(demo_world()), is_sample=False)


def _only_on_this_machine() -> None:
    if not settings.DEMO:
        raise DemoRefused(
            _("Dữ liệu minh họa chỉ dùng trên chính máy này. Đặt SAURO_DEMO=1, SAURO_HOST=127.0.0.1.")
        )


def _officer(world: World) -> Account:
    account: Account | None = Account.objects.filter(code=world.officer().code).first()
    if account is None:
        raise DemoRefused(_("Chưa có tài khoản minh họa. Chạy make run để dựng dữ liệu minh họa trước."))
    return account


def _enter(player: Player, world: World, by: By) -> bool:
    """The account with its role; whether it was made now. A role that was ended is not given back."""
    account = Account.objects.filter(code=player.code).first()
    if account is not None:
        return False
    account = create_account(
        email=player.email, name=player.name, password=world.password, by=by, code=player.code, is_sample=True
    )
    unit = Unit.objects.get(code=player.unit)
    give_role(account=account, unit=unit, role=player.role, scope=player.scope, by=by)
    return True


def _import(*, data: bytes, filename: str, by: Account, is_sample: bool) -> PlanImport:
    received = receive_import(data=data, filename=filename, by=by, is_sample=is_sample)
    read = read_import(plan_import=received, by=by.actor)
    if read.state == ImportState.READY:
        confirm_import(plan_import=read, by=by)
        read.refresh_from_db()
    return read
