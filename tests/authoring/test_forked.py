"""Forked kernels: quick to start, and nothing of one is seen in another."""

import json
import subprocess
import sys
import textwrap

import pytest

from dlcourse.authoring.sources import ROOT

SCRIPT = textwrap.dedent("""
    import json, os, sys
    from jupyter_client.manager import start_new_kernel
    from dlcourse.authoring import forked

    def said(client, code, interrupt=None):
        texts = []
        def hear(message):
            texts.append(message["content"].get("text", ""))
            if interrupt is not None and "begun" in texts[-1]:
                interrupt()
        reply = client.execute_interactive(code, timeout=60, output_hook=hear)
        return "".join(texts).strip(), reply["content"].get("ename")

    if __name__ == "__main__":
        forked.use()
        folder = sys.argv[1]
        seen = {}
        for number in (1, 2):
            own = {**os.environ, "DLCOURSE_NUMBER": str(number)}
            manager, client = start_new_kernel(kernel_name="python3", env=own, cwd=folder)
            before = said(client, "import os, sys\\nprint('torch' in sys.modules, 'torch' in globals(), "
                                  "'mine' in globals())")
            said(client, "mine = 1")
            place = said(client, "print(os.environ['DLCOURSE_NUMBER'], os.getcwd(), os.getppid())")
            drawn = said(client, "import matplotlib; print(matplotlib.get_backend())")
            broken = said(client, "print('begun', flush=True)\\nimport time\\ntime.sleep(60)", manager.interrupt_kernel)
            after = said(client, "print(mine)")
            manager.shutdown_kernel()
            seen[number] = [before[0], place[0].split(), drawn[0], broken[1], after[0], manager.is_alive()]
        print(json.dumps(seen))
""")


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not forked there, and kernels start fresh")
def test_a_forked_kernel_has_the_imports_and_nothing_else(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    run = subprocess.run([sys.executable, str(script), str(tmp_path)], capture_output=True, text=True, cwd=ROOT,
                         timeout=120)
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout.splitlines()[-1])
    parents = set()
    for number in ("1", "2"):
        before, (given, folder, parent), drawn, broken, after, alive = seen[number]
        assert before == "True False False"  # torch is loaded, but has no name; nothing is left of the kernel before
        assert (given, folder) == (number, str(tmp_path))
        assert "inline" in drawn
        assert (broken, after, alive) == ("KeyboardInterrupt", "1", False)
        parents.add(parent)
    assert len(parents) == 1  # both come from one process
