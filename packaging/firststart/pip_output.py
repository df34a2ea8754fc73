"""What pip printed, in a line that helps."""

import re
from collections.abc import Sequence
from pathlib import Path

from firststart.wording import SetupError

_DOWNLOAD = re.compile(r"Downloading (?:\S*/)?(?P<name>[A-Za-z0-9_.]+)-\S+ \((?P<size>[\d.]+ MB)\)")
_NO_NETWORK = re.compile(
    r"NewConnectionError|NameResolutionError|Failed to establish a new connection|Temporary failure in name resolution"
    r"|getaddrinfo failed|Connection refused|Network is unreachable|ConnectTimeout|Read timed out|ReadTimeoutError"
    r"|ProxyError|Connection aborted|ConnectionResetError"
)
_NO_TRUST = re.compile(r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError")
_WRONG_HASH = re.compile(r"DO NOT MATCH THE HASHES")
_NO_BUILD = re.compile(r"No matching distribution found for (?P<what>\S+)")
_IN_USE = re.compile(r"WinError (?:5|32)\b|Access is denied|being used by another process")
MIRROR = "https://pypi.tuna.tsinghua.edu.cn/simple"


def large_download(line: str) -> str:
    """Return "name size" when the line starts a download of a megabyte or more, else an empty text."""
    found = _DOWNLOAD.search(line)
    return f"{found['name']} {found['size']}" if found else ""


def failure(lines: Sequence[str], log: Path) -> SetupError:
    """Return the one line that says why pip failed, with what to do."""
    text = "\n".join(lines)
    where_zh, where_en = f"（详见 {log}）", f" (details: {log})"
    if _WRONG_HASH.search(text):
        return SetupError(
            f"下载的软件包与锁定文件的哈希不符，没有安装任何东西；请换一个软件源再试{where_zh}。",
            f"A downloaded package does not match the lock file's hash, so nothing was installed: "
            f"try another index{where_en}.",
        )
    if _NO_TRUST.search(text):
        return SetupError(
            f"软件源的证书不受信任；如在公司网络内，请设置 PIP_CERT{where_zh}。",
            f"The package index shows an untrusted certificate; behind a company proxy set PIP_CERT{where_en}.",
        )
    if _NO_NETWORK.search(text):
        return SetupError(
            f"连不上软件源。请检查网络后再启动；在中国大陆可先设置镜像：PIP_INDEX_URL={MIRROR}{where_zh}。",
            f"The package index cannot be reached. Check the network and start again, or name a mirror: "
            f"PIP_INDEX_URL={MIRROR}{where_en}.",
        )
    if _IN_USE.search(text):
        return SetupError(
            f"有文件正在使用：请关闭凭据匣的窗口后再启动{where_zh}。",
            f"A file is in use: close Pingju's windows and start again{where_en}.",
        )
    missing = _NO_BUILD.search(text)
    if missing:
        return SetupError(
            f"软件源里没有适合本机 Python 的 {missing['what']}；请改用 Python 3.11–3.14，或换软件源{where_zh}。",
            f"The index has no {missing['what']} for this Python and system: use Python 3.11 to 3.14, "
            f"or another index{where_en}.",
        )
    last = next((line for line in reversed(lines) if line.startswith("ERROR")), lines[-1] if lines else "?")
    return SetupError(f"安装失败：{last}{where_zh}", f"The packages could not be installed: {last}{where_en}")
