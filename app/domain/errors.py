"""Every way Pingju refuses, as one tree: each error says what is wrong and what to do next, in both languages.

`InputError` means that what came in is wrong (exit code 2); `VaultError` that the vault cannot be used as it is
(exit code 3). Anything else that escapes is our own mistake.
"""

from __future__ import annotations

from app.domain.words import Text

TRY_AGAIN = Text("请改正后重试", "correct it and try again")


class PingjuError(Exception):
    """An expected refusal: `sentence` says what is wrong, `remedy` what to do next."""

    def __init__(self, sentence: Text, remedy: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence
        self.remedy = remedy

    def line(self, language: str) -> str:
        """Return the whole message on one line."""
        if language.lower().startswith("zh"):
            return f"{self.sentence.zh}。{self.remedy.zh}。"
        return f"{self.sentence.en}; {self.remedy.en}."


class InputError(PingjuError):
    """What was typed or brought in cannot be taken."""


class InvalidField(InputError):
    """A field's value is wrong; the message names the field."""

    def __init__(self, field: str, problem: Text, remedy: Text = TRY_AGAIN) -> None:
        super().__init__(Text(f"{field}：{problem.zh}", f"{field}: {problem.en}"), remedy)
        self.field = field
        self.problem = problem


class NotFound(InputError):
    """The vault holds no such thing."""

    def __init__(self, what: Text, key: object) -> None:
        super().__init__(
            Text(f"{what.zh} {key} 不存在", f"{what.en} {key} does not exist"),
            Text("请用 list 命令查看现有编号", "look up the id with the list command"),
        )


class UnreadableFile(InputError):
    """A file that cannot be taken in; the message names it."""

    def __init__(self, name: str, problem: Text, remedy: Text) -> None:
        super().__init__(Text(f"{name}：{problem.zh}", f"{name}: {problem.en}"), remedy)
        self.name = name
        self.problem = problem


class ChangedSince(InputError):
    """An undo would overwrite something that was changed afterwards."""

    def __init__(self) -> None:
        super().__init__(
            Text("这一项后来又被改过，不能撤销", "this was changed again since, so it cannot be undone"),
            Text("请直接编辑", "edit it directly"),
        )


class OutputError(InputError):
    """A file that was asked for cannot be written there."""


class VaultError(PingjuError):
    """The vault cannot be used as it is."""


class VaultFull(VaultError):
    """The disk takes no more; what was being written is not there."""


class VaultLocked(VaultError):
    """Another process holds the writer's lock."""


class VaultTooNew(VaultError):
    """The vault was written by a newer Pingju."""


class VaultDamaged(VaultError):
    """The vault's database cannot be read."""


class ReadOnlyVault(VaultError):
    """A write was asked of a vault that is open for reading only."""

    def __init__(self) -> None:
        super().__init__(
            Text("凭据库以只读方式打开，不能修改", "the vault is open for reading only"),
            Text(
                "请在第一个窗口中修改，或关闭它后重新打开",
                "change it in the first window, or close that and open again",
            ),
        )


class Cancelled(Exception):
    """The user cancelled; nothing is wrong and nothing was left behind."""
