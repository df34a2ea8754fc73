"""Read a generated Alipay statement of a million rows: our reader beside one pass of `csv.reader` over the same file.

    python tests/benchmarks/bench_statement_reader.py [--rows 1000000] [--xlsx-rows 0]

Each runs in a process of its own; memory is the process's peak of resident memory.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from app.domain.payment_totals import Summing
from app.domain.payments import StatementRow
from app.intake.sources import Source
from app.intake.statements.registry import find_statement_reader

BEGIN = datetime(2016, 1, 1)  # noqa: DTZ001 - a statement's times have no zone


def write_csv(path: Path, rows: int) -> None:
    with path.open("w", encoding="gb18030", newline="") as file:
        file.write("----------------支付宝（中国）网络技术有限公司  电子客户回单----------------\n")
        file.write(
            "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,\n"
        )
        for number in range(rows):
            at = BEGIN + timedelta(seconds=number * 300)
            file.write(
                f"{at},日用百货,某某数卡专营店{number % 5000},sk***@example.com,游戏点卡{number % 700}元,"
                f"{('支出', '收入', '不计收支')[number % 3]},{number % 90_000 / 100:.2f},余额宝,"
                f"{'退款成功' if number % 10 == 8 else '交易成功'},"
                f"2026{number + 1:024d}{'_1' if number % 10 == 8 else ''}\t,T200P{number:016d}\t,,\n"
            )


def write_xlsx(path: Path, rows: int) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append(["微信支付账单明细"])
    sheet.append(
        [
            "交易时间",
            "交易类型",
            "交易对方",
            "商品",
            "收/支",
            "金额(元)",
            "支付方式",
            "当前状态",
            "交易单号",
            "商户单号",
            "备注",
        ]
    )
    for number in range(rows):
        at = BEGIN + timedelta(seconds=number * 300)
        sheet.append([
            at, "商户消费", f"某某数卡{number % 5000}", f"点卡{number % 700}", "支出", number % 90_000 / 100,
            "零钱", "支付成功",
            f"4200{number + 1:024d}", f"CARD{number:016d}", "/",
        ])  # fmt: skip
    book.save(path)


def bare(path: Path) -> int:
    with path.open(encoding="gb18030", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def ours(path: Path) -> int:
    source = Source(path)
    reader = find_statement_reader(source)
    assert reader is not None
    sums = Summing()
    for item in reader.read(source):
        if isinstance(item, StatementRow):
            sums.add(item)
    return sums.totals().rows


def _measured(
    work: Callable[[Path], int], path: Path, results: multiprocessing.Queue[tuple[int, float, float]]
) -> None:
    begun = time.perf_counter()
    rows = work(path)
    results.put((rows, time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measure(name: str, work: Callable[[Path], int], path: Path) -> float:
    spawning = multiprocessing.get_context("spawn")
    results = spawning.Queue()
    process = spawning.Process(target=_measured, args=(work, path, results))
    process.start()
    rows, seconds, peak = results.get()
    process.join()
    print(f"{name:22} {rows:9,} rows {seconds:8.2f} s {peak:7.0f} MB peak")
    return float(seconds)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--xlsx-rows", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement.csv"
        write_csv(path, asked.rows)
        print(f"{path.stat().st_size / (1 << 20):.0f} MB of CSV")
        floor = measure("bare csv.reader", bare, path)
        taken = measure("alipay.app with sums", ours, path)
        print(f"ratio {taken / floor:.1f}")
        if asked.xlsx_rows:
            book = Path(folder) / "statement.xlsx"
            write_xlsx(book, asked.xlsx_rows)
            measure("wechat.xlsx with sums", ours, book)


if __name__ == "__main__":
    main()
