"""Running one command: exit codes, and one line on stderr for what is refused."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable

from app.cli.session import AnswerNotPrinted, Session
from app.domain.errors import Cancelled, InputError, VaultError
from app.domain.words import Text

DONE = 0
BAD_INPUT = 2
VAULT_UNUSABLE = 3
OUR_MISTAKE = 70
INTERRUPTED = 130


def run(arguments: argparse.Namespace, make_session: Callable[[], Session]) -> int:
    """Run a parsed command and return its exit code, as the contract lists them."""
    session = make_session()
    try:
        code: int = arguments.run(session, arguments)
        session.out.flush()
    except AnswerNotPrinted as error:
        session.warn(f"pingju: {_one_line(error.line(session.language))}")
        _let_go_of_stdout()
        return BAD_INPUT
    except InputError as error:
        session.warn(f"pingju: {_one_line(error.line(session.language))}")
        return BAD_INPUT
    except VaultError as error:
        session.warn(f"pingju: {_one_line(error.line(session.language))}")
        return VAULT_UNUSABLE
    except (KeyboardInterrupt, Cancelled):
        session.warn(session.say(Text("pingju: 已取消，没有写入任何内容", "pingju: cancelled, nothing was written")))
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`| head`).
        _let_go_of_stdout()
        return DONE
    except Exception:  # noqa: BLE001 - the last line of defence: say that it is our mistake, not the user's
        traceback.print_exc(file=session.err)
        session.warn(
            session.say(
                Text(
                    "pingju: 程序内部错误，没有写入任何内容。请把以上信息发给我们",
                    "pingju: internal error, nothing was written; please report the lines above",
                )
            )
        )
        return OUR_MISTAKE
    return code


def _let_go_of_stdout() -> None:
    # What is left in its buffer would fail once more at exit, with a message and an exit code of the interpreter's.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _one_line(text: str) -> str:
    return " ".join(text.split())
