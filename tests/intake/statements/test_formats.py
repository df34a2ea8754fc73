"""What the services write, item by item (formats.md, 1.1 to 1.3): statuses, types, refunds, and files as they come.

Layouts that no public file has whole were taken over from the tests of other open importers, whose authors say that
they follow real exports (github.com/mayswind/ezbookkeeping, Xm798/bean-sieve).
"""

# A table is read along its rows.
# ruff: noqa: E501

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from app.domain.imports import Noticed
from app.domain.money import Money
from app.domain.payments import Direction, PaymentState
from app.domain.times import shown
from app.intake.sources import Source
from tests.intake.statements.building import (
    ALIPAY_HEADER,
    ALIPAY_ROW,
    WECHAT_HEADER,
    WECHAT_ROW,
    alipay,
    read,
    rows_of,
    source_of,
    wechat,
)

NUMBER = "2026021122001418961434480001"


@pytest.mark.parametrize(
    ("status", "direction", "state"),
    [
        ("交易成功", "支出", PaymentState.PAID),
        ("支付成功", "支出", PaymentState.PAID),
        ("代付成功", "支出", PaymentState.PAID),
        ("亲情卡付款成功", "支出", PaymentState.PAID),
        ("等待确认收货", "支出", PaymentState.PAID),
        ("等待对方发货", "支出", PaymentState.PAID),
        ("等待对方确认收货", "支出", PaymentState.PAID),
        ("交易关闭", "支出", PaymentState.CLOSED),
        ("已关闭", "不计收支", PaymentState.CLOSED),
        ("退款成功", "不计收支", PaymentState.REFUND),
        ("退款成功", "收入", PaymentState.REFUND),
        ("退款成功", "其他", PaymentState.REFUND),
        ("收款成功", "收入", PaymentState.RECEIVED),
        ("退税成功", "收入", PaymentState.RECEIVED),
        ("充值成功", "不计收支", PaymentState.OTHER),
        ("提取成功", "不计收支", PaymentState.OTHER),
        ("转出成功", "不计收支", PaymentState.OTHER),
        ("解冻成功", "不计收支", PaymentState.OTHER),
        ("还款成功", "不计收支", PaymentState.PAID),
        ("信用服务使用成功", "不计收支", PaymentState.PAID),
        ("还款失败", "不计收支", PaymentState.FAILED),
        ("没有人见过的状态", "支出", PaymentState.OTHER),
    ],
)
def test_every_alipay_status_is_kept_and_told(tmp_path: Path, status: str, direction: str, state: PaymentState) -> None:
    row = ALIPAY_ROW.replace("交易成功", status).replace("支出", direction)
    (found,) = rows_of(source_of(tmp_path, alipay(row)))
    assert (found.status, found.state) == (status, state)


@pytest.mark.parametrize(
    ("number", "merchant", "category", "direction", "refund_of"),
    [
        (f"{NUMBER}_20260212200133", "T1", "退款", "不计收支", NUMBER),
        (f"{NUMBER}_M20220120215215529", "T1", "退款", "不计收支", NUMBER),
        (f"{NUMBER}_XG20260215", "T1", "餐饮美食", "不计收支", NUMBER),
        (f"{NUMBER}_1", "T1", "退款", "收入", NUMBER),
        ("20260212200040011100990001", "T200P_0", "转账红包", "不计收支", ""),
    ],
    ids=["digits", "letters", "under another category", "older files: income", "a transfer's, which links nothing"],
)
def test_alipay_refunds_name_their_payment_where_they_can(
    tmp_path: Path, number: str, merchant: str, category: str, direction: str, refund_of: str
) -> None:
    row = f"2026-02-12 20:01:33,{category},某某数卡,/,退款-会员,{direction},28.50,余额宝,退款成功,{number}\t,{merchant}\t,,"
    (found,) = rows_of(source_of(tmp_path, alipay(row)))
    assert (found.state, found.refunded, found.refund_of) == (PaymentState.REFUND, Money(2850), refund_of)
    assert (found.transaction_no, found.merchant_no, found.category) == (number, merchant, category)


