"""Clusters of Dask: which may be used, and that work handed to one comes back."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from orxl.app.fleet.cells import STABLE
from orxl.app.fleet.cluster import LOCAL, Cluster, refuse_open
from orxl.app.fleet.orders import Order, edition
from orxl.app.fleet.run import answers
from orxl.core.errors import BadCall, OrxlError
from tests.fleet.books import small


@pytest.mark.parametrize(
    "address",
    ["lokal", "tls://klynge.kommune.no:8786", "tcp://127.0.0.1:8786", "tcp://[::1]:8786",
     "tcp://localhost:8786", "tls://10.0.0.5:8786"],
)  # fmt: skip
def test_a_cluster_here_or_with_tls_may_be_used(address: str) -> None:
    refuse_open(address)


@pytest.mark.parametrize(
    ("address", "said"),
    [("tcp://10.0.0.5:8786", "uten TLS"), ("tcp://127.0.0.1.vert.no:1", "uten TLS"),
     ("tcp://127.0.0.1@vert.no:1", "uten TLS"), ("tcp://0.0.0.0:8786", "uten TLS"),
     ("tcp://vert", "ingen adresse"), ("ucx://127.0.0.1:1", "ingen adresse"),
     ("tcp://127.0.0.1:x", "ingen adresse"), ("tcp://[::1", "ingen adresse"),
     ("inproc://x:1", "ingen adresse"), ("", "ingen adresse")],
)  # fmt: skip
def test_no_work_is_sent_where_others_may_read_it(address: str, said: str) -> None:
    with pytest.raises(BadCall, match=said):
        refuse_open(address)


def orders(folder: Path, count: int) -> list[Order]:
    data = small({"A1": "=A2", "A2": "=A1"})
    found = []
    for number in range(count):
        place = folder / f"{number}.xlsx"
        place.write_bytes(data)
        found.append(Order(str(place), "kontroller", "2026-11-28", edition(), everywhere=True))
    return found


@pytest.mark.slow
def test_what_a_cluster_is_asked_comes_back(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    STABLE.reopen()
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, host="127.0.0.1", protocol="tcp://",
        dashboard_address=None, worker_dashboard_address=None,
    ) as there:  # fmt: skip
        found = list(answers(orders(tmp_path, 5), Cluster(there.scheduler_address, 1)))
    assert [a["oppsummering"]["feil"] for a in found] == [1] * 5
    assert STABLE.pids == []


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orxl.app.fleet.cluster._PATIENCE", 0.2)
    with pytest.raises(OrxlError, match="Fikk ikke tak i klyngen"):
        Cluster("tcp://127.0.0.1:9", 1)


@pytest.mark.slow
@pytest.mark.thorough
def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    crew = Cluster(LOCAL, 2)
    pids = [w["pid"] for w in crew._client.run(lambda dask_worker: {"pid": os.getpid()}).values()]
    given = orders(tmp_path, 300)
    found = []
    for answer in answers(given, crew):
        found.append(answer)
        if len(found) == 30:
            os.kill(pids[0], signal.SIGKILL)
    assert sorted(a["sted"] for a in found) == sorted(o.place for o in given)
    assert {a["status"] for a in found} == {"kontrollert"}
