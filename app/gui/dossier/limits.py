"""What a channel takes, as the user knows it: a form that saves as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.channels import Preset
from app.gui import theme
from app.gui.fields import LineField
from app.gui.ticks import TickBox
from app.gui.words import say


class LimitsForm(QWidget):
    """`typed` carries a field and its text, `dropped` asks to forget what the user changed."""

    typed = Signal(str, str)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        none = self.tr("不限")
        made = (
            LineField("title", self.tr("名称"), required=True),
            LineField("pictures", self.tr("每次最多几张图"), required=True),
            LineField("picture_mb", self.tr("每张最大（MB）"), required=True),
            LineField("formats", self.tr("图片格式"), hint="jpg、png、webp", required=True),
            LineField("characters", self.tr("文字最多几个字"), hint=none),
            LineField("title_max", self.tr("标题最多几个字"), hint=self.tr("没有标题")),
            LineField("opening", self.tr("第一次单独发几张图"), hint="0"),
            LineField("messages", self.tr("最多发几次"), hint=none),
            LineField("source", self.tr("在哪里看到的"), hint=self.tr("网址或页面名")),
        )
        self.fields = {field.name: field for field in made}
        self.verified = TickBox(self.tr("我核对过这些限制"))
        self.verified.clicked.connect(lambda is_on: self.typed.emit("verified", "yes" if is_on else "no"))
        self.drop = QPushButton()
        self.drop.clicked.connect(self.dropped)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        note = QLabel(self.tr("边写边保存，只改你自己的凭据库。"), wordWrap=True)
        note.setObjectName("meta")
        layout.addWidget(note)
        for field in made:
            field.edited.connect(self.typed)
            layout.addWidget(field)
        layout.addWidget(self.verified)
        layout.addWidget(self.drop)

    def show_preset(self, preset: Preset, *, is_built_in: bool) -> None:
        """Show what is known; what is being typed is left alone unless it is another channel."""
        is_new, self._name = preset.name != self._name, preset.name
        shown = {
            "title": say(preset.title),
            "pictures": str(preset.pictures),
            "picture_mb": f"{preset.picture_bytes / 1_000_000:g}",
            "formats": "、".join(form.value for form in preset.formats),
            "characters": _number(preset.characters),
            "title_max": _number(preset.title_characters[1] if preset.title_characters else None),
            "opening": _number(preset.opening or None),
            "messages": _number(preset.messages),
            "source": preset.source,
        }
        for name, field in self.fields.items():
            if is_new or not field.is_busy:
                field.set_text(shown[name])
            if is_new:
                field.set_problem("")
        self.verified.setChecked(preset.verified)
        self.drop.setVisible(preset.is_own)
        self.drop.setText(self.tr("恢复程序自带的限制") if is_built_in else self.tr("删除这个渠道"))

    def set_problem(self, name: str, problem: str) -> None:
        """Say beneath a field what is wrong with it."""
        if name in self.fields:
            self.fields[name].set_problem(problem)

    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        for field in self.fields.values():
            field.flush()


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