@pytest.mark.parametrize("method", ["余额宝&红包", "招商银行信用卡(7449)&花呗", ""])
@pytest.mark.parametrize("account", ["fin***@jieyisoft.com", "138******11"])
def test_mixed_methods_and_masked_accounts_are_kept_as_they_stand(tmp_path: Path, method: str, account: str) -> None:
    row = ALIPAY_ROW.replace("余额宝", method).replace(",/,", f",{account},")
    (found,) = rows_of(source_of(tmp_path, alipay(row)))
    assert (found.method, found.counterparty_account) == (method, account)


@pytest.mark.parametrize("company", ["支付宝（中国）网络技术有限公司", "支付宝支付科技有限公司"])
def test_alipay_as_it_comes_with_two_kinds_of_line_ends(tmp_path: Path, company: str) -> None:
    """The preamble ends its lines with CRLF, the table with LF; 24 lines stand above the header."""
    above = [
        "-" * 84, "导出信息：", "姓名：测试", "支付宝账户：138******11",
        "起始时间：[2026-02-01 00:00:00]    终止时间：[2026-02-28 23:59:59]", "导出交易类型：[全部]",
        "导出时间：[2026-03-04 13:03:08]", "共2笔记录", "收入：0笔 0.00元", "支出：2笔 257.00元", "不计收支：0笔 0.00元", "",
        "特别提示：", *(f"{number}.本回单内容" for number in range(1, 10)), "",
        "-" * 24 + company + "  电子客户回单" + "-" * 24,
    ]  # fmt: skip
    text = "".join(f"{line}\r\n" for line in above) + f"{ALIPAY_HEADER}\n{ALIPAY_ROW}\n{ALIPAY_ROW}\n"
    facts, rows, told = read(source_of(tmp_path, text.encode("gb18030")))
    assert [row.line for row in rows] == [26, 27]
    assert (facts.account, facts.period_from and shown(facts.period_from), facts.exported_at and shown(facts.exported_at)) == (
        "138******11", "2026-02-01 00:00:00", "2026-03-04 13:03:08")  # fmt: skip
    assert ("支出", "2笔 257.00元") in facts.stated
    assert told == []


@pytest.mark.parametrize(
    ("funds", "direction", "status", "state"),
    [
        ("已支出", "支出", "交易成功", PaymentState.PAID),
        ("已收入", "收入", "交易成功", PaymentState.RECEIVED),
        ("资金转移", "不计收支", "交易成功", PaymentState.PAID),
        ("已支出", "支出", "交易关闭", PaymentState.CLOSED),
        ("", "支出", "交易关闭", PaymentState.NEVER_PAID),
    ],
)
def test_the_funds_of_alipays_web_export_tell_what_was_paid(
    tmp_path: Path, funds: str, direction: str, status: str, state: PaymentState
) -> None:
    header = (
        "交易号                  ,商家订单号               ,交易创建时间              ,付款时间                ,"
        "最近修改时间              ,交易来源地     ,类型              ,交易对方            ,商品名称                ,"
        "金额（元）   ,收/支     ,交易状态    ,服务费（元）   ,成功退款（元）  ,备注                  ,资金状态     ,"
    )
    row = (
        f"{NUMBER}\t,T1\t,2026-02-14 17:59:40 ,                    ,2026-02-15 10:00:04 ,淘宝        ,支付宝担保交易   ,"
        f"某某数卡 ,话费充值券 ,100.00  ,{direction}      ,{status}    ,0.60     ,0.00     ,       ,{funds}      ,"
    )
    above = ["支付宝交易记录明细查询", "账号:[tes***@example.com]", "起始日期:[2026-02-01 00:00:00]    终止日期:[2026-03-01 00:00:00]",
             "-" * 33 + "交易记录明细列表" + "-" * 36]  # fmt: skip
    below = ["-" * 84, "共1笔记录", "已收入:0笔,0.00元", "导出时间:[2026-03-02 14:34:22]    用户:测试"]
    facts, (found,), told = read(source_of(tmp_path, "\n".join([*above, header, row, *below]).encode("gb18030")))
    assert (found.state, found.amount, found.fee, found.refunded) == (state, Money(10000), Money(60), None)
    assert shown(found.at) == "2026-02-14 17:59:40"
    assert facts.account == "tes***@example.com"
    assert facts.exported_at is not None
    assert told == []


