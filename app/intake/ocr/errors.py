"""How text recognition refuses."""

from __future__ import annotations

from app.domain.errors import InputError
from app.domain.words import Text


class OcrMissing(InputError):
    """Text recognition is an optional part, and this Pingju was installed without it."""

    def __init__(self) -> None:
        super().__init__(
            Text("没有安装文字识别组件，其他功能不受影响", "text recognition is not installed; all else works"),
            Text('请运行 pip install "pingju[ocr]" 后重试', 'run pip install "pingju[ocr]" and try again'),
        )


class OcrFailed(InputError):
    """One picture could not be read; the original is untouched and the next picture can be read."""

    def __init__(self, name: str, problem: Text, remedy: Text | None = None) -> None:
        super().__init__(
            Text(f"{name}：文字识别没有完成（{problem.zh}）", f"{name}: the text was not recognised ({problem.en})"),
            remedy or Text("原件没有受影响，请重试或手动填写", "the original is untouched; try again or type it in"),
        )
        self.name = name
        self.problem = problem
