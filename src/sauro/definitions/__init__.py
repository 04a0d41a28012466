"""What the institution has decided, as data: one readable file each, reached through one function.

Belongs here: files and ``text``. Does not belong here: meaning (the rooms and the engine give it).
"""

from importlib.resources import files


def text(name: str) -> str:
    """The content of the definition file ``name`` ("indices/names.yaml"); FileNotFoundError where there is none."""
    root = files(__name__)
    target = root.joinpath(*name.split("/"))
    if ".." in name.split("/") or not target.is_file():
        raise FileNotFoundError(f"no definition file named {name!r}")
    return target.read_text(encoding="utf-8")
