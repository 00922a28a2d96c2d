"""Whether mistakes in the writing side are stopped: mutants of it, made by cosmic-ray.

    pip install -e '.[test,mutation]'
    python benchmarks/mutants.py [--part write/draft] [--every N] [--tests] [--json FILE] [--show]

Each mutant (one operator, number or statement changed) writes up to 400 small workbooks. It is
stopped by the gate, crashes, or is refused: then no file is written. Or all files are as they
should be. Or it *survives*: a wrong file got through. ``--tests`` lets the tests of the room judge
those that survive and those that change nothing.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import json
import multiprocessing
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.xlsx.mutation import ROOT, Mutant, baseline, forked, load, tried, verdict
from tests.xlsx.scenarios import scenarios

PARTS = (
    "patching", "grafting", "amending", "buttoning", "references/growth", "references/shift",
    "references/structured", "package/zipwriting", "write/amending", "write/areas", "write/button",
    "write/cells", "write/content", "write/draft", "write/followers", "write/looks",
    "write/movingdown", "write/moving", "write/newcells", "write/newframes", "write/newparts",
    "write/newsheets", "write/normalising", "write/rows", "write/sharedformulas", "write/splices",
    "write/styles", "write/tablerows", "write/workspace",
)  # fmt: skip
TESTS = (
    "test_written", "test_refusals", "test_patching", "test_table_rows", "test_untexting",
    "test_normalising", "test_gate", "test_gate_of_rows", "test_shift", "test_amending",
    "test_moving_down", "test_grafting", "test_grafting_gate", "test_button",
    "test_gates_are_asked", "test_hostile",
)  # fmt: skip
LONG = "flood or odd_sheets or counted_over_all or zip_bomb or would_fill"
"""The tests that take more than half a second each: no judges of mutants."""
INSTEAD = {
    "BinaryOperator": (
        "Add_Sub", "Sub_Add", "Mul_FloorDiv", "FloorDiv_Mul", "Mod_Add", "BitOr_BitAnd",
        "BitAnd_BitOr", "LShift_RShift", "RShift_LShift", "Pow_Mul",
    ),
    "ComparisonOperator": (
        "Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_LtE",
        "GtE_Gt", "GtE_Lt", "Is_IsNot", "IsNot_Is",
    ),
}  # fmt: skip
"""Of what cosmic-ray puts in an operator's place: the opposite and the neighbour, not all."""
MANY = 40
"""So many scenarios are tried first; the others only where these show nothing."""
STOPPED = ("gate", "crash", "refused", "test")
UNSTOPPED = ("survived", "says otherwise", "unchanged", "not reached")


# --- making mutants -------------------------------------------------------------------------------


def bare(source: str) -> str:
    """The code without what is never run: annotations."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
    return ast.dump(tree)


@dataclass(frozen=True)
class Change:
    """One change that can be made to a module: an operator of cosmic-ray's, or a statement gone."""

    part: str
    operator: str
    """``""``: the statement that begins in ``number``, which is then its first line, goes."""
    number: int

    def mutant(self) -> Mutant | None:
        """None where nothing that is run is another."""
        path = f"orxl/xlsx/{self.part}.py"
        source = (ROOT / path).read_text(encoding="utf-8")
        code = self._code(source)
        if code is None or bare(code) == bare(source):
            return None
        old, new = source.splitlines(), code.splitlines()
        at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
        return Mutant(path, at + 1, old[at].strip(), new[at].strip(), code)

    def _code(self, source: str) -> str | None:
        if not self.operator:
            return without(source, self.number)
        from cosmic_ray import plugins
        from cosmic_ray.mutating import mutate_code

        try:
            code = mutate_code(source, plugins.get_operator(self.operator)(), self.number)
            ast.parse("" if code is None else code)
        except Exception:  # an operator that does not fit makes no mutant
            return None
        return None if code is None else str(code)


def changes(part: str) -> Iterator[Change]:
    """All changes that can be made to a module."""
    from cosmic_ray import plugins
    from cosmic_ray.ast import ast_nodes, get_ast

    source = (ROOT / f"orxl/xlsx/{part}.py").read_text(encoding="utf-8")
    nodes = list(ast_nodes(get_ast(source)))
    for name in plugins.operator_names():
        kind, _, pair = name.rpartition("/")[2].removeprefix("Replace").partition("_")
        if "Variable" in name or pair not in INSTEAD.get(kind, (pair,)):
            continue  # the first need to be told which variables
        operator = plugins.get_operator(name)()
        count = sum(1 for node in nodes for _ in operator.mutation_positions(node))
        yield from (Change(part, name, number) for number in range(count))
    yield from (Change(part, "", node.lineno) for node in effects(source))


