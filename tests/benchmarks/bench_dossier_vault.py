"""How long dossiers take from a real vault, and how the time grows: many exhibits, long conversations.

Run by hand: `python tests/benchmarks/bench_dossier_vault.py`. The exponent is the slope of log time over log size: 1 is
linear. Time is that of the processor, since other programs run on the machine too.
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXHIBITS = (60, 180, 500)
MESSAGES = (1_000, 3_000, 10_000)


def with_exhibits(folder: Path, count: int) -> float:
    """Return the seconds for a dossier of that many small pictures."""
    from app.casework import orders, vaults
    from tests.casework.whole_case import export
    from tests.fixtures.cases import TickingClock, add, order_fields, picture, put

    with vaults.open_for_writing(folder / "v.pingju", clock=TickingClock(), actor="bench") as vault:
        order = orders.record_order(vault, order_fields()).value
        add(vault, order, *(put(folder, f"Screenshot_20230211-{100000 + n}.png", picture(n)) for n in range(count)))
        started = time.process_time()
        export(vault, order.id, "association", folder / "d.pdf")
        return time.process_time() - started


def with_messages(folder: Path, count: int) -> float:
    """Return the seconds for a dossier that prints a conversation of that many messages."""
    from app.casework import chats, orders, vaults
    from app.casework.importing.run import import_files
    from app.vault import conversations
    from tests.casework.whole_case import chat_log, export
    from tests.fixtures.cases import TickingClock, order_fields

    with vaults.open_for_writing(folder / "v.pingju", clock=TickingClock(), actor="bench") as vault:
        order = orders.record_order(vault, order_fields()).value
        import_files(vault, [chat_log(folder / "chat.json", count)])
        (found,) = chats.list_chats(vault)
        chats.put_on_order(vault, found.id, order.id)
        messages = chats.read_chat(vault, found)
        with vault.write("message.relied_upon") as facts:
            for one in messages:
                conversations.rely_upon(vault, facts, one.id, order.id, "")
        started = time.process_time()
        export(vault, order.id, "archive", folder / "d.pdf")
        return time.process_time() - started


def main() -> None:
    sys.path.insert(0, str(ROOT))
    for name, run, sizes in (("exhibits", with_exhibits, EXHIBITS), ("messages", with_messages, MESSAGES)):
        times = []
        for size in sizes:
            with tempfile.TemporaryDirectory(prefix="pingju-bench-") as folder:
                times.append(run(Path(folder), size))
            print(f"{size:8,} {name} {times[-1]:8.2f} s {1000 * times[-1] / size:8.2f} ms each")
        exponent = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
        print(f"exponent {exponent:.2f}")


if __name__ == "__main__":
    main()
