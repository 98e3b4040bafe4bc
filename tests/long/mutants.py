"""Plant faults in the reader and the comparisons, one at a time, and run the tests.

    python tests/long/mutants.py 100 1

A fault turns a comparison, a condition, a number, a sign or a call; annotations and
words are left alone. Prints how many were caught and shows those that were not; status
1 below 95 in a hundred.
"""

import ast
import copy
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

TOP = Path(__file__).parent.parent.parent
MUTATED = [
    *("document", "scalars", "contradictions", "fields", "records", "checking"),
    *("model", "values", "answers/compare", "answers/diff"),
]
TESTS = [
    *("test_document", "test_scalars", "test_faults", "test_records", "test_output"),
    *("test_transcripts", "test_writing", "test_fuzz"),
]
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
JOINED: dict[type[ast.boolop], type[ast.boolop]] = {ast.And: ast.Or, ast.Or: ast.And}
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
}


def faulty(node: ast.AST) -> Iterator[ast.AST]:
    """A node with one fault in it, for each that it can have."""
    changed = copy.deepcopy(node)
    match changed:
        case ast.Compare(ops=[operator]):
            changed.ops = [COMPARED[type(operator)]()]
            yield changed
        case ast.BoolOp():
            changed.op = JOINED[type(changed.op)]()
            yield changed
        case ast.BinOp() if type(changed.op) in COUNTED and not joins_text(changed):
            changed.op = COUNTED[type(changed.op)]()
            yield changed
        case ast.UnaryOp(op=ast.Not()):
            yield changed.operand
        case ast.Constant(value=bool()):
            changed.value = not changed.value
            yield changed
        case ast.Constant(value=int(number)):
            changed.value = number + 1
            yield changed
        case ast.If() | ast.IfExp():
            changed.test = ast.UnaryOp(ast.Not(), changed.test)
            yield changed
        case ast.Return(value=ast.expr()) if ast.unparse(changed) != "return None":
            changed.value = ast.Constant(None)
            yield changed
        case (
            ast.Expr(value=ast.Call()) | ast.Raise() | ast.AugAssign() | ast.Continue()
        ):
            yield ast.Pass()


def joins_text(node: ast.BinOp) -> bool:
    """Whether it joins texts or lists, where another sign makes no sense."""
    return isinstance(node.op, ast.Add) and any(
        isinstance(side, ast.List | ast.JoinedStr | ast.ListComp | ast.Tuple)
        for side in (node.left, node.right)
    )


class Planter(ast.NodeTransformer):
    """Puts one fault at the place that a number names, counting them as it goes."""

    def __init__(self, place: int):
        self.place = place
        self.count = 0
        self.planted: tuple[ast.AST, ast.AST] | None = None

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node  # an annotation or words
        for changed in faulty(node):
            self.count += 1
            if self.count == self.place:
                self.planted = node, changed
                return ast.copy_location(changed, node)
        return self.generic_visit(node)


def places(sources: Mapping[str, str]) -> list[tuple[str, int]]:
    found = []
    for name, source in sources.items():
        planter = Planter(0)
        planter.visit(ast.parse(source))
        found += [(name, place) for place in range(1, planter.count + 1)]
    return found


def planted(source: str, place: int) -> tuple[str, str]:
    """A source with a fault, and the fault in a line."""
    planter = Planter(place)
    faulted = ast.fix_missing_locations(planter.visit(ast.parse(source)))
    assert planter.planted
    before, after = (ast.unparse(one).split("\n")[0] for one in planter.planted)
    line = getattr(planter.planted[0], "lineno", 0)
    return ast.unparse(faulted), f"{line}: {before}  ->  {after}"


def is_caught(source: str, name: str, folder: Path) -> bool:
    path = folder / "yotcli" / f"{name}.py"
    right = path.read_text("utf-8")
    path.write_text(source, "utf-8")
    tests = [f"tests/{test}.py" for test in TESTS]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    command += ["-m", "not slow", *tests]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            timeout=300,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_text(right, "utf-8")
    return done.returncode != 0


def main(count: int, seed: int) -> int:
    caught = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("yotcli", "tests", "records"):
            shutil.copytree(TOP / part, folder / part)
        for page in [*TOP.glob("*.md"), TOP / "pyproject.toml"]:
            shutil.copy(page, folder)
        sources = {
            name: (folder / "yotcli" / f"{name}.py").read_text("utf-8")
            for name in MUTATED
        }
        if is_caught(sources["model"], "model", folder):
            print("the tests fail before any fault is planted", file=sys.stderr)
            return 2
        for module, place in random.Random(seed).sample(places(sources), count):
            source, fault = planted(sources[module], place)
            if is_caught(source, module, folder):
                caught += 1
            else:
                print(f"not caught: {module}.py:{fault}", flush=True)
    print(f"{caught} of {count} planted faults caught, seed {seed}")
    return int(caught < 0.95 * count)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
