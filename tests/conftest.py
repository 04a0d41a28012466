"""What all tests share: a sealed network, the place of the reference folder, the database that the run was given.

Belongs here: seals and places. Does not belong here: worlds (tests/worlds) and fixtures of one room.
"""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from sauro.config.catalogue import compile_stale
from scratch.template import begin_run, end_run

ROOT = Path(__file__).resolve().parent.parent
LOCAL = {"127.0.0.1", "localhost", "::1", "0.0.0.0"}  # noqa: S104 - compared, never bound


_RUN = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "smoke: the one browser journey that also runs on SQLite")
    if not hasattr(config, "workerinput"):
        compile_stale()  # a clean checkout has no compiled catalogue, and English is tested too
    if (begun := begin_run()) is not None:
        config.stash[_RUN] = begun


def pytest_unconfigure(config: pytest.Config) -> None:
    if _RUN in config.stash:
        end_run(config.stash[_RUN], os.environ["DATABASE_URL"])


# No deadline: a slow machine is no fault of the code. CI draws the same examples each time; people draw new ones.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")

# A bare `pytest` call works too: an own SQLite file and data folder, thrown away afterwards.
if "SAURO_DATA" not in os.environ:
    _folder = tempfile.TemporaryDirectory(prefix="sauro-tests-")
    os.environ["SAURO_DATA"] = _folder.name
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{_folder.name}/test.sqlite3")
os.environ.setdefault("SAURO_SECRET_KEY", "only-for-tests-" + "0" * 40)


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """Nothing may leave the machine: a connection to any other address fails the test that asks for it."""
    real = socket.socket.connect

    def connect(self: socket.socket, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOCAL:
            raise AssertionError(f"a test asked for the network: {address}")
        return real(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign]
    yield
    socket.socket.connect = real  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference inputs; tests that read real documents skip where it is absent."""
    folder = Path(os.environ.get("SAURO_SHARED", ROOT.parent / "shared"))
    if not (folder / "inputs").is_dir():
        pytest.skip(f"the folder of real documents is not here ({folder})")
    return folder
