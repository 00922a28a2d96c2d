"""The work handed to a cluster of Dask (the extra ``orxl[flaate]``): somebody's, or one of our own.

A scheduler of Dask runs whatever it is sent: who reaches it can do what its owner can. So nothing
is sent unencrypted to another machine, and the cluster that orxl starts is bound to this machine,
shows nothing (no dashboard), and asks for a certificate that is made for it and never written down.
"""

from __future__ import annotations

import ipaddress
import logging
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlsplit

from orxl.app.fleet.cells import STABLE
from orxl.app.fleet.crews import Work
from orxl.app.fleet.orders import Answer
from orxl.core.errors import BadCall, OrxlError

LOCAL: Final = "lokal"
"""What the user writes for a cluster that orxl starts itself."""
_PATIENCE: Final = 30.0
"""Seconds to wait for a cluster to answer, and for its first worker."""
_FRESH: Final = 5.0
"""Seconds before the workers are counted again."""


def refuse_open(address: str) -> None:
    """Raises BadCall where *address* is no cluster that work may be sent to.

    Only ``tls://`` may lead to another machine.
    """
    if address == LOCAL:
        return
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or port is None or parts.scheme not in ("tcp", "tls"):
        raise BadCall(
            f"«{address}» er ingen adresse til en klynge.",
            "Skriv for eksempel --klynge tls://vert:8786, eller --klynge lokal.",
        )
    if parts.scheme == "tcp" and not _is_here(host):
        raise BadCall(
            f"Klyngen på {host} er ikke på denne maskinen, og uten TLS kan hvem som helst på "
            "nettet lese det som sendes og kjøre sin egen kode der.",
            f"Sett den opp med sertifikater, og bruk --klynge tls://{host}:{port}.",
        )


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Cluster:
    """A cluster of Dask, reached at an address or started here.

    Raises OrxlError where it cannot be reached.
    """

    seconds = 1.0
    """A batch that takes so long makes up for what handing it out costs (a few milliseconds)."""

    def __init__(self, address: str, workers: int) -> None:
        refuse_open(address)
        try:
            import distributed as found
        except ImportError as error:
            raise OrxlError(
                "Klynger trenger pakkene dask og distributed, som ikke er installert.",
                "Installer dem med «pip install orxl[flaate]», eller kjør uten --klynge.",
            ) from error
        distributed: Any = found  # which has no types
        for name in ("distributed", "distributed.client"):  # what it has to say, orxl says
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._own: Any = None
        try:
            if address == LOCAL:
                self._own = _started(distributed, workers)
                self._client: Any = distributed.Client(self._own, timeout=_PATIENCE)
            else:
                tls = address.startswith("tls:")
                security = distributed.Security(require_encryption=True) if tls else None
                self._client = distributed.Client(address, security=security, timeout=_PATIENCE)
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except Exception as error:
            self._let_go()
            raise OrxlError(
                f"Fikk ikke tak i klyngen «{address}» ({type(error).__name__}: {error}).",
                "Sjekk adressen, at den har arbeidere, og sertifikatene i Dasks oppsett.",
            ) from error
        # A batch is computed once; a worker that is lost has it handed to another by Dask itself.
        self._executor = self._client.get_executor(pure=False)
        self._counted, self._count = 0.0, 1

    @property
    def workers(self) -> int:
        """How many batches are worked on at once; workers may come and go."""
        now = time.monotonic()
        if now - self._counted > _FRESH:
            self._count = max(1, sum(self._client.nthreads().values()))
            self._counted = now
        return self._count

    def submit(self, work: Work, orders: Sequence[Mapping[str, Any]]) -> Future[list[Answer]]:
        """Hand *orders* to a worker. Raises OrxlError where the cluster is gone."""
        try:
            if self._client.status != "running":
                raise RuntimeError(self._client.status)
            future: Future[list[Answer]] = self._executor.submit(work, orders)
        except RuntimeError as error:
            raise OrxlError(
                "Mistet forbindelsen til klyngen.",
                "Start den på nytt, og gi samme kommando: med --ut fortsetter den der den slapp.",
            ) from error
        return future

    def close(self) -> None:
        """Leave the cluster; the one that was started here ends."""
        with suppress(Exception):  # it may be gone already
            self._executor.shutdown(wait=False, cancel_futures=True)
        if self._own is None:
            with suppress(Exception):
                self._client.run(rest, on_error="ignore")
        self._let_go()

    def _let_go(self) -> None:
        for thing in (getattr(self, "_client", None), self._own):
            if thing is not None:
                with suppress(Exception):
                    thing.close()


_QUIET: Final[dict[str, object]] = {
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.tick.cycle": "10s",
    **{f"distributed.worker.memory.{what}": False for what in ("target", "spill", "pause")},
    "distributed.worker.memory.terminate": False,
}
"""Dask opens a web server also without a dashboard; with this it has no page to show. And it looks
at itself all the time, for a tenth of a processor; a worker holds nothing that asks for it."""


def _started(distributed: Any, workers: int) -> Any:
    """A cluster on this machine, for whoever holds its certificate, which is in memory alone."""
    import dask

    with dask.config.set(_QUIET):
        return distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1",
            protocol="tls://", security=True, silence_logs=logging.CRITICAL, config=_QUIET,
            dashboard_address="127.0.0.1:0", worker_dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
        )  # fmt: skip


def rest() -> None:
    """End the idle processes of the Python that this is run in."""
    STABLE.rest()
