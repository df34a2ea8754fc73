"""Statements written for one test each, and all of a vault that an import may touch."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.casework import vaults
from app.casework.importing.report import ImportReport
from app.casework.importing.run import Wishes, import_files
from app.casework.payments import list_payments
from app.domain.payment_links import Payment
from app.vault.tables import BATCHES, READINGS, SEARCH_ENTRIES
from app.vault.vault import Vault
from tests.fixtures.cases import state

FIXTURES = Path(__file__).parents[2] / "fixtures"
WECHAT_HEADER = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
ALIPAY_HEADER = (
    "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,"
)


def wechat_row(
    number: int = 1,
    *,
    at: str = "2023-02-11 14:35:20",
    yuan: str = "128.50",
    status: str = "支付成功",
    shop: str = "某某数卡",
) -> str:
    numbers = f"42000026592026021147720{number:05}\t,CARD{number:05}\t"
    return f'{at},商户消费,{shop},"点卡",支出,¥{yuan},零钱,{status},{numbers},"/"'


def wechat(path: Path, *rows: str) -> Path:
    path.write_bytes("\n".join([WECHAT_HEADER, *rows, ""]).encode())
    return path


def alipay_row(number: int, *, at: str = "2023-02-11 14:29:08", yuan: str = "100.00", status: str = "交易成功") -> str:
    return (
        f"{at},文化休闲,某某数卡,/,会员,支出,{yuan},余额宝,{status},20230211220014189614344{number:05}\t,T{number}\t,,"
    )


def alipay(path: Path, *rows: str) -> Path:
    path.write_bytes("\n".join([ALIPAY_HEADER, *rows, ""]).encode("gb18030"))
    return path


def whole_state(vault: Vault) -> tuple[object, ...]:
    """All that a refused import must leave as it was: facts, chain, originals, batches, readings, index, derived."""
    tables = (*BATCHES, READINGS, SEARCH_ENTRIES)
    rows = {table: [tuple(row) for row in vault.db.execute(f"SELECT * FROM {table}")] for table in tables}
    indexed = vault.db.execute("SELECT rowid FROM batch_index").fetchall()
    folder = vault.originals.folder
    files = sorted(str(path) for place in (vault.derived, folder) for path in place.rglob("*"))
    return (*state(vault), rows, indexed, files)


def taken(vault: Vault, *paths: Path, **wishes: object) -> list[ImportReport]:
    """Import files and return their reports; the vault is sound afterwards and holds no strays."""
    reports = import_files(vault, paths, Wishes(**wishes)).value  # type: ignore[arg-type]
    check(vault)
    return reports


def check(vault: Vault) -> None:
    found = vaults.verify(vault)
    assert found.is_sound, found.findings
    assert vaults.unreferenced(vault) == []
    assert list(vault.derived.glob("unpacked*")) == []


def counts(reports: Iterable[ImportReport]) -> list[tuple[int, int, int]]:
    return [(one.new, one.known, one.updated) for one in reports]


def kept(vault: Vault) -> list[Payment]:
    """The payments in their newest states, by time and id."""
    found = [listed.payment for listed in list_payments(vault)]
    return sorted(found, key=lambda payment: (payment.row.at, payment.id))
