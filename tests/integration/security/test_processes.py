"""Attacks that need real processes: at the same moment, and killed in the middle.

Belongs here: what two processes or a kill must not do. Each runs on the database that the run was given.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator

import pytest

from scratch import Scratch, scratch_database, wait_for_line
from worlds.cast import TINY

BASE = """
from sauro.audit.actor import Actor
from sauro.jobs import actions as jobs
from sauro.plans import actions
from sauro.plans.models import Plan, PlanImport, PlanVersion, Task
from sauro.plans.refusals import ActionRefused
BY = Actor.system("tests")
HEAD = "ỦY BAN NHÂN DÂN THÀNH PHỐ THẠCH LÂM\\nSố: {}/KH-UBND\\nKẾ HOẠCH\\nThử\\n\\nII. PHÂN CÔNG\\n"
WORK = "1. Cơ quan Vật giá\\n" + "- Làm việc trước ngày 30/6/2026.\\n" * 3

def received(number, more="."):
    data = (HEAD.format(number) + WORK + more).encode()
    return actions.receive_import(data=data, filename=os.environ["TEST"], by=BY)

def one(n=0):
    return PlanImport.objects.filter(filename=os.environ["TEST"]).order_by("pk")[n]

def gate():
    "Every process is up and waits for the same instant."
    print("ready", flush=True)
    while not os.path.exists(os.environ["GATE"]):
        time.sleep(0.002)
"""
ALL = (
    BASE
    + """
mine = PlanImport.objects.filter(filename=os.environ["TEST"])
versions = PlanVersion.objects.filter(filename=os.environ["TEST"])
deadline = time.monotonic() + 40
while os.environ.get("UNTIL") and one().state != os.environ["UNTIL"] and time.monotonic() < deadline:
    time.sleep(0.1)
tasks = Task.objects.filter(clause__version__in=versions)
print(json.dumps([sorted(mine.values_list("state", flat=True)), versions.count(), tasks.count()]))
"""
)
MAKE = """
from sauro.people.actions import create_account, install_province
install_province(pack=PACK, by=BY)
for name in ("ai.do", "ai.khac"):
    create_account(email=f"{name}@thachlam.test", name="Ai", password="mat-khau-rat-dai-1", by=BY)
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    with scratch_database(tmp_path_factory.mktemp("attacks")) as made:
        made.run(BASE + MAKE.replace("PACK", repr(str(TINY))))
        yield made


@pytest.fixture
def world(installation: Scratch, request: pytest.FixtureRequest) -> Scratch:
    """Each test knows its own uploads by their file name."""
    installation.environment["TEST"] = f"{request.node.originalname}.txt"
    return installation


def together(world: Scratch, script: str, count: int) -> list[str]:
    """Runs the script in ``count`` processes that pass ``gate()`` at once; what each printed after it."""
    gate = world.folder / world.environment["TEST"]
    processes = [world.start(BASE + script, GATE=str(gate), N=str(n)) for n in range(count)]
    for process in processes:
        wait_for_line(process, "ready")
    gate.touch()
    outputs = []
    for process in processes:
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        outputs.append(output.strip())
    return outputs


def test_the_same_file_from_two_people_at_once_is_one_upload(world: Scratch) -> None:
    codes = together(world, 'gate()\nprint(received("1").code)', 3)
    assert len(set(codes)) == 1
    assert world.run(ALL) == [["received"], 0, 0]
    world.run(BASE + "actions.discard_import(plan_import=one(), by=BY)")


def test_two_people_who_confirm_at_once_make_one_plan(world: Scratch) -> None:
    world.run(BASE + 'actions.read_import(plan_import=received("2"))')
    confirm = "mine = one()\ngate()\nprint(actions.confirm_import(plan_import=mine, by=BY).pk)"
    assert len(set(together(world, confirm, 3))) == 1
    assert world.run(ALL) == [["confirmed"], 1, 3]


def test_two_files_of_one_number_at_once_make_one_plan(world: Scratch) -> None:
    world.run(BASE + 'for more in (".", " ."):\n    actions.read_import(plan_import=received("3", more))')
    confirm = """
mine = one(int(os.environ["N"]))
gate()
try:
    actions.confirm_import(plan_import=mine, by=BY)
    print("entered")
except ActionRefused as refused:
    print(refused.code)
"""
    assert sorted(together(world, confirm, 2)) == ["entered", "number_taken"]
    assert world.run(ALL) == [["confirmed", "ready"], 1, 3]