def effects(source: str) -> Iterator[ast.stmt]:
    """The statements that do something: a call, an assignment to a part, a refusal."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.AugAssign | ast.Delete | ast.Raise)
            or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))
            or (
                isinstance(node, ast.Assign)
                and not all(isinstance(target, ast.Name) for target in node.targets)
            )
        ):
            yield node


def without(source: str, line: int) -> str:
    """The code without the statement that begins in *line*."""
    node = next(node for node in effects(source) if node.lineno == line)
    lines = source.splitlines(keepends=True)
    last = line if node.end_lineno is None else node.end_lineno
    gone = " " * node.col_offset + "pass\n"
    return "".join([*lines[: line - 1], gone, *lines[last:]])


# --- what reaches a mutant ------------------------------------------------------------------------


class Tracer:
    """By file and line: the numbers of the jobs that run it."""

    def __init__(self) -> None:
        self.lines: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._number = -1

    @contextlib.contextmanager
    def job(self) -> Iterator[None]:
        """Counts what is inside as the next job."""
        self._number += 1
        sys.settrace(self._enter)
        try:
            yield
        finally:
            sys.settrace(None)

    def _enter(self, frame: FrameType, event: str, _: Any) -> Any:
        return self._step if "/orxl/xlsx/" in frame.f_code.co_filename else None

    def _step(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            found = self.lines[frame.f_code.co_filename][str(frame.f_lineno)]
            if not found or found[-1] != self._number:
                found.append(self._number)
        return self._step


def traced_scenarios() -> object:
    load(None)
    tracer = Tracer()
    for scenario in scenarios().values():
        with tracer.job(), contextlib.suppress(Exception):
            scenario()
    return list(scenarios()), tracer.lines


def traced_tests() -> object:
    load(None)
    forget_tests()
    tracer, names = Tracer(), []

    class Ear:
        @pytest.hookimpl(hookwrapper=True)
        def pytest_runtest_protocol(self, item: Any) -> Iterator[None]:
            names.append(item.nodeid)
            with tracer.job():
                yield

    run_tests([f"tests/xlsx/{name}.py" for name in TESTS], Ear(), "-k", f"not ({LONG})")
    return names, tracer.lines


def forget_tests() -> None:
    """Let the tests be loaded anew: they hold what they test by name."""
    for name in list(sys.modules):
        if name.startswith("tests.xlsx.test_"):
            del sys.modules[name]


def run_tests(chosen: list[str], ear: object, *options: str) -> None:
    os.chdir(ROOT)
    always = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:randomly"]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        pytest.main([*chosen, *always, *options], [ear])


class Reach:
    """Which scenarios, or which tests, a mutant can show itself in."""

    def __init__(self, job: Callable[[], object]) -> None:
        found = forked(job, 900)
        assert isinstance(found, list)
        self._names, self._lines = found

    def of(self, mutant: Mutant) -> list[str]:
        path = ROOT / mutant.path
        span = _span(ast.parse(path.read_text(encoding="utf-8")), mutant.line)
        if span is None:  # a constant, a decorator, a default: anywhere
            return list(self._names)
        known = self._lines.get(str(path), {})
        numbers = {number for line in span for number in known.get(str(line), ())}
        return [self._names[number] for number in sorted(numbers)]


def _span(tree: ast.Module, line: int) -> range | None:
    """The lines of the innermost statement in a function that holds *line*; None: outside them."""
    found: range | None = None
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if not isinstance(node, ast.stmt) or node is function or node.end_lineno is None:
                continue
            body = getattr(node, "body", None)
            last = body[0].lineno - 1 if body else node.end_lineno
            if node.lineno <= line <= max(last, node.lineno):
                span = range(node.lineno, max(last, node.lineno) + 1)
                found = span if found is None or len(span) <= len(found) else found
    return found


# --- the tests of the room ------------------------------------------------------------------------


def stopped_by_tests(mutant: Mutant, chosen: list[str]) -> str:
    """The first of the *chosen* tests that fails with *mutant*; ``""``: none."""

    def job() -> object:
        load(mutant)
        forget_tests()
        failed: list[str] = []

        class Ear:
            def pytest_runtest_logreport(self, report: Any) -> None:
                if report.failed:
                    failed.append(report.nodeid)

            def pytest_collectreport(self, report: Any) -> None:
                if report.failed:
                    failed.append(report.nodeid)

        run_tests(chosen, Ear(), "-x")
        return failed

    found = forked(job, 120)
    if not isinstance(found, list):
        return "hangs"
    return str(found[0]) if found else ""


class Judge:
    """What becomes of a mutant, and what shows it."""

    def __init__(
        self, right: dict[str, str], reach: Reach, tests: Reach | None, only: dict[str, set[str]]
    ) -> None:
        self._only = only
        self._right = right
        self._reach = reach
        self._tests = tests

    def __call__(self, change: Change) -> tuple[Mutant | None, str, str]:
        mutant = change.mutant()
        if mutant is None or not self._only.get(mutant.path, {str(mutant)}) & {str(mutant)}:
            return None, "", ""
        names = self._reach.of(mutant)
        kind, by = "not reached", ""
        for some in (names[:MANY], names[MANY:]):
            if some and kind in ("not reached", "unchanged"):
                kind, by = verdict(self._right, tried(mutant, some))
        if self._tests is not None and kind in UNSTOPPED:
            chosen = self._tests.of(mutant)
            test = stopped_by_tests(mutant, chosen) if chosen else ""
            return (mutant, "test", test) if test else (mutant, kind, by)
        return mutant, kind, by


# --- all of it ------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--part", action="append", help="a module, as write/draft; all by default")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--tests", action="store_true")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", action="store_true", help="list what survives or changes nothing")
    parser.add_argument(
        "--again", type=Path, help="of modules in this --json FILE only what got through"
    )
    chosen = parser.parse_args()
    start = time.time()
    if chosen.tests:
        import tests.conftest  # loaded once, not in each process
    right, reach = baseline(), Reach(traced_scenarios)
    tests = Reach(traced_tests) if chosen.tests else None
    parts = chosen.part if chosen.part else PARTS
    todo = [change for part in parts for change in changes(part)][:: chosen.every]
    print(f"{len(todo)} changes, {len(right)} scenarios\n", flush=True)
    only = {} if chosen.again is None else through(chosen.again)
    judge = Judge(right, reach, tests, only)
    judged: list[tuple[Mutant, str, str]] = []
    # Forked before there is any thread: each of them forks once more for each mutant.
    with multiprocessing.get_context("fork").Pool(chosen.jobs) as pool:
        for number, (mutant, kind, by) in enumerate(pool.imap(judge, todo), start=1):
            if mutant is not None:
                judged.append((mutant, kind, by))
            if chosen.json and (number % 20 == 0 or number == len(todo)):
                lines = [{"mutant": str(m), "kind": kind, "by": by} for m, kind, by in judged]
                chosen.json.write_text(json.dumps(lines, ensure_ascii=False, indent=0))
    judged.sort(key=lambda item: (item[0].path, item[0].line))
    report(judged, chosen.show)
    print(f"\n{time.time() - start:.0f} s")


def through(file: Path) -> dict[str, set[str]]:
    """By module: what nothing stopped in an earlier run; what it did not try is not there."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in json.loads(file.read_text(encoding="utf-8")):
        some = found[line["mutant"].partition(":")[0]]
        some |= {line["mutant"]} if line["kind"] in UNSTOPPED else set()
    return found


def report(judged: list[tuple[Mutant, str, str]], show: bool) -> None:
    kinds = (*STOPPED, *UNSTOPPED)
    print("| module | mutants | " + " | ".join(kinds) + " |")
    print("|---|---|" + "---|" * len(kinds))
    by_path: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant, kind, _ in judged:
        by_path[mutant.path.removeprefix("orxl/xlsx/")][kind] += 1
        by_path["**all**"][kind] += 1
    for path, counts in sorted(by_path.items(), key=lambda item: (item[0] == "**all**", item[0])):
        cells = " | ".join(str(counts[kind]) for kind in kinds)
        print(f"| {path} | {sum(counts.values())} | {cells} |")
    for mutant, kind, by in judged if show else ():
        if kind in UNSTOPPED:
            print(f"{kind}: {mutant} ({by})")


if __name__ == "__main__":
    main()
