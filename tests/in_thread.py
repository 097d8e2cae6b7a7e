"""A server of ours on loopback, in a thread of the test."""

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from typing import ClassVar, Self, TypeVar

T = TypeVar("T")

PATIENCE_S = 30.0


class InThread(ABC):
    """Starts with ``with`` and answers at ``url`` until the block ends."""

    ends_by: ClassVar[type[BaseException]] = asyncio.CancelledError
    """What ends it in order, beside being stopped."""

    def __init__(
        self, name: str, loop_factory: Callable[[], asyncio.AbstractEventLoop] | None = None
    ) -> None:
        self.url = self.tls_url = ""
        self._loop_factory = loop_factory
        self._thread = threading.Thread(target=self._run, name=name)
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    @abstractmethod
    async def serve(self) -> None:
        """Serve until cancelled; ``say_ready`` once it does."""

    def say_ready(self, url: str, tls_url: str) -> None:
        self.url, self.tls_url = url, tls_url
        self._ready.set()

    def on_loop(self, work: Coroutine[object, object, T]) -> T:
        """Have ``work`` done on the server's own loop, and wait for it."""
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(PATIENCE_S)
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        if self._loop is not None and self._task is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()

    def ended_by(self) -> BaseException | None:
        """Wait for its end by itself; why it ended."""
        self._thread.join(PATIENCE_S)
        return self._failure

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=self._loop_factory) as runner:
                runner.run(self._serve())
        except asyncio.CancelledError:
            pass
        except self.ends_by as end:
            self._failure = end
        except BaseException as failure:
            self._failure = failure
            if self._ready.is_set():
                # Nobody starts it any more: the test fails by this thread's exception.
                raise
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        await self.serve()