def test_plans_of_other_numbers_at_once_all_enter(world: Scratch) -> None:
    world.run(BASE + 'for number in "456":\n    actions.read_import(plan_import=received(number))')
    confirm = """
mine = one(int(os.environ["N"]))
gate()
actions.confirm_import(plan_import=mine, by=BY)
"""
    together(world, confirm, 3)
    assert world.run(ALL) == [["confirmed"] * 3, 3, 9]


def test_many_processes_get_no_more_tries_to_sign_in(world: Scratch) -> None:
    tries = """
from django.test import Client
client = Client(SERVER_NAME="127.0.0.1")
gate()
for n in range(4):
    answer = client.post("/dang-nhap", {"email": "ai.do@thachlam.test", "password": f"sai-{n}"})
    print(answer.status_code)
"""
    answers = [line for output in together(world, tries, 3) for line in output.splitlines()]
    assert sorted(answers) == ["422"] * 5 + ["429"] * 7


@pytest.mark.parametrize(
    "spelling", ["AI.KHAC@thachlam.test", " ai.khac@THACHLAM.test", "aı.khac@thachlam.test"]
)
def test_another_spelling_of_an_address_has_no_tries_of_its_own(world: Scratch, spelling: str) -> None:
    """PostgreSQL takes a dotless ı for an i when it compares without letter case; the count did not."""
    script = """
from django.test import Client
client = Client(SERVER_NAME="127.0.0.1")
for n in range(5):
    client.post("/dang-nhap", {"email": "ai.khac@thachlam.test", "password": "sai"})
answer = client.post("/dang-nhap", {"email": os.environ["EMAIL"], "password": "mat-khau-rat-dai-1"})
print(json.dumps(answer.status_code))
"""
    assert world.run(script, EMAIL=spelling) in (422, 429)


def test_one_code_of_a_telephone_in_many_processes_is_taken_once(world: Scratch) -> None:
    """A memory of used codes in each process would take it once for each."""
    people = """
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from sauro.people import actions as people
from sauro.people.models import Account
SECRET, STEP = "ORUGCY3IFVWGC3JNNNUWK3JNORUHKLJR", int(os.environ["STEP"])
account = Account.objects.get(email="ai.do@thachlam.test")
"""
    world.environment["STEP"] = str(int(time.time()) // 30)
    on = "people.turn_on_second_factor(account=account, secret=SECRET, code=shown(STEP - 1), by=BY)"
    show = "def shown(step):\n    return format_hotp_value(hotp_value(SECRET, step))\n"
    world.run(BASE + people + show + on)
    taken = together(
        world, people + show + "gate()\nprint(people.use_code(account=account, code=shown(STEP)))", 3
    )
    assert sorted(taken) == ["None", "None", "totp"]


def test_a_worker_killed_while_reading_loses_no_upload(world: Scratch) -> None:
    """The reader dies with its worker, and the next worker reads again once the lease has passed."""
    world.run(BASE + 'received("7")')
    slow = """
from datetime import timedelta
from sauro.jobs import worker
from sauro.plans.actions import reading
reading.ARGV = (sys.executable, "-c", "import time; time.sleep(60)")
print("ready", flush=True)
worker.serve_jobs(lease=timedelta(seconds=2))
"""
    killed = world.start(BASE + slow)
    wait_for_line(killed, "ready")
    assert world.run(ALL, UNTIL="reading")[0] == ["reading"]
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    quick = slow.replace("reading.ARGV =", "_ =")
    other = world.start(BASE + "jobs.FIRST_PAUSE_SECONDS = 0\n" + quick)
    assert world.run(ALL, UNTIL="ready")[0] == ["ready"]
    other.send_signal(signal.SIGTERM)
    other.communicate(timeout=120)
    assert world.run(ALL) == [["ready"], 0, 0]


def test_a_server_killed_while_confirming_leaves_nothing_half(world: Scratch) -> None:
    world.run(BASE + 'actions.read_import(plan_import=received("8"))')
    stuck = """
from sauro.plans.actions import confirm
def hang(*args, **more):
    print("inside", flush=True)
    time.sleep(60)
confirm.close_import = hang
actions.confirm_import(plan_import=one(), by=BY)
"""
    killed = world.start(BASE + stuck)
    wait_for_line(killed, "inside")
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert world.run(ALL) == [["ready"], 0, 0]
    world.run(BASE + "actions.confirm_import(plan_import=one(), by=BY)")
    assert world.run(ALL) == [["confirmed"], 1, 3]
