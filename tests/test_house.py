"""The house rules that a machine can hold: who imports what, and what code may say."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import yotcli
from yotcli import records
from yotcli.records import Records

ROOM = Path(yotcli.__file__).parent
FILES = {path.stem: path for path in ROOM.glob("*.py")}
THIRD_PARTY = {
    "yaml": ["document"],
    "tabulate": ["tables"],
    "typer": ["cli"],
    "jinja2": ["page"],
}
# What each room may import of the others: always one way, towards the model.
MAY_IMPORT = {
    "model": set(),
    "document": {"model"},
    "records": {"document", "model"},
    "checking": {"document", "model", "records"},
    "tables": set(),
    "tidy": {"tables"},
    "comparisons": {"model", "tables"},
    "accounts": {"comparisons", "model", "tables"},
    "reoffending": {"comparisons", "model", "tables"},
    "listings": {"comparisons", "model", "tables"},
    "writing": {"model"},
    "chart": {"model", "page", "tables"},
    "page": {"model", "tables"},
    "package": {
        *("comparisons", "model", "records", "reoffending", "tables", "tidy"),
        "writing",
    },
    "completion": {"model", "records"},
}
# What `yot compare` loads beyond a bare typer and yaml and tabulate; a module more is a
# slower start for everybody.
OF_COMPARE = [
    "yotcli",
    "yotcli.__main__",
    "yotcli.cli",
    "yotcli.comparisons",
    "yotcli.document",
    "yotcli.model",
    "yotcli.records",
    "yotcli.tables",
]


def imports(path: Path) -> set[str]:
    """Modules that a file imports, those inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "yotcli":
            found |= {f"yotcli.{one.name}" for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_imports_point_one_way(room: str) -> None:
    ours = {
        name.removeprefix("yotcli.")
        for name in imports(FILES[room])
        if name.startswith("yotcli.")
    }

    assert ours - {"__version__"} <= MAY_IMPORT[room]


def test_every_room_has_a_rule() -> None:
    assert set(FILES) - {"__init__", "__main__", "cli"} == set(MAY_IMPORT)


@pytest.mark.parametrize("library", THIRD_PARTY)
def test_a_library_has_one_room(library: str) -> None:
    users = [
        name
        for name, path in FILES.items()
        if any(one.split(".")[0] == library for one in imports(path))
    ]

    assert set(users) <= set(THIRD_PARTY[library])


def test_no_rating_word_stands_in_code() -> None:
    words = {
        word for one in Records([records.shipped()]).frameworks() for word in one.scale
    }

    for path in FILES.values():
        strings = [
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        assert not words & set(strings), path.name


def test_only_the_command_line_prints_or_exits() -> None:
    for name, path in FILES.items():
        if name not in ("cli", "__main__"):
            assert not re.search(
                r"\bprint\(|sys\.(exit|stdout|stderr)", path.read_text()
            )


def test_the_project_speaks_of_itself_alone() -> None:
    top = ROOM.parent
    pages = [*top.glob("*.md"), *top.glob("*/*.md"), *FILES.values()]
    pages += [top / "pyproject.toml"]

    for page in pages:
        assert not re.search(
            r"/work\b|/tmp\b|\.\./shared|\bpypi\.org", page.read_text()
        )


def test_compare_imports_nothing_that_it_does_not_need() -> None:
    program = (
        "import sys, typer, yaml, tabulate; before = set(sys.modules);"
        "sys.argv = ['yot', 'compare', 'wolverhampton', 'portsmouth'];"
        "from yotcli import __main__, cli\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "print(sorted(set(sys.modules) - before), file=sys.stderr)"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    loaded = ast.literal_eval(ran.stderr.splitlines()[-1])
    assert [name for name in loaded if name.startswith("yotcli")] == OF_COMPARE
    assert [name for name in loaded if not name.startswith("yotcli")] == [
        *("__future__", "_decimal", "decimal", "gc", "numbers"),
    ]
