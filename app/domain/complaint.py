"""Who complains and who is complained of, in the fields of the official 投诉登记表 (form of 总局令第121号)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from app.domain.errors import InvalidField
from app.domain.text import optional_line
from app.domain.words import Text

PERSON_FIELDS = ("name", "phone", "id_kind", "id_number", "address", "agrees_to_publish", "agrees_to_mediation")
IDENTITY_FIELDS = ("name", "contact", "address", "phone", "licence")
_YES = {"yes", "true", "1", "是", "同意"}
_NO = {"no", "false", "0", "否", "不同意"}


@dataclass(frozen=True, slots=True)
class Person:
    """The complainant; empty fields are filled in by hand on paper, None is not answered."""

    name: str = ""
    phone: str = ""
    id_kind: str = ""
    id_number: str = ""
    address: str = ""
    agrees_to_publish: bool | None = None
    agrees_to_mediation: bool | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of a merchant or platform: its registered name, contact, address, telephone and licence number."""

    name: str = ""
    contact: str = ""
    address: str = ""
    phone: str = ""
    licence: str = ""

    @property
    def is_reachable(self) -> bool:
        """Whether it can be found: by name and address, as the complaint form asks."""
        return bool(self.name and self.address)


def person(typed: Mapping[str, str | None]) -> Person:
    """Return the complainant from what was typed (keys: `PERSON_FIELDS`).

    Raises:
        InvalidField: a value is too long or unprintable, or a consent is neither yes nor no.
    """

    def text(name: str) -> str:
        return optional_line(name, typed.get(name)) or ""

    return Person(
        name=text("name"),
        phone=text("phone"),
        id_kind=text("id_kind"),
        id_number=text("id_number"),
        address=text("address"),
        agrees_to_publish=_answer("agrees_to_publish", typed.get("agrees_to_publish")),
        agrees_to_mediation=_answer("agrees_to_mediation", typed.get("agrees_to_mediation")),
    )


def identity(typed: Mapping[str, str | None]) -> Identity:
    """Return an identity from what was typed (keys: `IDENTITY_FIELDS`).

    Raises:
        InvalidField: a value is too long or unprintable.
    """
    return Identity(**{name: optional_line(name, typed.get(name)) or "" for name in IDENTITY_FIELDS})


def as_typed(value: Person | Identity) -> dict[str, str]:
    """Return the fields as they are typed, for keeping and for showing again."""
    words = {None: "", True: "yes", False: "no"}
    return {name: words[held] if held in words else str(held) for name, held in asdict(value).items()}


def _answer(field: str, typed: str | None) -> bool | None:
    said = (typed or "").strip().casefold()
    if not said:
        return None
    if said not in _YES | _NO:
        raise InvalidField(field, Text(f"请写 yes 或 no：“{typed}”", f"write yes or no: “{typed}”"))
    return said in _YES
