"""A million made-up texts through restoring (`make soak`): nothing but a ShanhaiError is raised, and every text is rebuilt.

Each text is a few pieces drawn from damaged, clean and odd ones, the same for the same seed; every tenth is also restored twice.
Writes bench/results/fuzz.json.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from random import Random

from bench.compare import RESULTS, machine
from bench.damage import KINDS, damage
from shanhai.model import ShanhaiError
from shanhai.restore import Alignment, rebuild, restore_text

TWICE = 10
STRIDE = 7  # characters between those that are followed to the published text and back

CLEAN = "9月3日，甲县县委书记李四率党政代表团到乙市考察，双方在海口签订“山海协作”协议，进一步推进项目落地。"
ODD = (
    *"縣書記著乾於，、。；：！？,;:!?()（）“”《》\n\t ?*#&|^~@€□\ufeff\u200b\u200d\u00a0\u3000\ue000😀aI1０Ａ",
    "(shū)", "(jì)", "?shù)", "?yàn)I", "?qū)", ",,", ",、", ",。", "?。", "?！", "???", "&nbsp;", "&#x5c;", "&amp;amp;lt;",
    "202223年", ",年在",
    "壹", "伺服器", "當(dāng)?shù)厮?、", "天津?qū)谥г誓", "每?zǒng)€", "各省?。▍^、市)",
    "aR8甲县新闻网\n", "甲 县 乙 市 ", "\ud800", "\x00", "１２３",
)  # fmt: skip


def text_of(draw: Random) -> str:
    """One text of up to some twenty pieces."""
    pieces = []
    for _ in range(draw.randint(1, 8)):
        if draw.random() < 0.7:
            pieces += draw.choices(ODD, k=draw.randint(1, 3))
        else:
            start = draw.randrange(len(CLEAN))
            pieces.append(CLEAN[start : start + draw.randint(1, 20)])
    text = "".join(pieces)
    if draw.random() < 0.01:
        text = damage(CLEAN + text.encode("utf-8", "ignore").decode(), draw.choice(tuple(KINDS)), seed=draw.randrange(1000)).text
    return text


def faults(text: str, *, twice: bool) -> Iterator[str]:
    """What is wrong with the restoring of a text: nothing, on any text."""
    try:
        restored = restore_text(text)
        if rebuild(restored) != text:
            yield "not rebuilt"
        alignment = Alignment(restored)
        for place in range(0, len(restored.text), STRIDE):
            start, end, _ = alignment.to_published(place, place + 1)
            first, last = alignment.restored_span(start, end)
            if not first <= place < last:
                yield "not aligned"
        if twice and restore_text(restored.text).text != restored.text:
            yield "not settled"
    except ShanhaiError:
        yield "refused"
    except Exception as error:
        yield f"raised {type(error).__name__}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    draw, slowest, found = Random(options.seed), 0.0, Counter[str]()
    begun = time.monotonic()
    for number in range(options.inputs):
        text = text_of(draw)
        before = time.process_time()
        for fault in faults(text, twice=number % TWICE == 0):
            found[fault] += 1
            print(f"{fault}: input {number} of seed {options.seed}: {text!r}", flush=True)
        slowest = max(slowest, time.process_time() - before)
    result = {
        "machine": machine().processor,
        "commit": machine().commit,
        "seed": options.seed,
        "inputs": options.inputs,
        "restored_twice": -(-options.inputs // TWICE),
        "faults": dict(found),
        "slowest_seconds": round(slowest, 3),
        "seconds": round(time.monotonic() - begun),
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "fuzz.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result, indent=1))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
