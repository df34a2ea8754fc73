"""Every reader by a sample of its own: who it is for, what it says of itself, its rows and sums."""

# A table is read along its rows.
# ruff: noqa: E501

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.domain.errors import UnreadableFile
from app.domain.imports import Noticed, Skipped
from app.domain.money import Money
from app.domain.payment_totals import totals
from app.domain.payments import Direction, PaymentState, StatementSource
from app.domain.times import shown
from app.intake.sources import Source
from app.intake.statements.registry import STATEMENT_READERS, find_statement_reader
from tests.intake.statements.building import FIXTURES, read, rows_of, source_of
from tests.intake.statements.fuzzing import mutated, reader_of, run

# file: (reader, rows, out, in, refund, first, last); `test_public_samples` works them out once more.
SAMPLES = {
    "alipay_app.csv": ("alipay.app", 9, "318.40", "88.00", "149.90", "2026-02-11 14:29:08", "2026-03-01 23:59:58"),
    "alipay_app_new_company.csv": (
        "alipay.app", 9, "318.40", "88.00", "149.90", "2026-02-11 14:29:08", "2026-03-01 23:59:58"),
    "alipay_app_2021.csv": ("alipay.app", 4, "150.00", "8.80", "100.00", "2021-06-01 10:00:00", "2021-06-04 23:59:59"),
    "alipay_web.csv": ("alipay.web", 3, "116.00", "0.00", "50.00", "2026-02-14 18:00:00", "2026-02-16 08:00:00"),
    "alipay_ledger.csv": (
        "alipay.ledger", 4, "148.50", "78.50", "28.50", "2026-02-11 14:29:08", "2026-02-14 10:00:00"),
    "wechat_2024.csv": ("wechat.csv", 12, "375.50", "185.00", "185.00", "2024-02-11 14:35:20", "2024-02-21 12:00:00"),
    "wechat_2025.xlsx": ("wechat.xlsx", 12, "375.50", "185.00", "185.00", "2026-02-11 14:35:20", "2026-02-21 12:00:00"),
    "wechat_2026.xlsx": ("wechat.xlsx", 12, "375.50", "185.00", "185.00", "2026-02-11 14:35:20", "2026-02-21 12:00:00"),
    "jd.csv": ("jd", 5, "144.77", "0.00", "487.68", "2025-12-05 10:38:58", "2026-01-01 00:00:01"),
    "meituan.csv": ("meituan", 3, "123.50", "98.50", "98.50", "2025-12-31 23:59:59", "2026-01-03 12:05:00"),
    "bank_cmb_debit.csv": ("bank.cmb.debit", 2, "1128.50", "50.00", "50.00", "2026-02-11 00:00:00", "2026-02-14 00:00:00"),
    "bank_cmb_credit.csv": ("bank.cmb.credit", 3, "8056.78", "345.67", "0.00", "2025-12-29 00:00:00", "2026-01-05 00:00:00"),
    "bank_boc_debit.csv": ("bank.boc.debit", 2, "128.50", "28.50", "28.50", "2026-02-11 14:35:20", "2026-02-12 09:00:01"),
    "bank_boc_credit.csv": ("bank.boc.credit", 2, "50.00", "20.00", "20.00", "2025-12-31 00:00:00", "2026-01-02 00:00:00"),
    "bank_icbc.csv": ("bank.icbc", 2, "128.50", "28.50", "28.50", "2026-02-11 00:00:00", "2026-02-12 00:00:00"),
    "bank_abc.csv": ("bank.abc", 2, "128.50", "28.50", "28.50", "2026-02-11 14:35:20", "2026-02-12 00:00:00"),
    "bank_bocom_debit.csv": ("bank.bocom.debit", 2, "128.50", "28.50", "28.50", "2026-02-11 14:35:20", "2026-02-12 09:00:01"),
    "bank_bocom_credit.csv": ("bank.bocom.credit", 2, "128.50", "28.50", "28.50", "2026-02-11 00:00:00", "2026-02-12 00:00:00"),
    "bank_cgb_credit.csv": ("bank.cgb.credit", 2, "128.50", "28.50", "28.50", "2026-02-11 00:00:00", "2026-02-12 00:00:00"),
    "bank_citic_credit.csv": ("bank.citic.credit", 2, "128.50", "28.50", "28.50", "2026-02-11 00:00:00", "2026-02-12 00:00:00"),
    "bank_spdb.csv": ("bank.spdb", 2, "128.50", "28.50", "28.50", "2026-02-11 14:35:20", "2026-02-12 09:00:01"),
    "bank_ccb.csv": ("bank.ccb", 2, "128.50", "28.50", "28.50", "2026-02-11 14:35:20", "2026-02-12 09:00:01"),
    "bank_hsbchk_credit.csv": (
        "bank.hsbchk.credit", 2, "1128.50", "28.50", "28.50", "2026-02-11 00:00:00", "2026-02-12 00:00:00"),
    "bank_hsbchk_debit.csv": ("bank.hsbchk.debit", 2, "75.50", "5.45", "0.00", "2026-03-01 00:00:00", "2026-03-24 00:00:00"),
    "bank_cmb_web.csv": ("bank.cmb.web", 2, "1128.50", "28.50", "28.50", "2026-02-11 14:35:20", "2026-02-12 09:00:01"),
    "bank_boc_web.csv": ("bank.boc.web", 2, "1128.50", "28.50", "28.50", "2026-02-11 14:35:20", "2026-02-12 09:00:01"),
    "bank_abc_workbook.xlsx": (
        "bank.abc.workbook", 3, "1128.50", "28.50", "28.50", "2026-02-10 00:00:00", "2026-02-12 09:00:01"),
    "bank_bocom_workbook.xlsx": (
        "bank.bocom.workbook", 2, "1128.50", "28.50", "28.50", "2026-02-11 14:35:20", "2026-02-12 09:00:01"),
    "bank_ccb_account.xlsx": (
        "bank.ccb.account", 5, "1165.50", "57.00", "57.00", "2026-02-11 00:00:00", "2026-02-14 00:00:00"),
    "bank_ccb_credit.csv": (
        "bank.ccb.credit", 3, "1128.50", "128.50", "28.50", "2026-02-11 00:00:00", "2026-02-15 00:00:00"),
    "bank_cmbc.xlsx": ("bank.cmbc", 2, "1128.50", "28.50", "28.50", "2026-02-11 14:35:20", "2026-02-12 09:00:01"),
    "bank_cmb_credit_2022.csv": (
        "bank.cmb.credit", 3, "1128.50", "28.50", "28.50", "2022-03-29 00:00:00", "2022-03-31 00:00:00"),
    "bank_bocom_credit_2020.csv": (
        "bank.bocom.credit", 3, "1128.50", "128.50", "28.50", "2020-12-18 00:00:00", "2020-12-22 00:00:00"),
    "bank_spdb_credit.xlsx": (
        "bank.spdb.credit", 2, "1128.50", "28.50", "28.50", "2026-02-11 00:00:00", "2026-02-12 00:00:00"),
    "bank_cib.xlsx": ("bank.cib", 2, "1128.50", "28.50", "28.50", "2026-02-11 14:35:20", "2026-02-12 09:00:01"),
    "bank_pab.xlsx": ("bank.pab", 2, "1128.50", "28.50", "28.50", "2026-02-11 14:35:20", "2026-02-12 09:00:01"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_whole(name: str) -> None:
    reader, count, out, came, refund, first, last = SAMPLES[name]
    facts, rows, told = read(Source(FIXTURES / name))
    sums = totals(rows)
    assert (facts.reader, sums.rows) == (reader, count)
    assert (str(sums.out), str(sums.in_), str(sums.refund)) == (out, came, refund)
    assert (shown(min(row.at for row in rows)), shown(max(row.at for row in rows))) == (first, last)
    assert all("不是交易行" in item.reason.zh for item in told if isinstance(item, Skipped))
    assert [item.line for item in told if isinstance(item, Noticed)] == [None] * (name == "alipay_ledger.csv")


@pytest.mark.parametrize("name", SAMPLES)
def test_one_reader_only_takes_a_sample_for_its_own(name: str) -> None:
    source = Source(FIXTURES / name)
    assert [reader.name for reader in STATEMENT_READERS if reader.detect(source)] == [SAMPLES[name][0]]


def test_every_reader_has_a_sample() -> None:
    named = {reader.name for reader in STATEMENT_READERS}
    assert named - {"refused", "alipay.cashbook"} == {sample[0] for sample in SAMPLES.values()}
    assert len(named) == len(STATEMENT_READERS)


def test_an_alipay_statement_says_whose_it_is() -> None:
    facts = read(Source(FIXTURES / "alipay_app.csv"))[0]
    assert (facts.source, facts.account, facts.encoding) == (StatementSource.ALIPAY, "tes***@example.com", "gb18030")
    assert facts.period_from is not None
    assert facts.exported_at is not None
    assert shown(facts.period_from) == "2026-01-01 00:00:00"
    assert shown(facts.exported_at) == "2026-04-01 09:12:52"
    assert ("支出", "4笔 318.40元") in facts.stated


def test_notes_below_the_rows_are_read_as_well() -> None:
    facts = read(Source(FIXTURES / "alipay_app_2021.csv"))[0]
    assert facts.account == "tes***@example.com"
    assert ("共", "4笔") in facts.stated


def test_alipay_closed_is_paid_and_given_back_or_never_paid() -> None:
    rows = {row.line: row for row in rows_of(Source(FIXTURES / "alipay_app.csv"))}
    assert rows[28].state is PaymentState.CLOSED
    assert rows[28].method == "余额宝"
    assert rows[31].state is PaymentState.NEVER_PAID
    assert rows[31].status == "交易关闭"


def test_an_alipay_refund_names_its_payment() -> None:
    rows = {row.line: row for row in rows_of(Source(FIXTURES / "alipay_app.csv"))}
    assert rows[27].refund_of == rows[28].transaction_no == "2026021222001418961434480002"
    assert rows[29].refund_of == rows[30].transaction_no
    assert rows[29].refunded == rows[29].amount == Money(5000)


def test_the_web_export_tells_refunds_on_the_payment() -> None:
    refund, paid, closed = rows_of(Source(FIXTURES / "alipay_web.csv"))
    assert (paid.state, paid.refunded) == (PaymentState.PARTLY_REFUNDED, Money(5000))
    assert shown(paid.at) == "2026-02-14 18:00:00"
    assert refund.refund_of == paid.transaction_no
    assert (refund.direction, closed.state) == (Direction.NEUTRAL, PaymentState.NEVER_PAID)


def test_alipays_ledger_tells_postings_and_that_the_bill_may_have_them_too() -> None:
    facts, (paid, back, came, given), (notice,) = read(Source(FIXTURES / "alipay_ledger.csv"))
    assert (paid.state, paid.counterparty, paid.counterparty_account) == (
        PaymentState.PAID, "某某数卡", "kam***@example.com")  # fmt: skip
    assert (back.state, back.refunded, back.merchant_no) == (PaymentState.REFUND, Money(2850), paid.merchant_no)
    assert back.refund_of == "2026021122001418961434480001"
    assert (came.state, came.counterparty_account) == (PaymentState.RECEIVED, "138****0000")
    assert (given.direction, given.state, given.refunded) == (Direction.OUT, PaymentState.OTHER, None)
    assert len({row.transaction_no for row in (paid, back, came, given)}) == 4
    assert isinstance(notice, Noticed)
    assert "账务明细" in notice.text.zh
    assert facts.period_from is not None
    assert facts.exported_at is not None
    assert (facts.account, shown(facts.period_from), shown(facts.exported_at)) == (
        "20880000000000000156", "2026-02-01 00:00:00", "2026-03-02 13:19:01")  # fmt: skip


@pytest.mark.parametrize(("income", "expense"), [("1.00", "-1.00"), ("1.00", "1.00")])
def test_a_posting_both_ways_is_refused_with_its_line(tmp_path: Path, income: str, expense: str) -> None:
    source = source_of(
        tmp_path,
        f"#支付宝账务明细查询\n账务流水号,发生时间,收入金额,支出金额\n1,2026-02-11 14:29:08,{income},{expense}\n",
    )
    with pytest.raises(UnreadableFile, match="line 3"):
        rows_of(source)


@pytest.mark.parametrize("name", ["wechat_2024.csv", "wechat_2025.xlsx", "wechat_2026.xlsx"])
def test_wechat_refunds_in_parts_and_in_full(name: str) -> None:
    rows = rows_of(Source(FIXTURES / name))
    by_no = {row.transaction_no: row for row in rows}
    parts = by_no["4200002659202602144772023403"]
    assert (parts.state, parts.refunded) == (PaymentState.PARTLY_REFUNDED, Money(5000))
    pieces = [row for row in rows if row.category == "卡密自动售-退款"]
    assert [(row.state, row.refunded, row.refunded_so_far) for row in pieces] == [
        (PaymentState.REFUND, Money(3000), Money(5000)),
        (PaymentState.REFUND, Money(2000), Money(5000)),
    ]
    assert by_no["4200002659202602124772023402"].state is PaymentState.REFUNDED
    assert by_no["132100005020107202602170012202175009214"].state is PaymentState.REFUND
    assert rows[-1].fee == Money(10)
    assert rows[-1].direction is Direction.NEUTRAL
    assert rows[0].note == ""


def test_jd_tells_refunds_in_the_amount() -> None:
    rows = rows_of(Source(FIXTURES / "jd.csv"))
    assert (rows[1].amount, rows[1].refunded, rows[1].state) == (
        Money(13177), Money(8984), PaymentState.PARTLY_REFUNDED)  # fmt: skip
    assert rows[3].state is PaymentState.REFUNDED
    assert rows[0].state is PaymentState.REFUND


def test_meituan_counts_what_was_paid() -> None:
    paid, refund, waiting = rows_of(Source(FIXTURES / "meituan.csv"))
    assert (paid.amount, paid.state) == (Money(9850), PaymentState.PAID)
    assert refund.state is PaymentState.REFUND
    assert waiting.state is PaymentState.PENDING


def test_the_cashbook_is_refused_with_the_reason() -> None:
    source = Source(FIXTURES / "cashbook.csv")
    reader = find_statement_reader(source)
    assert reader is not None
    with pytest.raises(UnreadableFile) as refusal:
        list(reader.read(source))
    assert "记账本" in refusal.value.sentence.zh
    assert "用于个人对账" in refusal.value.remedy.zh


def test_a_year_begins_between_two_rows() -> None:
    rows = rows_of(Source(FIXTURES / "bank_cmb_credit.csv"))
    assert [shown(row.at)[:10] for row in rows] == ["2025-12-29", "2026-01-02", "2026-01-05"]
    assert all(row.is_day_only for row in rows)


def test_a_bank_of_another_currency_keeps_it() -> None:
    sums = totals(rows_of(Source(FIXTURES / "bank_hsbchk_debit.csv")))
    assert sums.out == Money(7550, "HKD")


def test_a_currency_named_above_the_rows_holds_for_all_of_them() -> None:
    assert totals(rows_of(Source(FIXTURES / "bank_cib.xlsx"))).out == Money(112850, "HKD")
    assert totals(rows_of(Source(FIXTURES / "bank_cmb_web.csv"))).out == Money(112850)


def test_what_is_taken_back_is_money_that_came() -> None:
    back, paid = rows_of(Source(FIXTURES / "bank_cib.xlsx"))
    assert (back.direction, paid.direction) == (Direction.IN, Direction.OUT)


def test_the_counterparty_of_money_that_came_is_who_paid_it() -> None:
    paid, came = rows_of(Source(FIXTURES / "bank_pab.xlsx"))
    assert (paid.counterparty, came.counterparty, came.counterparty_account) == ("某某数卡", "某某数卡", "6217****8888")
    assert paid.transaction_no == "PAB202602110001"


def test_ccb_names_the_account_and_the_counterparty_in_one_cell() -> None:
    facts, rows, _ = read(Source(FIXTURES / "bank_ccb_account.xlsx"))
    assert [(row.counterparty_account, row.counterparty) for row in rows] == [
        ("Z******0010", "**数卡"), ("100000000", "某某数卡"), ("Z******0011", "**平台"), ("6200****4321", ""), ("", "")]  # fmt: skip
    assert (rows[0].product, rows[0].category) == ("财付通-微信支付-某某数卡", "消费")
    assert all(row.is_day_only for row in rows)
    assert facts.period_from is not None
    assert facts.period_to is not None
    assert (shown(facts.period_from), shown(facts.period_to)) == ("2026-02-01 00:00:00", "2026-02-28 23:59:59")
    assert facts.account == "6200000000000000123"


def test_a_banks_table_of_tabs_in_utf_16_under_the_names_of_2019(tmp_path: Path) -> None:
    text = (
        "交易日期\t业务摘要\t对方账户名称\t对方账户账号\t币种\t钞/汇\t收入金额\t支出金额\t余额\t交易渠道/场所\t附言\r\n"
        "2019/11/05\t网上快捷支付\t某某支付\t2155\t人民币元\t--\t\t12.50\t100.00\t银企对接\t支付宝\r\n"
    )
    facts, (row,), _ = read(source_of(tmp_path, text.encode("utf-16")))
    assert (facts.reader, row.amount, row.counterparty, row.method) == (
        "bank.boc.web", Money(1250), "某某支付", "银企对接")  # fmt: skip
    assert (shown(row.at), row.is_day_only) == ("2019-11-05 00:00:00", True)


def test_a_day_that_ccb_marked_and_a_card_written_as_text() -> None:
    facts, (marked, *_), _ = read(Source(FIXTURES / "bank_ccb_credit.csv"))
    assert facts.account == "********0000"
    assert (shown(marked.at)[:10], marked.method, marked.product) == ("2026-02-11", "********0000", "支付宝-某某数卡")


@pytest.mark.parametrize("commas", [1, 5, 6])
def test_commas_in_a_banks_last_text_are_put_together_and_told(tmp_path: Path, commas: int) -> None:
    header, row = (FIXTURES / "bank_ccb_credit.csv").read_bytes().decode("gb18030").splitlines()[8:10]
    source = source_of(tmp_path, f"{header}\n{row}{',分店' * commas}\n")
    if commas > 5:
        with pytest.raises(UnreadableFile, match="line 2"):
            rows_of(source)
        return
    _, (found,), (told,) = read(source)
    assert (found.product, found.amount) == ("支付宝-某某数卡" + ",分店" * commas, Money(112850))
    assert isinstance(told, Noticed)
    assert told.line == 2


def test_what_a_bank_reversed_came_back() -> None:
    assert [row.category for row in rows_of(Source(FIXTURES / "bank_ccb_account.xlsx")) if row.refunded] == [
        "消费退货", "消费冲正"]  # fmt: skip


def test_a_charge_that_is_not_posted_yet_has_its_own_day() -> None:
    """CMB's web site wrote `尚未入账` for the day and a tab before every cell."""
    waiting, posted, back = rows_of(Source(FIXTURES / "bank_cmb_credit_2022.csv"))
    assert (shown(waiting.at)[:10], waiting.product, waiting.method) == (
        "2022-03-31",
        "支付宝-某某数卡有限公司",
        "0000",
    )
    assert (posted.amount, back.state) == (Money(100000), PaymentState.REFUND)


def test_bank_dates_with_and_without_a_time_of_day() -> None:
    first, second = rows_of(Source(FIXTURES / "bank_abc.csv"))
    assert (first.is_day_only, second.is_day_only) == (False, True)
    assert second.state is PaymentState.REFUND


@pytest.mark.parametrize("name", [*SAMPLES, "cashbook.csv"])
def test_nothing_but_a_refusal_comes_out_of_broken_files(name: str, tmp_path: Path) -> None:
    """500 inputs a reader; `tests/benchmarks/fuzz_statement_readers.py` runs for as long as asked."""
    sample = FIXTURES / name
    reader, data, chance = reader_of(sample), sample.read_bytes(), random.Random(name)
    share = sum(SAMPLES[other][0] == reader.name for other in SAMPLES) or 1
    whole = [run(mutated(data, chance), reader, tmp_path / "broken") for _ in range(-(-500 // share))]
    assert not all(whole)
