"""Kill `yot … -o FILE` at random moments: the old file or the new one, never another.

    python tests/long/kill.py 1000 1

Prints how often each was found; status 1 if anything else was.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

COMMAND = [sys.executable, "-m", "yotcli", "list", "--format", "json", "-o"]
OLD = b"the old file\n"


def main(kills: int, seed: int) -> int:
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "answer.json")
        started = time.perf_counter()
        subprocess.run([*COMMAND, str(path)], check=True)
        took = time.perf_counter() - started
        new = path.read_bytes()
        for _ in range(kills):
            path.write_bytes(OLD)
            process = subprocess.Popen([*COMMAND, str(path)], stderr=subprocess.PIPE)
            # Most kills fall where the file is written, which is at the end.
            time.sleep(took * chance.triangular(0, 1.2, 1))
            process.kill()
            _, trouble = process.communicate()
            found["trouble"] += bool(trouble)
            content = path.read_bytes()
            whole = {OLD: "the old file", new: "the new file"}
            found[whole.get(content, "another file")] += 1
            for name in os.listdir(folder):
                if name != path.name:
                    hidden = name.startswith(".yot-") and name.endswith(".part")
                    found["leftover, hidden" if hidden else "leftover, seen"] += 1
                    os.unlink(Path(folder, name))
    print(f"{kills} kills, seed {seed}")
    for what, count in sorted(found.items()):
        print(f"{count} {what}")
    return int(any(found[one] for one in ("another file", "leftover, seen", "trouble")))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
