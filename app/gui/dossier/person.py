"""Both sides as the complaint form asks for them: who complains, asked for once, and who is complained of."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.complaint import Identity, Person, as_typed
from app.gui import theme
from app.gui.fields import ChoiceField, Field, LineField


class PersonPanel(QWidget):
    """Saves as it is typed: `person_typed` carries all fields and the changed one, `identity_typed` the side too."""

    person_typed = Signal(dict, str)
    identity_typed = Signal(str, dict, str)

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        self.groups: dict[str, dict[str, Field]] = {
            "person": self._person_fields(),
            "merchant": self._identity_fields(self.tr("商家登记名称")),
            "platform": self._identity_fields(self.tr("平台公司名称")),
        }
        notes = {
            "person": (self.tr("投诉人（你）"), self.tr("登记表需要，只问这一次，只存在这台电脑的凭据库里。")),
            "merchant": (self.tr("被投诉人：商家"), self.tr("营业执照上的名称和地址，通常在店铺资质页。")),
            "platform": (self.tr("被投诉人：平台"), self.tr("通常在平台网站底部或用户协议里。")),
        }
        for group, fields in self.groups.items():
            heading = QLabel(notes[group][0])
            heading.setObjectName("section")
            note = QLabel(notes[group][1], wordWrap=True)
            note.setObjectName("meta")
            layout.addWidget(heading)
            layout.addWidget(note)
            for field in fields.values():
                field.edited.connect(lambda name, _text, group=group: self._tell(group, name))
                layout.addWidget(field)
            layout.addSpacing(2 * theme.UNIT)
        layout.addStretch()

    def show_sides(self, person: Person, merchant: Identity, platform: Identity, *, has_merchant: bool) -> None:
        """Show what is known; what is being typed is left alone."""
        for group, values in (("person", person), ("merchant", merchant), ("platform", platform)):
            typed = as_typed(values)
            for name, field in self.groups[group].items():
                if not field.is_busy:
                    field.set_text(typed.get(name, ""))
        for field in self.groups["merchant"].values():
            field.setEnabled(has_merchant)
            field.entry.setToolTip("" if has_merchant else self.tr("请先在“订单信息”里填写商家"))

    def set_problem(self, group: str, name: str, problem: str) -> None:
        """Say beneath a field what is wrong with it."""
        fields = self.groups.get(group, {})
        if name in fields:
            fields[name].set_problem(problem)

    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        for fields in self.groups.values():
            for field in fields.values():
                field.flush()

    def focus_first(self) -> None:
        """Put the cursor where the first empty field of the complainant is."""
        fields = self.groups["person"].values()
        next((field for field in fields if not field.text), next(iter(fields))).entry.setFocus()

    def focus(self, group: str, name: str) -> None:
        """Put the cursor into a field: a `group` is `person`, `merchant` or `platform`."""
        self.groups[group][name].entry.setFocus()

    def _tell(self, group: str, name: str) -> None:
        typed: Mapping[str, str] = {key: field.text for key, field in self.groups[group].items()}
        if group == "person":
            self.person_typed.emit(dict(typed), name)
        else:
            self.identity_typed.emit(group, dict(typed), name)

    def _person_fields(self) -> dict[str, Field]:
        answers = (("yes", self.tr("同意")), ("no", self.tr("不同意")))
        made: list[Field] = [
            LineField("name", self.tr("姓名"), hint=self.tr("与身份证一致")),
            LineField("phone", self.tr("电话")),
            LineField("id_kind", self.tr("证件类型"), hint=self.tr("如：居民身份证")),
            LineField("id_number", self.tr("证件号码")),
            LineField("address", self.tr("通讯地址")),
            ChoiceField("agrees_to_publish", self.tr("公开投诉信息"), answers),
            ChoiceField("agrees_to_mediation", self.tr("接受调解"), answers),
        ]
        return {field.name: field for field in made}

    def _identity_fields(self, name: str) -> dict[str, Field]:
        made: list[Field] = [
            LineField("name", name),
            LineField("contact", self.tr("联系人")),
            LineField("address", self.tr("地址")),
            LineField("phone", self.tr("电话")),
            LineField("licence", self.tr("统一社会信用代码")),
        ]
        return {field.name: field for field in made}