@pytest.mark.parametrize(
    ("status", "direction", "state"),
    [
        ("支付成功", "支出", PaymentState.PAID),
        ("已转账", "支出", PaymentState.PAID),
        ("朋友已收钱", "支出", PaymentState.PAID),
        ("对方已收钱", "支出", PaymentState.PAID),
        ("已收钱", "收入", PaymentState.RECEIVED),
        ("已存入零钱", "收入", PaymentState.RECEIVED),
        ("已到账", "收入", PaymentState.RECEIVED),
        ("充值成功", "收入", PaymentState.RECEIVED),
        ("充值完成", "/", PaymentState.OTHER),
        ("提现已到账", "/", PaymentState.OTHER),
        ("对方已退还", "支出", PaymentState.REFUNDED),
        ("已全额退款", "支出", PaymentState.REFUNDED),
        ("提现失败，已退回零钱", "/", PaymentState.FAILED),
        ("没有人见过的状态", "支出", PaymentState.OTHER),
    ],
)
def test_every_wechat_status_is_kept_and_told(tmp_path: Path, status: str, direction: str, state: PaymentState) -> None:
    row = WECHAT_ROW.replace("支付成功", f'"{status}"').replace("支出", direction)
    (found,) = rows_of(source_of(tmp_path, wechat(row)))
    assert (found.status, found.state) == (status, state)


@pytest.mark.parametrize(
    "kind",
    [
        "商户消费", "扫二维码付款", "二维码收款", "转账", "微信红包", "微信红包（单发）", "群收款", "零钱提现", "零钱充值",
        "转入零钱通-来自零钱", "零钱通转出-到工商银行(9876)", "信用卡还款", "购买理财通", "亲属卡交易", "赞赏码", "分分捐",
        "其他", "经营账户提现", "没有人见过的类型",
    ],
)  # fmt: skip
def test_no_wechat_type_is_an_error(tmp_path: Path, kind: str) -> None:
    (found,) = rows_of(source_of(tmp_path, wechat(WECHAT_ROW.replace("商户消费", kind))))
    assert (found.category, found.state) == (kind, PaymentState.PAID)


@pytest.mark.parametrize("kind", ["自助侠-退款", "转账-退款", "微信红包-退款", "亲属卡交易-退款"])
@pytest.mark.parametrize("status", ["已退款¥128.50", "已退款￥128.50", "已退款(¥470.72)", "已全额退款"])
def test_wechat_refunds_are_rows_of_their_own_without_a_link(tmp_path: Path, kind: str, status: str) -> None:
    row = WECHAT_ROW.replace("商户消费", kind).replace("支出", "收入").replace("支付成功", f'"{status}"')
    (found,) = rows_of(source_of(tmp_path, wechat(row.replace("CARD1", "/"))))
    assert (found.state, found.direction, found.refunded) == (PaymentState.REFUND, Direction.IN, Money(12850))
    assert (found.merchant_no, found.refund_of) == ("", "")
    assert found.refunded_so_far == Money(47072 if "470.72" in status else 12850)


@pytest.mark.parametrize(
    ("note", "fee"), [("服务费¥0.10", 10), ("服务费￥1.00", 100), ("已优惠¥10.00", None), ("/", None)]
)
def test_the_fee_of_a_withdrawal_stands_in_the_note(tmp_path: Path, note: str, fee: int | None) -> None:
    row = WECHAT_ROW.replace('"/"', f'"{note}"').replace("商户消费", "零钱提现").replace("支出", "/")
    (found,) = rows_of(source_of(tmp_path, wechat(row)))
    assert found.fee == (None if fee is None else Money(fee))
    assert found.note == ("" if note == "/" else note)


def test_what_wechat_says_above_its_rows(tmp_path: Path) -> None:
    above = [
        "微信支付账单明细,,,,,,,,", "微信昵称：[测试, 小号],,,,,,,,",
        "起始时间：[2026-02-01 00:00:00] 终止时间：[2026-02-28 23:59:59],,,,,,,,", "导出类型：[全部],,,,,,,,",
        "导出时间：[2026-03-02 16:05:22],,,,,,,,", ",,,,,,,,", "共43笔记录,,,,,,,,", "收入：1笔 0.35元,,,,,,,,",
        "支出：1笔 28.16元,,,,,,,,", "中性交易：0笔 0.00元,,,,,,,,", "注：,,,,,,,,",
        "4. 本账单中所有时间均为UTC+08:00时间,,,,,,,,", ",,,,,,,,",
        "----------------------微信支付账单明细列表--------------------,,,,,,,,",
    ]  # fmt: skip
    facts, rows, told = read(source_of(tmp_path, "\n".join([*above, WECHAT_HEADER, WECHAT_ROW])))
    assert [row.line for row in rows] == [16]
    assert facts.account.startswith("测试")
    assert ("中性交易", "0笔 0.00元") in facts.stated
    assert facts.period_to is not None
    assert shown(facts.period_to) == "2026-02-28 23:59:59"
    assert [type(item) for item in told] == [Noticed]


PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override '
    'PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override '
    'PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" '
    'r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship '
    'Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
    'Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt '
    'numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="&quot;¥&quot;#,##0.00"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1">'
    '<xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" '
    'applyNumberFormat="1"/></cellXfs></styleSheet>',
}  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "x:"], ids=["plain", "prefixed"])
def test_wechats_workbook_as_it_comes_since_2026(tmp_path: Path, prefix: str) -> None:
    """Shared strings, no row element for the blank row, self-closed blank cells, dates as serials, bare amounts."""
    cells = [
        "商户消费",
        "某某数卡",
        "点卡",
        "支出",
        None,
        "零钱",
        "支付成功",
        "4200002659202602114772023401",
        None,
        "/",
    ]
    strings = ["微信支付账单明细", "-" * 20 + "微信支付账单明细列表" + "-" * 20, *WECHAT_HEADER.split(","),
               *(cell for cell in cells if cell)]  # fmt: skip

    def text(place: str, said: str | None) -> str:
        if said is None:
            return f'<c r="{place}" s="0"/>'
        return f'<c r="{place}" t="s"><v>{strings.index(said)}</v></c>'

    header = "".join(text(f"{chr(65 + at)}18", name) for at, name in enumerate(WECHAT_HEADER.split(",")))
    row = "".join(text(f"{chr(66 + at)}19", cell) for at, cell in enumerate(cells) if at != 4)
    sheet = (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1:K19"/><sheetData><row r="1">{text("A1", strings[0])}</row>'
        f'<row r="17">{text("A17", strings[1])}</row><row r="18">{header}</row>'
        f'<row r="19"><c r="A19" s="1"><v>46064.607870370397</v></c>{row}<c r="F19" s="2"><v>128.5</v></c></row>'
        "</sheetData></worksheet>"
    )
    # The amount's cell must stand in its place among the others.
    amount = '<c r="F19" s="2"><v>128.5</v></c>'
    sheet = sheet.replace(amount, "").replace('<c r="G19"', f'{amount}<c r="G19"')
    shared = (
        f'<sst xmlns="{MAIN}" count="{len(strings)}">' + "".join(f"<si><t>{one}</t></si>" for one in strings) + "</sst>"
    )
    path = tmp_path / "账单"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in (PARTS | {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": shared}).items():
            package.writestr(name, _prefixed(xml, prefix) if "sheet1" in name or "shared" in name else xml)
    facts, (found,), told = read(Source(path))
    assert (facts.reader, found.line, shown(found.at)) == ("wechat.xlsx", 19, "2026-02-11 14:35:20")
    assert (found.amount, found.transaction_no, found.merchant_no) == (
        Money(12850), "4200002659202602114772023401", "")  # fmt: skip
    assert told == []


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _prefixed(xml: str, prefix: str) -> str:
    """The same XML as other libraries write it, every element of the main namespace under a prefix."""
    if not prefix:
        return xml
    named = re.sub(r"<(/?)(\w)", rf"<\1{prefix}\2", xml)
    return named.replace(f'xmlns="{MAIN}"', f'xmlns:{prefix[:-1]}="{MAIN}"')


def test_meituan_as_it_comes(tmp_path: Path) -> None:
    """Blank lines are `""`, ids stand in quotation marks with a tab inside, the count after a colon; 还款 is a row."""
    lines = [
        "\ufeff美团交易账单明细", "美团用户名：[SJT000]", "起始时间：[2025-02-01] 终止时间：[2025-02-28]", "导出交易类型：[全部]",
        "导出时间：[2025-03-30 17:43:31]", '""', "共：4笔记录", "支出：3笔 1.00元", "收入：1笔 1.00元", '""', "特别提示：",
        "1. 本明细与实际交易结果不符时，以实际交易情况为准", '""', "【美团交易账单明细列表】",
        "交易创建时间,交易成功时间,交易类型,订单标题,收/支,支付方式,订单金额,实付金额,交易单号,商家单号,备注",
        '2025-02-28 20:35:13,2025-02-28 20:35:25,支付,奶茶（大兴店） 订单详情,支出,美团月付,¥22.30,¥21.17,"250228\t","0_22\t",/',
        '2025-02-27 07:04:17,2025-02-27 07:04:18,退款,蛋挞6只,收入,某银行信用卡(1875),¥20.00,¥20.00,"250227\t","49G\t",/',
        '2025-02-12 20:59:12,2025-02-12 20:59:20,还款,【美团月付】主动还款,支出,某银行储蓄卡(3147),¥48.14,¥48.12,"250212\t","R\t",/',
        '2025-02-11 10:00:00,2025-02-11 10:00:05,支付,大额,支出,微信支付,"¥1,549.00","¥1,549.00","250211\t","M\t",/', "",
    ]  # fmt: skip
    facts, rows, told = read(source_of(tmp_path, "\r\n".join(lines)))
    assert (facts.reader, facts.account, told) == ("meituan", "SJT000", [])
    assert [(row.line, row.amount.fen, row.state, row.transaction_no) for row in rows] == [
        (16, 2117, PaymentState.PAID, "250228"),
        (17, 2000, PaymentState.REFUND, "250227"),
        (18, 4812, PaymentState.PAID, "250212"),
        (19, 154900, PaymentState.PAID, "250211"),
    ]
    assert shown(rows[0].at) == "2025-02-28 20:35:25"


@pytest.mark.parametrize(
    ("written", "refunded", "state"),
    [
        ("131.77(已退款89.84)", 8984, PaymentState.PARTLY_REFUNDED),
        ("1174.41（已退款903.43）", 90343, PaymentState.PARTLY_REFUNDED),
        ("468.32(已全额退款)", 46832, PaymentState.REFUNDED),
        ('"1,468.32(已退款1,000.00)"', 100000, PaymentState.PARTLY_REFUNDED),
        ("10.20", None, PaymentState.PAID),
    ],
)
def test_jd_as_it_comes(tmp_path: Path, written: str, refunded: int | None, state: PaymentState) -> None:
    """Times and ids end in a tab, and a row has a cell more than the header."""
    text = (
        "\ufeff导出信息：\n京东账号名：jd_test\n申请时间：2025-01-01 11:32:42\n日期区间：2024-12-01 至 2024-12-31\n共：1笔记录\n\n"
        "交易时间,商户名称,交易说明,金额,收/付款方式,交易状态,收/支,交易分类,交易订单号,商家订单号,备注\n"
        f"2024-12-28 13:27:56\t,京东平台商户,会员,{written},数字人民币-某银行钱包(0637),交易成功,支出,数码,100000011234\t,1000345\t, ,\n"
    )
    facts, (row,), told = read(source_of(tmp_path, text))
    assert (row.state, row.refunded) == (state, None if refunded is None else Money(refunded))
    assert (row.transaction_no, row.merchant_no, row.note) == ("100000011234", "1000345", "")
    assert facts.period_from is not None
    assert (facts.account, shown(facts.period_from), told) == ("jd_test", "2024-12-01 00:00:00", [])


@pytest.mark.parametrize(
    ("product", "direction", "status", "state"),
    [
        ("退款-洁面乳", "收入", "交易成功", PaymentState.REFUND),
        ("价保退款-洁面乳", "收入", "交易成功", PaymentState.REFUND),
        ("退款-洁面乳", "不计收支", "退款成功", PaymentState.REFUND),
        ("京东小金库收益", "收入", "交易成功", PaymentState.RECEIVED),
        ("退款险", "支出", "交易成功", PaymentState.PAID),
    ],
)
def test_jd_refunds_of_either_generation(
    tmp_path: Path, product: str, direction: str, status: str, state: PaymentState
) -> None:
    text = (
        "导出信息：\n京东账号名：jd_test\n\n"
        "交易时间,交易分类,商户名称,交易说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注\n"
        f"2021-12-15 18:35:00\t,网购,京东平台商户,{product},{direction},112.98,京东白条,{status},88438843884\t,2954\t,\n"
    )
    (row,) = rows_of(source_of(tmp_path, text))
    assert row.state is state
    assert (row.refunded == Money(11298)) is (state is PaymentState.REFUND)
